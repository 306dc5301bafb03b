"""A board is made, opens, closes and is archived."""

import re

from django.db import transaction
from django.utils import timezone

from advisory.events.models import Log
from advisory.events.record import lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from advisory.search.filing import index
from advisory.text import checked, checked_for
from boards.commands.sessions import call_off_all
from boards.commands.stamps import require_current
from boards.models import Board, Section
from boards.obstacles import require_settled

SLUG = re.compile(r"[a-z0-9][a-z0-9-]{1,59}")
RESERVED = {"new"}


@transaction.atomic
def create_board(*, slug, title, objective, by, **details):
    """Make a board in draft; it has no members and no questions yet."""
    allow(by, "board.create")
    if not SLUG.fullmatch(slug):
        raise Invalid(fields={"slug": "Use 2 to 60 small letters, digits and hyphens."})
    words = checked_for(Board, {"title": title, "objective": objective, **details})
    log, fresh = Log.objects.get_or_create(name=f"board.{slug}")
    if slug in RESERVED or not fresh:
        raise Invalid(fields={"slug": "Another board has this address. Choose a different one."})
    board = Board.objects.create(log=log, slug=slug, **words)
    lock(board)
    index(board, fresh=True)
    record("board.made", board, by=by)
    return board


@transaction.atomic
def add_section(board, title, *, by):
    """Add a section at the end of the discussion guide."""
    title = checked(title, "section", longest=Section._meta.get_field("title").max_length)
    by, board = lock(board, by, board)
    allow(by, "board.open", board)
    return Section.objects.create(board=board, title=title, position=board.sections.count() + 1)


@transaction.atomic
def open_board(board, *, by, stamp=None):
    """Let the members in to write; from now on the numbers of its questions are frozen."""
    by, board = lock(board, by, board)
    require_current(by, stamp)
    allow(by, "board.open", board)
    _from(board, Board.State.DRAFT)
    board.state = Board.State.OPEN
    board.opens_at = board.opens_at or timezone.now()
    board.save(update_fields=["state", "opens_at"])
    record("board.opened", board, by=by)


@transaction.atomic
def close_board(board, *, by, stamp=None):
    """End the writing and call off sessions to come; everything stays readable to those who could read it."""
    by, board = lock(board, by, board)
    require_current(by, stamp)
    allow(by, "board.close", board)
    _from(board, Board.State.OPEN)
    board.state = Board.State.CLOSED
    board.closes_at = timezone.now()
    board.save(update_fields=["state", "closes_at"])
    call_off_all(board, by=by)
    record("board.closed", board, by=by)


@transaction.atomic
def archive_board(board, *, by, stamp=None):
    """Put a closed board away: everything stays readable, and it never opens again."""
    by, board = lock(board, by, board)
    require_current(by, stamp)
    allow(by, "board.archive", board)
    _from(board, Board.State.CLOSED)
    require_settled(board, by=by)
    board.state = Board.State.ARCHIVED
    board.save(update_fields=["state"])
    record("board.archived", board, by=by)


@transaction.atomic
def choose_screening(board, screening, *, by, products=None, stamp=None):
    """Choose what becomes of a post in which screening finds something, and which products it looks for."""
    by, board = lock(board, by, board)
    require_current(by, stamp)
    allow(by, "board.screen", board)
    if screening not in Board.Screening.values:
        raise Invalid(fields={"screening": "Choose one of the two."})
    if products is not None:
        board.products = checked_for(Board, {"products": products})["products"].strip()
    board.screening = screening
    board.save(update_fields=["screening", "products"])
    record("screening.chosen", board, by=by, screening=str(screening))


def _from(board, state):
    if board.state != state:
        raise Conflict("closed", f"This board is {board.get_state_display().lower()} now.")
