"""A meeting held elsewhere, by a link that opens it; everything but sound and picture stays here."""

from urllib.parse import urlsplit

LONGEST = 500
SERVICES = {
    "zoom.us": "Zoom", "zoom.com": "Zoom", "teams.microsoft.com": "Teams", "teams.live.com": "Teams",
    "webex.com": "Webex", "meet.google.com": "Google Meet",
}  # fmt: skip
TOLD = (
    "Sound and picture are in another service, in a window of its own; the agenda and what is written stay here.",
    "Whom you let in there, mute or remove is for that service; what is said there is not recorded here, and has no "
    "captions.",
)


def wrong(url):
    """What is wrong with the link of a meeting, in words, or nothing."""
    if not url:
        return "Paste the link of the meeting."
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port  # a port that is no number is found only when it is read
    except ValueError:
        return "This is not a link. Copy it from the invitation of the meeting."
    if parts.scheme != "https":
        return "The link has to begin with https://."
    if "." not in host.strip(".") or any(char.isspace() or not char.isprintable() for char in url):
        return "This is not a link. Copy it from the invitation of the meeting."
    if parts.username or parts.password or port not in {None, 443}:
        return "The link may hold no name or port before its path. Copy it from the invitation of the meeting."
    return "" if len(url) <= LONGEST else f"The link is longer than {LONGEST} characters."


def service(url):
    """The name of the service that a link leads to, or its host."""
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return next((name for domain, name in SERVICES.items() if host == domain or host.endswith(f".{domain}")), host)
