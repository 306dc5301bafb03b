"""What is written in a live session stands on the board: questions for the room, the chat, polls, the back room."""

import re
from uuid import uuid4

import pytest
from django.utils import timezone

from advisory.clock import tick
from advisory.refusals import Conflict, Invalid
from boards.commands.agenda import next_item
from boards.commands.lobby import end_session
from boards.models import Session
from discussions.commands.ballots import cast_ballot
from discussions.commands.moderation import react_to_post, release_post
from discussions.commands.notes import write_note
from discussions.commands.questions import extend_question
from discussions.commands.talks import open_talk, settle_post, stage_post
from discussions.commands.threads import create_post, edit_post
from discussions.guide import Guide
from discussions.models import Post, Question
from tests.boards.test_sessions import seen
from tests.discussions.panels import panel_room, study_of
from tests.discussions.talking import asked, gone_on, met
from tests.make import now, room, say, soon

pytestmark = pytest.mark.django_db


def page(heart, session, name):
    """The room as somebody's browser gets it."""
    return seen(getattr(heart, name), "session", session.pk).content.decode()


def led_to(seat, name, *args, **form):
    """Where a form leads."""
    return seen(seat, name, *args, **form).redirect_chain[0][0]


def test_the_chat_is_a_question_of_the_board_that_waits_for_nobody():
    heart = room({"blinded": True})
    session = met(heart)
    before = [one.number for one in Guide(heart.okonjo).needs()]
    chat = open_talk(session, "chat", by=heart.marsh)
    assert open_talk(session, "chat", by=heart.lindqvist) == chat
    assert (chat.number, chat.state, chat.blinded) == (2, "open", True)
    assert [one.number for one in Guide(heart.okonjo).needs()] == before
    create_post(chat, by=heart.okonjo, body="Ours too.", client_id=uuid4())
    assert "Ours too." in seen(heart.solheim, "question", chat.number).content.decode()
    there = page(heart, session, "solheim")
    assert "Ours too." in there
    assert heart.okonjo.alias_name in there
    assert heart.okonjo.user.name not in there


def test_words_sent_from_the_room_lead_back_to_it_and_those_of_its_page_do_not():
    heart = room({})
    session = met(heart)
    chat = open_talk(session, "chat", by=heart.marsh)
    for room_named in (session.pk, session.pk.hex, f"{{{session.pk}}}"):
        form = {"body": "Slide 7.", "client_id": uuid4(), "room": room_named}
        assert led_to(heart.okonjo, "posts", chat.number, **form) == f"/boards/heart/sessions/{session.pk}/"
    form = {"body": "Slide 8.", "client_id": uuid4(), "room": "elsewhere"}
    assert f"questions/{chat.number}/#post-" in led_to(heart.okonjo, "posts", chat.number, **form)


def test_what_most_ask_comes_first_and_what_was_answered_last():
    heart = room({})
    session = met(heart)
    first, second, third = (asked(heart, session, words=words) for words in ("Who phones?", "At which dose?", "When?"))
    react_to_post(second, "agree", by=heart.solheim, on=True)
    settle_post(first, by=heart.marsh, on=True)
    there = page(heart, session, "tanabe")
    places = [there.index(f'id="post-{post.pk}"') for post in (second, third, first)]
    assert places == sorted(places)
    assert there.count(">Answered</span>") == 1


def test_what_advisors_ask_waits_until_a_moderator_lets_it_in_and_again_once_they_change_it():
    heart = room({})
    session = met(heart)
    post = asked(heart, session, words="Which product?", approved_first=True)
    assert "Which product?" not in page(heart, session, "solheim")
    assert "Which product?" in page(heart, session, "marsh")
    assert "Which product?" in page(heart, session, "okonjo")
    release_post(now(post), by=heart.marsh)
    assert "Which product?" in page(heart, session, "solheim")
    edit_post(now(post), by=heart.okonjo, body="Which brand?", version=1)
    assert "Which brand?" not in page(heart, session, "solheim")
    create_post(post.question, by=heart.marsh, body="From the desk.", client_id=uuid4())
    assert "From the desk." in page(heart, session, "solheim")


def test_one_post_at_a_time_is_on_the_stage_and_none_that_is_out_of_sight():
    heart = room({})
    session = met(heart)
    first, second = (asked(heart, session, words=words) for words in ("Who phones?", "At which dose?"))
    on_stage = lambda: page(heart, session, "solheim").partition('id="r-stage"')[2].partition("</section>")[0]  # noqa: E731
    stage_post(first, by=heart.marsh, on=True)
    assert "Who phones?" in on_stage()
    stage_post(now(second), by=heart.lindqvist, on=True)
    assert "At which dose?" in on_stage()
    assert "Who phones?" not in on_stage()
    assert Post.objects.exclude(staged_at=None).count() == 1
    seen(heart.marsh, "hold", second.pk, reason="Not here")
    assert "At which dose?" not in on_stage()
    with pytest.raises(Conflict, match="not written in a live session"):
        stage_post(say(heart.question, heart.okonjo), by=heart.marsh, on=True)


def test_the_desk_steers_a_question_for_the_room_by_a_form_too():
    heart = room({})
    session = met(heart)
    post = asked(heart, session)
    assert "Put on stage" in seen(heart.marsh, "moderation", post.pk).content.decode()
    assert "Put on stage" not in seen(heart.marsh, "moderation", say(heart.question, heart.okonjo).pk).content.decode()
    assert str(session.pk) in led_to(heart.marsh, "act", post.pk, "settle", on="1", room=session.pk)
    assert now(post).settled_at


def test_a_temperature_check_is_one_click_and_a_poll_whose_counts_wait_for_ones_own_vote():
    heart = room({})
    session = met(heart)
    chat = open_talk(session, "chat", by=heart.marsh)
    form = {"prompt": "Do you agree?", "client_id": uuid4(), "room": session.pk}
    assert str(session.pk) in led_to(heart.marsh, "scales", chat.number, **form)
    poll = Post.objects.get(question=chat).poll
    assert len(poll.options) == 5
    assert poll.hidden
    assert poll.state == "open"
    cast_ballot(poll, [4], by=heart.okonjo, client_id=uuid4())
    assert "1 of 1" in page(heart, session, "okonjo")
    assert "1 of 1" not in page(heart, session, "solheim")


def test_the_back_room_is_in_the_room_of_those_alone_who_write_there():
    heart = room({})
    session = met(heart)
    write_note(heart.board, "Dr Tanabe has not spoken yet.", by=heart.weidmann, client_id=uuid4())
    for name in ("marsh", "weidmann", "brandt"):
        assert "has not spoken yet" in page(heart, session, name)
    assert "backroom" not in page(heart, session, "okonjo")
    assert "Back room" not in page(heart, session, "okonjo")
    form = {"body": "It is 21:20 for her.", "client_id": uuid4(), "room": session.pk}
    assert str(session.pk) in led_to(heart.brandt, "notes", **form)


def test_each_form_of_the_room_sends_a_key_of_its_own():
    heart = room({})
    session = met(heart)
    open_talk(session, "chat", by=heart.marsh)
    keys = re.findall('name="client_id" value="(.+?)"', page(heart, session, "marsh"))
    assert len(set(keys)) == len(keys) > 1


def test_the_question_of_the_open_point_stands_in_the_room_for_whoever_reads_it():
    heart = room({"answer_first": True})
    say(heart.question, heart.okonjo, "An ECG for everyone.")
    session = met(heart, "Welcome", ("Thresholds", f"question:{heart.question.pk}"))
    assert "An ECG for everyone." not in page(heart, session, "okonjo")
    gone_on(heart, session)
    assert "An ECG for everyone." in page(heart, session, "okonjo")
    assert "An ECG for everyone." not in page(heart, session, "solheim")


def test_a_talk_goes_on_in_writing_until_a_time_or_closes_a_day_after_the_session():
    heart = room({})
    session = met(heart)
    chat, questions = (open_talk(session, talk, by=heart.marsh) for talk in ("chat", "asked"))
    extend_question(chat, soon(days=4), by=heart.marsh)
    assert chat.pk in {one.pk for one in Guide(heart.okonjo).needs()}
    end_session(session, by=heart.marsh)
    tick()
    assert {Question.objects.get(pk=one.pk).state for one in (chat, questions)} == {"open"}
    Session.objects.update(ended_at=timezone.now() - timezone.timedelta(hours=25))
    tick()
    assert [Question.objects.get(pk=one.pk).state for one in (chat, questions)] == ["open", "closed"]


def test_nothing_is_opened_before_people_can_come_in_nor_after_the_end():
    heart = room({})
    session = met(heart)
    end_session(session, by=heart.marsh)
    assert seen(heart.marsh, "talks", session.pk, talk="chat").status_code == 409
    with pytest.raises(Invalid):
        open_talk(session, "nonsense", by=heart.marsh)


def test_a_point_of_the_agenda_leads_to_a_study_whose_round_is_opened_rated_and_closed_in_the_room():
    heart = panel_room(2)
    study = study_of(heart, "A trace before the first dose.", rule="percentage", planned=1)
    session = met(heart, ("Rate it", f"study:{study.pk}"))
    back = f"/boards/heart/sessions/{session.pk}/"
    assert "Open the round" in page(heart, session, "marsh")
    assert "A trace" not in page(heart, session, "adeyemi")
    assert led_to(heart.marsh, "study-step", 1, "opening", room=session.pk) == back
    assert "Your rating of statement 1" in page(heart, session, "adeyemi")
    for outside in ("okonjo", "marsh", "brandt"):
        assert "Your rating of statement 1" not in page(heart, session, outside)
    for name, value in (("adeyemi", 8), ("bauer", 9)):
        assert led_to(getattr(heart, name), "ratings", 1, 1, s1=value, room=session.pk) == back
    assert "2 of 2 have finished" in seen(heart.marsh, "session-room", session.pk).content.decode()
    assert "have finished" not in seen(heart.adeyemi, "session-room", session.pk).content.decode()
    led_to(heart.marsh, "study-step", 1, "closing", room=session.pk)
    assert "Panel median" not in page(heart, session, "adeyemi")
    led_to(heart.marsh, "study-step", 1, "publication", room=session.pk)
    assert "Panel median" in page(heart, session, "adeyemi")
    assert "Next item" in page(heart, session, "marsh")
    next_item(session, by=heart.marsh)
    assert "Next item" not in page(heart, session, "marsh")
    end_session(session, by=heart.marsh)
    assert "Panel median" in seen(heart.adeyemi, "round", 1, 1).content.decode()
