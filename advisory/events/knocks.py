"""What a live connection says when it knocks: whence it comes, and which streams it follows from where."""

from urllib.parse import parse_qsl

from django.conf import settings
from django.http.request import split_domain_port, validate_host

MOST_FOLLOWS = 200


def headers_of(scope):
    """A connection's headers by their names in lower case."""
    return {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}


def same_origin(scope):
    """Whether a browser's page comes from this very site: scheme, host and port; programs name no origin."""
    headers = headers_of(scope)
    host = headers.get("host", "")
    if not validate_host(split_domain_port(host)[0], settings.ALLOWED_HOSTS):
        return False
    origin = headers.get("origin")
    if origin is None:
        return True
    secure = scope.get("scheme") in {"wss", "https"} or (
        settings.HTTPS and headers.get("x-forwarded-proto") == "https"
    )  # fmt: skip
    return origin in {f"{'https' if secure else 'http'}://{host}", *settings.CSRF_TRUSTED_ORIGINS}


def follows_of(scope):
    """The streams and places named in the address, or None when they are malformed; and the page's stamp."""
    try:
        pairs = parse_qsl(scope["query_string"].decode(), keep_blank_values=True)
    except UnicodeDecodeError:
        return None, ""
    follows = []
    for name, value in pairs:
        if name == "follow":
            wire, colon, seq = value.rpartition(":")
            if value.endswith(".*") or not colon:
                wire, seq = value, "0"
            if not wire.isprintable() or not seq.isascii() or not seq.isdigit() or len(seq) > 15:
                return None, ""
            follows.append((wire, int(seq)))
    return (None, "") if len(follows) > MOST_FOLLOWS else (follows, dict(pairs).get("stamp", ""))
