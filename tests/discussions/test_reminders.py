"""Moderators remind those for whom something waits: in their daytime, not twice, and each in their own time."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from advisory.events.audit import verify
from advisory.events.models import Event
from advisory.notifications.models import Notification
from advisory.notifications.telling import told
from advisory.refusals import Conflict, Denied, Invalid
from boards.commands.consents import publish_policies
from boards.commands.members import end_seat
from boards.models import Board, Membership
from discussions.awaited import awaited, probes_of
from discussions.commands.clarifications import ask_to_clarify, settle_clarification
from discussions.commands.guidance import add_guide_note, tick_guide_note
from discussions.commands.moderation import hold_post
from discussions.commands.questions import narrow_question, pass_question
from discussions.commands.reminders import remind_advisors, write_to_board
from discussions.models import GuideNote, Reminder
from discussions.reminding import messages_to
from discussions.visibility import Policy
from tests.make import now, room, say
from tests.notifications.post import due, hear, heard_by

pytestmark = pytest.mark.django_db
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)  # a Thursday; 21:00 in Tokyo
WORDS = "It closes {their local time}. A few sentences are plenty."


@pytest.fixture
def heart():
    with time_machine.travel(NOON, tick=False):
        made = room({"due_at": NOON + timedelta(days=5)}, {})
        for name, zone in (("tanabe", "Asia/Tokyo"), ("okonjo", "Africa/Lagos")):
            user = getattr(made, name).user
            user.time_zone = zone
            user.save(update_fields=["time_zone"])
        hear()
        Notification.objects.all().delete()
        yield made


def everybody(heart):
    return [getattr(heart, name).pk for name in ("okonjo", "solheim", "tanabe", "abernathy")]


def remind(heart, *names, by="marsh", body=WORDS):
    to = [getattr(heart, name).pk for name in names] or everybody(heart)
    return remind_advisors(heart.question, by=getattr(heart, by), to=to, body=body)


def said(seat):
    """What somebody's notifications say now."""
    rows = list(Notification.objects.filter(person=seat.user_id, hidden=False, notice="reminded"))
    return [one.text for one in told(seat.user, rows).values()]


def test_those_for_whom_it_waits_hear_of_it_in_their_daytime_and_own_time(heart):
    say(heart.question, heart.solheim)
    remind(heart)
    hear()
    due()
    assert [heard_by(getattr(heart, name)) for name in ("okonjo", "solheim", "tanabe", "abernathy")] == [
        ["reminded"], [], [], ["reminded"]
    ]  # fmt: skip
    assert said(heart.okonjo) == [
        "Helena Marsh reminds you, Question 1: It closes on Tuesday at 13:00. A few sentences are plenty."
    ]
    with time_machine.travel(NOON + timedelta(hours=11, minutes=1), tick=False):  # 08:01 in Tokyo
        due()
        due()
        assert heard_by(heart.tanabe) == ["reminded"]
        assert "It closes on Tuesday at 21:00" in said(heart.tanabe)[0]
        assert messages_to(heart.tanabe, NOON + timedelta(hours=12))[0]["words"].startswith("It closes on Tuesday")


def test_whoever_spoke_meanwhile_is_not_reminded_in_the_morning(heart):
    remind(heart, "tanabe", "abernathy")
    hear()
    with time_machine.travel(NOON + timedelta(hours=12), tick=False):
        say(heart.question, heart.tanabe)
        pass_question(heart.question, by=heart.abernathy)
        due()
        hear()
        assert [heard_by(heart.tanabe), heard_by(heart.abernathy)] == [[], []]


def test_nobody_is_reminded_twice_within_twelve_hours(heart):
    remind(heart, "okonjo")
    reminder = remind(heart, "okonjo", "abernathy")
    assert [one.member.pk for one in reminder.reminded.all()] == [heart.abernathy.pk]
    with pytest.raises(Conflict, match="within the last twelve hours"):
        remind(heart, "okonjo", "abernathy")
    with time_machine.travel(NOON + timedelta(hours=13), tick=False):
        assert remind(heart, "okonjo").reminded.count() == 1
    assert Reminder.objects.count() == 3


def test_by_alias_whoever_is_left_out_gets_the_same_answer(heart):
    narrow_question(heart.question, Policy(blinded=True), by=heart.lindqvist)
    Board.objects.update(moderators_blinded=True)
    publish_policies(heart.board, {"privacy": "We keep it."}, by=heart.lindqvist)
    Membership.objects.exclude(pk=heart.okonjo.pk).update(agreed=Board.objects.get().terms)
    end_seat(heart.abernathy, by=heart.lindqvist)
    for name in ("okonjo", "abernathy", "solheim"):
        remind(heart, name)
    hear()
    assert [heard_by(getattr(heart, name)).count("reminded") for name in ("okonjo", "abernathy", "solheim")] == [
        0,
        0,
        1,
    ]


def test_a_probe_waits_until_whom_it_asks_has_spoken_in_its_thread(heart):
    answer = say(heart.question, heart.okonjo)
    reply = say(heart.question, heart.tanabe, "Why?", reply_to=answer)
    to_okonjo = say(heart.question, heart.marsh, "How often?", reply_to=answer)
    say(heart.question, heart.weidmann, "And you?", reply_to=reply)
    held = say(heart.question, heart.marsh, "Never mind.", reply_to=answer)
    hold_post(held, by=heart.lindqvist, reason="Not needed")
    waiting = {who: (one.asked, one.waiting) for (who, _), one in probes_of([heart.question]).items()}
    assert waiting == {heart.okonjo.pk: (1, 1), heart.tanabe.pk: (1, 1)}
    say(heart.question, heart.okonjo, "Weekly.", reply_to=to_okonjo)
    assert [seat.user.name for seat in awaited([heart.question])[heart.question.pk]] == [
        "Dr Aiko Tanabe", "Prof. Ingrid Solheim", "Ruth Abernathy"
    ]  # fmt: skip
    remind(heart, "tanabe")
    with pytest.raises(Conflict, match="answered meanwhile"):
        remind(heart, "okonjo")


def test_a_message_reaches_every_advisor_and_nobody_else(heart):
    write_to_board(heart.board, "The call is on Friday.", by=heart.lindqvist)
    hear()
    assert heard_by(heart.solheim) == heard_by(heart.okonjo) == ["reminded"]
    assert heard_by(heart.tanabe) == heard_by(heart.weidmann) == heard_by(heart.brandt) == []
    assert said(heart.okonjo) == ["Prof. Marianne Lindqvist to the advisors: The call is on Friday."]
    assert [one["words"] for one in messages_to(heart.solheim, NOON)] == ["The call is on Friday."]
    assert messages_to(heart.weidmann, NOON) == messages_to(heart.tanabe, NOON) == []
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(heart.okonjo.user)
    assert "The call is on Friday." in browser.get("/boards/heart/").text
    with pytest.raises(Conflict, match="less than a minute ago"):
        write_to_board(heart.board, "The call is on Friday.", by=heart.lindqvist)


def test_the_log_holds_the_seal_of_the_words_and_not_the_words(heart):
    remind(heart, "okonjo")
    write_to_board(heart.board, "The call is on Friday.", by=heart.marsh)
    add_guide_note(heart.question, "Who reads the traces", by=heart.weidmann)
    told_of = Event.objects.filter(kind__in=["advisors.reminded", "advisors.addressed", "guidance.added"])
    assert [event.stream.name for event in told_of] == ["board.heart.desk"] * 3
    assert not any(word in str(event.facts) for event in told_of for word in ("Friday", "closes", "traces"))
    assert verify(heart.board.log) is None
    Reminder.objects.filter(question=None).update(body="The call is on Monday.")
    assert "words were changed" in str(verify(heart.board.log))


def test_what_cannot_be_sent_says_why(heart):
    for body, to, field in (("", everybody(heart), "body"), (WORDS, [], "to"), ("x" * 1001, everybody(heart), "body")):
        with pytest.raises(Invalid) as refused:
            remind_advisors(heart.question, by=heart.marsh, to=to, body=body)
        assert field in refused.value.fields
    for by in ("weidmann", "okonjo", "brandt"):
        with pytest.raises(Denied):
            remind(heart, by=by)
    assert Reminder.objects.count() == 0


def test_points_to_cover_are_added_by_the_team_and_ticked_by_moderators(heart):
    note = add_guide_note(heart.question, "  Who reads\nthe traces ", by=heart.weidmann)
    assert note.text == "Who reads the traces"
    with pytest.raises(Denied):
        tick_guide_note(note, by=heart.weidmann, on=True)
    tick_guide_note(note, by=heart.marsh, on=True)
    tick_guide_note(note, by=heart.lindqvist, on=True)
    assert GuideNote.objects.get().ticked_by == heart.marsh
    tick_guide_note(note, by=heart.lindqvist, on=False)
    kinds = Event.objects.filter(kind__startswith="guidance.").order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["guidance.added", "guidance.ticked", "guidance.unticked"]
    assert now(say(heart.question, heart.okonjo, "One two three")).current.word_count == 3


def test_a_clarification_that_the_team_lets_rest_waits_no_more(heart):
    answer = say(heart.question, heart.okonjo)
    asking, _ = ask_to_clarify(answer, by=heart.marsh, body="At which dose?", client_id=uuid4())
    assert {who: one.waiting for (who, _), one in probes_of([heart.question]).items()} == {heart.okonjo.pk: 1}
    settle_clarification(now(asking), by=heart.marsh)
    assert {who: one.waiting for (who, _), one in probes_of([heart.question]).items()} == {heart.okonjo.pk: 0}
