"""Who of the team answers for safety, and by when and to whom a safety case is passed on."""

from django.db import transaction

from advisory.accounts.places import is_zone
from advisory.events.record import lock, record
from advisory.refusals import Invalid
from advisory.rights import allow
from advisory.text import checked_for
from boards.commands.stamps import require_current
from boards.models import Board
from boards.safety_clock import countries


@transaction.atomic
def entrust_member(member, *, by, on):
    """Give a seat of the team the mark of who answers for safety, or take it; asking twice changes nothing."""
    by, member = lock(member.board, by, member)
    allow(by, "member.entrust", member)
    if member.safety == on:
        return
    member.safety = on
    member.save(update_fields=["safety"])
    record("member.entrusted" if on else "member.relieved", member, by=by)


@transaction.atomic
def set_safety_desk(board, *, by, stamp=None, **settings):
    """Set the clock for the cases that are opened from now on, and whom to ring; a running clock stays as it is."""
    by, board = lock(board, by, board)
    require_current(by, stamp)
    allow(by, "safety.set", board)
    _require_known(settings)
    for name, value in checked_for(Board, settings).items():
        setattr(board, name, value)
    board.save(update_fields=list(settings))
    record("safety.set", board, by=by, clock=board.safety_clock, country=board.safety_country, zone=board.safety_zone)


def _require_known(settings):
    known = {
        "safety_clock": (Board.SafetyClock.values.__contains__, "Choose 24 hours or one business day."),
        "safety_country": (countries().__contains__, "Choose a country whose calendar is known."),
        "safety_zone": (is_zone, "Choose a time zone from the list."),
    }
    wrong = {name: told for name, (knows, told) in known.items() if name in settings and not knows(settings[name])}
    if wrong:
        raise Invalid(fields=wrong)
