"""Hands are raised, lowered and called on, in the order in which they were raised."""

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.rights import allow
from boards.commands.lobby import require_running
from boards.commands.stamps import require_current
from boards.models import Hand


@transaction.atomic
def raise_hand(session, *, by, stamp=None):
    """Ask to speak; raised twice it is up once."""
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "hand.raise", session)
    require_running(session)
    found = session.hands.filter(member=by, lowered_at=None).first()
    if found is None:
        found = Hand.objects.create(session=session, member=by)
        record("hand.raised", found, by=by)
    return found


@transaction.atomic
def lower_hand(hand, *, by, stamp=None):
    """Take a hand down: one's own, or at the desk anybody's."""
    by, hand = lock(hand.board, by, hand)
    require_current(by, stamp)
    allow(by, "hand.lower", hand)
    require_running(hand.session)
    _lower(hand, by)


@transaction.atomic
def call_on(hand, *, by, stamp=None):
    """Give somebody the floor; whoever had it before has spoken."""
    by, hand = lock(hand.board, by, hand)
    require_current(by, stamp)
    allow(by, "hand.call", hand.board)
    require_running(hand.session)
    if hand.called_at or hand.lowered_at:
        return
    before = hand.session.hands.filter(lowered_at=None).exclude(called_at=None)
    for other in before.select_related(*Hand.together):
        _lower(other, by)
    hand.called_at = timezone.now()
    hand.save(update_fields=["called_at"])
    record("hand.called", hand, by=by)


def _lower(hand, by):
    if hand.lowered_at is None:
        hand.lowered_at = timezone.now()
        hand.save(update_fields=["lowered_at"])
        record("hand.lowered", hand, by=by)
