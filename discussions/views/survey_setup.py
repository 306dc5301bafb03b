"""A survey written, changed, opened and closed by plain forms; what is refused comes back as it was typed."""

from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from advisory.refusals import Absent, Refusal
from advisory.rights import allow
from boards.decorators import member_required
from discussions.commands.surveys import change_survey, create_survey, plan_survey
from discussions.forms.survey_parts import EDITS, item_of, section_of, with_item, with_rule, with_section
from discussions.forms.surveys import BranchForm, ItemForm, NextForm, SectionForm, SurveyForm, TimesForm
from discussions.surveys.blocks import BLOCKS
from discussions.views.answering import survey_of
from discussions.views.running import STEPS, run_page
from discussions.views.sheets import preview_of

FORM = require_http_methods(["GET", "HEAD", "POST"])
FIRST = {"sections": [{"title": "Section 1"}]}


@FORM
@member_required
def new(request):
    """Begin a survey; its sections come next."""
    allow(request.member, "survey.run", request.board)
    form = SurveyForm(_typed(request))

    def begin():
        made = create_survey(request.board, design=FIRST, **form.cleaned_data, **_by(request))
        return redirect("survey-edit", request.board.slug, made.number)

    words = {"heading": "New survey", "lead": "Sections and questions come next. All of it can change until it opens."}
    back = reverse("surveys", args=[request.board.slug])
    return _done(form, begin) or _form(request, form, words | {"button": "Begin"}, back)


@require_safe
@member_required
def edit(request, number):
    """Everything that can be done with a survey now."""
    return _page(request, _run(request, number))


@FORM
@member_required
def settings(request, number):
    """Its title, who is asked, and what they are promised."""
    found = _run(request, number)
    form = SurveyForm(_typed(request), initial={name: getattr(found, name) for name in SurveyForm.base_fields})

    def keep():
        change_survey(found, **form.cleaned_data, **_by(request))
        return _back(found)

    return _done(form, keep) or _form(request, form, {"heading": "Title and promise", "survey": found}, _url(found))


@FORM
@member_required
def times(request, number):
    """When it opens and closes."""
    found, zone = _run(request, number), request.user.time_zone
    form = TimesForm(_typed(request), zone=zone, survey=found)

    def keep():
        plan_survey(found, *form.times(), **_by(request))
        return _back(found)

    words = {"heading": "When it opens and closes", "survey": found}
    return _done(form, keep) or _form(request, form, words, _url(found))


@require_POST
@member_required
def parts(request, number):
    """Move a section or an item, or take one or a branch out."""
    found = _run(request, number)
    verb, _, rest = request.POST.get("do", "").partition(" ")
    keys = rest.split(" ")
    if verb not in EDITS or len(keys) != (2 if verb == "unbranch" else 1):
        raise Absent
    try:
        change_survey(found, design=EDITS[verb](found.design, *keys), **_by(request))
    except Refusal as refusal:
        return _page(request, found, told=_words(refusal), status=refusal.status)
    return _back(found, keys[0])


@require_POST
@member_required
def section_new(request, number):
    """One more section at the end."""
    found, form = _run(request, number), SectionForm(request.POST)

    def add():
        change_survey(found, design=with_section(found.design, form.cleaned_data), **_by(request))
        return _back(found, "add-section")

    return _done(form, add) or _page(request, found, section_form=form, status=422)


@FORM
@member_required
def section(request, number, key):
    """The words of a section, and where it leads."""
    found = _run(request, number)
    initial = section_of(found.design, key)
    form = NextForm(_typed(request), design=found.design, key=key, initial=initial)

    def keep():
        change_survey(found, design=with_section(found.design, form.cleaned_data, key), **_by(request))
        return _back(found, key)

    return _done(form, keep) or _form(request, form, {"heading": "Edit the section", "survey": found}, _url(found, key))


@FORM
@member_required
def item_new(request, number, key):
    """One more question at the end of a section."""
    found, kind = _run(request, number), request.GET.get("kind", "")
    section_of(found.design, key)
    if kind not in BLOCKS:
        raise Absent
    form = ItemForm(_typed(request), kind=kind)

    def add():
        change_survey(found, design=with_item(found.design, key, form.cleaned_data), **_by(request))
        return _back(found, key)

    words = {"heading": "Add a question", "lead": BLOCKS[kind].LABEL, "survey": found, "button": "Add it"}
    return _done(form, add) or _form(request, form, words, _url(found, key))


@FORM
@member_required
def item(request, number, key):
    """One question."""
    found = _run(request, number)
    home, asked = item_of(found.design, key)
    form = ItemForm(_typed(request), kind=asked["kind"], item=asked)

    def keep():
        change_survey(found, design=with_item(found.design, home["id"], form.cleaned_data, key), **_by(request))
        return _back(found, key)

    words = {"heading": "Edit the question", "lead": BLOCKS[asked["kind"]].LABEL, "survey": found}
    return _done(form, keep) or _form(request, form, words, _url(found, key))


@require_POST
@member_required
def branch(request, number, key):
    """One more branch after a section."""
    found = _run(request, number)
    section_of(found.design, key)
    form = BranchForm(request.POST, design=found.design, key=key)

    def add():
        change_survey(found, design=with_rule(found.design, key, form.rule()), **_by(request))
        return _back(found, key)

    return _done(form, add) or _page(request, found, branch_forms={key: form}, status=422)


@require_POST
@member_required
def step(request, number, name):
    """Open it, close it, share its results."""
    found, command = _run(request, number), STEPS.get(name)
    if command is None:
        raise Absent
    try:
        command(found, **_by(request))
    except Refusal as refusal:
        return _page(request, found, told=_words(refusal), status=refusal.status)
    return _back(found)


@require_safe
@member_required
def preview(request, number):
    """Every section as a respondent sees it."""
    found = _run(request, number)
    return render(request, "discussions/surveys/preview.html", {"nav": "surveys", "survey": found, **preview_of(found)})


def _run(request, number):
    allow(request.member, "survey.run", request.board)
    return survey_of(request, number)


def _typed(request):
    return request.POST if request.method == "POST" else None


def _by(request):
    return {"by": request.member, "stamp": request.POST.get("stamp")}


def _done(form, command):
    """Where a form leads once its command has taken it; nothing when it has to be shown, or shown again."""
    if not (form.is_bound and form.is_valid()):
        return None
    try:
        return command()
    except Refusal as refusal:
        form.refuse(_unplaced(refusal))
        return None


def _unplaced(refusal):
    """A refusal of a design, whose fields say where they stand, as one about the fields of a form."""
    refusal.fields = {name.rpartition(".")[2]: words for name, words in refusal.fields.items()}
    return refusal


def _form(request, form, words, back):
    context = {"nav": "surveys", "button": "Save", "form": form, "back_url": back, "here_url": request.get_full_path()}
    return render(request, "discussions/surveys/form.html", context | words, status=422 if form.is_bound else 200)


def _page(request, found, *, status=200, **told):
    context = run_page(found, request.member, **told)
    return render(request, "discussions/surveys/edit.html", {"nav": "surveys", **context}, status=status)


def _words(refusal):
    return next(iter(refusal.fields.values()), refusal.message)


def _url(found, anchor=""):
    page = reverse("survey-edit", args=[found.board.slug, found.number])
    return f"{page}#{anchor}" if anchor else page


def _back(found, anchor=""):
    return redirect(_url(found, anchor))
