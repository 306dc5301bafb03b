"""Who knows whom by name and face: people who sit at one board."""

from advisory.accounts.registries.acquaintance import acquainted_by
from boards.models import Membership


@acquainted_by
def share_a_board(viewer, person):
    """Whether somebody sits at a board, having agreed to its texts, whose list of members names another."""
    mine = Membership.objects.seated().filter(user=viewer.pk).select_related("board", "user")
    boards = [seat.board_id for seat in mine if seat.role]
    return Membership.objects.seated().filter(user=person.pk, board__in=boards).exists()
