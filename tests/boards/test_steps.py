"""A board opens, closes and is archived, one step after the other, by those who may."""

import pytest
from django.urls import reverse

from advisory.clock import tick
from advisory.events.models import Event
from advisory.refusals import Conflict, Denied, Invalid
from boards.commands.boards import archive_board, close_board, create_board
from boards.models import Board
from discussions.commands.moderation import react_to_post
from discussions.commands.questions import add_question, extend_question, narrow_question
from discussions.commands.threads import edit_post, remove_post
from discussions.visibility import Policy
from tests.make import now, person, room, say, soon

pytestmark = pytest.mark.django_db


def put_away(heart):
    """The board closed, its questions closed by the clock, and archived."""
    close_board(heart.board, by=heart.marsh)
    tick()
    archive_board(heart.board, by=heart.marsh)


def shown(client, heart, name):
    """The button that somebody finds on the board's page, or nothing."""
    client.force_login(getattr(heart, name).user)
    page = client.get(reverse("board", args=["heart"])).text
    return next((step for step in ("opening", "closing", "archiving") if f"/heart/{step}/" in page), None)


def press(client, heart, name, step):
    """Press a button as somebody, from a page that is up to date."""
    seat = getattr(heart, name)
    client.force_login(seat.user)
    return client.post(reverse(step, args=["heart"]), {"stamp": seat.stamp}).status_code


def test_each_finds_the_next_step_that_is_theirs(client):
    heart, everybody = room(opened=False), ("lindqvist", "marsh", "weidmann", "okonjo", "brandt")
    found = {}
    for step in ("opening", "closing", "archiving"):
        found[step] = [name for name in everybody if shown(client, heart, name) == step]
        assert press(client, heart, "lindqvist", step) == 302
    staff = ["lindqvist", "marsh", "weidmann"]
    assert found == {"opening": staff, "closing": staff[:2], "archiving": staff}
    assert [shown(client, heart, name) for name in everybody] == [None] * 5
    assert Board.objects.get().state == "archived"
    kinds = Event.objects.filter(stream__name="board.heart", kind__startswith="board.").order_by("seq")
    assert list(kinds.values_list("kind", flat=True)) == [
        "board.made", "board.opened", "board.closed", "board.archived",
    ]  # fmt: skip


def test_closing_is_a_quiet_button_and_the_clock_closes_the_questions(client):
    heart = room({}, {})
    client.force_login(heart.marsh.user)
    assert '<button class="button quiet">Close the board</button>' in client.get("/boards/heart/").text
    press(client, heart, "marsh", "closing")
    assert tick() == 2
    assert [question.state for question in heart.board.questions.all()] == ["closed", "closed"]
    assert "Archive the board" in client.get("/boards/heart/").text


@pytest.mark.parametrize(
    ("name", "step", "status"),
    [
        ("weidmann", "closing", 403), ("okonjo", "closing", 403), ("brandt", "archiving", 403),
        ("okonjo", "archiving", 403), ("marsh", "archiving", 409), ("marsh", "opening", 409),
    ],
)  # fmt: skip
def test_a_step_that_is_not_theirs_or_not_the_next_is_refused(client, name, step, status):
    heart = room()
    assert press(client, heart, name, step) == status
    assert Board.objects.get().state == "open"


def test_strangers_and_old_pages_change_nothing(client):
    heart = room()
    client.force_login(person("Dr Far Away"))
    assert client.post("/boards/heart/closing/").status_code == 404
    client.force_login(heart.marsh.user)
    assert client.post("/boards/heart/closing/", {"stamp": heart.lindqvist.stamp}).status_code == 409
    opened = client.get("/boards/heart/closing/")
    assert (opened.status_code, opened["Allow"], "There is no page" in opened.text) == (405, "POST", True)
    assert Board.objects.get().state == "open"


def test_only_a_closed_board_is_archived_and_only_once():
    heart = room()
    with pytest.raises(Conflict):
        archive_board(heart.board, by=heart.marsh)
    put_away(heart)
    for command in (archive_board, close_board):
        with pytest.raises(Conflict):
            command(heart.board, by=heart.marsh)
    with pytest.raises(Denied):
        archive_board(heart.board, by=heart.okonjo)
    assert tick() == 0


def test_everything_on_an_archived_board_is_readable_and_nothing_is_added(client):
    heart = room({"answer_first": True})
    post = now(say(heart.question, heart.okonjo, "Blood pressure"))
    put_away(heart)
    writes = [
        lambda: say(heart.question, heart.tanabe),
        lambda: edit_post(post, by=heart.okonjo, body="Other words", version=1),
        lambda: remove_post(post, by=heart.okonjo),
        lambda: react_to_post(post, "agree", by=heart.marsh, on=True),
        lambda: extend_question(heart.question, soon(days=1), by=heart.marsh),
        lambda: narrow_question(heart.question, Policy(answer_first=True, blinded=True), by=heart.marsh),
        lambda: add_question(heart.board, heart.question.section, by=heart.marsh, title="More", prompt="More?"),
    ]
    for write in writes:
        with pytest.raises(Conflict):
            write()
    for name in ("marsh", "weidmann", "okonjo", "brandt"):
        client.force_login(getattr(heart, name).user)
        assert "Blood pressure" in client.get("/boards/heart/questions/1/").text
        assert "Archived" in client.get("/boards/heart/").text


@pytest.mark.parametrize(
    ("field", "words"),
    [("title", "a" * 161), ("objective", "a" * 401), ("objective", ""), ("sponsor", "a" * 161),
     ("background", "a" * 20_001), ("title", "a\x00")],
)  # fmt: skip
def test_words_of_a_board_that_cannot_be_kept_are_named(field, words):
    details = {"slug": "heart", "title": "Heart", "objective": "Why?"} | {field: words}
    with pytest.raises(Invalid) as refusal:
        create_board(by=person("Grace Adeyemi", is_staff=True), **details)
    assert list(refusal.value.fields) == [field]
    assert refusal.value.message.startswith(field.capitalize())
    assert not Board.objects.filter(slug="heart").exists()
