"""How the board voted on the statements of a question: the same picture for everybody who may read it."""

from django.db.models import Count, Q
from django.template.loader import render_to_string

from discussions.models import Proposition, Stance
from discussions.responses import FROM_PEOPLE, PANEL

SIDES = {"agree": 1, "pass": 0, "disagree": -1}


def counted(question):
    """The statements put to the board, in their order, each with how many `agree`, `pass`, `disagree` and `n`."""
    numbers = {side: Count("stances", filter=Q(stances__value=value)) for side, value in SIDES.items()}
    found = question.propositions.filter(state=Proposition.State.ACCEPTED).annotate(n=Count("stances"), **numbers)
    return list(found.order_by("number").values("number", "text", "n", *SIDES))


def counts_of(question):
    """Those that somebody voted on."""
    return [row for row in counted(question) if row["n"]]


def panel(question):
    """The counts as HTML; it knows the votes, never who looks. Percentages only from twenty people."""
    rows = counts_of(question)
    for row in rows:
        row["until"] = row["agree"] + row["pass"]
        row["percent"] = row["n"] >= FROM_PEOPLE
    voted = Stance.objects.filter(proposition__question=question, proposition__state=Proposition.State.ACCEPTED)
    people = voted.values("member").distinct().count()
    return render_to_string("discussions/propositions/_results.html", {"question": question, "rows": rows, "n": people})


def appeared(stance, gaze):
    """The counts with a new vote in them, drawn for the newest alone: of many in a burst one picture is enough."""
    newest = Stance.objects.filter(proposition__question=stance.question).order_by("-at", "-pk").values_list("pk")
    if newest.first() != (stance.pk,):
        return "", ""
    return panel(stance.question), PANEL


def recounted(proposition, gaze):
    """The counts without a statement that was taken out, or with one that is back."""
    return panel(proposition.question), PANEL


def own_keys(stances):
    """What of the picture is somebody's own: {statement's number: value} as the page tells it to its script."""
    sides = {value: side for side, value in SIDES.items()}
    return " ".join(f"{number}:{sides[value]}" for number, value in stances.items())
