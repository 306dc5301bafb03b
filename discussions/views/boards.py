"""The boards I sit on, and one board's overview."""

from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from advisory.rights import can
from boards.commands.boards import archive_board, close_board, open_board
from boards.decorators import member_required, signed_in
from boards.models import Board, Membership
from boards.sentences import names_seen, sponsor_reads
from boards.sessions.reading import next_of
from discussions.feed import feed_of
from discussions.guide import guide_of
from discussions.reminding import messages_to
from discussions.surveys.reading import rows_for
from discussions.views.home import card_of
from resources.models import Document, Reading

STEPS = {
    Board.State.DRAFT: ("board.open", {"view": "opening", "words": "Open the board", "look": "primary"}),
    Board.State.OPEN: ("board.close", {"view": "closing", "words": "Close the board", "look": "quiet"}),
    Board.State.CLOSED: ("board.archive", {"view": "archiving", "words": "Archive the board", "look": "quiet"}),
}


@require_safe
@signed_in
def boards(request):
    """Every board on which I have a seat."""
    mine = Membership.objects.filter(user=request.user).select_related("board", "user").order_by("board__title")
    rows = [
        {"board": member.board, "role": member.role, "line": card_of(guide_of(member))["line"]}
        for member in mine.seated().agreed()
    ]
    context = {"nav": "team", "rows": rows, "asked": mine.asked(), "may_create": can(request.user, "board.create")}
    return render(request, "boards/boards/list.html", context)


@require_safe
@member_required
def board(request):
    """One board: its objective, its guide, its people."""
    guide = guide_of(request.member)
    follow = " ".join(f"{name}:{head}" for name, head in guide.heads("", ".mine").items())
    context = {
        "nav": "overview", "board": request.board, "me": request.member, "follow": follow,
        **_asked(guide), **_people(request.board), "feed": feed_of(request.board, 6),
        "documents": Reading.objects.filter(member=request.member).told_of(_read(request.member))[:8],
        "may_publish": can(request.member, "document.publish"),
        "step": _step(request.member), "may_export": can(request.member, "export.take", request.board),
        "letters": messages_to(request.member, timezone.now()), "surveys": rows_for(request.member),
        "next_session": next_of([request.member]),
    }  # fmt: skip
    return render(request, "boards/boards/detail.html", context)


@require_POST
@member_required
def opening(request):
    """Let the members in."""
    open_board(request.board, by=request.member, stamp=request.POST.get("stamp"))
    return redirect("board", request.board.slug)


@require_POST
@member_required
def closing(request):
    """End the writing; the clock closes the questions that are still open."""
    close_board(request.board, by=request.member, stamp=request.POST.get("stamp"))
    return redirect("board", request.board.slug)


@require_POST
@member_required
def archiving(request):
    """Put the closed board away."""
    archive_board(request.board, by=request.member, stamp=request.POST.get("stamp"))
    return redirect("board", request.board.slug)


def _read(member):
    """What a member may read on a board, and what is in force there alone."""
    return Document.objects.visible_to(member).listed().exclude(published_at=None)


def _step(member):
    """The next step in the board's life, where it is this member's to take."""
    right, step = STEPS.get(member.board.state, (None, None))
    return step if right and can(member, right, member.board) else None


def _asked(guide):
    advising = guide.member.advises
    needs = guide.needs()
    return {
        "guide": [_part(part, guide, advising) for part in guide.parts()],
        "next_question": needs[0] if needs else None,
        "answered": sum(guide.answered(question) for question in guide.questions),
        "total": len(guide.questions) if advising else 0,
        "minutes_left": sum(question.minutes for question in needs),
    }


def _part(part, guide, advising):
    rows = part["rows"]
    done = sum(row["state"] == "done" for row in rows)
    fresh = sum(row["unread"] for row in rows)
    left = sum(row["question"] in guide.needs() for row in rows)
    words = [f"{left} question{'s' if left > 1 else ''} to go."] if left else []
    if advising and done == len(rows):
        words = ["Complete."]
    if fresh:
        words.append(f"{fresh} new post{'s' if fresh > 1 else ''}.")
    summary = " ".join(words) or ("Opens later." if all(row["state"] == "locked" for row in rows) else "")
    return part | {"answered": done, "total": len(rows), "summary": summary, "open": bool(left or not advising)}


def _people(board):
    seats = list(board.seats.seated().by_name())
    return {
        "seats": [seat for seat in seats if not seat.observes],
        "observers": [seat for seat in seats if seat.observes],
        "moderator_names": [seat.user.name for seat in seats if seat.runs_the_talk],
        "names_seen": names_seen(board, seats),
        "sponsor_reads": sponsor_reads(seats),
        "blinded": board.questions.filter(blinded=True).exists(),
    }
