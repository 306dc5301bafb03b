"""A conversation held elsewhere is brought in: its people as placeholders, its words with their own times."""

import secrets
from dataclasses import dataclass
from functools import wraps
from uuid import NAMESPACE_URL, uuid5

from django.db import transaction
from django.db.models import Count, F, OuterRef, Subquery
from django.db.models.functions import Coalesce

from advisory.events.record import lock, record, record_all
from advisory.refusals import Conflict, Invalid
from advisory.rights import allow
from advisory.search.filing import index_all
from advisory.search.words import learn
from advisory.text import counted
from boards.commands.boards import add_section, create_board, open_board
from boards.commands.members import seat_member
from boards.commands.placeholders import seat_placeholders
from boards.models import Board, Role
from discussions.commands.findings import note_findings
from discussions.commands.posts import facts_of
from discussions.commands.questions import add_question, open_question
from discussions.models import Gate, Post, PostVersion, Question, Reaction, Thread
from discussions.screening import screen

SECTION = "Imported conversation"
AGREE = Reaction.Kind.AGREE
BATCH = 500
MOST_POSTS, MOST_VOTES = 4_000, 75_000  # what is written within five seconds, for as long as nobody else can write


@dataclass
class Brought:
    """What an import added to a board."""

    board: Board
    people: int = 0
    posts: int = 0
    reactions: int = 0
    withdrawn: int = 0
    chaired: bool = False

    @property
    def counts(self):
        """How many people, posts and reactions are new, and how many reactions were taken back."""
        return {name: getattr(self, name) for name in ("people", "posts", "reactions", "withdrawn")}

    @property
    def anything(self):
        """Whether the conversation on the board is another one than before."""
        return any(self.counts.values())


def _read_beforehand(command):
    """Have the words of an import screened, and their stems known, before the board is locked with them."""

    @wraps(command)
    def reading(conversation, *, slug, **given):
        names = next((board.product_names for board in Board.objects.filter(slug=slug)), ())
        conversation.noticed = {said.id: screen(said.body, names) for said in conversation.posts}
        learn(said.body for said in conversation.posts)
        return command(conversation, slug=slug, **given)

    return reading


@_read_beforehand
@transaction.atomic
def import_conversation(conversation, *, slug, by, chair=None, tell=lambda line: None):
    """Bring in what is not there yet; one row that needs mending, and nothing is written.

    What screening finds in it is proposed to the moderators, and never held; nobody is notified.
    """
    require_sound(conversation.bad)
    board = board_for(conversation, slug, by)
    by, board = lock(board, by, board)
    allow(by, "post.import", board)
    intake, brought = _Intake(conversation, board, by), Brought(board)
    brought.people = intake.seat_people()
    tell(f"{brought.people:,} people seated")
    brought.posts = intake.write_posts()
    tell(f"{brought.posts:,} posts written")
    brought.reactions, brought.withdrawn = intake.write_reactions()
    tell(f"{brought.reactions:,} reactions written")
    if brought.anything:
        _attribute(board, conversation.attribution)
        record("conversation.imported", board, by=by, **brought.counts)
    if chair:
        brought.chaired = _seat_chair(board, chair, by)
    return brought


class _Intake:
    """One conversation on its way onto one board, under the command's lock."""

    def __init__(self, conversation, board, by):
        self.conversation, self.board, self.by = conversation, board, by
        self.seats, self.posts, self.questions = {}, {}, self._asked()

    def seat_people(self):
        """Give everybody a seat; how many are new."""
        keys = {person: self._key("person", person) for person in self.conversation.people}
        names = {key: self.conversation.people[person] for person, key in keys.items()}
        seats, fresh = seat_placeholders(self.board, names, by=self.by)
        self.seats = {person: seats[key] for person, key in keys.items()}
        return fresh

    def write_posts(self):
        """Write what is not there yet in the order of its time; how many posts that are."""
        self._add_questions()
        fresh = self._fresh()
        require_few(len(fresh), MOST_POSTS, "posts")
        said = sorted(fresh, key=lambda one: one.at)
        self._require_open({self.questions[one.question] for one in said})
        posts = [self._post(one) for one in said]
        Thread.objects.bulk_create([post.thread for post in posts if post.is_answer], BATCH)
        Post.objects.bulk_create(posts, BATCH)
        self._say(posts, said)
        self._open_gates(posts)
        for question in {post.question for post in posts}:
            question.save(update_fields=["last_order"])
        index_all(posts)
        record_all("post.created", posts, by=self.by, facts=[facts_of(post) for post in posts])
        note_findings({self.posts[one.id]: self.conversation.noticed[one.id] for one in said})
        return len(posts)

    def write_reactions(self):
        """Let each person's last vote stand as their reaction; how many were added, and how many taken back."""
        placeholders = Reaction.objects.filter(post__question__board=self.board, kind=AGREE, member__user__email=None)
        standing = {(post, member): pk for pk, post, member in placeholders.values_list("pk", "post_id", "member_id")}
        moved = [
            (post, seat, agrees)
            for (key, person), agrees in self.conversation.votes.items()
            for post, seat in [(self.posts[key], self.seats[person])]
            if agrees != ((post.pk, seat.pk) in standing) and not post.removed_at
        ]
        require_few(len(moved), MOST_VOTES, "votes")
        touched = {post.pk: post for post, _, _ in moved}
        self._require_open({post.question for post in touched.values()})
        added = [Reaction(post_id=post.pk, member_id=seat.pk, kind=AGREE) for post, seat, agrees in moved if agrees]
        gone = [standing[post.pk, seat.pk] for post, seat, agrees in moved if not agrees]
        Reaction.objects.bulk_create(added, BATCH)
        Reaction.objects.filter(pk__in=gone).delete()
        _recount(touched)
        return len(added), len(gone)

    def _key(self, *what):
        return uuid5(NAMESPACE_URL, "/".join(["imported", self.board.slug, self.conversation.source, *what]))

    def _asked(self):
        """The board's questions by number and by prompt."""
        found = list(self.board.questions.order_by("-number"))
        for question in found:
            question.board = self.board
        return {question.prompt: question for question in found} | {question.number: question for question in found}

    def _add_questions(self):
        asked = dict.fromkeys(said.question for said in self.conversation.posts)
        missing = [prompt for prompt in asked if isinstance(prompt, str) and prompt not in self.questions]
        for prompt in missing:
            self._add_question(prompt)
        if missing:
            self.questions = self._asked()

    def _add_question(self, prompt):
        self._require_open(set())
        section = self.board.sections.filter(title=SECTION).first() or add_section(self.board, SECTION, by=self.by)
        words = {"title": short(prompt, 80), "prompt": prompt, "guidance": self.conversation.about}
        open_question(add_question(self.board, section, by=self.by, **words), by=self.by)

    def _fresh(self):
        """What is not on the board yet; what is there already must be the same as it was."""
        known = Post.objects.filter(question__board=self.board, author__user__email=None).select_related("thread")
        first = PostVersion.objects.filter(post__in=known, number=1).values_list("post_id", "salt", "body")
        words = {post: body if salt else None for post, salt, body in first}
        by_client, fresh, bad = {post.client_id: post for post in known}, [], []
        for said in self.conversation.posts:
            post = by_client.get(self._key("post", said.id))
            if said.question not in self.questions:
                bad.append(said.place.bad(f"the board has no question {said.question}"))
            elif post is None:
                fresh.append(said)
            elif not self._same(said, post, words[post.pk]):
                bad.append(said.place.bad(f"“{said.id}” was brought in before with other words or in another place"))
            else:
                post.question = self.questions[said.question]
                self.posts[said.id] = post
        require_sound(bad)
        return fresh

    def _same(self, said, post, body):
        parent = self.posts[said.reply_to].pk if said.reply_to in self.posts else None
        asked = self.questions[said.question].pk, self.seats[said.author].pk, parent
        return asked == (post.question_id, post.author_id, post.reply_to_id) and body in {None, said.body}

    def _post(self, said):
        question, seat, parent = self.questions[said.question], self.seats[said.author], self.posts.get(said.reply_to)
        thread = parent.thread if parent else Thread(question=question, opener=seat, role=seat.seat)
        question.last_order += 1
        self.posts[said.id] = Post(
            question=question, thread=thread, reply_to=parent, author=seat, role=seat.seat, order=question.last_order,
            client_id=self._key("post", said.id), created_at=said.at, published_at=said.at,
            noticed=len(self.conversation.noticed[said.id]),
        )  # fmt: skip
        return self.posts[said.id]

    def _say(self, posts, said):
        versions = [
            PostVersion(post=post, number=1, at=post.created_at, salt=secrets.token_hex(16), **_words(one))
            for post, one in zip(posts, said, strict=True)
        ]
        PostVersion.objects.bulk_create(versions, BATCH)
        current = PostVersion.objects.filter(post=OuterRef("pk"), number=1).values("pk")
        Post.objects.filter(question__board=self.board, current=None).update(current=Subquery(current))
        for version in versions:
            version.post.current = version

    def _open_gates(self, posts):
        """Whoever answered has answered; what they would be told of it is told to nobody."""
        known = set(Gate.objects.filter(question__board=self.board).values_list("question_id", "member_id"))
        gates = {
            (post.question_id, post.author_id): Gate(
                question=post.question, member=post.author, opened_at=post.created_at
            )
            for post in reversed(posts)
            if post.is_answer
        }
        Gate.objects.bulk_create([gate for key, gate in gates.items() if key not in known], BATCH)

    def _require_open(self, questions):
        board = self.board
        closed = [] if board.state == Board.State.OPEN else [f"The board {board.slug} is {board.state}"]
        closed += [
            f"{one} of the board {board.slug} is {one.state}" for one in questions if one.state != Question.State.OPEN
        ]
        if closed:
            raise Conflict("closed", f"{closed[0]}, and what is new needs it open; choose another.")


def _words(said):
    return {"body": said.body, "html": said.html, "word_count": counted(said.body)}


def require_sound(bad):
    """Refuse a conversation with rows that need mending."""
    if bad:
        rows = f"{len(bad)} rows" if len(bad) > 1 else "row"
        raise Invalid("bad_rows", f"Mend the {rows} named above; nothing was written.", facts={"rows": bad})


def require_few(number, most, what):
    """Nobody else can write on the board meanwhile, so that too much at once is refused."""
    if number > most:
        message = f"There are {number:,} new {what}, and {most:,} are taken at once; bring in a shorter file first."
        raise Invalid("too_many", message, facts={"rows": []})


def board_for(conversation, slug, by):
    """The board of that address, made and opened for the conversation if it is not there."""
    found = Board.objects.filter(slug=slug).first()
    if found:
        return found
    topic, about = conversation.topic or slug.replace("-", " ").capitalize(), conversation.about
    asks = about.endswith("?") and len(about) <= 400
    objective = about if asks else f"What was said about “{short(topic, 300)}”?"
    background = "" if asks else about
    board = create_board(slug=slug, title=short(topic, 160), objective=objective, background=background, by=by)
    open_board(board, by=by)
    return board


def _attribute(board, words):
    if words not in board.attribution:
        board.attribution = f"{board.attribution}\n\n{words}".strip()
        board.save(update_fields=["attribution"])


def _seat_chair(board, person, by):
    """Let somebody open the board; says whether they could not before."""
    seat = board.seats.seated().filter(user=person).select_related("user", "board").first()
    if seat and not seat.moderates:
        raise Conflict("seated", f"{person.email} has another seat on the board {board.slug}; leave --chair out.")
    if seat is None:
        seat_member(board, person, Role.CHAIR, by=by)
    return seat is None


def _recount(posts):
    """Count anew who agrees with some posts, so that they are drawn anew."""
    agree = Reaction.objects.filter(post=OuterRef("pk"), kind=AGREE).order_by().values("post").annotate(n=Count("pk"))
    Post.objects.filter(pk__in=posts).update(agree=Coalesce(Subquery(agree.values("n")), 0), changes=F("changes") + 1)


def short(text, most):
    """A text in one line of so many letters."""
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most - 1].rstrip()}…"
