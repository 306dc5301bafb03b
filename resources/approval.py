"""How far the approval of a version has come: whose turn it is, who is still to sign, and what is to be settled."""

from resources.models import Remark, Review


def turn(reviews):
    """Those of a version's standing reviews that wait now: undecided, with everybody before them decided."""
    waiting = [one for one in reviews if not one.decision]
    first = min((one.order for one in waiting), default=None)
    return [one for one in waiting if one.order == first]


def wanting(version):
    """The functions that the board asks for and that have not approved the file as it is, in words."""
    approved = {one.function for one in version.reviews.standing() if _approves(one, version)}
    asked = sorted(version.board.approvals.items(), key=lambda step: (step[1], step[0]))
    return [Review.Function(function).label for function, _ in asked if function not in approved]


def unsettled(version):
    """The changes that approvals of the file as it is ask for, and that nobody has settled."""
    asked = Remark.objects.filter(version=version, reply_to=None, settled_at=None)
    return asked.filter(review__voided_at=None, review__decision=Review.Decision.WITH_A_CHANGE)


def _approves(review, version):
    review.version = version
    return review.approves
