"""Surveys as tests need them: written, opened, and answered by people."""

from discussions.commands.sheets import begin_sheet, finish_sheet, save_section
from discussions.commands.surveys import create_survey, open_survey
from discussions.models import Survey

YES_NO = {"options": ["Yes", "No"]}


def item(kind, label="What do you think?", **more):
    """An item of a design as somebody writes it; a required one says so."""
    return {"kind": kind, "label": label, "required": more.pop("required", False), "design": more}


def section(title, *items, **more):
    """A section of a design as somebody writes it."""
    return {"title": title, "items": list(items)} | more


def dosing():
    """Whoever never gave the drug is led past the section about it; what it lacks nobody else need fill in."""
    asks = [
        item("choice", "Have you given the drug?", required=True, options=["Yes", "No"]),
        item("nps", "Would you recommend it?"),
    ]
    past = [{"item": "q1", "op": "is", "value": "o2", "to": "s3"}]
    return {"sections": [
        section("You and the drug", *asks, rules=past),
        section("The first dose", item("scale", "How hard was it?", required=True, scale="1-7"),
                item("prose", "What went wrong?")),
        section("At the end", item("likert", "Say how far you agree.", rows=["It is safe", "It is clear"])),
    ]}  # fmt: skip


def survey_of(made, *, opened=True, **details):
    """A survey of a room's chair, open unless asked otherwise."""
    details = {"title": "The first dose", "design": dosing()} | details
    survey = create_survey(made.board, by=made.lindqvist, **details)
    if opened:
        open_survey(now(survey), by=made.lindqvist)
    return now(survey)


def now(survey):
    """A survey as it is now."""
    return Survey.objects.select_related("board").get(pk=survey.pk)


def filled(survey, by, *sections, finish=True):
    """Answer a survey section by section: each is (id, answers); then hand it in."""
    begin_sheet(survey, by=by)
    for key, given in sections:
        save_section(survey, key, given, by=by)
    return finish_sheet(survey, by=by) if finish else None


def chose(option):
    """An answer that chooses one option."""
    return {"chosen": [option]}
