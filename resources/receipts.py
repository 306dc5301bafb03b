"""Who has opened and read a document, for its team: by name where names are not kept from them, else as a count."""

from advisory.rights import can
from boards.models import Membership
from resources.models import Reading


def receipts(member, document):
    """The receipts of the version in force by board, its own first, as one of the team may know them, or nothing.

    On another board names are for who has a seat of the team there too.
    """
    version = document.current
    if version is None or not can(member, "receipt.see", document):
        return None
    shelves = document.shelves.exclude(board=document.board).select_related("board").order_by("board__title")
    boards = [document.board, *dict.fromkeys(shelf.board for shelf in shelves)]
    mine = Membership.objects.seated().filter(user=member.user_id, board__in=boards).select_related("board", "user")
    mine = {seat.board_id: seat for seat in mine}
    return [_on(board, mine.get(board.pk), document) for board in boards]


def _on(board, mine, document):
    seats = [seat for seat in board.seats.seated().select_related("board").by_name() if seat.advises]
    seats = [seat for seat in seats if document.meant_for(seat)]
    known = {one.member_id: one for one in Reading.objects.filter(version=document.current, member__in=seats)}
    named = mine is not None and mine.is_staff_seat and mine.sees_names
    rows = [(seat, known.get(seat.pk)) for seat in seats] if named else []
    read = sum(one.read_at is not None for one in known.values())
    return {"board": board, "rows": rows, "opened": len(known), "read": read, "of": len(seats)}
