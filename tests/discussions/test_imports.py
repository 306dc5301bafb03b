"""Conversations held elsewhere are brought in: whole, once, with their own times, and with nobody who could sign in."""

import re
from datetime import UTC, datetime

import pytest
from django.core import mail

from advisory.events.models import Event
from boards.commands.boards import choose_screening, close_board
from boards.models import Board
from discussions.commands.questions import close_question
from discussions.models import Finding, Gate, Question
from tests import make
from tests.discussions import conversations
from tests.discussions.conversations import ASKED, TALK, brought, posts, state, talk, verified

pytestmark = pytest.mark.django_db


@pytest.fixture(params=conversations.FOLDERS)
def polis(request, tmp_path):
    """Each Polis export in turn."""
    return conversations.given(request.param, tmp_path)


def test_polis_statements_become_posts_with_their_authors_and_times(polis):
    facts = conversations.Facts(polis)
    code, out, err = brought(polis)
    assert (code, err) == (0, "")
    told = [
        (post.current.body, post.author.user.name, round(post.published_at.timestamp() * 1000), post.order)
        for post in posts()
    ]
    assert told == [
        (row["comment-body"].strip(), f"Participant {row['author-id']}", int(row["timestamp"]), place)
        for place, row in enumerate(facts.shown, start=1)
    ]
    assert all(post.created_at == post.published_at == post.current.at for post in posts())
    assert Question.objects.get().last_order == len(facts.shown)
    assert f"{len(facts.shown)} posts" in out
    assert f"{facts.gone} statements moderated out and {facts.left_out} votes" in out
    assert float(re.search(r"written in ([\d.]+) s", out)[1]) < 5
    assert verified("freshwater")


def test_polis_agreement_is_each_persons_last_vote(polis):
    facts = conversations.Facts(polis)
    brought(polis)
    expected = [facts.agree[row["comment-id"]] for row in facts.shown]
    assert [post.agree for post in posts()] == expected
    assert [post.reactions.filter(kind="agree").count() for post in posts()] == expected
    told = Event.objects.get(kind="conversation.imported").facts
    counts = {"people": len(facts.people), "posts": len(expected), "reactions": sum(expected), "withdrawn": 0}
    assert told == counts


def test_imported_people_are_placeholders_who_cannot_sign_in_and_hear_nothing(polis, client):
    brought(polis)
    seats = list(Board.objects.get().seats.select_related("user"))
    assert {seat.user.name for seat in seats} == conversations.Facts(polis).people
    assert {(seat.user.email, seat.user.is_active, seat.seat, seat.role) for seat in seats} == {
        (None, False, "advisor", "")
    }
    assert not any(seat.user.has_usable_password() for seat in seats)
    assert len({seat.alias for seat in seats}) == len(seats)
    assert max(seat.alias for seat in seats) < (100 if len(seats) <= 50 else 1000)
    client.force_login(seats[0].user)
    assert client.get("/boards/freshwater/").status_code != 200
    assert mail.outbox == []


def test_a_second_run_changes_nothing_and_says_so(polis):
    brought(polis)
    before = state()
    code, out, _ = brought(polis)
    assert code == 0
    assert "nothing is new, nothing was changed" in out.splitlines()[-1]
    assert state() == before


def test_the_board_says_where_it_comes_from_and_people_go_on(polis, client):
    chair = make.person("Prof. Marianne Lindqvist")
    code, out, _ = brought(polis, chair=chair.email)
    assert code == 0
    assert f"{chair.email} chairs it" in out
    assert brought(polis, chair=chair.email)[0] == 0
    client.force_login(chair)
    overview, first = client.get("/boards/freshwater/").content.decode(), posts()[0]
    assert "CC BY 4.0 with Attribution to The Computational Democracy Project" in overview
    page = client.get("/boards/freshwater/questions/1/")
    assert page.status_code == 200
    assert f'id="post-{first.pk}"' in page.content.decode()
    reply = make.say(first.question, Board.objects.get().seats.get(user=chair), "Why?", reply_to=first)
    assert (reply.thread_id, reply.order) == (first.thread_id, len(posts()))
    before = state()
    assert brought(polis)[0] == 0
    assert state() == before
    assert verified("freshwater")


def test_a_longer_export_adds_what_is_new_and_takes_back_what_was_taken_back(tmp_path):
    early = [row for row in conversations.STATEMENTS if row[2] != 1]
    brought(conversations.made(tmp_path, early, conversations.VOTES))
    assert [post.agree for post in posts()] == [1, 2]
    late = [*conversations.VOTES, [1403070000000, "", 0, 8, 0], [1403070000000, "", 1, 9, 1]]
    code, out, _ = brought(conversations.made(tmp_path, votes=late))
    assert code == 0
    assert "1 people, 1 posts, 1 reactions brought in, 1 reactions taken back" in out
    assert [(post.current.body, post.agree, post.order) for post in posts()] == [
        ("22. A long view, with a comma", 0, 1), ("It will speed up robots, “they” say.\n\nAnd then?", 2, 2),
        ("A short one", 1, 3),
    ]  # fmt: skip
    assert verified("freshwater")


def test_two_polis_conversations_share_a_board_and_not_their_people(tmp_path):
    brought(conversations.made(tmp_path))
    (tmp_path / "summary.csv").write_text("topic,2026\nurl,https://pol.is/other\n")
    assert brought(tmp_path)[0] == 0
    assert list(Question.objects.values_list("prompt", "last_order")) == [("$15 an hour", 3), ("2026", 3)]
    assert Board.objects.get().seats.count() == 8
    assert Board.objects.get().attribution.count("CC BY") == 2


def test_a_conversation_keeps_its_threads_times_and_questions(tmp_path):
    code, _, err = brought(talk(tmp_path, *TALK, encoding="utf-8-sig"))
    assert (code, err) == (0, "")
    told = {post.current.body.splitlines()[0]: post for post in posts()}
    first, same, time, good, high = (told[row[5].splitlines()[0]] for row in TALK)
    assert [post.order for post in (time, first, same, good, high)] == [1, 2, 3, 4, 1]
    assert (same.reply_to_id, good.reply_to_id, same.thread_id, good.thread_id) == (
        first.pk, same.pk, first.thread_id, first.thread_id
    )  # fmt: skip
    assert high.published_at == datetime(2026, 3, 2, 13, tzinfo=UTC)
    assert [question.prompt for question in Question.objects.all()] == [ASKED, "And the cost?"]
    assert {post.author.user.name for post in posts()} == {"Participant 12", "A nurse"}
    assert Gate.objects.count() == 3
    before = state()
    assert "nothing is new" in brought(tmp_path)[1]
    assert state() == before
    assert verified("freshwater")


def test_a_conversation_joins_questions_that_are_there_by_number(tmp_path):
    room = make.room({"blinded": True, "after_close": True})
    make.say(room.question, room.okonjo)
    rows = [[*row[:3], "1", *row[4:]] for row in TALK[:4]]
    assert brought(talk(tmp_path, *rows), board="heart")[0] == 0
    assert [post.order for post in posts("heart")] == [1, 2, 3, 4, 5]
    streams = set(Event.objects.filter(kind="post.created").values_list("stream__name", flat=True))
    assert streams == {"board.heart.q1.staff"}
    assert room.question.last_order == 5
    assert mail.outbox == []
    assert verified("heart")


def test_rows_that_were_brought_in_stay_as_they_were(tmp_path):
    brought(talk(tmp_path, *TALK))
    before = state()
    changed = [TALK[0], [*TALK[1][:5], "Something else."], TALK[2], [*TALK[3][:4], "a", "Good."], TALK[4]]
    code, _, err = brought(talk(tmp_path, *changed))
    assert code == 2
    assert [line.split(":")[0] for line in err.splitlines()[:2]] == [
        "conversation.csv, row 3",
        "conversation.csv, row 5",
    ]
    assert state() == before


def test_a_closed_question_or_board_takes_nothing_new_and_repeats_what_it_has(tmp_path):
    room = make.room()
    rows = [[*row[:3], "1", *row[4:]] for row in TALK[:2]]
    assert brought(talk(tmp_path, *rows[:1]), board="heart")[0] == 0
    close_question(room.question, by=room.lindqvist)
    assert brought(tmp_path, board="heart")[0] == 0
    assert "Question 1 of the board heart is closed" in brought(talk(tmp_path, *rows), board="heart")[2]
    close_board(room.board, by=room.lindqvist)
    assert "The board heart is closed" in brought(talk(tmp_path, *rows), board="heart")[2]
    assert len(posts("heart")) == 1


def test_somebody_with_another_seat_does_not_become_chair(tmp_path):
    room, before = make.room(), state()
    code, _, err = brought(talk(tmp_path, *TALK), board="heart", chair=room.okonjo.user.email)
    assert (code, err) == (2, "okonjo@example.org has another seat on the board heart; leave --chair out.\n")
    assert state() == before


def test_too_much_at_once_is_refused_with_one_line_and_nothing_is_written(tmp_path, monkeypatch):
    folder = conversations.made(tmp_path / "large")
    for what, limit in (("MOST_VOTES", "votes"), ("MOST_POSTS", "posts")):
        monkeypatch.setattr(f"discussions.commands.imports.{what}", 1)
        code, _, err = brought(folder)
        assert code == 2
        assert f"new {limit}, and 1 are taken at once; bring in a shorter file first." in err
        assert not Board.objects.exists()


def test_what_screening_finds_in_a_conversation_waits_for_a_moderator_and_holds_nothing(tmp_path):
    room = make.room({})
    choose_screening(room.board, "hold", by=room.marsh)
    harm = "One of mine had a pause of four seconds in week 6 and we stopped the drug."
    rows = [[*TALK[0][:3], "1", "", harm], [*TALK[1][:3], "1", "", "Calm."]]
    assert brought(talk(tmp_path, *rows), board="heart")[0] == 0
    told, calm = posts("heart")
    assert (told.held_at, told.noticed, told.order, calm.noticed) == (None, 1, 1, 0)
    found = Finding.objects.unsettled().about_safety().get()
    assert (found.post, harm[found.start : found.end]) == (told, harm[:-1])
    assert Event.objects.filter(kind="finding.made", stream__name="board.heart.desk").count() == 1
