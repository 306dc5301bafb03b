"""A write from a page that was drawn for somebody else, or under other rules, is refused."""

from advisory.refusals import Conflict


def require_current(by, stamp):
    """Refuse a write from a page that was drawn for another seat or under another policy."""
    reason = stamp and by.stale(stamp)
    if reason == "other_seat":
        raise Conflict(reason, "Somebody else is signed in here now. Your text was not posted; you can copy it.")
    if reason:
        raise Conflict(reason, "Who may see this has changed. Load the page again before you post; your text is kept.")
