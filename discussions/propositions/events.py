"""What the log says about statements to vote on: which, and that somebody voted; never what they said to it."""

from advisory.events.kinds import Audience, Kind, Subject, audiences, kinds, subjects
from boards.events import mine
from discussions.models import Proposition, Stance
from discussions.propositions.results import appeared, recounted


def _with_board(model):
    return lambda ids: model.objects.select_related(*model.together).in_bulk(ids)


def _homes(proposition):
    board = proposition.board.stream
    own = {mine(proposition.author)} if proposition.author else set()
    return own | ({board, proposition.question.stream} if proposition.number else {f"{board}.desk"})


def _wordings(ids):
    """The words of some statements, as their events commit to them."""
    rows = Proposition.objects.filter(pk__in=ids)
    return {(one.pk, 1): (one.salt, {"words": one.text, "shown": one.text}) for one in rows}


def _of_proposition(event, proposition, gaze):
    return {"question": proposition.question.number, "number": proposition.number}


def _of_stance(event, stance, gaze):
    return {"question": stance.question.number}


audiences(
    Audience("proposer", "board.<slug>.mine", "whoever proposed the statement, alone",
             lambda proposition: mine(proposition.author)),
)  # fmt: skip
subjects(
    Subject("proposition", _with_board(Proposition), _homes, _wordings),
    Subject("stance", _with_board(Stance), lambda stance: {stance.question.stream}),
)
kinds(
    Kind("proposition.made", "{actor} proposed a statement", "desk", "proposition", tells=_of_proposition),
    Kind("proposition.accepted", "A statement was put to the board", "board", "proposition", tells=_of_proposition),
    Kind("proposition.rejected", "{actor} turned a statement down", "desk", "proposition", tells=_of_proposition),
    Kind("proposition.withdrawn", "{actor} took a statement out", "board", "proposition", tells=_of_proposition),
    Kind("proposition.answered", "The moderators decided on your statement", "proposer", "proposition",
         tells=_of_proposition),
    Kind("statements.imported", "Statements voted on elsewhere were brought in", "desk", "board"),
    Kind("stance.recounted", "Votes on a statement count otherwise", "question", "proposition", draws=recounted,
         tells=_of_proposition),
    Kind("stance.taken", "Somebody voted on a statement", "question", "stance", draws=appeared, tells=_of_stance),
)  # fmt: skip
