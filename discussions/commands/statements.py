"""The statements of a consensus study: added, reworded between rounds, withdrawn."""

import secrets

from django.db import transaction
from django.utils import timezone

from advisory.events.record import committed, lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from advisory.search.filing import index
from advisory.text import checked
from boards.commands.stamps import require_current
from discussions.commands.questions import require_alive
from discussions.commands.studies import prepare_next
from discussions.models import Round, Statement, StatementVersion, Study

MOST = 200
LONGEST = 600


@transaction.atomic
def add_statement(study, text, *, by, question=None, stamp=None):
    """Put a statement to the panel from the next round on, with the question in which it was discussed."""
    by, study = lock(study.board, by, study)
    require_current(by, stamp)
    allow(by, "study.run", study.board)
    _require_between(study)
    if question and question.board_id != study.board_id:
        raise Invalid(fields={"question": "Choose a question of this board."})
    number = study.statements.count() + 1
    if number > MOST:
        raise Invalid(fields={"text": f"A study holds at most {MOST} statements."})
    statement = Statement(study=study, number=number, question=question)
    statement.save(force_insert=True)
    return _worded(statement, text, by=by, kind="statement.added")


@transaction.atomic
def reword_statement(statement, text, reason, *, by, stamp=None):
    """Give a statement a new wording; the ratings of the old one stay with it and are not carried over."""
    study = statement.study
    by, study, statement = lock(study.board, by, study, statement)
    require_current(by, stamp)
    allow(by, "study.run", study.board)
    _require_between(study)
    _require_standing(statement)
    rated = statement.versions.filter(items__isnull=False).exists()
    reason = checked(reason, "reason", longest=400) if rated or reason.strip() else ""
    return _worded(statement, text, by=by, reason=reason)


@transaction.atomic
def withdraw_statement(statement, *, by, stamp=None):
    """Take a statement out of the rounds to come; what was rated stays in the report."""
    study = statement.study
    by, study, statement = lock(study.board, by, study, statement)
    require_current(by, stamp)
    allow(by, "study.run", study.board)
    _require_between(study)
    _require_standing(statement)
    statement.withdrawn_at = timezone.now()
    statement.save(update_fields=["withdrawn_at"])
    index(statement)
    record("statement.withdrawn", statement, by=by, study=study.number, number=statement.number)


def _worded(statement, text, *, by, kind="statement.reworded", reason=""):
    text = " ".join(checked(text, "text", longest=LONGEST).split())
    if statement.current and text == statement.current.text:
        raise Invalid(fields={"text": f"Statement {statement.number} is worded so now. Nothing was changed."})
    number = statement.current.number + 1 if statement.current else 1
    salt = secrets.token_hex(16)
    statement.current = StatementVersion.objects.create(
        statement=statement, number=number, text=text, salt=salt, reason=reason
    )
    statement.settled_in = None
    statement.save(update_fields=["current", "settled_in"])
    index(statement)
    seal, place = committed(salt, text), {"study": statement.study.number, "number": statement.number}
    record(kind, statement, by=by, **place, version=number, words=seal, shown=seal)
    if statement.study.state == Study.State.FROZEN:
        prepare_next(statement.study)
    return statement


def _require_between(study):
    """Statements move before the first round and between rounds, never while the panel rates."""
    require_alive(study.board)
    if study.state == Study.State.ENDED:
        raise Conflict("closed", "This study has ended. Nothing was changed.")
    if study.rounds.filter(state=Round.State.OPEN).exists():
        raise Conflict("open_round", "The panel is rating now. Statements can be changed once the round has closed.")


def _require_standing(statement):
    if statement.withdrawn_at:
        raise Conflict("withdrawn", f"Statement {statement.number} was withdrawn.")
