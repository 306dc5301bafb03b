"""Reads from the environment who needs a second step, and which organisation's own sign-in is let in."""

from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from advisory import env

ROLES = ("chair", "moderator", "sponsor", "advisor", "observer", "administrator")
ORGANISATION = "organisation"


def second_factor(name: str) -> frozenset[str]:
    """Read the roles whose holders sign in with a passkey or an authenticator app."""
    asked = env.words(name)
    for role in asked:
        if role not in ROLES:
            env.stop(name, f"{role!r} is no role; write {', '.join(ROLES)}, separated by commas")
    return frozenset(asked)


def oidc() -> dict:
    """Read one OpenID Connect provider, as allauth wants it, or nothing."""
    issuer = _trusted("OIDC_ISSUER")
    if not issuer:
        return {}
    kept = {"server_url": issuer.rstrip("/"), "domains": _domains("OIDC_EMAIL_DOMAINS")}
    app = {"provider_id": ORGANISATION, "name": env.text("OIDC_NAME", "Your organisation"), "settings": kept}
    app |= {"client_id": env.text("OIDC_CLIENT_ID"), "secret": env.text("OIDC_CLIENT_SECRET")}
    return {"OAUTH_PKCE_ENABLED": True, "APPS": [app]}


def saml() -> dict:
    """Read one SAML identity provider, as allauth wants it, or nothing; python3-saml is loaded only for this."""
    place = _trusted("SAML_METADATA_URL") or _file("SAML_METADATA")
    if not place:
        return {}
    domains = _domains("SAML_EMAIL_DOMAINS")
    if not domains:
        env.stop("SAML_EMAIL_DOMAINS", "is required with SAML; name the domains whose addresses it answers for")
    kept = {
        "idp": {"metadata_url": place, "entity_id": env.text("SAML_ENTITY_ID", "") or None},
        "advanced": {"want_assertion_signed": True, "want_name_id": True, "reject_idp_initiated_sso": True},
        "domains": domains,
    }
    name = env.text("SAML_NAME", "Your organisation")
    return {"APPS": [{"provider_id": "saml", "client_id": ORGANISATION, "name": name, "settings": kept}]}


def _trusted(name):
    """An https address; plain http is for this machine alone."""
    if not env.text(name, ""):
        return ""
    found = env.url(name, None, ("https", "http"))
    if not found.hostname:
        env.stop(name, "names no host; write https://sign-in.example.org")
    if found.scheme == "http" and not _loopback(found.hostname):
        env.stop(name, "has to begin with https://, for who can change it can sign in as anybody")
    return found.geturl()


def _file(name):
    path = env.text(name, "")
    if not path:
        return ""
    try:
        found = Path(path).resolve(strict=True)
        if "EntityDescriptor" not in found.read_text():
            env.stop(name, f"the file {path} holds no SAML metadata")
    except (OSError, UnicodeDecodeError):
        env.stop(name, f"the file {path} cannot be read")
    return found.as_uri()


def _domains(name):
    found = [word.lower().lstrip("@") for word in env.words(name)]
    for domain in found:
        if "." not in domain or "@" in domain or urlsplit(f"//{domain}").hostname != domain:
            env.stop(name, f"{domain!r} is no domain; write example.org, separated by commas")
    return found


def _loopback(host):
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"
