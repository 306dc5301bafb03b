"""Key questions are added, open, close, are extended and grow closer."""

from django.db import transaction
from django.utils import timezone

from advisory.events.record import lock, record
from advisory.prepared import prepared
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from advisory.search.filing import index, index_all
from advisory.text import checked_for
from boards.commands.moments import require_before_closing
from boards.commands.stamps import require_current
from boards.models import Board, Membership
from discussions.commands.designs import checked_type
from discussions.commands.poll_ends import end_polls
from discussions.commands.sharing import open_to_peers
from discussions.models import Gate, Question, Stance
from discussions.stimulus import checked_stimulus
from discussions.visibility import STAFF
from resources.prereads import prereads

FOUND = "question__board", "current", "thread__opener__board"


@transaction.atomic
def add_question(board, section, *, by, **details):
    """Add a question at the end of the guide; on an open board it opens with the next tick."""
    by, board = lock(board, by, board)
    allow(by, "question.add", board)
    if board.state in Board.OVER:
        raise Conflict("closed", f"This board is {board.get_state_display().lower()} now; no question can be added.")
    details = checked_for(Question, details)
    require_before_closing(board, details.get("due_at"), by=by, field="due_at")
    details["stimulus"] = checked_stimulus(details.get("stimulus"))
    details |= checked_type(details)
    number = board.questions.count() + 1
    question = Question.objects.create(board=board, section=section, number=number, **details)
    index(question, fresh=True)
    if question.blinded and board.questions.filter(blinded=True).count() == 1:
        _policies_moved(board)
    record("question.added", question, by=by, number=number, policy=question.policy.names())
    return question


@transaction.atomic
def open_question(question, *, by):
    """Let advisors answer."""
    by, question = lock(question.board, by, question)
    allow(by, "question.run", question)
    if question.state != Question.State.WAITING or question.board.state != Board.State.OPEN:
        raise Conflict("closed", "This question cannot open now.")
    question.state, question.opens_at = Question.State.OPEN, question.opens_at or timezone.now()
    question.save(update_fields=["state", "opens_at"])
    record("question.opened", question, by=by, number=question.number)


@transaction.atomic
def close_question(question, *, by, stamp=None):
    """End the writing; where answers were kept until close, everybody reads them from now on."""
    by, question = lock(question.board, by, question)
    require_current(by, stamp)
    allow(by, "question.run", question)
    if question.state != Question.State.OPEN:
        raise Conflict("closed", f"Question {question.number} is not open.")
    closed_to_peers = not question.shared
    question.state, question.closed_at = Question.State.CLOSED, timezone.now()
    question.save(update_fields=["state", "closed_at"])
    record("question.closed", question, by=by, number=question.number)
    end_polls(question, by=by)
    if closed_to_peers and question.shared:
        open_to_peers(question)
        record("question.shared", question, by=by, number=question.number)


@transaction.atomic
def extend_question(question, due_at, *, by, stamp=None):
    """Give everybody more time, while the question is still open."""
    by, question = lock(question.board, by, question)
    require_current(by, stamp)
    allow(by, "question.extend", question)
    require_open(question)
    if not due_at or due_at <= max(timezone.now(), question.due_at or timezone.now()):
        raise Invalid(fields={"due": "Choose a time later than the present due time."})
    require_before_closing(question.board, due_at, by=by, field="due")
    question.due_at = due_at
    question.save(update_fields=["due_at"])
    record("question.extended", question, by=by, number=question.number)


@transaction.atomic
def narrow_question(question, policy, *, by, stamp=None):
    """Add policies to a question; once somebody answered they may be added, never taken away."""
    by, question = lock(question.board, by, question)
    require_current(by, stamp)
    allow(by, "question.narrow", question)
    if question.board.state == Board.State.ARCHIVED:
        raise Conflict("closed", "This board is archived; everything on it stays as readable as it is.")
    if not policy.covers(question.policy) and _answered(question):
        raise Conflict("policy_frozen", "Somebody has answered under the present policy; it can only grow closer.")
    for name, on in vars(policy).items():
        setattr(question, name, on)
    question.save(update_fields=list(vars(policy)))
    _policies_moved(question.board)
    if question.sponsor_only:
        index_all(question.posts.filter(role__in=STAFF).select_related(*FOUND))
    record("question.narrowed", question, by=by, number=question.number, policy=policy.names())


@transaction.atomic
def pass_question(question, *, by, stamp=None):
    """Say that a question is outside one's field: it leaves the to-do list and its gate opens."""
    by, question = lock(question.board, by, question)
    require_current(by, stamp)
    allow(by, "question.pass", question)
    if question.state == Question.State.WAITING:
        raise Conflict("closed", "This question is not open yet.")
    if open_gate(question, by, passed=True):
        record("question.passed", by, by=by, number=question.number)


def open_gate(question, member, *, passed=False):
    """Open a member's gate for good, under the caller's lock; says whether it was closed until now."""
    fields = {"passed": passed, "opened_at": timezone.now()}
    fresh = gate_of.first(question=question.pk, member=member.pk) is None
    if fresh:
        Gate.objects.create(question=question, member=member, **fields)
    if fresh and question.answer_first:
        record("question.unlocked", member, by=member, number=question.number)
    return fresh


def _answered(question):
    voted = Stance.objects.filter(proposition__question=question)
    return question.posts.exists() or question.responses.exists() or voted.exists()


@prepared(question=Question._meta.pk, member=Membership._meta.pk)
def gate_of(question, member):
    """Somebody's gate on a question, once it is open."""
    return Gate.objects.filter(question=question, member=member)


def takes_words(question):
    """Whether a question and its board are open, as they were read."""
    return question.board.state == Board.State.OPEN and question.state == Question.State.OPEN


def require_open(question):
    """Refuse writing on a question or a board that does not take it now: the row decides, not the clock."""
    if not takes_words(question):
        word = "is not open yet" if question.state == Question.State.WAITING else "has closed"
        raise Conflict("closed", f"Question {question.number} {word}. Your text was not posted; you can copy it.")


def require_read(question, by):
    """Refuse an advisor's answer before they have marked as read what is to be read before it."""
    waiting = prereads(by, question.number) if question.read_first and by.advises else ()
    if waiting:
        titles = ", ".join(shelf.document.title for shelf in waiting)
        raise Conflict("read_first", f"Read this first, and mark it as read: {titles}. Your answer was not taken.")


def require_alive(board):
    """Refuse what steers a discussion on a board that is over."""
    if board.state in Board.OVER:
        raise Conflict("closed", f"This board is {board.get_state_display().lower()} now. Nothing was changed.")


def _policies_moved(board):
    board.policies += 1
    board.save(update_fields=["policies"])
