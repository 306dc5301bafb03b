"""Who chose what in a named poll, as one member may know it."""

from discussions.telling import masked, nameless


def who_chose(poll, member):
    """Each option with whoever chose it, by names that this member may know, in their order: [{"words", "names"}]."""
    names = [[] for _ in poll.options]
    for ballot in poll.ballots.filter(version=poll.version).select_related("member__user"):
        for pick in ballot.picks:
            names[pick].append(_called(ballot.member, poll.question, member))
    return [{"words": words, "names": sorted(who)} for words, who in zip(poll.options, names, strict=True)]


def _called(seat, question, member):
    if seat.pk == member.pk:
        return "You"
    return masked(seat, question)[1] if nameless(seat, question, member.gaze) else seat.user.name
