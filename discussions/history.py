"""What became of a post: every version of its words, its removal and its holds, for those who moderate."""

from django.utils.safestring import mark_safe

from discussions.drawing import author_of
from discussions.telling import date_of, moment, rounded


def history_of(post, member):
    """A post's history as one member may know it, newest first; of a blinded post that is old, days alone."""
    author = author_of(post, member.gaze)
    holds = post.holds.select_related("by__user", "lifted_by__user").order_by("-at")
    return {
        "author": author,
        "versions": [_version(post, version) for version in post.versions.order_by("-number")],
        "removed": _time(post, post.removed_at),
        "holds": [_hold(post, hold) for hold in holds],
    }


def _version(post, version):
    return {
        "number": version.number,
        "time": _time(post, version.at),
        "after_gate": version.after_gate,
        "covered": version.covered,
        "html": mark_safe(version.html),
    }


def _hold(post, hold):
    return {
        "reason": hold.reason,
        "by": hold.by.user.name if hold.by else "the product itself",
        "time": _time(post, hold.at),
        "lifted": _time(post, hold.lifted_at),
        "lifted_by": hold.lifted_by.user.name if hold.lifted_by else "",
    }


def _time(post, at):
    if at is None:
        return None
    day = rounded(post) or rounded(post, at)
    return {"at": moment(at, day=day), "shown": date_of(at, day=day)}
