"""What a file of answers says of itself: what it is of, by which conventions, and a methods paragraph for a paper."""

from discussions.answering.figure import NEAR
from discussions.models import Proposition
from discussions.models.polls import FEWEST
from discussions.taking.outline import AS_WRITTEN, BLIND, POLICIES, WITHOUT

CONVENTIONS = (
    ("Median and quartiles", "Linear interpolation between ranks (type 7 of Hyndman and Fan, 1996)."),
    ("Places", f"Percent of the figure’s width from the left and of its height from the top. Marks within {NEAR} of "
     "each other count as one place."),
    ("Rankings", "Counted by points for places (Borda, 1784), by strongest paths of one-to-one comparisons (Schulze, "
     "2011) and by instant run-off. What is not ranked stands below what is. Ties share a place."),
    ("Statements", "1 is agreement, -1 disagreement, 0 a pass. The last vote of each person counts; those before it "
     "stand beside it. Statements that were taken out again are left out, with the votes on them."),
    ("Polls", "Ballots stand here only of polls asked with names. A detached poll keeps none: its counts are told once "
     f"it has closed with at least {FEWEST} ballots."),
    ("Versions", "Answers to a question as it was put before stand apart under its version. What somebody had "
     "answered before they changed it stands first to last among the earlier answers, without its words."),
    ("Words", "Words stand as they are now; those of posts that are held or removed are left out."),
)  # fmt: skip
SORTS = {"named": "with names", "blinded": "with counts alone", "detached": "detached from names for good"}


def about(guide, scope, ask):
    """What the file is of, and the conventions that hold in it: [(item, text)]."""
    board = guide.board
    named = BLIND if not guide.member.sees_names else "By name, as whoever took this file sees them."
    whose = [named] if ask.names else [WITHOUT, AS_WRITTEN]
    told = [("Board", board.title), ("Objective", board.objective), ("Sponsor", board.sponsor), ("Part", scope)]
    told = [row for row in told if row[1]]
    return [*told, ("Whom it names", " ".join(whose)), *CONVENTIONS]


def paragraphs(guide, questions, polls):
    """The methods paragraph: what was done, in the past tense and in numbers."""
    said = [_asked(guide, questions), *_policies(questions), *map(_put, questions), _polled(polls)]
    return [("Methods paragraph", " ".join(one for one in said if one))]


def _asked(guide, questions):
    one = len(questions) == 1
    return (
        f"{len(questions)} {'question was' if one else 'questions were'} put to {guide.circle} advisors on the online "
        f"advisory board “{guide.board.title}”."
    )


def _policies(questions):
    """What was agreed on who sees whom, once for all questions that share it."""
    by_policy = {}
    for one in questions:
        by_policy.setdefault(tuple(one.policy.names()), []).append(str(one.number))
    return [f"{_numbered(numbers)}: {', '.join(POLICIES[name] for name in names)}."
            for names, numbers in by_policy.items() if names]  # fmt: skip


def _put(question):
    if question.kind:
        n = question.responses.count()
        return f"Question {question.number} ({question.kind.LABEL.lower()}) was answered by {n}."
    if question.takes_stances:
        put = question.propositions.filter(state=Proposition.State.ACCEPTED)
        voted = put.exclude(stances=None).values("stances__member").distinct().count()
        return (
            f"On question {question.number}, {voted} people agreed with, disagreed with or passed "
            f"{put.count()} statements."
        )
    return ""


def _polled(polls):
    modes = [poll.mode for _, poll in polls]
    told = [f"{modes.count(mode)} {words}" for mode, words in SORTS.items() if mode in modes]
    return f"Quick votes were taken in {len(polls)} polls ({', '.join(told)})." if polls else ""


def _numbered(numbers):
    return f"Question {numbers[0]}" if len(numbers) == 1 else f"Questions {', '.join(numbers)}"
