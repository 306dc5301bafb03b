"""A board is made whole in one form, by those who may; its maker takes the first seat and opens it later."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone

from advisory.events.models import Event
from advisory.refusals import Denied
from boards.commands.members import seat_member
from boards.models import Board, Invitation, Membership, Session
from discussions.commands.setup import short
from discussions.models import Question
from tests import make
from tests.discussions.maker import adeyemi_in, form, later, mended, nothing_made, send

pytestmark = pytest.mark.django_db
TABLE = 'Month,Drug A,"Drug B, high"\n0,1,2\n\n6,3.5,4'


@pytest.fixture
def adeyemi(client):
    """Who makes boards here."""
    return adeyemi_in(client)


def test_a_board_is_made_with_its_questions(client, adeyemi):
    asked = [
        {"section": "Monitoring", "title": "Baseline", "minutes": "8", "answer_first": "on", "blinded": "on",
         "due_at": later(9), "guidance": "Think of\r\nthe clinic."},
        {"stimulus_kind": "table", "stimulus_title": "Events", "stimulus_text": TABLE},
        {"section": "Referral", "sponsor_only": "on", "after_close": "on", "minutes": ""},
        {"section": "Monitoring"},
    ]  # fmt: skip
    answer = send(client, questions=asked, background="We\r\nlisten.", sponsor="Cardia", closes_at=later(20))
    board = Board.objects.get()
    assert answer.url == "/boards/heart/"
    assert (board.state, board.background, board.sponsor) == ("draft", "We\nlisten.", "Cardia")
    first, table, referral, last = Question.objects.select_related("section").order_by("number")
    assert (first.title, first.minutes, first.guidance) == ("Baseline", 8, "Think of\nthe clinic.")
    assert first.policy.names() == ["answer_first", "blinded"]
    assert [one.section.title for one in (first, table)] == ["Monitoring", "Monitoring"]
    assert [one.section.title for one in (referral, last)] == ["Referral", "Monitoring"]
    assert table.stimulus["rows"] == [["Month", "Drug A", "Drug B, high"], ["0", "1", "2"], ["6", "3.5", "4"]]
    assert (table.stimulus["title"], table.title) == ("Events", "Question number 2?")
    assert (referral.minutes, referral.policy.names()) == (5, ["sponsor_only", "after_close"])
    assert client.get(answer.url).status_code == 200
    assert client.get("/boards/heart/questions/2/").status_code == 200


def test_a_board_is_made_with_its_people(client, adeyemi):
    okonjo = make.person("Dr Samuel Okonjo")
    people = [
        {"name": "Samuel", "email": "OKONJO@example.org"},
        {"name": "Ruth Abernathy", "email": "ruth@patients.example", "patient_expert": "on"},
        {"name": "Elise Brandt", "email": "brandt@example.org", "role": "observer"},
    ]
    send(client, people=people)
    seats = {seat.user.name: seat for seat in Membership.objects.select_related("user")}
    assert sorted((name, seat.seat) for name, seat in seats.items()) == [
        ("Dr Samuel Okonjo", "advisor"), ("Grace Adeyemi", "moderator"),
    ]  # fmt: skip
    assert seats["Dr Samuel Okonjo"].user == okonjo
    invited = Invitation.objects.order_by("name").values_list("name", "address", "role", "patient_expert")
    assert list(invited) == [
        ("Elise Brandt", "brandt@example.org", "observer", False),
        ("Ruth Abernathy", "ruth@patients.example", "advisor", True),
    ]
    assert not get_user_model().objects.filter(email__in=["brandt@example.org", "ruth@patients.example"]).exists()


def test_a_board_is_made_with_the_texts_that_stand_in_its_form(client, adeyemi):
    assert "You never name a patient." in client.get(reverse("board-new")).text
    board = send(client, **{"texts-agreement": "- Advise in writing.", "texts-privacy": ""}).url
    assert [text.kind for text in Board.objects.get().texts.all()] == ["agreement"]
    assert client.get(board).url == "/boards/heart/consent/?next=%2Fboards%2Fheart%2F"


def test_the_log_names_the_maker_of_everything(client, adeyemi):
    send(client, people=[{"email": "okonjo@example.org"}])
    events = Event.objects.filter(log__name="board.heart").order_by("number")
    kinds = ["board.made", "member.seated", "question.added", "member.invited"]
    assert [(event.kind, event.actor) for event in events] == [(kind, adeyemi) for kind in kinds]


def test_the_maker_opens_the_draft_afterwards(client, adeyemi):
    page = client.get(send(client).url)
    stamp = page.context["me"].stamp
    assert page.context["step"]["view"] == "opening"
    client.post(reverse("opening", args=["heart"]), {"stamp": stamp})
    assert Board.objects.get().state == "open"


def test_times_are_read_in_the_makers_zone(client, adeyemi):
    day = timezone.now() + timedelta(days=3)
    send(client, opens_at=f"{day:%Y-%m-%d}T09:30", questions=[{"due_at": later(9)}])
    lagos = datetime(day.year, day.month, day.day, 9, 30, tzinfo=ZoneInfo("Africa/Lagos"))
    assert Board.objects.get().opens_at == lagos == lagos.astimezone(UTC)
    assert Question.objects.get().due_at.astimezone(UTC).hour == 17


def test_a_board_without_questions_or_people_is_a_draft_too(client, adeyemi):
    assert client.post(reverse("board-new"), form(questions=[])).url == "/boards/heart/"
    assert not Question.objects.exists()


@pytest.mark.parametrize("role", ["chair", "sponsor"])
def test_the_maker_may_be_chair_or_medical_team(client, adeyemi, role):
    send(client, my_role=role, people=[{"email": "okonjo@example.org"}])
    assert Membership.objects.get(user=adeyemi).seat == role


def test_a_figure_is_drawn_from_pasted_cells(client, adeyemi):
    send(
        client,
        questions=[{"stimulus_kind": "figure", "stimulus_title": "Rhythm", "stimulus_text": "Month\tA\n0\t1\n6\t4"}],
    )
    assert Question.objects.get().stimulus["rows"] == [["Month", "A"], ["0", "1"], ["6", "4"]]
    assert "<svg" in client.get("/boards/heart/questions/1/").text


def test_a_question_without_a_short_title_takes_its_first_words():
    assert short("How is the heart watched?") == "How is the heart watched?"
    long = "Which patients on this treatment, if any, would you refer to a cardiologist?"
    assert short(long) == "Which patients on this treatment, if any, would you refer…"
    assert len(short("a" * 600)) <= 80


def test_only_administrators_make_boards(client):
    client.force_login(make.person("Dr Samuel Okonjo"))
    assert client.get(reverse("board-new")).status_code == 403
    assert send(client).status_code == 403
    assert nothing_made()
    assert "/boards/new/" not in client.get(reverse("boards")).text


def test_whoever_is_signed_out_is_asked_to_sign_in(client):
    assert client.get(reverse("board-new")).url == "/accounts/login/?next=%2Fboards%2Fnew%2F"
    kept = send(client)
    assert kept.status_code == 401
    assert form()["objective"] in kept.content.decode()
    assert nothing_made()


def test_a_moderator_of_another_board_makes_none(client):
    room = make.room()
    client.force_login(room.marsh.user)
    assert send(client, slug="lung").status_code == 403
    assert not Board.objects.filter(slug="lung").exists()


def test_an_administrator_seats_nobody_where_somebody_sits(client, adeyemi):
    room = make.room()
    with pytest.raises(Denied):
        seat_member(room.board, adeyemi, "chair", by=adeyemi)
    assert client.get("/boards/heart/").status_code == 404


def test_a_board_is_made_with_its_first_live_session(client, adeyemi):
    typed = {"title": "We meet", "starts_at": later(9), "minutes": "45", "provider": "external",
             "external_url": "https://example.zoom.us/j/1"}  # fmt: skip
    answer = meeting(client, typed, [{"blinded": "on"}])
    assert mended(answer, "sessions-0-provider", "keeps names from each other")
    assert 'value="We meet"' in answer.text
    assert mended(meeting(client, typed | {"starts_at": ""}), "sessions-0-starts_at", "")
    before = meeting(client, typed | {"starts_at": later(2)}, opens_at=later(3))
    assert mended(before, "sessions-0-starts_at", "This is before the board opens. Choose a later time.")
    beyond = meeting(client, typed, closes_at=later(9))
    assert mended(beyond, "sessions-0-starts_at", "The board closes on")
    assert mended(meeting(client, typed, my_role="sponsor"), "sessions-0-title", "Chair and moderators schedule")
    assert nothing_made()
    meeting(client, typed)
    session = Session.objects.get()
    assert (session.title, session.minutes, session.external_url) == ("We meet", 45, typed["external_url"])
    assert f"{session.starts_at.astimezone(ZoneInfo('Africa/Lagos')):%Y-%m-%dT%H:%M}" == typed["starts_at"]


def meeting(client, session, questions=({},), **board):
    """The form of a new board sent with a live session in it."""
    named = {f"sessions-0-{name}": value for name, value in session.items()}
    return client.post(reverse("board-new"), form(questions, **board) | named)
