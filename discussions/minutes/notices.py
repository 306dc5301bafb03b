"""What people hear of minutes: there are some to read, and the desk that a change was suggested."""

from django.urls import reverse

from advisory.notifications.notices import EVENT, Heard, Notice, Told, notices
from advisory.rights import can
from boards.blinding import blinds
from boards.models import Membership
from discussions.minutes.permissions import came
from discussions.models import Minutes


def readers(event, minutes):
    """Whoever was there, but not whoever did it; their approval is for everybody who may read them."""
    return [Heard(seat.user_id) for seat in _seats(minutes)
            if seat.user_id != event.actor_id and (not seat.observes or came(seat, minutes.session))]  # fmt: skip


def of_minutes(person, pairs):
    """Minutes that somebody may read now."""
    return _told_of(person, pairs, "minutes.read", lambda minutes: _words(minutes))


def desk(event, suggestion):
    """Chair and moderators, but not whoever suggested it."""
    return [Heard(seat.user_id) for seat in _seats(suggestion.minutes)
            if seat.moderates and seat.user_id != event.actor_id]  # fmt: skip


def of_suggestions(person, pairs):
    """Changes that were suggested, for whoever answers them."""
    told = _told_of(person, [(row, one.minutes) for row, one in pairs], "minutes.keep",
                    lambda minutes: "A change of minutes was suggested")  # fmt: skip
    return {row.pk: told[row.pk] for row, one in pairs if row.pk in told and one.state == "waiting"}


def _words(minutes):
    return "Minutes were approved" if minutes.state == Minutes.State.APPROVED else "Minutes to read"


def _seats(minutes):
    seats = Membership.objects.seated().agreed().filter(board=minutes.board, user__is_active=True)
    return [seat for seat in seats.select_related("board", "user") if can(seat, "minutes.read", minutes)]


def _told_of(person, pairs, right, said):
    found = Membership.objects.seated().filter(user=person).select_related("board", "user")
    seats, told = {seat.board_id: seat for seat in found if seat.role}, {}
    for row, minutes in pairs:
        board = minutes.board
        seat = seats.get(board.pk)
        if seat and can(seat, right, minutes):
            told[row.pk] = Told(
                f"{said(minutes)}: {minutes.session.title}", reverse("minutes", args=[board.slug, minutes.session_id]),
                quiet=f"{said(minutes)}.", quote=board.letters_quote and not blinds(board), where=board.title,
            )  # fmt: skip
    return told


notices(
    Notice("minutes", "Minutes to read", of_minutes, on=("minutes.sent", "minutes.approved"), hears=readers, once=EVENT,
           hint="Of live sessions that you came to, and once they are approved", icon="doc"),
    Notice("suggested", "Changes suggested in minutes", of_suggestions, on=("suggestion.made",), hears=desk,
           fades=("suggestion.taken", "suggestion.declined"), hint="For chair and moderators", icon="pen"),
)  # fmt: skip
