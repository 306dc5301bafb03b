"""Whatever people do in whatever order, nobody ever receives words they may not read, or a name that is hidden.

Every text holds a canary of its own; what each viewer is told, down the line, on the page and over the API, is held
against the architecture's table. A longer search: ADVISORY_PROPERTY_EXAMPLES=500, then pytest on this file.
"""

import json
import os
import re
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as given
from hypothesis.stateful import initialize, invariant, rule, run_state_machine_as_test

from advisory.events.frames import frame, subjects_of
from advisory.events.models import Event, Stream
from advisory.events.readers import seats
from advisory.refusals import Refusal
from boards.commands.members import end_seat, seat_member
from boards.models import Membership
from discussions.api.threads import told
from discussions.commands.moderation import hold_post, react_to_post, release_post
from discussions.commands.questions import close_question, pass_question
from discussions.commands.threads import create_post, edit_post, remove_post
from discussions.guide import Guide, readable
from discussions.models import Gate, Post
from discussions.views.page import QuestionPage
from tests.discussions.steering import Steering
from tests.live import browser_of
from tests.make import now, room

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ASKED = ({}, {"blinded": True}, {"answer_first": True, "blinded": True}, {"sponsor_only": True},
         {"after_close": True, "blinded": True})  # fmt: skip
STAY = ("lindqvist", "marsh", "weidmann", "brandt", "okonjo", "solheim", "tanabe")
EVERYBODY = (*STAY, "abernathy")
DESK, STAFF = {"chair", "moderator"}, {"chair", "moderator", "sponsor"}
PAGES = ("questions/{}/", "", "backroom/", "moderate/", "people/", "library/", "/")
CANARY = re.compile(r"canary-\d+-")
who, advisors = given.sampled_from(EVERYBODY), given.sampled_from(EVERYBODY[4:])
number, some = given.integers(1, len(ASKED)), given.integers(0, 1000)


class Now:
    """Everything as it is after a step, read once for everybody."""

    def __init__(self, talk):
        places = [place for kept in talk.places.values() for place in kept.items()]
        behind = {stored: min(seq for name, seq in places if name == stored) for stored, _ in places}
        members = Membership.objects.filter(board=talk.heart.board).select_related("board", "user")
        keys = {seat.pk: name for name, seat in talk.heart.seats.items()}
        self.people = {keys[seat.pk]: seat for seat in members}
        self.seats = seats("heart", {seat.user_id for seat in self.people.values()})
        self.posts = list(Post.objects.select_related(*Post.together))
        self.asked = {question.number: question for question in talk.heart.board.questions.all()}
        self.gates = set(Gate.objects.values_list("member_id", "question_id"))
        self.events, fresh = {}, []
        for event in Event.objects.filter(log=talk.heart.board.log_id).select_related("stream").order_by("number"):
            if event.seq > behind.get(event.stream.name, 0):
                self.events.setdefault(event.stream.name, []).append(event)
                fresh.append(event)
        self.things = subjects_of(fresh)


class Talk(Steering):
    """A board on which people do what they like."""

    def __init__(self):
        super().__init__()
        self.transaction = transaction.atomic()
        self.transaction.__enter__()
        self.heart = room(*ASKED)
        self.places, self.dropped, self.posts, self.private, self.browsers = {}, {}, [], {}, {}
        self.asked, self.turns = len(ASKED), 0

    def teardown(self):
        transaction.set_rollback(True)
        self.transaction.__exit__(None, None, None)

    @initialize()
    def begin(self):
        """Everybody but the last is there from the beginning, with a page open; two have spoken on each question."""
        end_seat(self.heart.abernathy, by=self.heart.marsh)
        for name in STAY:
            self.connect(name)
        for number in range(1, len(ASKED) + 1):
            self._say("solheim", number)
            self._say("tanabe", number)

    @rule(name=who, number=number)
    def answer(self, name, number):
        """Somebody answers, as they may."""
        self._say(name, number)

    @rule(name=who, some=some)
    def reply(self, name, some):
        """Somebody replies to a post."""
        post = self._one(some)
        self._say(name, post.question.number, post)

    @rule(name=advisors, some=some)
    def reply_among_peers(self, name, some):
        """An advisor replies to a post."""
        self.reply(name, some)

    @rule(name=who, some=some)
    def edit(self, name, some):
        """Somebody changes a post, mostly their own."""
        post, words = self._one(some), self._words()
        by = post.author if some % 4 else self._seat(name)
        self._try(edit_post, post, by=by, body=words, version=post.version)

    @rule(some=some)
    def remove(self, some):
        """An author takes their words back."""
        post = self._one(some)
        self._try(remove_post, post, by=post.author)

    @rule(some=some)
    def hold(self, some):
        """A moderator takes a post out of sight."""
        self._try(hold_post, self._one(some), by=self.heart.marsh, reason="Let me look")

    @rule(some=some)
    def lift(self, some):
        """The chair lets a held post back."""
        held = [post for post in map(now, self.posts) if post.held_at]
        if held:
            self._try(release_post, held[some % len(held)], by=self.heart.lindqvist)

    @rule(name=who, some=some, on=given.booleans())
    def react(self, name, some, on):
        """Somebody agrees, or no longer."""
        self._try(react_to_post, self._one(some), "agree", by=self._seat(name), on=on)

    @rule(name=advisors, number=number)
    def pass_by(self, name, number):
        """An advisor passes."""
        self._try(pass_question, self.heart.asked(number), by=self._seat(name))

    @rule(number=number, some=some)
    def close(self, number, some):
        """A question closes, now and then."""
        if some % 3 == 0:
            self._try(close_question, self.heart.asked(number), by=self.heart.marsh)

    @rule(joins=given.booleans())
    def join(self, joins):
        """Ruth Abernathy takes her seat again, or leaves it."""
        seat = self.heart.abernathy
        if joins:
            self._try(seat_member, self.heart.board, seat.user, "advisor", by=self.heart.marsh)
        else:
            self._try(end_seat, seat, by=self.heart.marsh)

    @rule(name=who)
    def connect(self, name):
        """Somebody opens a page, at the ends of what they may follow; after a break they take up where they were."""
        heads = dict(Stream.objects.values_list("name", "head"))
        began = {stored: heads.get(stored, 0) for stored in self._streams(name).values()}
        self.places[name] = began | self.dropped.pop(name, {})

    @rule(name=who)
    def drop(self, name):
        """Somebody loses the connection."""
        self.dropped[name] = self.places.pop(name, {})

    @rule(name=who, other=advisors, number=number)
    def miss(self, name, other, number):
        """Somebody is away while a post comes and is held."""
        self.drop(name)
        self._say(other, number)
        self._try(hold_post, now(self.posts[-1]), by=self.heart.marsh, reason="Let me look")
        self.connect(name)

    @invariant()
    def nobody_hears_what_is_not_theirs(self):
        """Down the line: everything new on every stream that somebody may follow as of now."""
        self.now = Now(self)
        for name, places in self.places.items():
            found = self.now.seats.get(self.now.people[name].user_id)
            for wire, stored in found.streams.items() if found else ():
                for event in self.now.events.get(stored, ()):
                    if event.seq > places.get(stored, 0):
                        line = frame(event, self.now.things.get((event.subject_type, event.subject_id)), found.gaze)
                        self._check(self.now.people[name], json.dumps(line, ensure_ascii=False), f"{wire} {event.kind}")
                        places[stored] = event.seq

    @invariant()
    def whoever_looks_reads_what_is_theirs(self):
        """After each step the page and the API, as two get them on one question each; everybody has their turn."""
        for turn in (0, 1):
            self.turns += 1
            name, number = EVERYBODY[(3 * self.turns + turn) % len(EVERYBODY)], self.turns % len(ASKED) + 1
            if self.now.people[name].role:
                self._look(self.now.people[name], self.heart.asked(number))

    def _look(self, seat, question):
        threads = QuestionPage(seat, question.number).context()["threads_html"]
        self._check(seat, threads, f"page.q{question.number} ")
        posts = readable(seat, question, everybody=Guide(seat).reads(question))
        self._check(seat, json.dumps([told(post, seat) for post in posts]), f"api.q{question.number} ")

    @rule(name=who, number=number, page=given.sampled_from(PAGES))
    def open(self, name, number, page):
        """A whole page, with everything around what was said; the desk reads there what it took out of sight too."""
        seat, self.now = self._seat(name), Now(self)
        if seat.role and seat.role not in DESK:
            browser = self.browsers.setdefault(name, browser_of(seat))
            answer = browser.get(page if page == "/" else f"/boards/heart/{page.format(number)}")
            self._read(seat, answer.content.decode(), f"{answer.status_code} at {page}")

    def _check(self, seat, text, where):
        self._read(seat, text, where)
        inside = re.search(r"\.q(\d+)", where)
        blinded = inside and self.now.asked[int(inside[1])].blinded and seat.role not in STAFF
        if blinded or (inside and self._sight(seat) != "named"):
            hidden = [one for name, one in self.now.people.items() if name in EVERYBODY[4:] and one.pk != seat.pk]
            secrets = [word for one in hidden for word in (one.user.name.split()[-1], str(one.pk))]
            assert not [word for word in secrets if word in text], (seat.user.name, where)

    def _read(self, seat, text, where):
        bodies = " ".join(post.current.body for post in self.now.posts if self._reads(seat, post))
        name = next(name for name, one in self.now.people.items() if one.pk == seat.pk)
        raw = seat.role and self._sight(seat) != "report"
        private = " ".join(words for words, readers in self.private.items() if name in readers and raw)
        assert set(CANARY.findall(text)) <= set(CANARY.findall(f"{bodies} {private}")), (seat.user.name, where, text)

    def _sight(self, seat):
        """What the wall lets through to a seat: it stands on the sponsor's side alone."""
        return (seat.sight or seat.board.sponsor_sight) if seat.seat == "sponsor" else "named"

    def _reads_in(self, seat, post):
        self.now = Now(self)
        return self._reads(seat, post)

    def _reads(self, seat, post):
        """The table, in its own words: whether a member may read a post's present words now."""
        if post.removed_at or not seat.role:
            return False
        if post.author_id == seat.pk or seat.role in DESK:
            return True
        if post.held_at or post.order is None or self._sight(seat) == "report":
            return False
        asked = self.now.asked[post.question.number]
        if seat.role in STAFF:
            return True
        if asked.sponsor_only or (asked.after_close and asked.state != "closed"):
            return post.role in STAFF and post.thread.opener_id == seat.pk and seat.role == "advisor"
        gate = (seat.pk, post.question_id) in self.now.gates
        return seat.role == "observer" or gate or not asked.answer_first

    def _streams(self, name):
        seat = self._seat(name)
        found = seats("heart", {seat.user_id})
        return found[seat.user_id].streams if found else {}

    def _seat(self, name):
        return getattr(self.heart, name)

    def _one(self, some):
        return now(self.posts[some % len(self.posts)])

    def _say(self, name, number, to=None):
        words = {"body": self._words(), "client_id": self._key(), "reply_to": to and to.pk}
        words["probe"] = None if self.said % 2 else False
        if made := self._try(create_post, self.heart.asked(number), by=self._seat(name), **words):
            self.posts.append(made[0])

    def _words(self):
        self.said = getattr(self, "said", 0) + 1
        return f"canary-{self.said}- is what I say"

    def _key(self):
        return uuid4()

    def _try(self, command, *asked, **more):
        try:
            with transaction.atomic():
                return command(*asked, **more) or True
        except Refusal:
            return None


def test_nobody_ever_receives_a_canary_that_they_may_not_see():
    examples = int(os.environ.get("ADVISORY_PROPERTY_EXAMPLES", "6"))
    swift = {"derandomize": True, "phases": [Phase.generate]} if examples < 100 else {}
    found = settings(max_examples=examples, stateful_step_count=30, deadline=None, database=None,
                     suppress_health_check=list(HealthCheck), report_multiple_bugs=False, **swift)  # fmt: skip
    run_state_machine_as_test(Talk, settings=found)
