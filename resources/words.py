"""What is asked of whoever writes beside documents, and how closed a board is: the app that knows talk answers."""

_answers = {}


def words_by(**answers):
    """Name what is asked `before` words are taken, why they `wait`, who reads them `after`, how acts are `logged`.

    And whether a board is `closed`: blinds any question.
    """
    _answers.update(answers)


def require_patience(by):
    """Refuse whoever may only read for a time, or wrote more in a minute than people write."""
    _answers["before"](by)


def waits(note, by):
    """Why a note is read by a moderator before anybody else, or nothing."""
    return _answers["wait"](note.board, note.current.body, by=by)


def logged(verb, note, *, by, reason="", **facts):
    """Write what was done to a note into the board's moderation log; gives the act."""
    return _answers["logged"](verb, note, by=by, reason=reason, **facts)


def watch(words, *, by, thing, version):
    """Let the safety desk have what may be an adverse event in words that others may read."""
    _answers["after"](words, by=by, thing=thing, version=version)


def blinded(board):
    """Whether any question of a board is blinded, so that its advisors are known by aliases beside documents too."""
    return _answers["closed"](board)
