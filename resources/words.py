"""What is asked of whoever writes beside documents, and how closed a board is: the app that knows talk answers."""

_answers = {}


def words_by(*, before, after, closed):
    """Name what is asked before words are taken, who reads them then, and whether a board blinds any question."""
    _answers.update(before=before, after=after, closed=closed)


def require_patience(by):
    """Refuse whoever may only read for a time, or wrote more in a minute than people write."""
    _answers["before"](by)


def watch(words, *, by, thing, version):
    """Let the safety desk have what may be an adverse event in words that others may read."""
    _answers["after"](words, by=by, thing=thing, version=version)


def blinded(board):
    """Whether any question of a board is blinded, so that its advisors are known by aliases beside documents too."""
    return _answers["closed"](board)
