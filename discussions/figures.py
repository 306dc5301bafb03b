"""The figure that a question lets people mark: its own plot, or an image that the team put there."""

from django.urls import reverse

from discussions.answering import figure
from discussions.plots import Frame, plot

MARKED = Frame(*figure.PLOT.values(), left=40, right=14, top=24, bottom=36)


def marked_figure(question):
    """What is marked, with its size: {"plot"} or {"src", "alt"}; nothing where nothing is there to be marked yet."""
    if question.type != figure.NAME:
        return None
    design, stimulus = question.design, question.stimulus
    size = {"width": design["width"], "height": design["height"]}
    if design["image"]:
        address = reverse("question-figure", args=[question.board.slug, question.number])
        return size | {"src": f"{address}?v={question.design_version}", "alt": design["alt"]}
    if stimulus and stimulus["kind"] == "figure":
        return size | {"plot": plot(stimulus, MARKED)}
    return size
