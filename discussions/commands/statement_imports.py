"""Statements voted on elsewhere are brought in as one question, with placeholders for everybody who took part."""

import secrets
from collections import Counter
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from advisory.events.record import lock, record, record_all
from advisory.refusals import Conflict
from advisory.rights import allow
from advisory.search.filing import index_all
from boards.commands.boards import add_section
from boards.commands.placeholders import seat_placeholders
from discussions.answering import STATEMENTS
from discussions.commands.imports import BATCH, MOST_POSTS, MOST_VOTES, board_for, require_few, require_sound, short
from discussions.commands.propositions import facts_of
from discussions.commands.questions import add_question, open_question, require_open
from discussions.models import Gate, Proposition, Stance

SECTION = "Imported statements"
State = Proposition.State


@transaction.atomic
def import_statements(conversation, *, slug, by):
    """Bring in what is not there yet, as one question; gives the question and how much is new, by sort.

    Statements that were moderated out are kept as turned down; each person's last vote on the others is their stance.
    """
    require_sound(conversation.bad)
    board = board_for(conversation, slug, by)
    by, board = lock(board, by, board)
    allow(by, "post.import", board)
    require_few(len(conversation.posts) + len(conversation.removed), MOST_POSTS, "statements")
    require_few(len(conversation.stances), MOST_VOTES, "votes")
    question = _question(board, conversation, by)
    names = {_key(board, conversation, "person", one): name for one, name in conversation.people.items()}
    seats, people = seat_placeholders(board, names, by=by)
    here = {one: seats[_key(board, conversation, "person", one)] for one in conversation.people}
    made, fresh = _statements(question, conversation, here, by)
    new = Counter(placeholder=people, statement=fresh, vote=_stances(question, conversation, here, made))
    if new.total():
        require_open(question)
        record("statements.imported", board, by=by, number=question.number, **new)
    return question, new


def _key(board, conversation, *what):
    return uuid5(NAMESPACE_URL, "/".join(["imported", board.slug, conversation.source, *what]))


def _question(board, conversation, by):
    """The question of this conversation: asked before, or added and opened; its guidance says where it comes from."""
    found = board.questions.filter(type=STATEMENTS, prompt=conversation.topic).first()
    if found:
        found.board = board
        return found
    if board.state != board.State.OPEN:
        raise Conflict("closed", f"The board {board.slug} is {board.state}, and what is new needs it open.")
    section = board.sections.filter(title=SECTION).first() or add_section(board, SECTION, by=by)
    guidance = "\n\n".join(filter(None, (conversation.about, conversation.attribution)))
    words = {"title": short(conversation.topic, 80), "prompt": conversation.topic, "guidance": guidance}
    question = add_question(board, section, by=by, type=STATEMENTS, **words)
    open_question(question, by=by)
    question.refresh_from_db()
    question.board = board
    return question


def _statements(question, conversation, seats, by):
    """Every statement by its id in the file, and how many are new."""
    known = {one.pk: one for one in question.propositions.all()}
    highest = question.propositions.aggregate(most=Max("number"))["most"] or 0
    made, fresh = {}, []
    sorts = ((conversation.posts, State.ACCEPTED), (conversation.removed, State.REJECTED))
    for said, state in [(said, state) for group, state in sorts for said in sorted(group, key=lambda one: one.at)]:
        key = _key(question.board, conversation, "statement", said.id)
        made[said.id] = known.get(key) or Proposition(
            pk=key, question=question, author=seats[said.author], text=" ".join(said.body.split()), at=said.at,
            salt=secrets.token_hex(16), state=state,
        )  # fmt: skip
        if key not in known:
            fresh.append(made[said.id])
    accepted = [one for one in fresh if one.state == State.ACCEPTED]
    for number, one in enumerate(accepted, start=highest + 1):
        one.number = number
    Proposition.objects.bulk_create(fresh, BATCH)
    index_all(accepted)
    _tell(fresh, accepted, by)
    return made, len(fresh)


def _tell(fresh, accepted, by):
    """Say of each new statement that it was made, and what became of it."""
    rejected = [one for one in fresh if one.state == State.REJECTED]
    sorts = (
        ("proposition.made", fresh, [facts_of(one) for one in fresh]),
        ("proposition.accepted", accepted, [{"number": one.number} for one in accepted]),
        ("proposition.rejected", rejected, [{}] * len(rejected)),
    )
    for kind, told, facts in sorts:
        if told:
            record_all(kind, told, by=by, facts=facts)


def _stances(question, conversation, seats, made):
    """Let each person's last vote stand, and their gates be open; how many votes are new or changed."""
    found = Stance.objects.filter(proposition__question=question, member__user__email=None)
    standing = {(one.proposition_id, one.member_id): one for one in found}
    new, changed, now = [], [], timezone.now()
    for (statement, person), value in conversation.stances.items():
        one, seat = made[statement], seats[person]
        stance = standing.get((one.pk, seat.pk))
        if stance is None:
            new.append(Stance(proposition=one, member=seat, value=value, at=now))
        elif stance.value != value:
            stance.turn(value, now)
            changed.append(stance)
    Stance.objects.bulk_create(new, BATCH)
    Stance.objects.bulk_update(changed, ["value", "at", "before"], BATCH)
    gates = {one.member_id: Gate(question=question, member=one.member, opened_at=now) for one in new}
    Gate.objects.bulk_create(gates.values(), BATCH, ignore_conflicts=True)
    return len(new) + len(changed)
