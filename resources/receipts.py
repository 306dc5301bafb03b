"""Who has opened and read a document, for the team: by name where names are not kept from them, else as a count."""

from advisory.rights import can
from resources.models import Reading


def receipts(member, document):
    """The receipts of the version in force as one of the team may know them; nothing for anybody else."""
    version = document.current
    if version is None or not can(member, "receipt.see", document):
        return None
    seats = [seat for seat in document.board.seats.seated().select_related("board").by_name() if seat.advises]
    seats = [seat for seat in seats if document.meant_for(seat)]
    known = {one.member_id: one for one in Reading.objects.filter(version=version, member__in=seats)}
    rows = [(seat, known.get(seat.pk)) for seat in seats]
    opened, read = len(known), sum(one.read_at is not None for one in known.values())
    return {"rows": rows if member.sees_names else [], "opened": opened, "read": read, "of": len(seats)}
