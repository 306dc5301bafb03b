"""Who hears of a safety case, and when: at once when it is opened, then as its clock runs; nobody can mute it."""

from django.urls import reverse

from advisory.notifications.notices import Due, Heard
from boards.models import Membership
from boards.safety_clock import stage
from discussions.hearsay import Hearer
from discussions.models import Case

QUIET = "A safety case on a board of yours needs you."


def desk_of(event, case):
    """Everybody at the board's safety desk but whoever opened the case."""
    return [Heard(seat.user_id) for seat in _desk(case.board) if seat.user_id != event.actor_id]


def running_out(now):
    """Whose open cases have used half of their time, have two hours left, or none: each stage is told once."""
    for case in Case.objects.filter(state=Case.State.OPEN).select_related("board"):
        reached = stage(case.aware_at, case.due_at, now)
        for seat in _desk(case.board) if reached else ():
            yield Due(seat.user_id, case.board.log_id, "case", case.pk, reached)


def of_cases(person, pairs):
    """What each case says now to somebody who may read it; a case that was passed on needs nobody."""
    hearer, found = Hearer(person), {}
    for row, case in pairs:
        seat = hearer.seats.get(case.board_id)
        if seat and seat.reads_cases:
            said = f"{case.reference}: {case.left}"
            url = reverse("case", args=[case.board.slug, case.reference])
            found[row.pk] = hearer.said(
                case.board, text=said, quiet=QUIET, url=url, at=case.opened_at, done=not case.is_open
            )
    return found


def _desk(board):
    seats = Membership.objects.seated().filter(board=board, user__is_active=True).select_related("board", "user")
    return [seat for seat in seats if seat.reads_cases]
