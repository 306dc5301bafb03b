"""What is asked of whoever writes beside documents: the app that knows talk answers."""

_answers = {}


def words_by(**answers):
    """Name what is asked `before` words are taken, why they `wait`, who reads them `after`, how acts are `logged`
    and which are `undoable`.
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


def undoable(key, *, by):
    """An act of moderation by its identifier, while somebody may take it back; else nothing."""
    return _answers["undoable"](key, by=by) if key else None


def watch(words, *, by, thing, version):
    """Let the safety desk have what may be an adverse event in words that others may read."""
    _answers["after"](words, by=by, thing=thing, version=version)
