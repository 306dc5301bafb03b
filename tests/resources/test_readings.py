"""What is to be read before one answers: marked as read, told to the team alone, and asked for by the question."""

from uuid import uuid4

import pytest
from django.urls import reverse

from advisory.events.models import Event
from advisory.refusals import Conflict
from boards.commands.members import end_seat
from boards.commands.walls import switch_board
from discussions.commands.ballots import cast_ballot
from discussions.commands.polls import ask_poll
from discussions.commands.questions import narrow_question
from discussions.commands.responses import give_response
from discussions.visibility import Policy
from resources.commands.details import describe_document, place_document, shelve_document
from resources.commands.readings import mark_document_read
from resources.commands.versions import add_version
from resources.models import Reading
from resources.prereads import prereads
from tests import make
from tests.resources.shelf import at, published, signed_in

pytestmark = pytest.mark.django_db
QUESTION = "/boards/heart/questions/1/"


def preread(room, **about):
    """A page that is to be read before the first question is answered."""
    document = published(room, format="page", body="Words.", title="Dosing table")
    place_document(document, by=room.weidmann, question_number=1, preread=True, minutes=7)
    if about:
        describe_document(document, by=room.weidmann, **about)
    return document


@pytest.fixture
def gated():
    """A room whose question opens after its pre-reads."""
    return make.room({"read_first": True})


def test_a_question_opens_once_its_preread_is_marked_as_read(client, gated):
    document = preread(gated)
    page = signed_in(client, gated.okonjo).get(QUESTION).text
    assert "Read this first." in page
    assert "7 min" in page
    assert 'name="body"' not in page
    with pytest.raises(Conflict, match="Dosing table"):
        make.say(gated.question, gated.okonjo)
    assert 'name="body"' in signed_in(client, gated.marsh).get(QUESTION).text
    signed_in(client, gated.okonjo).get(at("document", document))
    assert prereads(gated.okonjo, 1) != []
    answer = client.post(reverse("document-reading", args=["heart", document.pk]), {"version": "1"})
    assert answer.url == at("document", document)
    page = client.get(QUESTION).text
    assert "Read this first." not in page
    assert 'name="body"' in page
    make.say(gated.question, gated.okonjo)


def test_another_version_is_read_anew_and_an_old_one_is_not_marked(client, gated):
    document = preread(gated)
    mark_document_read(document, by=gated.okonjo, version=1)
    add_version(document, by=gated.weidmann, format="page", body="Two.", changed="The dose")
    assert [shelf.document for shelf in prereads(gated.okonjo)] == [document]
    with pytest.raises(Conflict, match="newer version"):
        mark_document_read(document, by=gated.okonjo, version=1)
    signed_in(client, gated.okonjo).post(reverse("document-reading", args=["heart", document.pk]), {"version": "1"})
    assert "There is a newer version" in client.get(at("document", document)).text
    mark_document_read(document, by=gated.okonjo, version=2)
    mark_document_read(document, by=gated.okonjo, version=2)
    assert prereads(gated.okonjo) == []
    assert [event.facts["version"] for event in Event.objects.filter(kind="document.read").order_by("number")] == [1, 2]


def test_polls_inside_a_question_wait_for_its_prereads(client, gated):
    answer = make.say(gated.question, gated.marsh)
    given = {"by": gated.marsh, "client_id": uuid4(), "reply_to": answer.pk}
    poll = ask_poll(gated.question, "How often?", ["Weekly", "Monthly"], **given)
    document = preread(gated)
    page = signed_in(client, gated.okonjo).get(QUESTION).text
    assert "How often?" in page
    assert "data-pick" not in page
    with pytest.raises(Conflict, match="Dosing table"):
        cast_ballot(poll, [0], by=gated.okonjo, client_id=uuid4())
    mark_document_read(document, by=gated.okonjo, version=1)
    assert cast_ballot(poll, [0], by=gated.okonjo, client_id=uuid4()).voted == 1
    assert "data-pick" in client.get(QUESTION).text


def test_nobody_waits_for_what_is_not_meant_for_them(gated):
    preread(gated, roles=["observer"])
    assert prereads(gated.okonjo) == []
    make.say(gated.question, gated.okonjo)


def test_answers_with_a_form_wait_too(client):
    room = make.room({"read_first": True, "answer_first": True, "type": "choice", "design": {"options": ["Yes", "No"]}})
    document = preread(room)
    chosen = {"by": room.okonjo, "value": {"chosen": ["o1"]}}
    with pytest.raises(Conflict):
        give_response(room.question, client_id=uuid4(), **chosen)
    page = signed_in(client, room.okonjo).get(QUESTION).text
    assert "Read this first." in page
    assert 'value="o1"' not in page
    mark_document_read(document, by=room.okonjo, version=1)
    give_response(room.question, client_id=uuid4(), **chosen)


def test_a_running_question_may_ask_for_its_prereads_later(client, room):
    preread(room)
    make.say(room.question, room.tanabe)
    narrow_question(room.question, Policy(read_first=True), by=room.marsh)
    assert room.question.policy.names() == ["read_first"]
    with pytest.raises(Conflict):
        make.say(room.question, room.okonjo)


def test_receipts_are_for_the_team_and_by_name_where_it_sees_names(client, room):
    document = preread(room)
    mark_document_read(document, by=room.okonjo, version=1)
    signed_in(client, room.solheim).get(at("document", document))
    team = signed_in(client, room.weidmann).get(at("document", document)).text
    assert "1 of 4 advisors read it, 2 opened it" in team
    assert "Dr Samuel Okonjo" in team
    for name in ("solheim", "brandt"):
        peer = signed_in(client, getattr(room, name)).get(at("document", document)).text
        assert "advisors read it" not in peer
        assert "Dr Samuel Okonjo" not in peer
    switch_board(room.board, {"moderators_blinded": True}, by=room.lindqvist)
    blinded = signed_in(client, room.marsh).get(at("document", document)).text
    assert "1 of 4 advisors read it" in blinded
    assert "Dr Samuel Okonjo" not in blinded
    told = Event.objects.get(kind="document.read")
    assert (told.stream.name, Reading.objects.get(member=room.okonjo).read_at is not None) == ("board.heart.desk", True)


def test_readers_on_another_board_are_counted_for_the_team_and_named_to_who_sits_there_too(client, room):
    document = preread(room)
    lung = make.room(slug="lung", cast={name: make.CAST[name] for name in ("weidmann", "lindqvist", "abernathy")})
    shelve_document(document, lung.board, by=room.weidmann)
    mark_document_read(document, by=lung.abernathy, version=1)
    end_seat(room.abernathy, by=room.lindqvist)
    both, one = (
        signed_in(client, getattr(room, name)).get(at("document", document)).text for name in ("weidmann", "marsh")
    )
    for page in (both, one):
        assert lung.board.title in page
        assert "1 of 1 advisors read it, 1 opened it" in page
    name = lung.abernathy.user.name
    assert (name in both, name in one) == (True, False)
    assert "advisors read it" not in signed_in(client, lung.lindqvist).get(at("document", document, "lung")).text


def test_what_is_to_be_read_stands_in_the_library(client, room):
    document = preread(room)
    assert "Read before you answer" in signed_in(client, room.okonjo).get("/boards/heart/library/").text
    mark_document_read(document, by=room.okonjo, version=1)
    assert "Read before you answer" not in client.get("/boards/heart/library/").text
