"""Whoever is asked answers a survey: section by section, saved on the way, and once it is whole finished for good."""

import secrets

from django.db import transaction
from django.utils import timezone

from advisory.events.record import committed, lock, record
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from boards.commands.stamps import require_current
from boards.links import Holder
from boards.models import Board
from discussions.commands.opening import keys_of, watch_words
from discussions.commands.writing import require_free
from discussions.models import Case, Sheet, Survey, Urn
from discussions.surveys.branching import END, counted, path
from discussions.surveys.filling import missing, read_section
from discussions.surveys.sealing import put_among, sheet_text


@transaction.atomic
def begin_sheet(survey, *, by, agreed=True, stamp=None):
    """Begin to answer, or go on where it was left; who holds a link agrees first to what becomes of the answers."""
    by, survey = lock(survey.board, by, survey)
    _require_asked(survey, by, stamp)
    _require_open(survey)
    sheet = _sheet_of(survey, by)
    if sheet:
        return sheet
    if isinstance(by, Holder) and agreed is not True:
        raise Invalid(fields={"agreed": "Agree first, or close this page: nothing is kept of you then."})
    record("sheet.started", survey, by=by, survey=survey.number)
    return Sheet.objects.create(survey=survey, section=survey.sections[0]["id"], **_respondent(survey, by))


@transaction.atomic
def save_section(survey, section, given, *, by, draft=False, stamp=None):  # noqa: PLR0913 - as one section is sent
    """Keep the answers of one section, {item: answer}, and go on to the next that they lead to.

    As a draft it keeps what can be read and asks for nothing; else what is required has to be there. The last saving
    counts, whichever device it came from. Gives the sheet, and {item: complaint} of what a draft could not keep.
    """
    by, survey = lock(survey.board, by, survey)
    _require_asked(survey, by, stamp)
    _require_open(survey)
    sheet = _require_begun(survey, by)
    asked = next((one for one in survey.sections if one["id"] == section), None)
    if asked is None or not isinstance(given, dict):
        raise Invalid(fields={"section": "This survey has no such section. Load the page again."})
    found, wrong = read_section(asked, given)
    _keep(sheet, found)
    wrong = wrong if draft else missing(asked, sheet.values) | wrong
    if wrong and not draft:
        raise Invalid(fields=wrong)
    way = path(survey.design, sheet.values)
    sheet.section = section if draft or section not in way else [*way, END][way.index(section) + 1]
    sheet.saved_at = timezone.now()
    sheet.save(update_fields=["values", "texts", "section", "saved_at"])
    return sheet, wrong


@transaction.atomic
def finish_sheet(survey, *, by, stamp=None):
    """Hand the sheet in, for good; of an anonymous survey its answers are cut off from whoever gave them here."""
    by, survey = lock(survey.board, by, survey)
    _require_asked(survey, by, stamp)
    sheet = _sheet_of(survey, by)
    if sheet and sheet.finished_at:
        return sheet
    _require_open(survey)
    sheet = _require_begun(survey, by)
    _require_whole(survey, sheet)
    sheet.finished_at, sheet.section = timezone.now(), END
    sealed = _into_urn(sheet) if survey.anonymous else _seal(sheet)
    sheet.save()
    record("sheet.finished", sheet, by=by, survey=survey.number, **sealed)
    _watch(sheet, by)
    return sheet


def _watch(sheet, by):
    """Let the safety desk have what may be an adverse event; behind a link, and in an urn, nobody is who reports it."""
    if sheet.member_id and sheet.texts:
        counts = counted(sheet.survey.design, sheet.values)
        words = "\n".join(text for key in counts for text in sheet.texts.get(key, {}).values())
        noticed = Case.Noticed.FINDING if sheet.survey.named else Case.Noticed.COMMENT
        watch_words(words, by=by, keys=keys_of(sheet), noticed=noticed)


def _seal(sheet):
    sheet.salt = secrets.token_hex(16)
    seal = committed(sheet.salt, sheet_text(sheet))
    return {"version": 1, "words": seal, "shown": seal}


def _into_urn(sheet):
    """Put what counts of a sheet among the others, where nothing says whose it is; here nothing of it stays."""
    urn = Urn.objects.filter(survey=sheet.survey).first() or Urn(survey=sheet.survey, salt=secrets.token_hex(16))
    values = counted(sheet.survey.design, sheet.values)
    texts = {key: words for key, words in sheet.texts.items() if key in values}
    put_among(urn.sheets, {"values": values, "texts": texts})
    urn.save()
    sheet.values, sheet.texts = {}, {}
    return {}


def _keep(sheet, found):
    for key, answer in found.items():
        sheet.values.pop(key, None)
        sheet.texts.pop(key, None)
        if answer is not None:
            sheet.values[key], texts = answer
            sheet.texts |= {key: texts} if texts else {}


def _require_asked(survey, by, stamp):
    if not isinstance(by, Holder):
        require_current(by, stamp)
        require_free(by)
    allow(by, "sheet.fill", survey)


def _require_open(survey):
    if survey.state != Survey.State.OPEN or survey.board.state in Board.OVER:
        word = "is not open yet" if survey.state == Survey.State.DRAFT else "has closed"
        raise Conflict("closed", f"This survey {word}. Nothing was saved.")


def _require_begun(survey, by):
    sheet = _sheet_of(survey, by)
    if sheet is None:
        raise Conflict("not_begun", "Begin the survey first. Nothing was saved.")
    if sheet.finished_at:
        raise Conflict("finished", "You have finished this survey; what you handed in stands. Thank you.")
    return sheet


def _require_whole(survey, sheet):
    """Every section that these answers lead through has what it requires; the first that lacks something is named."""
    sections = {one["id"]: one for one in survey.sections}
    for key in path(survey.design, sheet.values):
        wrong = missing(sections[key], sheet.values)
        if wrong:
            raise Invalid(fields=wrong, facts={"section": key})


def _sheet_of(survey, by):
    found = Sheet.objects.filter(survey=survey, **_respondent(survey, by)).select_related("member__user").first()
    if found:
        found.survey = survey
    return found


def _respondent(survey, by):
    """Whose sheet it is: of a seat, or of an invitation by its link."""
    if isinstance(by, Holder):
        return {"invitation": survey.invitations.get(digest=by.digest)}
    return {"member": by}
