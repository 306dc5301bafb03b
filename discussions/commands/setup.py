"""A board is made whole: its sections, questions, people and first live session, or nothing of it."""

from contextlib import contextmanager

from django.contrib.auth import get_user_model
from django.db import transaction

from advisory.refusals import Conflict, Invalid
from advisory.rights import can
from boards.commands.boards import add_section, create_board
from boards.commands.consents import publish_policies
from boards.commands.invitations import invite_person
from boards.commands.members import seat_member
from boards.commands.sessions import schedule_session
from discussions.commands.questions import add_question

FIRST_SECTION = "Key questions"
SHORT = 60


@transaction.atomic
def make_board(board, *, by, texts=None, **rows):
    """Make a draft with its questions, its people and the texts they agree to; its maker takes the first seat.

    `rows`: questions, people and sessions, each a list of details. Whoever has an account takes a seat, whoever has
    none is sent an invitation. Empty rows are left out. A row that is refused takes everything back; Invalid then
    names it as "questions-2-due_at", "people-0-email" or "sessions-0-starts_at".
    """
    details = dict(board)
    role = details.pop("my_role")
    made = create_board(by=by, **details)
    seat = seat_member(made, by, role, by=by)
    sections = {}
    ways = {
        "questions": ("prompt", lambda row: _ask(made, sections, row, by=seat)),
        "people": ("email", lambda row: _seat_or_invite(made, row, by=seat)),
        "sessions": ("title", lambda row: _schedule(made, row, by=seat)),
    }
    for kind, (usual, place_row) in ways.items():
        for place, row in enumerate(rows.get(kind, ())):
            with _named(kind, place, usual):
                if row:
                    place_row(row)
    if texts:
        publish_policies(made, texts, by=seat)
    return made


def _ask(board, sections, row, *, by):
    details = dict(row)
    _check_time(board, "due_at", details.get("due_at"))
    title = details.pop("section", "") or next(reversed(sections), FIRST_SECTION)
    if title not in sections:
        sections[title] = add_section(board, title, by=by)
    details["title"] = details.get("title") or short(details["prompt"])
    add_question(board, sections[title], by=by, **details)


def _seat_or_invite(board, row, *, by):
    person = get_user_model().objects.filter(email__iexact=row["email"]).first()
    expert = row.get("patient_expert", False)
    if person and person.is_active:
        seat_member(board, person, row["role"], by=by, patient_expert=expert)
    else:
        invite_person(board, row["email"], row["role"], by=by, name=row.get("name", ""), patient_expert=expert)


def _schedule(board, row, *, by):
    if not can(by, "session.schedule", board):
        words = "Chair and moderators schedule live sessions. Take one of these seats, or leave this empty."
        raise Invalid(fields={"title": words})
    _check_time(board, "starts_at", row.get("starts_at"))
    schedule_session(board, by=by, **row)


def _check_time(board, field, at):
    if at and board.opens_at and at <= board.opens_at:
        raise Invalid(fields={field: "This is before the board opens. Choose a later time."})


def short(prompt):
    """The first words of a question, to stand for it in a list."""
    if len(prompt) <= SHORT:
        return prompt
    words = prompt[:SHORT].rpartition(" ")[0] or prompt[: SHORT - 1]
    return words.rstrip(" ,;:–—-") + "…"


@contextmanager
def _named(kind, place, usual):
    """Say of a refusal in which row and field it is."""
    try:
        yield
    except (Conflict, Invalid) as refusal:
        field, text = next(iter(refusal.fields.items()), (usual, refusal.message))
        field = "email" if field == "address" else field
        raise Invalid(message=text, fields={f"{kind}-{place}-{field}": text}) from refusal
