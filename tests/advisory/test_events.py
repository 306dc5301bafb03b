"""The log: every change stands in it once, in order and sealed, or neither the change nor its entry is there."""

from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from advisory.accounts.commands.people import change_password
from advisory.events import ring as doorbell
from advisory.events.audit import verify
from advisory.events.kinds import KINDS, SUBJECTS, Kind, kinds
from advisory.events.models import GENESIS, Event, Log, Stream
from advisory.events.record import chained, committed, lock, record
from advisory.refusals import Absent, Refusal
from boards.commands.members import end_seat, move_member
from discussions.commands.moderation import hold_post, react_to_post, release_post
from discussions.commands.questions import close_question, pass_question
from discussions.commands.threads import edit_post, remove_post
from discussions.models import Post
from tests.live import at_once
from tests.make import now, person, room, say

together = pytest.mark.django_db(transaction=True)


class Ear:
    """Stands where a hub would, and notes which streams were rung."""

    def __init__(self):
        self.rung_for = []

    def rung(self, stream):
        self.rung_for.append(stream)


@pytest.fixture
def ear():
    """Somebody who hears the bell of this process."""
    listener = Ear()
    doorbell.listens(listener)
    yield listener
    doorbell.leaves(listener)


@transaction.atomic
def said_and_lost(heart):
    """A post, and then the database's trouble with something else."""
    say(heart.question, heart.okonjo)
    raise DatabaseError


def test_seals_are_those_of_the_definition():
    first = chained(GENESIS, {"seq": 1, "actor": "u1", "action": "create"})
    assert first == "8f4a886d6bebd666e1381c16aa285705c6cfa1c6075b020728c8913ff53f25c8"
    second = chained(first, {"action": "edit", "actor": "u2", "seq": 2})
    assert second == "dbd1f33b900955dc055df1536af4f5d7b6e2f8344680b056a91e5d9944f2fa82"


def test_letters_of_every_language_are_sealed_as_they_are_written():
    assert chained(GENESIS, {"name": "Ngũgĩ"}) != chained(GENESIS, {"name": "Ng\\u0169g\\u0129"})
    assert committed("00ff", "Æ") != committed("00fe", "Æ")


@pytest.mark.django_db
def test_a_lively_board_is_numbered_without_gaps():
    heart = room({"answer_first": True, "blinded": True}, {"sponsor_only": True})
    answer = say(heart.question, heart.okonjo)
    say(heart.question, heart.marsh, "Which dose?", reply_to=answer)
    react_to_post(answer, "agree", by=heart.marsh, on=True)
    hold_post(now(answer), by=heart.marsh, reason="It names a patient")
    edit_post(now(answer), by=heart.okonjo, body="Shorter.", version=1)
    release_post(now(answer), by=heart.marsh)
    remove_post(say(heart.asked(2), heart.tanabe), by=heart.tanabe)
    log = Log.objects.get(name="board.heart")
    assert list(log.events.order_by("number").values_list("number", flat=True)) == list(range(1, log.number + 1))
    for stream in log.streams.all():
        numbers = stream.events.order_by("seq").values_list("seq", flat=True)
        assert list(numbers) == list(range(1, stream.head + 1)), stream
    assert verify(log) is None


@together
def test_eight_people_writing_at_once_leave_no_gap_and_no_double():
    heart = room()
    seats = [heart.lindqvist, heart.marsh, heart.weidmann, heart.okonjo, heart.solheim, heart.tanabe, heart.abernathy]
    seats.append(heart.tanabe)

    def write(seat):
        return lambda: [say(heart.question, seat, f"Point {n}") for n in range(5)]

    at_once(*map(write, seats))
    log, stream = Log.objects.get(name="board.heart"), Stream.objects.get(name="board.heart.q1")
    assert sorted(log.events.values_list("number", flat=True)) == list(range(1, log.number + 1))
    assert sorted(stream.events.values_list("seq", flat=True)) == list(range(1, 41))
    assert sorted(Post.objects.values_list("order", flat=True)) == list(range(1, 41))
    assert verify(log) is None


@together
def test_two_boards_do_not_wait_for_each_others_numbers():
    heart, lungs = room(), room(slug="lungs")
    at_once(
        lambda: [say(heart.question, heart.okonjo, f"Heart {n}") for n in range(5)],
        lambda: [say(lungs.question, lungs.okonjo, f"Lungs {n}") for n in range(5)],
        lambda: [change_password(heart.tanabe.user, f"another long password {n}", by=heart.tanabe) for n in range(3)],
    )
    assert [verify(log) for log in Log.objects.all()] == [None, None, None]


@pytest.mark.django_db
def test_what_goes_wrong_later_takes_the_entry_with_it():
    heart = room()
    before = Log.objects.get(name="board.heart")
    with pytest.raises(DatabaseError):
        said_and_lost(heart)
    after = Log.objects.get(name="board.heart")
    assert (after.number, after.digest, after.rights) == (before.number, before.digest, before.rights)
    assert not Post.objects.exists()
    assert not Stream.objects.filter(name="board.heart.q1").exists()
    assert verify(after) is None


@pytest.mark.django_db
def test_a_refused_act_leaves_no_entry_behind():
    heart = room()
    close_question(heart.question, by=heart.marsh)
    number = Log.objects.get(name="board.heart").number
    for act in (lambda: say(heart.question, heart.okonjo), lambda: end_seat(heart.okonjo, by=heart.tanabe)):
        with pytest.raises(Refusal):
            act()
    assert Log.objects.get(name="board.heart").number == number


@together
def test_the_bell_rings_only_after_the_commit(ear):
    heart = room()
    ear.rung_for.clear()
    with transaction.atomic():
        say(heart.question, heart.okonjo)
        assert ear.rung_for == []
    assert ear.rung_for == ["board.heart.q1"]
    with pytest.raises(DatabaseError):
        said_and_lost(heart)
    assert ear.rung_for == ["board.heart.q1"]


@together
def test_one_transaction_rings_once_for_all_its_streams_so_that_a_silent_bell_costs_one_wait(monkeypatch):
    heart, rung = room({}, {}), []
    monkeypatch.setattr("advisory.events.record.ring", rung.append)
    with transaction.atomic():
        for place in range(5):
            say(heart.question, heart.okonjo, f"First {place}")
            say(heart.asked(2), heart.tanabe, f"Second {place}")
        with pytest.raises(DatabaseError):
            said_and_lost(heart)
    assert rung == [["board.heart.q1", "board.heart.q2"]]
    say(heart.question, heart.okonjo, "Once more")
    assert rung[1:] == [["board.heart.q1"]]


@together
def test_a_broken_bell_harms_nobody_who_writes(ear, monkeypatch):
    heart = room()
    monkeypatch.setattr(ear, "rung", None)
    assert say(heart.question, heart.okonjo).order == 1


@together
def test_nothing_is_recorded_outside_a_transaction():
    heart = room()
    with pytest.raises(RuntimeError):
        record("board.opened", heart.board, by=heart.marsh)


@together
def test_under_the_lock_everybody_is_as_they_are_now():
    heart = room()
    stale = heart.okonjo
    end_seat(heart.okonjo, by=heart.marsh)
    with transaction.atomic():
        seat, question, nothing = lock(heart.board, stale, heart.question, None)
        assert (seat.role, question.number, nothing) == ("", 1, None)
    Post.objects.all().delete()
    with transaction.atomic(), pytest.raises(Absent):
        lock(heart.board, Post(pk=uuid4()))


@pytest.mark.django_db
def test_entries_hold_ids_and_small_facts_and_no_words():
    heart = room({"blinded": True})
    answer = say(heart.question, heart.okonjo, "Troponin before every cycle")
    hold_post(answer, by=heart.marsh, reason="Mentions Mrs Baker")
    edit_post(now(answer), by=heart.okonjo, body="Troponin after every cycle", version=1)
    move_member(heart.solheim, "sponsor", by=heart.marsh)
    written = " ".join(str(event.facts) for event in Event.objects.all())
    for words in ("Troponin", "Baker", "Okonjo", "example.org", "topic 1"):
        assert words not in written


@pytest.mark.django_db
def test_whoever_passed_is_named_at_the_desk_by_seat_and_question():
    heart = room({"answer_first": True})
    pass_question(heart.question, by=heart.okonjo)
    passed = Event.objects.get(kind="question.passed")
    assert (passed.subject_type, passed.subject_id) == ("member", heart.okonjo.pk)
    assert SUBJECTS["member"].load([passed.subject_id])
    assert passed.facts["number"] == 1


def test_every_kind_has_its_audience_and_stands_once():
    assert all(kind.reads for kind in KINDS.values())
    with pytest.raises(ValueError, match="twice"):
        kinds(KINDS["post.created"])
    with pytest.raises(ValueError, match="unknown"):
        kinds(Kind("post.lost", "", "nobody", "post"))


@pytest.mark.django_db
def test_every_entry_is_about_what_its_kind_says():
    heart = room({"answer_first": True}, {"sponsor_only": True})
    for question in (heart.question, heart.asked(2)):
        answer = say(question, heart.okonjo)
        say(question, heart.marsh, "Why?", reply_to=answer)
        hold_post(now(answer), by=heart.marsh, reason="A name")
        edit_post(now(answer), by=heart.okonjo, body="Mended", version=1)
        react_to_post(now(answer), "agree", by=heart.marsh, on=True)
        release_post(now(answer), by=heart.marsh)
        remove_post(now(answer), by=heart.okonjo)
    pass_question(heart.question, by=heart.tanabe)
    change_password(person("Helena Marsh"), "quite another password", by=heart.marsh)
    for event in Event.objects.select_related("stream"):
        thing = SUBJECTS[event.subject_type].load([event.subject_id]).get(event.subject_id)
        assert thing is not None, event.kind
