"""How a question is answered: set up with it, and changed afterwards as a new version, which everybody is told."""

from django.db import transaction

from advisory.events.record import lock, record
from advisory.files import discard, stored
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from boards.commands.stamps import require_current
from boards.models import Board
from discussions.answering import DISCUSSION, KINDS, NAMES
from discussions.models import Design

FOLDER = "figures"
IMAGE = ("image", "width", "height")


def checked_type(details):
    """The type of a new question and its design, as they are kept."""
    name = details.get("type") or DISCUSSION
    if name not in NAMES:
        raise Invalid(message="Choose how it is answered.", fields={"type": "Choose how it is answered."})
    kind = KINDS.get(name)
    return {"type": name, "design": kind.checked_design(details.get("design") or {}) if kind else {}}


def redesign_question(question, design, *, by, stamp=None, picture=None):
    """Change a question's options; once somebody answered, the old ones stay with those answers as a version.

    `picture` is the image to mark; it is stored before the board is locked, and taken away when the board refuses it.
    """
    allow(by, "question.design", question)
    kept = {name: question.design[name] for name in IMAGE if question.design.get("image")}
    if picture:
        kept = {"image": stored(picture.content, FOLDER), "width": picture.width, "height": picture.height}
    try:
        return redesign(question, design | kept, by=by, stamp=stamp)
    except BaseException:
        discard(kept["image"] if picture else "")
        raise


@transaction.atomic
def redesign(question, design, *, by, stamp=None):
    """Change the options, under the lock."""
    by, question = lock(question.board, by, question)
    require_current(by, stamp)
    allow(by, "question.design", question)
    if question.kind is None or question.board.state in Board.OVER or question.state == question.State.CLOSED:
        raise Conflict("closed", "The options of this question cannot change now.")
    design = question.kind.checked_design(design)
    if design == question.design:
        return question
    if question.responses.filter(design_version=question.design_version).exists():
        Design.objects.create(question=question, version=question.design_version, body=question.design)
        question.design_version += 1
    question.design = design
    question.save(update_fields=["design", "design_version"])
    record("question.redesigned", question, by=by, number=question.number, version=question.design_version)
    return question
