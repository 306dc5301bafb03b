"""Where documents may stand: beside the questions of a board."""

from resources.places import places_by


@places_by
def questions_of(board):
    """The numbers and short titles of a board's questions."""
    return list(board.questions.values_list("number", "title"))
