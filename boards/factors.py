"""Which roles somebody holds on boards, for the doors that ask more of some of them."""

from advisory.accounts.factors import roles_of
from boards.models import Membership


def held_on_boards(person):
    """The roles of somebody's seats, on whichever board."""
    return Membership.objects.seated().filter(user=person.pk).values_list("seat", flat=True).distinct()


roles_of(held_on_boards)
