"""Statements to vote on are proposed and settled, and advisors say what they think of them."""

import secrets

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from advisory.events.record import committed, lock, record
from advisory.refusals import Absent, Conflict, Invalid
from advisory.rights import allow, can
from advisory.search.filing import index
from advisory.text import checked
from boards.commands.stamps import require_current
from discussions.commands.acts import log_act
from discussions.commands.opening import keys_of, watch_words
from discussions.commands.questions import open_gate, require_alive, require_open, require_read
from discussions.commands.writing import require_free, require_patience
from discussions.models import Proposition, Question, Stance

LONGEST, MOST = 200, 300
State = Proposition.State
ALONE = "Advisors do not read each other here, so what one of them proposes is not put to the others."


@transaction.atomic
def propose(question, text, *, by, stamp=None):
    """Propose a statement of one sentence: an advisor's waits for a moderator, the desk's is voted on at once.

    The same words from the same person again are the statement that stands.
    """
    by, question = lock(question.board, by, question)
    require_current(by, stamp)
    require_free(by)
    allow(by, "proposition.make", question)
    _require_room(question, by)
    text = " ".join(checked(text, "text", longest=LONGEST).split())
    standing = question.propositions.filter(author=by, text=text).exclude(state=State.REJECTED).first()
    if standing:
        return standing
    require_patience(by)
    if question.propositions.count() >= MOST:
        raise Invalid(fields={"text": f"A question holds at most {MOST} statements."})
    made = Proposition(question=question, author=by, text=text, salt=secrets.token_hex(16))
    made.save(force_insert=True)
    record("proposition.made", made, by=by, **facts_of(made))
    watch_words(text, by=by, keys=keys_of(made))
    if by.moderates:
        _accept(made, by)
    return made


@transaction.atomic
def accept_proposition(proposition, *, by, stamp=None):
    """Put a proposed statement to the board, under the next number; one that was taken out comes back under its own."""
    by, proposition = lock(proposition.board, by, proposition)
    allow(by, "proposition.settle", proposition)
    _require_waiting(proposition, by, stamp, State.PROPOSED, State.WITHDRAWN)
    author = proposition.author
    if author and not author.moderates and not proposition.question.shared:
        raise Conflict("closed_to_peers", ALONE)
    _accept(proposition, by)
    _answer(proposition, by)
    return _log("accepted", proposition, by)


@transaction.atomic
def reject_proposition(proposition, *, by, stamp=None):
    """Turn a proposed statement down; whoever proposed it is told."""
    by, proposition = lock(proposition.board, by, proposition)
    allow(by, "proposition.settle", proposition)
    _require_waiting(proposition, by, stamp, State.PROPOSED)
    proposition.state = State.REJECTED
    proposition.save(update_fields=["state"])
    record("proposition.rejected", proposition, by=by)
    _answer(proposition, by)
    return _log("rejected", proposition, by)


@transaction.atomic
def withdraw_proposition(proposition, *, by, reason="", stamp=None):
    """Take a statement out again: nobody reads or votes on it any more, and votes on it count in no figure."""
    by, proposition = lock(proposition.board, by, proposition)
    allow(by, "proposition.settle", proposition)
    require_current(by, stamp)
    if proposition.state != State.ACCEPTED:
        raise Conflict("settled", "This statement is not voted on.")
    _take_out(proposition, by)
    return _log("withdrawn", proposition, by, reason)


def put_back(act, by):
    """Put a statement to the board again, under the caller's lock."""
    proposition = _decided(act, State.WITHDRAWN)
    _accept(proposition, by)
    _answer(proposition, by)


def take_back(act, by):
    """Take a statement out again that was put to the board, under the caller's lock; votes on it count no more."""
    _take_out(_decided(act, State.ACCEPTED), by)


def ask_anew(act, by):
    """Let a statement that was turned down wait for a decision again, under the caller's lock."""
    proposition = _decided(act, State.REJECTED)
    proposition.state = State.PROPOSED
    proposition.save(update_fields=["state"])
    _answer(proposition, by)


@transaction.atomic
def take_stance(proposition, value, *, by, stamp=None):
    """Agree, disagree or pass; the last vote counts, and the first one opens the gate."""
    by, proposition = lock(proposition.board, by, proposition)
    if not can(by, "proposition.see", proposition):
        raise Absent
    require_current(by, stamp)
    require_free(by)
    allow(by, "stance.take", proposition)
    question = proposition.question
    require_open(question)
    require_read(question, by)
    if proposition.state != State.ACCEPTED:
        raise Conflict("waiting", "This statement is not voted on.")
    if isinstance(value, bool) or value not in Stance.Value.values:
        raise Invalid(fields={"value": "Choose Agree, Disagree or Pass."})
    stance = Stance.objects.filter(proposition=proposition, member=by).first()
    if stance and stance.value == value:
        return stance
    if stance:
        stance.turn(value, timezone.now())
    else:
        stance = Stance(value=value)
    stance.proposition, stance.member = proposition, by
    stance.save()
    open_gate(question, by)
    record("stance.taken", stance, by=by, number=question.number, statement=proposition.number)
    return stance


def facts_of(proposition):
    """What an event tells of a statement's words: what commits to them."""
    seal = committed(proposition.salt, proposition.text)
    return {"version": 1, "words": seal, "shown": seal}


def _accept(proposition, by):
    back = proposition.number is not None
    if not back:
        proposition.number = (proposition.question.propositions.aggregate(most=Max("number"))["most"] or 0) + 1
    proposition.state = State.ACCEPTED
    proposition.save(update_fields=["number", "state"])
    index(proposition)
    record("proposition.accepted", proposition, by=by, number=proposition.number)
    if back:
        record("stance.recounted", proposition, by=by, number=proposition.number)


def _take_out(proposition, by):
    proposition.state = State.WITHDRAWN
    proposition.save(update_fields=["state"])
    index(proposition)
    record("proposition.withdrawn", proposition, by=by, number=proposition.number)
    record("stance.recounted", proposition, by=by, number=proposition.number)
    _answer(proposition, by)


def _log(verb, proposition, by, reason=""):
    facts = {"question": str(proposition.question_id), "statement": str(proposition.pk), "number": proposition.number}
    return log_act(verb, by=by, reason=reason, **facts)


def _decided(act, state):
    """The statement of an act, as long as it stands as the act left it."""
    proposition = Proposition.objects.select_related(*Proposition.together).get(pk=act.facts["statement"])
    _require_state(proposition, state)
    return proposition


def _answer(proposition, by):
    if proposition.author_id:
        record("proposition.answered", proposition, by=by)


def _require_waiting(proposition, by, stamp, *states):
    """Refuse to settle what is settled, or from a page that another seat was shown."""
    require_current(by, stamp)
    _require_room(proposition.question, by)
    _require_state(proposition, *states)


def _require_state(proposition, *states):
    if proposition.state not in states:
        raise Conflict("settled", "This statement was decided on before.")
    if not proposition.text:
        raise Conflict("erased", "The words of this statement were erased with whoever proposed it.")


def _require_room(question, by):
    """Refuse where nobody votes on statements, or not any more; the desk may prepare them before it opens."""
    if not question.takes_stances:
        raise Conflict("discussion", "This question has no statements to vote on.")
    if by.moderates and question.state == Question.State.WAITING:
        require_alive(question.board)
    else:
        require_open(question)
