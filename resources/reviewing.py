"""The page on which a version is reviewed, as one member of it may see and steer it."""

from django.db.models import Q

from advisory.rights import can
from boards.models import Board
from resources.approval import turn, unsettled, wanting
from resources.commands.reviews import meaning_of
from resources.forms.reviews import DecisionForm, RemarkForm, SendForm
from resources.models import BOARDS, Version
from resources.quoting import quotes


def review_page(member, version, *, decision=None, remark=None, sending=None):
    """The names that the template uses; a form that came back with mistakes stands in for its empty one."""
    reviews = list(version.reviews.standing().select_related("reviewer__user"))
    waiting = turn(reviews) if version.state == Version.State.IN_REVIEW else []
    mine = next((one for one in waiting if one.reviewer_id == member.pk), None)
    if mine:
        mine.version = version
    checks = list(version.checks.all())
    stopped = any(check.places for check in version.stopped)
    publishes, threads = can(member, "document.publish", version.document), _threads(version)
    drafted = (
        publishes and version.state == Version.State.DRAFT and bool(version.board.approvals) and not version.stopped
    )
    context = {
        "version": version, "document": version.proposed, "reviews": reviews, "waiting": waiting, "mine": mine,
        "before": version.document.current if version.document.current != version else None,
        "threads": threads, "open": sum(not one.settled_at for one in threads),
        "remark_form": (remark or RemarkForm()) if version.is_open else None,
        "send_form": (sending or _send_form(version)) if drafted else None,
        "boards": _boards(version), "checks": checks, "quoted": quotes(version) if stopped else None,
        **_steps(version, publishes),
    }  # fmt: skip
    if mine:
        signed = {"name": member.user.name, "sha256": version.sha256}
        context |= {"decision_form": decision or DecisionForm(initial=signed), "meaning": meaning_of(mine)}
    return context


def _boards(version):
    """The boards on which a version is read, or will be once it is in force."""
    there = Q(shelves__document=version.document)
    if version.is_open:
        there |= Q(pk__in=version.details.get(BOARDS, {}))
    return Board.objects.filter(there).distinct().order_by("title")


def _steps(version, publishes):
    """What whoever publishes may do next with it."""
    stage, asked = version.State(version.state), bool(version.board.approvals)
    ready = stage == Version.State.APPROVED or (not asked and stage == Version.State.DRAFT)
    return {
        "may_publish": publishes and ready and not (wanting(version) or version.stopped or _waits(version, asked)),
        "looking": publishes and ready and bool(version.file) and not version.is_drawn,
        "may_recall": publishes and stage in {Version.State.IN_REVIEW, Version.State.APPROVED},
        "to_settle": unsettled(version).count() if publishes and ready else 0,
        "may_mend": publishes and version.is_open,
    }


def _waits(version, asked):
    """Whether its pages are not looked through yet, or a change is not settled."""
    return (version.file and not version.is_drawn) or (asked and unsettled(version).exists())


def _threads(version):
    """The points of a version in the order in which they were raised, each with its answers."""
    remarks = list(version.remarks.select_related("by__user", "by__board", "review", "leaf"))
    for remark in remarks:
        remark.version, remark.answers = version, [one for one in remarks if one.reply_to_id == remark.pk]
    return [one for one in remarks if one.reply_to_id is None]


def _send_form(version):
    return SendForm(version=version, seats=seats_on(version.board))


def seats_on(board):
    """The taken seats of a board in the order of names."""
    return board.seats.seated().select_related("board").by_name()
