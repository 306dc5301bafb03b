"""What a panel hears of its study: a round opens, closes tomorrow, is published."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone

from advisory.notifications.notices import DAILY, Due, Heard, Notice, notices
from advisory.rights import can
from advisory.zones import due_in, zone_of
from boards.models import Board
from discussions.consensus.results import finished
from discussions.hearing import due_key, is_time
from discussions.hearsay import Hearer
from discussions.models import Round

SOON = timedelta(days=3)


def panel_of(event, round_):
    """Everybody who sits on the panel now."""
    return [Heard(one.member.user_id) for one in _panel(round_)]


def closing_soon(now):
    """Who has statements left in a round that closes tomorrow, where it is their daytime."""
    open_now = Round.objects.filter(state=Round.State.OPEN, study__board__state=Board.State.OPEN)
    for round_ in open_now.filter(closes_at__gt=now, closes_at__lt=now + SOON).select_related("study__board"):
        done = finished(round_)
        for one in _panel(round_):
            if one.pk not in done and is_time(round_, now, zone_of(one.member.user.time_zone)):
                yield Due(one.member.user_id, round_.log_id, "round", round_.pk, due_key(round_))


def of_openings(person, pairs):
    """Rounds in which this person has statements to rate."""
    return _of_rounds(person, pairs, "A round of consensus is open", "Statements wait for your rating.")


def of_closings(person, pairs):
    """Rounds that close soon, while their time is the one that was told."""
    timely = [(row, one) for row, one in pairs if one.closes_at and row.key.endswith(due_key(one))]
    soon = due_in(timely[0][1].closes_at, person.time_zone, timezone.now()) if timely else ""
    return _of_rounds(person, timely, f"{soon}: a round of consensus", "Statements that wait for you are due soon.")


def of_publications(person, pairs):
    """Rounds whose results are open to the panel."""
    hearer, found = Hearer(person), {}
    for row, round_ in pairs:
        seat = hearer.seats.get(round_.board.pk)
        if seat and can(seat, "results.see", round_):
            text = f"Round {round_.number} of consensus is published"
            quiet = "The results of a consensus round are open to you."
            found[row.pk] = _told(hearer, round_, text, quiet, at=round_.published_at)
    return found


def _of_rounds(person, pairs, text, quiet):
    hearer, found = Hearer(person), {}
    waiting = set(Round.objects.waiting_for(person).values_list("pk", flat=True))
    for row, round_ in pairs:
        seat = hearer.seats.get(round_.board.pk)
        if seat and seat.advises:
            done = round_.pk not in waiting
            found[row.pk] = _told(hearer, round_, text, quiet, at=round_.opened_at, done=done)
    return found


def _told(hearer, round_, text, quiet, **more):
    url = reverse("round", args=[round_.board.slug, round_.study.number, round_.number])
    return hearer.said(round_.board, text=text, quiet=quiet, url=url, **more)


def _panel(round_):
    seated = round_.study.panel.filter(dropped_at=None, member__left_at=None, member__user__is_active=True)
    return seated.select_related("member__user")


notices(
    Notice("rating", "Consensus rounds that open", of_openings, on=("round.opened",), hears=panel_of,
           settles=("rating.given",), fades=("round.closed",), icon="scale"),
    Notice("rating_due", "A consensus round that closes tomorrow", of_closings, due=closing_soon,
           settles=("rating.given",), fades=("round.extended", "round.closed"), icon="clock",
           hint="In your daytime, only if statements are left"),
    Notice("published", "Consensus results", of_publications, on=("round.published",), hears=panel_of, email=DAILY,
           icon="scale"),
)  # fmt: skip
