"""Surveys over the API: written, run, answered section by section, and what came of them."""

from ninja import Query, Router
from ninja.responses import Status

from advisory.api.addresses import Number, Slug
from advisory.api.shapes import Stamped, reads, writes
from advisory.api.steady import steady
from advisory.refusals import Absent
from advisory.rights import allow, can
from boards.decorators import seat_of
from discussions.api.survey_shapes import (
    Came,
    Section,
    SheetTold,
    Surveys,
    SurveyTold,
    Taking,
    Times,
    Wording,
    Writing,
)
from discussions.commands.sheets import begin_sheet, finish_sheet, save_section
from discussions.commands.surveys import (
    change_survey,
    close_survey,
    create_survey,
    open_survey,
    plan_survey,
    share_survey,
)
from discussions.commands.surveys_out import take_survey
from discussions.models import Survey
from discussions.surveys.outcome import Outcome
from discussions.surveys.telling import as_it_came, so_far, told
from discussions.views.exports import file_of

router = Router(tags=["surveys"])
SURVEY = "boards/{slug}/surveys/{number}"


@router.get("boards/{slug}/surveys", response=reads(Surveys))
def surveys(request, slug: Slug):
    """The surveys of a board."""
    return {"items": _all(request.auth, slug)}


@router.post("boards/{slug}/surveys", response=writes({(200, 201): SurveyTold}))
def write(request, slug: Slug, payload: Writing):
    """Begin a survey."""
    member = seat_of(request.auth, slug)
    before = Survey.objects.filter(pk=payload.client_id).exists()
    made = create_survey(member.board, by=member, **payload.model_dump(exclude_none=True))
    return Status(200 if before else 201, _told(request.auth, slug, made.number))


@router.get(SURVEY, response=reads(SurveyTold))
def survey(request, slug: Slug, number: Number):
    """One survey."""
    return _told(request.auth, slug, number)


@router.put(SURVEY, response=writes({200: SurveyTold}))
def change(request, slug: Slug, number: Number, payload: Wording):
    """Change a survey that has not opened."""
    return _run(request, (slug, number), change_survey, payload.model_dump(exclude_none=True))


@router.put(f"{SURVEY}/times", response=writes({200: SurveyTold}))
def times(request, slug: Slug, number: Number, payload: Times):
    """Say when it opens and closes."""
    return _run(request, (slug, number), plan_survey, vars(payload))


@router.post(f"{SURVEY}/opening", response=writes({200: SurveyTold}))
def opening(request, slug: Slug, number: Number, payload: Stamped | None = None):
    """Put it to whoever is asked; from then on it stands as it is."""
    return _run(request, (slug, number), open_survey, vars(payload) if payload else {})


@router.post(f"{SURVEY}/closing", response=writes({200: SurveyTold}))
def closing(request, slug: Slug, number: Number, payload: Stamped | None = None):
    """End the answering."""
    return _run(request, (slug, number), close_survey, vars(payload) if payload else {})


@router.post(f"{SURVEY}/sharing", response=writes({200: SurveyTold}))
def sharing(request, slug: Slug, number: Number, payload: Stamped | None = None):
    """Open the results to the board."""
    return _run(request, (slug, number), share_survey, vars(payload) if payload else {})


@router.get(f"{SURVEY}/sheet", response=reads(SheetTold))
def sheet(request, slug: Slug, number: Number):
    """My sheet so far."""
    return _sheet(request.auth, slug, number)


@router.post(f"{SURVEY}/sheet", response=writes({200: SheetTold}))
def begin(request, slug: Slug, number: Number, payload: Stamped | None = None):
    """Begin to answer, or go on."""
    found, member = _seen(request.auth, slug, number)
    begin_sheet(found, by=member, stamp=payload and payload.stamp)
    return _sheet(request.auth, slug, number)


@router.put(f"{SURVEY}/sheet/{{section}}", response=writes({200: SheetTold}))
def fill(request, slug: Slug, number: Number, section: str, payload: Section):
    """Keep the answers of one section, and go on."""
    found, member = _seen(request.auth, slug, number)
    _, unread = save_section(found, section, payload.answers, by=member, draft=payload.draft, stamp=payload.stamp)
    return _sheet(request.auth, slug, number) | {"unread": unread}


@router.post(f"{SURVEY}/finishing", response=writes({200: SheetTold}))
def finish(request, slug: Slug, number: Number, payload: Stamped | None = None):
    """Hand my sheet in, for good."""
    found, member = _seen(request.auth, slug, number)
    finish_sheet(found, by=member, stamp=payload and payload.stamp)
    return _sheet(request.auth, slug, number)


@router.get(f"{SURVEY}/results", response=reads(Came))
def results(request, slug: Slug, number: Number, by: str = ""):
    """What it came to, once it has closed; `by` an item's id, or "group", also by groups of five and more."""
    return _results(request.auth, slug, number, by)


@router.get(f"{SURVEY}/export", response=writes({200: bytes}))
def export(request, slug: Slug, number: Number, taking: Query[Taking]):
    """Answers and results as a file; that I took it is recorded."""
    found, member = _seen(request.auth, slug, number)
    content = take_survey(found, taking.format, by=member, sheet=taking.sheet)
    return file_of(content, f"{slug}-survey-{number}", taking.format)


def _run(request, place, command, given):
    found, member = _seen(request.auth, *place)
    command(found, by=member, **given)
    return _told(request.auth, *place)


def _seen(user, slug, number):
    """A survey of a board that somebody may see, and their seat."""
    member = seat_of(user, slug)
    found = Survey.objects.filter(board=member.board, number=number).first()
    if found is None:
        raise Absent
    found.board = member.board
    if not can(member, "survey.see", found):
        raise Absent
    return found, member


@steady
def _all(user, slug):
    member = seat_of(user, slug)
    found = list(Survey.objects.filter(board=member.board))
    for one in found:
        one.board = member.board
    return [told(one) for one in found if can(member, "survey.see", one)]


@steady
def _told(user, slug, number):
    return told(_seen(user, slug, number)[0])


@steady
def _sheet(user, slug, number):
    found, member = _seen(user, slug, number)
    allow(member, "sheet.fill", found)
    return so_far(found, found.sheets.filter(member=member).first())


@steady
def _results(user, slug, number, by):
    found, member = _seen(user, slug, number)
    allow(member, "survey.read", found)
    return as_it_came(Outcome(found, member, by))
