"""Filling a survey in, section by section: the same pages for a seat of the board and for whoever holds a link."""

from dataclasses import dataclass

from django.http import JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from advisory.refusals import Absent, Conflict, Invalid, Refusal
from advisory.rights import allow, can
from discussions.commands.sheets import begin_sheet, finish_sheet, save_section
from discussions.models import Sheet, Survey
from discussions.surveys import pages
from discussions.surveys.branching import END
from discussions.surveys.promises import promise_of
from discussions.views.running import rule_told


@dataclass
class Place:
    """Where somebody answers: the survey, as whom, and by which addresses."""

    request: object
    survey: Survey
    by: object
    args: tuple
    outside: bool = False

    @property
    def sheet(self):
        """What they answered so far, or nothing before they began."""
        whose = {"invitation__digest": self.by.digest} if self.outside else {"member": self.by}
        return Sheet.objects.filter(survey=self.survey, **whose).first()

    @property
    def fills(self):
        """Whether they are among those who are asked."""
        return can(self.by, "sheet.fill", self.survey)

    @property
    def stamp(self):
        """What the page said of the seat when it was drawn."""
        return self.request.POST.get("stamp")

    def url(self, page, *more):
        """The address of a page for this respondent."""
        name = page.replace("survey", "survey-join", 1) if self.outside else page
        return reverse(name, args=[*self.args, *more])

    def page(self, name, *, status=200, **told):
        """A page in its frame: the board's, or the bare one of a link."""
        frame = "discussions/surveys/_outside.html" if self.outside else "base.html"
        context = {"base": frame, "outside": self.outside, "survey": self.survey, "nav": "surveys", **told}
        context |= {"board": None} if self.outside else {}
        return render(self.request, f"discussions/surveys/{name}.html", context, status=status)


def door(place):
    """Before the first section: what it is about and who learns what; after the last one: thanks."""
    sheet, survey = place.sheet, place.survey
    if sheet and sheet.finished_at:
        return thanks(place)
    if survey.state != Survey.State.OPEN:
        return place.page("closed", status=410 if survey.state == Survey.State.CLOSED else 200)
    if place.request.method == "POST":
        return _begun(place)
    return _door(place, sheet)


def elsewhere(place):
    """Where a survey leads whoever is not asked: to its results, or to the list."""
    if place.request.method == "POST":
        allow(place.by, "sheet.fill", place.survey)
    if can(place.by, "survey.read", place.survey):
        return redirect("survey-results", *place.args)
    return redirect("surveys", place.args[0])


def thanks(place):
    """It has arrived: what happens with it now."""
    reads = not place.outside and can(place.by, "survey.read", place.survey)
    return place.page("thanks", promise=promise_of(place.survey, place.outside), reads=reads)


def section(place, key):
    """One section: drawn, saved on the way, or done with."""
    sheet, asked = _under_way(place), pages.section_named(place.survey, key)
    if sheet is None:
        return redirect(place.url("survey"))
    if asked is None:
        raise Absent
    if place.request.method == "POST":
        return _answered(place, asked)
    return _section(place, asked, sheet)


def review(place):
    """All answers on one page, before they are handed in for good."""
    sheet = _under_way(place)
    if sheet is None:
        return redirect(place.url("survey"))
    if place.request.method == "POST":
        try:
            finish_sheet(place.survey, by=place.by, stamp=place.stamp)
            return redirect(place.url("survey"))
        except Refusal as refusal:
            return _review(place, place.sheet, refusal)
    return _review(place, sheet)


def _under_way(place):
    """The sheet that is being filled in, or nothing where there is none to go on with."""
    allow(place.by, "sheet.fill", place.survey)
    sheet = place.sheet
    going = sheet and not sheet.finished_at and place.survey.state == Survey.State.OPEN
    return sheet if going or (sheet and place.request.method == "POST") else None


def _door(place, sheet, **told):
    survey = place.survey
    way = pages.way_of(survey, sheet) if sheet else []
    context = {
        "begun": sheet is not None, "minutes": pages.minutes(survey), "sections": survey.sections,
        "promise": promise_of(survey, place.outside), "here_url": place.url("survey"),
        "progress": pages.progress(survey, way, sheet.section) if sheet else None,
    }  # fmt: skip
    return place.page("door", **context, **told)


def _begun(place):
    agreed = {"agreed": place.request.POST.get("agreed") == "1"} if place.outside else {}
    try:
        sheet = begin_sheet(place.survey, by=place.by, stamp=place.stamp, **agreed)
    except Invalid as refusal:
        return _door(place, place.sheet, told=refusal.fields.get("agreed", refusal.message), status=422)
    return redirect(place.url("survey-review") if sheet.section == END else place.url("survey-section", sheet.section))


def _answered(place, asked):
    """Keep what the form says, and go where its button leads."""
    typed = place.request.POST
    given, go = pages.sent(asked, typed), typed.get("go", "next")
    if place.request.headers.get("X-Autosave"):
        return _kept(place, asked, given)
    try:
        if go in {"back", "later"}:
            sheet, wrong = _save(place, asked, given, draft=True)
            return _section(place, asked, sheet, given, wrong) if wrong else _onward(place, asked, sheet, go)
        sheet, _ = _save(place, asked, given)
        return _onward(place, asked, sheet, go)
    except Invalid as refusal:
        sheet, _ = _save(place, asked, given, draft=True)
        return _section(place, asked, sheet, given, refusal.fields)
    except Conflict as refusal:
        return _late(place, asked, given, refusal)


def _save(place, asked, given, *, draft=False):
    return save_section(place.survey, asked["id"], given, by=place.by, draft=draft, stamp=place.stamp)


def _kept(place, asked, given):
    """What the page's script hears: kept, kept but for some, or why not."""
    try:
        _, wrong = _save(place, asked, given, draft=True)
    except Refusal as refusal:
        return JsonResponse({"error": refusal.message}, status=refusal.status)
    return JsonResponse({"wrong": wrong})


def _onward(place, asked, sheet, go):
    way = pages.way_of(place.survey, sheet)
    if go == "later":
        progress = pages.progress(place.survey, way, asked["id"])
        return place.page("paused", here_url=place.url("survey"), progress=progress)
    if go == "back":
        before = way[max(way.index(asked["id"]) - 1, 0)] if asked["id"] in way else way[0]
        return redirect(place.url("survey-section", before))
    return redirect(place.url("survey-review") if sheet.section == END else place.url("survey-section", sheet.section))


def _late(place, asked, given, refusal):
    """It has closed or was handed in meanwhile: what was typed is shown, for it is nowhere else."""
    return _section(place, asked, place.sheet, given, {}, told=refusal.message, status=409)


def _section(place, asked, sheet, given=None, wrong=None, **told):
    way = pages.way_of(place.survey, sheet)
    found = pages.complaints(asked, wrong or {})
    context = {
        "section": asked, "items": pages.drawn_items(asked, sheet, given, wrong), "complaints_found": found,
        "progress": pages.progress(place.survey, way, asked["id"]),
        "here_url": place.url("survey-section", asked["id"]),
    }  # fmt: skip
    return place.page("section", **{"status": 422 if found else 200} | context | told)


def _review(place, sheet, refusal=None):
    sections = pages.reviewed(place.survey, sheet, lambda key: place.url("survey-section", key))
    lacking = sum(line["missing"] for section in sections for line in section["lines"])
    context = {
        "sections": sections, "missing": lacking, "here_url": place.url("survey-review"),
        "back_url": sections[-1]["url"], "promise_words": promise_of(place.survey, place.outside)[0],
        "told": _why(refusal) if refusal else "", "status": refusal.status if refusal else 200,
    }  # fmt: skip
    return place.page("review", **context)


def _why(refusal):
    return "Some answers are still needed: they are marked below." if refusal.fields else refusal.message


def preview_of(survey):
    """All sections of a survey as whoever is asked would meet them, one below the other."""
    told = {
        section["id"]: [{"told": rule_told(survey.design, rule)} for rule in section["rules"]]
        for section in survey.sections
    }
    sections = [one | {"items": pages.drawn_items(one), "rules": told[one["id"]]} for one in survey.sections]
    return {"sections": sections, "promise": promise_of(survey, survey.asked == Survey.Asked.NOBODY)}
