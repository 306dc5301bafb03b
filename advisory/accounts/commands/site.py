"""The installation as the owner of its own log, and how its commands write there."""

from advisory.events.record import record, site_log


class Site:
    """The installation, as the owner of its own log."""

    @property
    def log_id(self):
        return site_log().pk


def acting(by):
    """Who acts on the installation: a seat acts as the person who sits there."""
    return getattr(by, "user", by)


def site_told(kind, subject, by, **facts):
    """Record in the installation's own log what happened to a person or what is theirs."""
    subject.log_id = site_log().pk
    record(kind, subject, by=by, **facts)
