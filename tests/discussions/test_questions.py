"""Key questions: they open and close on time, are extended, grow closer, and are shared when their policy says so."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from advisory.clock import tick
from advisory.events.frames import events_after, frame, subjects_of
from advisory.events.models import Event, Stream
from advisory.events.readers import ALIASES, seats
from advisory.refusals import Conflict, Denied, Invalid
from boards.commands.boards import close_board, open_board
from discussions.commands.questions import (
    add_question,
    close_question,
    extend_question,
    narrow_question,
    open_question,
    pass_question,
)
from discussions.commands.threads import remove_post
from discussions.guide import Guide
from discussions.models import Gate, Question
from discussions.visibility import Policy
from tests.live import at_once
from tests.make import room, say, soon

pytestmark = pytest.mark.django_db
together = pytest.mark.django_db(transaction=True)
Q1 = "board.heart.q1"


def kinds(stream="board.heart"):
    """What a stream tells, in order."""
    return list(Event.objects.filter(stream__name=stream).order_by("seq").values_list("kind", flat=True))


def states(heart):
    """How the questions of a board stand."""
    return [question.state for question in heart.board.questions.order_by("number")]


def later(**delta):
    """The clock some time from now, standing still."""
    return time_machine.travel(timezone.now() + timedelta(**delta), tick=False)


def test_a_question_opens_with_its_board_or_at_its_own_time():
    heart = room({}, {"opens_at": soon(hours=1)}, {"opens_at": soon(days=2)})
    assert states(heart) == ["open", "waiting", "waiting"]
    with later(hours=1, seconds=1):
        assert tick() == 1
        assert states(heart) == ["open", "open", "waiting"]
        assert tick() == 0


def test_a_question_closes_at_its_due_time_and_not_before():
    heart = room({"due_at": soon(hours=1)}, {})
    with later(minutes=59):
        assert tick() == 0
    with later(hours=1):
        assert tick() == 1
    assert states(heart) == ["closed", "open"]
    assert kinds()[-1] == "question.closed"
    assert Event.objects.get(kind="question.closed").actor is None
    assert kinds().count("question.closed") == 1


def test_the_row_decides_and_not_the_clock():
    heart = room({"due_at": soon(hours=1)})
    with later(hours=2):
        assert say(heart.question, heart.okonjo)
        tick()
        with pytest.raises(Conflict):
            say(heart.question, heart.tanabe)


@together
def test_two_workers_that_tick_at_once_do_everything_once():
    heart = room({"due_at": soon(seconds=-1)}, {"due_at": soon(seconds=-1), "after_close": True}, opened=False)
    open_board(heart.board, by=heart.lindqvist)
    assert sum(at_once(tick, tick, tick)) <= 4
    tick()
    assert states(heart) == ["closed", "closed"]
    assert [kinds().count(kind) for kind in ("question.opened", "question.closed")] == [2, 2]


def test_more_time_moves_the_closing():
    heart = room({"due_at": soon(hours=1)})
    extend_question(heart.question, soon(hours=3), by=heart.marsh)
    with later(hours=2):
        assert tick() == 0
    with later(hours=3, seconds=1):
        assert tick() == 1
    with pytest.raises(Conflict):
        extend_question(heart.question, soon(days=9), by=heart.marsh)


def test_time_is_only_ever_added_and_only_by_the_desk():
    heart = room({"due_at": soon(hours=2)})
    for due in (None, soon(hours=1), soon(hours=-1), heart.question.due_at):
        with pytest.raises(Invalid) as refusal:
            extend_question(heart.question, due, by=heart.marsh)
        assert list(refusal.value.fields) == ["due"]
    for name in ("weidmann", "okonjo", "brandt"):
        with pytest.raises(Denied):
            extend_question(heart.question, soon(hours=9), by=getattr(heart, name))
    assert kinds().count("question.extended") == 0


def test_no_question_is_due_after_its_board_closes():
    closes = timezone.now().replace(year=2199, month=6, day=4, hour=18, minute=0, second=0, microsecond=0)
    heart = room({"due_at": soon(hours=1)}, closes_at=closes)
    with pytest.raises(Invalid) as refusal:
        extend_question(heart.question, closes + timedelta(seconds=1), by=heart.marsh)
    assert refusal.value.fields == {
        "due": "The board closes on Tuesday 4 June 2199, 18:00; choose a time before that.",
    }  # fmt: skip
    asked = {"title": "More", "prompt": "What more?"}
    with pytest.raises(Invalid) as refusal:
        add_question(heart.board, heart.question.section, by=heart.marsh, due_at=closes + timedelta(1), **asked)
    assert list(refusal.value.fields) == ["due_at"]
    extend_question(heart.question, closes, by=heart.marsh)
    assert heart.question.due_at == closes


@pytest.mark.parametrize(
    ("field", "words"), [("title", "a" * 81), ("prompt", "a" * 601), ("prompt", " "), ("guidance", "a" * 20_001)]
)
def test_words_of_a_question_that_cannot_be_kept_are_named(field, words):
    heart, asked = room(), {"title": "More", "prompt": "What more?"} | {field: words}
    with pytest.raises(Invalid) as refusal:
        add_question(heart.board, heart.question.section, by=heart.marsh, **asked)
    assert list(refusal.value.fields) == [field]
    assert Question.objects.count() == 1


def test_whoever_may_not_run_the_board_neither_opens_nor_closes():
    heart = room({}, {"opens_at": soon(days=1)})
    for name in ("weidmann", "okonjo", "brandt"):
        with pytest.raises(Denied):
            close_question(heart.question, by=getattr(heart, name))
        with pytest.raises(Denied):
            open_question(heart.asked(2), by=getattr(heart, name))
    with pytest.raises(Conflict):
        open_question(heart.question, by=heart.marsh)


def test_until_the_close_the_stream_is_the_teams_and_then_it_begins_with_its_sharing():
    heart = room({"after_close": True})
    answer = say(heart.question, heart.okonjo, "Troponin, every cycle")
    say(heart.question, heart.tanabe, "Echo at twelve weeks")
    assert kinds(f"{Q1}.staff") == ["post.created", "post.created"]
    assert not Stream.objects.filter(name=Q1).exists()
    assert Q1 not in seats("heart", [heart.solheim.user_id])[heart.solheim.user_id].streams
    close_question(heart.question, by=heart.marsh)
    assert kinds(Q1) == ["question.shared"]
    assert Stream.objects.get(name=Q1).head == 1
    assert Q1 in seats("heart", [heart.solheim.user_id])[heart.solheim.user_id].streams
    assert Q1 in seats("heart", [heart.brandt.user_id])[heart.brandt.user_id].streams
    events = events_after(f"{Q1}.staff", 0, 9)
    things = subjects_of(events)
    lines = [frame(event, things[event.subject_type, event.subject_id], ALIASES) for event in events]
    assert lines[0] == {"seq": 1, "kind": "post.created", "facts": {"id": str(answer.pk)}}
    assert not any("html" in line for line in lines)


def test_what_waited_for_the_close_is_shared_though_the_whole_board_closed_first():
    heart = room({"after_close": True}, {"after_close": True, "due_at": soon(days=30)})
    for number in (1, 2):
        say(heart.asked(number), heart.okonjo)
    close_board(heart.board, by=heart.marsh)
    assert tick() == 2
    assert states(heart) == ["closed", "closed"]
    assert kinds(Q1) == kinds("board.heart.q2") == ["question.shared"]
    assert Guide(heart.tanabe).answers == {heart.asked(number).pk: 1 for number in (1, 2)}
    assert tick() == 0


def test_a_board_opens_and_closes_at_its_times():
    heart = room({}, opened=False, opens_at=soon(hours=1), closes_at=soon(hours=2))
    assert tick() == 0
    with later(hours=1, seconds=1):
        tick()
        tick()
        assert states(heart) == ["open"]
        assert say(heart.question, heart.okonjo)
    with later(hours=2, seconds=1):
        tick()
        with pytest.raises(Conflict):
            say(heart.question, heart.tanabe)
        tick()
    assert states(heart) == ["closed"]
    assert kinds().count("board.closed") == 1


def test_after_the_first_answer_a_question_grows_closer_and_never_wider():
    heart = room({"answer_first": True}, {"blinded": True})
    say(heart.question, heart.okonjo)
    narrow_question(heart.question, Policy(answer_first=True, blinded=True), by=heart.marsh)
    for wider in (Policy(), Policy(blinded=True), Policy(answer_first=True), Policy(sponsor_only=True)):
        with pytest.raises(Conflict) as refusal:
            narrow_question(heart.question, wider, by=heart.marsh)
        assert refusal.value.code == "policy_frozen"
    assert heart.question.policy == Policy(answer_first=True, blinded=True)
    narrow_question(heart.asked(2), Policy(after_close=True), by=heart.marsh)
    assert heart.asked(2).policy == Policy(after_close=True)
    with pytest.raises(Denied):
        narrow_question(heart.question, Policy(True, True, True, True), by=heart.okonjo)


@together
def test_an_answer_and_a_change_of_policy_in_the_same_moment_agree_on_which_came_first():
    heart = room({"sponsor_only": True})
    question, marsh, okonjo = heart.question, heart.marsh, heart.okonjo
    post, wider = at_once(
        lambda: say(question, okonjo), lambda: narrow_question(question, Policy(), by=marsh) or "widened"
    )
    first = list(Event.objects.filter(kind__in=["post.created", "question.narrowed"]).order_by("number"))
    assert post.order == 1
    assert (wider == "widened") == (first[0].kind == "question.narrowed")
    assert first[-1].stream.name != Q1 or wider == "widened"


def test_a_page_drawn_before_a_policy_is_out_of_date_and_a_gate_leaves_it_alone():
    heart = room({"answer_first": True}, {})
    before = heart.tanabe.stamp
    say(heart.question, heart.tanabe)
    assert heart.tanabe.stale(before) == ""
    narrow_question(heart.asked(2), Policy(blinded=True), by=heart.marsh)
    assert heart.tanabe.stale(before) == "changed_policy"


def test_a_blinded_question_makes_pages_out_of_date_where_it_is_the_first():
    heart = room({})
    for number, stale in ((2, "changed_policy"), (3, "")):
        before = heart.tanabe.stamp
        add_question(heart.board, heart.question.section, by=heart.marsh, title="New", prompt="New?", blinded=True)
        assert heart.tanabe.stale(before) == stale, number


def test_passing_opens_the_gate_and_the_question_is_done():
    heart = room({"answer_first": True})
    assert [question.number for question in Guide(heart.okonjo).needs()] == [1]
    pass_question(heart.question, by=heart.okonjo)
    pass_question(heart.question, by=heart.okonjo)
    guide = Guide(heart.okonjo)
    assert (guide.needs(), guide.reads(heart.question), guide.state(heart.question)) == ([], True, "done")
    assert kinds("board.heart.desk") == ["question.passed"]
    assert kinds(f"board.heart.mine.{heart.okonjo.pk}") == ["question.unlocked"]
    assert kinds(Q1) == []
    for name in ("marsh", "weidmann", "brandt"):
        with pytest.raises(Denied):
            pass_question(heart.question, by=getattr(heart, name))


def test_whoever_passed_may_still_answer_and_counts_then():
    heart = room({"answer_first": True})
    pass_question(heart.question, by=heart.okonjo)
    assert Guide(heart.tanabe).answered_by(heart.question) == 0
    say(heart.question, heart.okonjo)
    assert Guide(heart.tanabe).answered_by(heart.question) == 1
    assert Gate.objects.count() == 1


def test_the_gate_stays_open_when_the_answer_goes_or_the_question_closes():
    heart = room({"answer_first": True})
    answer = say(heart.question, heart.okonjo)
    remove_post(answer, by=heart.okonjo)
    close_question(heart.question, by=heart.marsh)
    assert Guide(heart.okonjo).reads(heart.question)
    assert not Guide(heart.tanabe).reads(heart.question)
    pass_question(heart.question, by=heart.tanabe)
    assert Guide(heart.tanabe).reads(heart.question)


def test_a_question_that_waits_cannot_be_passed():
    heart = room({"answer_first": True, "opens_at": soon(days=1)})
    with pytest.raises(Conflict):
        pass_question(heart.question, by=heart.okonjo)


def test_what_needs_me_comes_soonest_due_first():
    heart = room({}, {"due_at": soon(days=2)}, {"due_at": soon(days=1)}, {"opens_at": soon(days=1)})
    assert [question.number for question in Guide(heart.okonjo).needs()] == [3, 2, 1]
    say(heart.asked(3), heart.okonjo)
    assert [question.number for question in Guide(heart.okonjo).needs()] == [2, 1]
    assert Guide(heart.marsh).needs() == []


def test_numbers_follow_the_order_of_asking():
    heart = room({}, {})
    third = add_question(heart.board, heart.question.section, by=heart.weidmann, title="More", prompt="What more?")
    assert (third.number, Question.objects.filter(board=heart.board).count()) == (3, 3)
    tick()
    assert states(heart) == ["open", "open", "open"]
    with pytest.raises(Denied):
        add_question(heart.board, heart.question.section, by=heart.okonjo, title="Mine", prompt="Why?")
