"""Who reads what on a board, in sentences that every member may read; pure."""

READS = {"named": "answers with names", "blinded": "answers without names", "report": "the approved report alone"}


def names_seen(board, seats):
    """Who sees names on blinded questions, as one sentence, out of a board's seats."""
    sponsors = [seat for seat in seats if seat.sponsors]
    groups = [
        ("the chair", not board.chairs_blinded),
        ("the moderators", not board.moderators_blinded),
        ("the medical team", bool(sponsors) and all(seat.sees_names for seat in sponsors)),
    ]
    seeing = [name for name, sees in groups if sees]
    if not seeing:
        return "Neither the chair nor the moderators see names."
    blind = [name for name, sees in groups[:2] if not sees]
    said = f"{_listed(seeing)} see{'s' if seeing == ['the chair'] else ''} names"
    return said[0].upper() + said[1:] + (f"; {_listed(blind)} {_do(blind)} not." if blind else ".")


def sponsor_reads(seats):
    """What the medical team reads, as one sentence; by name where one seat differs from another."""
    sponsors = [seat for seat in seats if seat.sponsors]
    sights = {seat.reach for seat in sponsors}
    if len(sights) == 1:
        return f"The medical team reads {READS[sights.pop()]}."
    return " ".join(f"{seat.user.name} reads {READS[seat.reach]}." for seat in sponsors)


def _do(names):
    return "does" if names == ["the chair"] else "do"


def _listed(names):
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"
