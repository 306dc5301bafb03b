"""Key questions over the API: the guide of a board, and passing one."""

from ninja import Query, Router
from ninja.responses import Status

from advisory.api.addresses import Number, Slug
from advisory.api.lists import Window
from advisory.api.shapes import Stamped, reads, writes
from advisory.api.steady import steady
from boards.decorators import seat_of
from discussions.api.seen import asked
from discussions.api.shapes import AskedList
from discussions.commands.questions import pass_question
from discussions.guide import Guide
from discussions.telling import moment

router = Router(tags=["questions"])


@router.get("boards/{slug}/questions", response=reads(AskedList))
def questions(request, slug: Slug, window: Query[Window]):
    """The key questions of a board in order, and how I stand to each."""
    return _guide(request.auth, slug, window)


@router.post("boards/{slug}/questions/{number}/pass", response=writes({204: None}))
def passing(request, slug: Slug, number: Number, payload: Stamped | None = None):
    """Pass a question as outside my field: it leaves my list and my gate opens."""
    member, question = asked(request.auth, slug, number)
    pass_question(question, by=member, stamp=payload and payload.stamp)
    return Status(204, None)


@steady
def _guide(user, slug, window):
    guide = Guide(seat_of(user, slug))
    page = window.listed(window.of(guide.questions, _number), _number)
    return page | {"items": [_told(question, guide) for question in page["items"]]}


def _number(question):
    return str(question.number)


def _told(question, guide):
    return {
        "number": question.number,
        "section": question.section.title,
        "type": question.type,
        "prompt": question.prompt,
        "state": question.state,
        "policy": question.policy.names(),
        "due": moment(question.due_at, day=False),
        "answered": guide.answered(question),
        "count": guide.answers.get(question.pk),
    }
