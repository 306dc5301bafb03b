"""Who hears of a safety case, or of what may become one: at once, then as its clock runs; nobody can mute it."""

from django.db.models import Exists, Min, OuterRef
from django.urls import reverse
from django.utils import timezone

from advisory.notifications.notices import Due, Heard
from boards.models import Membership
from boards.safety_clock import due_at, left, stage
from discussions.hearing import imported
from discussions.hearsay import Hearer
from discussions.models import Case, Finding, Post

QUIET = "A safety case on a board of yours needs you."
UNDECIDED = "What may be an adverse event waits for your decision on a board of yours."


def desk_of(event, case):
    """Everybody at the board's safety desk but whoever opened the case."""
    return [Heard(seat.user_id) for seat in _desk(case.board) if seat.user_id != event.actor_id]


def running_out(now):
    """Whose open cases have used half of their time, have two hours left, or none: each stage is told once."""
    for case in Case.objects.filter(state=Case.State.OPEN).select_related("board"):
        reached = stage(case.aware_at, case.due_at, now)
        for seat in _desk(case.board) if reached else ():
            yield Due(seat.user_id, case.board.log_id, "case", case.pk, reached)


def desk_of_found(event, post):
    """The moderators, while nobody has decided on what may be an adverse event; of what was brought in, nobody."""
    waits = post.findings.unsettled().about_safety().exists() and not imported(post)
    return [Heard(seat.user_id) for seat in _desk(post.board) if seat.moderates] if waits else []


def undecided(now):
    """Whose time to decide on what the word list found runs out, while no open case of the post says so."""
    waiting = Finding.objects.unsettled().about_safety().filter(post__author__user__email__isnull=False)
    waiting = waiting.exclude(Exists(Case.objects.filter(post=OuterRef("post"), state=Case.State.OPEN)))
    first = dict(waiting.order_by().values_list("post").annotate(first=Min("at")))
    for post in Post.objects.filter(pk__in=first).select_related("question__board"):
        reached = stage(first[post.pk], _due(post.board, first[post.pk]), now)
        for seat in _desk(post.board) if reached else ():
            if seat.moderates:
                yield Due(seat.user_id, post.log_id, "post", post.pk, f"{reached}{first[post.pk]:%Y%m%d%H%M%S}")


def of_found(person, pairs):
    """Posts in which something may be an adverse event, without a word of them or of whoever wrote them."""
    hearer, found = Hearer(person), {}
    for row, post in pairs:
        seat = hearer.seats.get(post.board.pk)
        if seat and seat.moderates:
            first = post.findings.unsettled().about_safety().order_by("at").first()
            clock = f": {left(_due(post.board, first.at), timezone.now())}" if first else ""
            said = f"What may be an adverse event waits for a decision, Question {post.question.number}{clock}"
            url = f"{reverse('moderate', args=[post.board.slug])}#item-{post.pk}"
            found[row.pk] = hearer.said(post.board, text=said, quiet=UNDECIDED, url=url, at=None, done=not first)
    return found


def _due(board, at):
    return due_at(at, board.safety_clock, board.safety_country, board.safety_zone)


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
