"""What becomes of a post in which screening finds something: chosen on the page of people."""

from django.views.decorators.http import require_POST

from boards.commands.boards import choose_screening
from boards.decorators import member_required
from boards.views.people import _done


@require_POST
@member_required
def screening(request):
    """Choose what happens, and which products screening looks for."""
    chosen, products = request.POST.get("screening"), request.POST.get("products", "")
    return _done(
        request,
        lambda: choose_screening(request.board, chosen, by=request.member, products=products),
        "The screening is set. It holds for every text from now on.",
    )
