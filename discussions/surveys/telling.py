"""What a survey says in plain facts to those who see it; never what anybody answered."""

from discussions.telling import moment


def of_survey(event, survey, gaze):
    """Which survey it is, and how it stands."""
    return {"survey": survey.number, "state": survey.state}


def of_sheet(event, sheet, gaze):
    """In which survey somebody finished; what they said is for nobody."""
    return {"survey": sheet.survey.number}


def told(survey):
    """A survey as its API tells it, without its design."""
    names = ("number", "title", "intro", "privacy", "promise", "asked", "state")
    times = {name: moment(getattr(survey, f"{name}_at"), day=False) for name in ("opens", "closes")}
    return {name: getattr(survey, name) for name in names} | times | {"shared": survey.shared_at is not None}
