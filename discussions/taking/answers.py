"""What was answered as tables: every raw answer, vote and ballot, and every result, as one member may know them.

A table holds a line for each answer to each thing that was asked, so that its columns are the same on every board.
Nothing tells a time, and ballots stand here only where the poll promised names.
"""

from boards.veils import veil
from discussions.answering import parted
from discussions.guide import Guide
from discussions.models import Poll, Proposition, Stance
from discussions.propositions.results import SIDES, counted
from discussions.responses import Results, named
from discussions.taking.methods import about, paragraphs
from discussions.taking.outline import part_of
from discussions.taking.prose import plain
from discussions.taking.tree import Sheet
from discussions.telling import ALIASES, masked, nameless

SHEETS = (
    "Answers", "Earlier answers", "Results", "Polls", "Ballots", "Statements", "Votes", "Opinion groups", "Opinions",
    "Questions", "About",
)  # fmt: skip
READERS = []  # of apps above: (questions) to further sheets
REASON = "Reason"


def sheets_of(member, ask):
    """The title of the file and its sheets."""
    guide = Guide(member)
    scope, questions = part_of(guide, *ask.part)
    questions = [one for one in questions if guide.reads(one)]
    typed, voted = [one for one in questions if one.kind], [one for one in questions if one.takes_stances]
    told, polls = _told(member, ask), _polls(questions)
    given = [_Given(one, told) for one in typed]
    sheets = [
        Sheet("Questions", ("Question", "Title", "Type", "Asked", "Put as version", "Policy", "State", "Answers"),
              [_question(one, guide) for one in questions]),
        Sheet("Answers", ("Question", "Version", "Answer", "Who", "Item", "Value"),
              [row for one in given for row in _answers(one)]),
        Sheet("Earlier answers", ("Question", "Version", "Answer", "Who", "Given", "Item", "Value"),
              [row for one in given for row in _earlier(one)]),
        Sheet("Results", ("Question", "Version", "Answers", "Item", "Figure", "Value"),
              [row for one in typed for row in _results(one)]),
        Sheet("Polls", ("Question", "Poll", "Asked", "Kind", "State", "Voted", "Option", "Count"),
              [row for number, one in polls for row in _poll(number, one)]),
        Sheet("Ballots", ("Question", "Poll", "Who", "Option"),
              [row for number, one in polls for row in _ballots(number, one, told)]),
        Sheet("Statements", ("Question", "Statement", "Text", "Voted", "Agree", "Pass", "Disagree"),
              [row for one in voted for row in _statements(one)]),
        Sheet("Votes", ("Question", "Statement", "Who", "Vote", "In words", "Before, oldest first"),
              [row for one in voted for row in _votes(one, told)]),
        *(sheet for reader in READERS for sheet in reader(voted)),
        Sheet("About", ("Item", "As it was"), [*about(guide, scope, ask), *paragraphs(guide, questions, polls)]),
    ]  # fmt: skip
    title = f"{member.board.title}: {scope.lower()}, answers and results"
    return title, sorted(sheets, key=lambda sheet: SHEETS.index(sheet.name))


def _told(member, ask):
    """How somebody who answered is called in this file."""

    def told(seat, question):
        if ask.names:
            return named(seat, question, member.gaze)
        return masked(seat, question)[1] if nameless(seat, question, ALIASES) else veil(seat)[1]

    return told


def _question(question, guide):
    kind = question.kind.LABEL if question.kind else question.type.capitalize()
    policy = ", ".join(name.replace("_", " ") for name in question.policy.names())
    answers = guide.answers.get(question.pk)
    return (question.number, question.title, kind, question.prompt, question.design_version, policy, question.state,
            answers)  # fmt: skip


def _designs(question):
    """How the question was put in each of its versions."""
    return {one.version: one.body for one in question.designs.all()} | {question.design_version: question.design}


class _Given:
    """What was answered to a question, read once: the answers in an order that says nothing of who came first."""

    def __init__(self, question, told):
        found = question.responses.select_related("member__user", "member__board", "post__current").order_by("pk")
        rows = [(one.design_version, told(one.member, question), one) for one in found.prefetch_related("versions")]
        self.rows = sorted(rows, key=lambda row: row[:2])
        self.question, self.designs = question, _designs(question)

    def __iter__(self):
        """Each answer with its number in the file and what its giver is called there."""
        yield from ((number, who, one) for number, (_, who, one) in enumerate(self.rows, start=1))


def _answers(given):
    """A line for each thing that somebody answered, then one for each of their words."""
    question, kind = given.question, given.question.kind
    for number, who, one in given:
        one.question, design = question, given.designs[one.design_version]
        at = (question.number, one.design_version, number, who)
        cells = [*_cells(kind, design, one.marks), *_words(kind, design, one)]
        yield from ((*at, item, value) for item, value in cells)


def _earlier(given):
    """What somebody had answered before, first to last, without words: a post has a history of its own."""
    for number, who, one in given:
        for past in one.versions.all():
            if past.number < one.version:
                at = (given.question.number, past.design_version, number, who, past.number)
                cells = _cells(given.question.kind, given.designs[past.design_version], past.marks)
                yield from ((*at, item, value) for item, value in cells)


def _cells(kind, design, marks):
    return list(zip(kind.columns(design), kind.cells(design, marks), strict=True))


def _words(kind, design, response):
    """What was typed with an answer, where its post is in everybody's sight."""
    post = response.worded
    if not post or post.out_of_sight:
        return []
    labels = {slot: f"{label}, in words" for slot, label in kind.slots(design, response.marks).items()}
    said = parted(kind, design, response.marks, post.current.body)
    return [(labels.get(slot, REASON), words) for slot, words in said.items()]


def _results(question):
    """The figures of each version of a question that was answered."""
    designs, values = _designs(question), {question.design_version: []}
    for one in Results(question).responses:
        values.setdefault(one.design_version, []).append(one.marks)
    for version in sorted(values):
        design, marks = designs[version], values[version]
        at = (question.number, version, len(marks))
        yield from ((*at, *row) for row in question.kind.figures(design, question.kind.summary(design, marks)))


def _polls(questions):
    """The polls whose posts stand, numbered on each question in the order of its posts."""
    found = Poll.objects.filter(post__question__in=questions, post__removed_at=None, post__held_at=None)
    found = found.exclude(post__order=None).order_by("post__question__number", "post__order")
    numbers, told, by_key = {}, [], {one.pk: one for one in questions}
    for poll in found.select_related(*Poll.together):
        poll.post.question = by_key[poll.post.question_id]
        numbers[poll.question] = numbers.get(poll.question, 0) + 1
        told.append((numbers[poll.question], poll))
    return told


def _poll(number, poll):
    """A line for each option; without counts where none may be told."""
    asked = plain(poll.post.current.html)
    at = (poll.question.number, number, asked, poll.mode, poll.state, poll.voted)
    counts = poll.counts if poll.tells else [None] * len(poll.options)
    return [(*at, words, count) for words, count in zip(poll.options, counts, strict=True)]


def _ballots(number, poll, told):
    """Who chose what, of polls that said so when they were asked."""
    if poll.mode != Poll.Mode.NAMED:
        return []
    found = poll.ballots.filter(version=poll.version).select_related("member__user", "member__board")
    return sorted(
        (poll.question.number, number, told(one.member, poll.question), poll.options[pick])
        for one in found for pick in one.picks
    )  # fmt: skip


def _statements(question):
    return [(question.number, one["number"], one["text"], one["n"], *(one[side] for side in SIDES))
            for one in counted(question)]  # fmt: skip


def _votes(question, told):
    sides = {value: side for side, value in SIDES.items()}
    found = Stance.objects.filter(proposition__question=question, proposition__state=Proposition.State.ACCEPTED)
    return sorted(
        (
            question.number,
            one.proposition.number,
            told(one.member, question),
            one.value,
            sides[one.value],
            ", ".join(sides[earlier["value"]] for earlier in one.before),
        )
        for one in found.select_related("proposition", "member__user", "member__board")
    )
