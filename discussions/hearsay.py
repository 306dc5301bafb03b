"""What a notification says of a discussion to one person now: as their seat may know it, and no more."""

from functools import cached_property

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from advisory.notifications.notices import Told
from advisory.rights import can
from advisory.zones import due_in
from boards.models import Board, Membership
from discussions.hearing import due_key
from discussions.models import Gate, Question, ReadMark, Response
from discussions.permissions import reads_question
from discussions.reminding import spoken_since, worded
from discussions.telling import face, rounded

MOST = 200


class Hearer:
    """One person with their seats, their gates and how far they have read: each read once for all they hear of."""

    def __init__(self, person):
        self.person = person
        self.free = {}

    @cached_property
    def seats(self):
        """Their seats by board; a seat that was left, or has a text to agree to first, is none."""
        found = Membership.objects.seated().filter(user=self.person).select_related("board", "user")
        return {seat.board_id: seat for seat in found if seat.role}

    @cached_property
    def gates(self):
        """The questions that they have answered or passed."""
        return set(Gate.objects.filter(member__user=self.person).values_list("question_id", flat=True))

    @cached_property
    def marks(self):
        """How far they have read, by question."""
        return dict(ReadMark.objects.filter(member__user=self.person).values_list("question_id", "order"))

    def may_quote(self, board):
        """Whether letters may say what a board is about: it allows it, and no question of it is blinded or closed."""
        if board.pk not in self.free:
            closed = board.questions.filter(Q(blinded=True) | Q(sponsor_only=True) | Q(after_close=True))
            self.free[board.pk] = board.letters_quote and not closed.exists()
        return self.free[board.pk]

    def said(self, board, **told):
        """What is told of something on a board."""
        return Told(where=board.title, quote=self.may_quote(board), **told)


def of_posts(text, quiet):
    """How to tell of posts in one way: only those that stand, and that the person may read now."""

    def tells(person, pairs):
        hearer = Hearer(person)
        posts = {row.pk: (post, hearer.seats.get(post.board.pk)) for row, post in pairs}
        return {
            key: _of_post(hearer, seat, post, (text, quiet))
            for key, (post, seat) in posts.items()
            if seat and not post.removed_at and not post.held_at and can(seat, "post.see", post)
        }

    return tells


def of_openings(person, pairs):
    """Questions that wait for this advisor."""
    return _of_questions(person, pairs, _opening)


def of_redesigns(person, pairs):
    """Questions whose options have changed since this advisor answered."""
    asked = [question.pk for _, question in pairs]
    given = Response.objects.filter(member__user=person, question__in=asked).values_list("question", "design_version")
    hearer, found, versions = Hearer(person), {}, dict(given)
    for row, question in pairs:
        seat = hearer.seats.get(question.board_id)
        if seat and seat.advises and question.pk in versions:
            found[row.pk] = hearer.said(
                question.board, text=f"Question {question.number} was put anew: {question.title}",
                quiet="The options of a question that you answered have changed.", url=page_of(question),
                done=versions[question.pk] == question.design_version or _over(question),
            )  # fmt: skip
    return found


def of_due(person, pairs):
    """Questions that are due soon, while their due time is the one that was told."""
    timely = [(row, one) for row, one in pairs if one.due_at and row.key.endswith(due_key(one))]
    return _of_questions(person, timely, _due)


def of_reminders(person, pairs):
    """What moderators wrote to this advisor: of a question, until they spoke there or passed; else to the circle."""
    hearer, found = Hearer(person), {}
    spoke = spoken_since(person, [reminder for _, reminder in pairs if reminder.question])
    for row, reminder in pairs:
        seat = hearer.seats.get(reminder.board_id)
        if seat and seat.advises:
            found[row.pk] = _reminder(hearer, reminder, done=reminder.pk in spoke)
    return found


def of_closings(person, pairs):
    """Questions and boards that have closed."""
    hearer, found = Hearer(person), {}
    for row, thing in pairs:
        board = thing if isinstance(thing, Board) else thing.board
        seat = hearer.seats.get(board.pk)
        if seat and thing.state in {*Board.OVER, Question.State.CLOSED}:
            found[row.pk] = _closing(hearer, seat, board, thing)
    return found


def _of_post(hearer, seat, post, words):
    question, (text, quiet) = post.question, words
    who = face(post, seat.gaze)["name"]
    asked = getattr(post, "clarification", None)
    asks = "asks you to clarify" if asked else "follows up on what you wrote"
    read = post.order is not None and hearer.marks.get(question.pk, 0) >= post.order
    read = bool(asked.settled_at) if asked else read
    return hearer.said(
        post.board, text=text.format(who=who, number=question.number, asks=asks), quiet=quiet, done=read,
        url=f"{page_of(question)}#post-{post.pk}", excerpt=short(post.current.body),
        at=post.published_at, day=rounded(post),
    )  # fmt: skip


def _of_questions(person, pairs, words):
    hearer, found = Hearer(person), {}
    for row, question in pairs:
        seat = hearer.seats.get(question.board_id)
        if seat and seat.advises:
            text, quiet = words(question, hearer.person)
            found[row.pk] = hearer.said(
                question.board, text=text, quiet=quiet, url=page_of(question), excerpt=question.prompt,
                at=question.opens_at, done=question.pk in hearer.gates or _over(question),
            )  # fmt: skip
    return found


def _opening(question, person):
    return f"Question {question.number} is open: {question.title}", "A question has opened for you."


def _due(question, person):
    place = person.time_zone.rpartition("/")[2].replace("_", " ")
    said = due_in(question.due_at, person.time_zone, timezone.now())
    quiet = f"A question that waits for you is {said[0].lower()}{said[1:]} in {place}."
    return f"{said}: Question {question.number}, {question.title}", quiet


def _reminder(hearer, reminder, *, done):
    question, board, who = reminder.question, reminder.board, reminder.by.user.name
    about = f"{who} reminds you, Question {question.number}" if question else f"{who} to the advisors"
    quiet = "A moderator reminds you of something that waits for you." if question else "A moderator writes to you."
    return hearer.said(
        board, text=f"{about}: {short(worded(reminder, hearer.person))}", quiet=quiet, at=reminder.at,
        url=page_of(question) if question else f"{reverse('board', args=[board.slug])}#messages",
        done=bool(question) and (done or _over(question)),
    )  # fmt: skip


def _closing(hearer, seat, board, thing):
    if thing is board:
        page = reverse("board", args=[board.slug])
        return hearer.said(board, text="The board has closed", quiet="A board of yours has closed.", url=page,
                           at=board.closes_at)  # fmt: skip
    shared = seat.advises and thing.after_close and reads_question(seat, thing)
    text = f"Question {thing.number} has closed{', and its answers are open to you' if shared else ''}: {thing.title}"
    return hearer.said(board, text=text, quiet="A question has closed.", url=page_of(thing), at=thing.closed_at)


def _over(question):
    return question.state != Question.State.OPEN or question.board.state != Board.State.OPEN


def page_of(question):
    """The address of a question's page."""
    return reverse("question", args=[question.board.slug, question.number])


def short(words):
    """Words as an excerpt."""
    words = " ".join(words.split())
    return words if len(words) <= MOST else f"{words[: MOST - 1].rstrip()}…"
