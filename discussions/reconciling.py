"""Nothing that may be an adverse event is forgotten: what is still to be settled, and what never became a case."""

from advisory.refusals import Conflict
from boards.obstacles import obstacle
from discussions.models import Case

SHOWN = 5


@obstacle
def require_cases_settled(board):
    """A board is not put away while a safety case is open or without its receipt."""
    open_cases = list(Case.objects.unsettled().filter(board=board).order_by("reference"))
    if not open_cases:
        return
    named = ", ".join(case.reference for case in open_cases[:SHOWN])
    more = f" and {len(open_cases) - SHOWN} more" if len(open_cases) > SHOWN else ""
    raise Conflict(
        "open_case",
        f"Safety cases come first: {named}{more}. Pass each on and note its receipt, or say that it is no event.",
        facts={"cases": [case.reference for case in open_cases]},
    )
