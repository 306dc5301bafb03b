"""People who took part elsewhere take seats: they are named on the board, and never sign in."""

import secrets

from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from advisory.rights import allow
from boards.models import Membership, Role


def seat_placeholders(board, people, *, by):
    """Seat people without an address as advisors, under the caller's lock; who sits there already keeps seat and alias.

    `people` is {id: name}; gives {id: seat} and how many of them are new.
    """
    allow(by, "member.seat", board)
    seats = {seat.user_id: seat for seat in board.seats.filter(user__email=None).select_related("user")}
    fresh = get_user_model().objects.bulk_create(
        [_placeholder(key, name) for key, name in people.items() if key not in seats], batch_size=500
    )
    aliases = free_aliases(board, len(fresh))
    new = Membership.objects.bulk_create(
        [
            Membership(board=board, user=user, seat=Role.ADVISOR, advised=True, alias=alias)
            for user, alias in zip(fresh, aliases, strict=True)
        ],
        batch_size=500,
    )
    return seats | {seat.user_id: seat for seat in new}, len(new)


def free_aliases(board, count):
    """Numbers drawn at random: 1 to 99, and above 50 seats below the next power of ten that is twice the seats."""
    taken = set(board.seats.values_list("alias", flat=True))
    top = 100
    while len(taken) + count > top // 2:
        top *= 10
    return secrets.SystemRandom().sample([number for number in range(1, top) if number not in taken], count)


def _placeholder(key, name):
    return get_user_model()(pk=key, name=name, is_active=False, password=make_password(None))
