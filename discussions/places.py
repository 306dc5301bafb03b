"""Where documents may stand: beside the questions of a board; and what is asked of notes on them."""

from uuid import UUID

from advisory.rights import can
from boards.blinding import blinds_by
from discussions.commands.acts import log_act
from discussions.commands.findings import holds, screened
from discussions.commands.opening import keys_of, watch_words
from discussions.commands.writing import require_free, require_patience
from discussions.models import Act
from resources.places import places_by
from resources.words import words_by


@places_by
def questions_of(board):
    """The numbers and short titles of a board's questions."""
    return list(board.questions.values_list("number", "title"))


def _before(by):
    require_free(by)
    require_patience(by)


def _after(words, *, by, thing, version):
    watch_words(words, by=by, keys=keys_of(thing, version))


@blinds_by
def _blinded(board):
    """Whether any question of a board is blinded; asked once for a board that was fetched once."""
    if "blinds_any" not in board.__dict__:
        board.blinds_any = board.questions.filter(blinded=True).exists()
    return board.blinds_any


def _wait(board, words, *, by):
    return holds(board, screened(board, words), by=by)


def _logged(verb, note, *, by, reason, **facts):
    about = {"note": str(note.pk), "document": str(note.document_id)}
    return log_act(verb, by=by, member=note.member, reason=reason, **about, **facts)


def undoable(key, *, by):
    """An act of moderation by its identifier, while somebody may take it back; else nothing."""
    try:
        found = Act.objects.undoable().filter(pk=UUID(key), board=by.board)
    except ValueError:
        return None
    return found.first() if can(by, "act.undo", by.board) else None


words_by(before=_before, wait=_wait, after=_after, logged=_logged, undoable=undoable)
