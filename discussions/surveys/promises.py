"""What respondents are promised, in the words that stand before the first section and after the last."""

from discussions.models import Survey

PROMISES = {
    Survey.Promise.NAMED: (
        "The board’s chair and moderators see your name beside your answers, once the survey has closed.",
        "Everybody else meets results alone, and groups of fewer than five people are not shown.",
    ),
    Survey.Promise.BLINDED: (
        "The board’s team sees your answers under a number, never under your name.",
        "Results tell what people said together; groups of fewer than five people are not shown.",
    ),
    Survey.Promise.ANONYMOUS: (
        "Once you finish, nothing leads from your answers to you any more, not even for the team.",
        "Until then they are kept so that you can go on; what you leave unfinished is deleted when the survey closes.",
        "The team knows only whether you have finished.",
    ),
}  # fmt: skip
OUTSIDE = (
    "Your email address is used for this link alone, and is not shown beside your answers.",
    "Nobody follows up what you write here: if a medicine may have harmed you, tell your doctor.",
)
SAFETY = {
    Survey.Promise.NAMED: "What may be an adverse event in your words goes to the safety desk.",
    Survey.Promise.BLINDED: "What may be an adverse event in your words goes to the safety desk, which looks up who "
    "wrote it only for a reason that is recorded.",
    Survey.Promise.ANONYMOUS: "What may be an adverse event does not reach the safety desk from here: report it there.",
}  # fmt: skip


def promise_of(survey, outside):
    """What a respondent is told of who learns what, line by line; of people without a seat nobody is told a name."""
    if not outside:
        return (*PROMISES[survey.promise], SAFETY[survey.promise])
    return PROMISES[Survey.Promise.BLINDED if survey.named else survey.promise] + OUTSIDE
