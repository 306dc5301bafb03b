"""What the log says about consensus studies; never a rating, and never a comment."""

from advisory.events.kinds import Kind, Subject, kinds, subjects
from discussions.models import Rating, RatingVersion, Round, Statement, StatementVersion, Study


def _with_board(model):
    return lambda ids: model.objects.select_related(*model.together).in_bulk(ids)


def _desk(thing):
    return {f"{thing.board.stream}.desk"}


def _wordings(ids):
    """What each wording of some statements says now: {(statement, number): (salt, {"words", "shown"})}."""
    rows = StatementVersion.objects.filter(statement__in=ids)
    return {(one.statement_id, one.number): (one.salt, {"words": one.text, "shown": one.text}) for one in rows}


def _answers(ids):
    """What each version of some ratings says now: its comment, and the rating itself; without a salt, nothing."""
    rows = RatingVersion.objects.filter(rating__in=ids)
    return {
        (one.rating_id, one.number): (one.salt, {"words": one.comment, "shown": one.shown if one.salt else ""})
        for one in rows
    }


def _of_study(event, study, gaze):
    return {"study": study.number}


def _of_round(event, round_, gaze):
    return {"study": round_.study.number, "round": round_.number, "state": round_.state}


def _of_statement(event, statement, gaze):
    return {"study": statement.study.number, "statement": statement.number}


def _of_rating(event, rating, gaze):
    """In which round somebody said something; not even its id, under which a comment stands without its author."""
    return {"id": None} | {name: event.facts[name] for name in ("study", "round")}


subjects(
    Subject("study", _with_board(Study), lambda study: {study.board.stream, *_desk(study)}),
    Subject("statement", _with_board(Statement), _desk, _wordings),
    Subject("round", _with_board(Round), lambda round_: {round_.board.stream, *_desk(round_)}),
    Subject("rating", _with_board(Rating), _desk, _answers),
)
kinds(
    Kind("study.created", "{actor} began a consensus study", "desk", "study", tells=_of_study),
    Kind("study.frozen", "The protocol of consensus study {number} was frozen", "desk", "study", tells=_of_study),
    Kind("study.amended", "{actor} changed a frozen protocol, with a reason", "desk", "study", tells=_of_study),
    Kind("study.ended", "Consensus study {number} has ended", "board", "study", tells=_of_study),
    Kind("study.taken", "{actor} took a consensus study out as a file", "desk", "study", tells=_of_study),
    Kind("panelist.dropped", "Somebody left the panel of consensus study {number}", "desk", "study", tells=_of_study),
    Kind("statement.added", "{actor} added a statement", "desk", "statement", tells=_of_statement),
    Kind("statement.reworded", "{actor} reworded a statement", "desk", "statement", tells=_of_statement),
    Kind("statement.withdrawn", "{actor} withdrew a statement", "desk", "statement", tells=_of_statement),
    Kind("round.opened", "Round {number} of consensus opened", "board", "round", tells=_of_round),
    Kind("round.extended", "Round {number} of consensus has more time", "board", "round", tells=_of_round),
    Kind("round.closed", "Round {number} of consensus closed", "board", "round", tells=_of_round),
    Kind("round.published", "The results of round {number} are open to the panel", "board", "round", tells=_of_round),
    Kind("rating.given", "Somebody rated a statement", "desk", "rating", tells=_of_rating),
    Kind("comment.withheld", "{actor} kept a comment back from the panel", "desk", "round", tells=_of_round),
    Kind("comment.given", "{actor} gave a comment to the panel after all", "desk", "round", tells=_of_round),
)  # fmt: skip
