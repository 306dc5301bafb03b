"""What a survey came to, as its page shows it: who took part, where people stopped, each item drawn."""

from advisory.rights import can


def results_page(survey, member, by=""):
    """The names that the page of results uses."""
    return {"survey": survey, "may_run": can(member, "survey.run", survey.board), **_turnout(survey)}


def _turnout(survey):
    told = survey.turnout or {}
    titles = {section["id"]: section["title"] for section in survey.sections}
    rows = [
        {
            "title": titles[one["id"]], "reached": one["reached"], "stopped": one["left"],
            "stayed": one["reached"] - one["left"],
        }
        for one in told.get("sections", ())
    ]  # fmt: skip
    return {"dropoff": rows, "most_reached": max([row["reached"] for row in rows], default=0) or 1}
