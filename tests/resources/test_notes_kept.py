"""Notes over the API, and notes that a moderator reads first."""

import json
import re
from uuid import uuid4

import pytest
from django.urls import reverse

from advisory.events.frames import frame
from advisory.events.models import Event
from advisory.events.readers import NAMES, seats
from advisory.refusals import Absent, Denied
from boards.models import Board
from discussions.commands.undoing import undo_act
from discussions.conduct import deeds
from discussions.models import Act
from discussions.unposted import unposted
from resources.commands.annotations import react_to_annotation
from resources.commands.moderating import hold_annotation, release_annotation, strike_annotation
from tests import make
from tests.live import browser_of
from tests.notifications.post import all_of, deliver, hear, heard_by, mail_server
from tests.resources.noted import QUOTE, TEXT, note, now, page
from tests.resources.shelf import published, signed_in

pytestmark = pytest.mark.django_db
NAMED = "As Mrs Baker, born 3 May 1961, told me."


def test_where_screening_holds_a_note_waits_for_the_desk_and_is_let_back_or_taken_away(client, room):
    protocol = published(room, format="page", body=TEXT)
    Board.objects.update(screening="hold")
    made = note(protocol, room.okonjo, NAMED)
    assert "A moderator reads it before" in page(client, room.okonjo, protocol)
    assert [words for words, _ in unposted(room.board)] == [f"1 note on {protocol.title}"]
    assert "Mrs Baker" in page(client, room.marsh, protocol, show="held")
    unseen = [page(client, getattr(room, name), protocol, show="all") for name in ("tanabe", "weidmann", "brandt")]
    assert not [seen for seen in unseen if "Mrs Baker" in seen]
    assert not Event.objects.filter(stream__name=protocol.stream, subject_id=made.pk)
    with pytest.raises(Absent):
        note(protocol, room.tanabe, "Who?", quote="", reply_to=made.pk)
    undo_act(release_annotation(made, by=room.marsh), by=room.marsh)
    assert now(made).held_at


def test_a_held_note_takes_its_answers_along_and_each_act_stands_in_the_log_and_can_be_undone(client, room):
    protocol = published(room, format="page", body=TEXT)
    Board.objects.update(screening="hold")
    made = note(protocol, room.okonjo, NAMED)
    release_annotation(made, by=room.marsh)
    assert "Mrs Baker" in page(client, room.tanabe, protocol)
    answer = note(protocol, room.tanabe, "Who?", quote="", reply_to=made.pk)
    hold_annotation(made, by=room.marsh, reason="It may identify somebody")
    assert "Who?" not in page(client, room.solheim, protocol)
    with pytest.raises(Absent):
        react_to_annotation(answer, "agree", by=room.solheim, on=True)
    act = strike_annotation(made, by=room.marsh, reason="It names a patient")
    assert (act.verb, act.reason) == ("note_struck", "It names a patient")
    assert [deed.what for deed in deeds(room.marsh)] == [
        "Removed a note", "Held a note", "Released a note", "Held a note",
    ]  # fmt: skip
    undo_act(act, by=room.lindqvist)
    assert now(made).removed_at is None
    hold_annotation(answer, by=room.marsh, reason="With what it answers")
    release_annotation(made, by=room.marsh)
    with pytest.raises(Denied):
        hold_annotation(made, by=room.weidmann, reason="Not mine to hold")
    assert Act.objects.filter(by=None).count() == 1


def test_who_is_answered_or_named_hears_of_it_by_alias_and_no_letter_says_by_whom_or_what(settings):
    heart = make.room({"blinded": True}, letters_quote=True)
    document = published(heart, format="page", body=TEXT)
    made = note(document, heart.okonjo)
    note(document, heart.okonjo, "Mine alone, @Aiko Tanabe", shared=False)
    hear()
    assert not any("named" in heard_by(getattr(heart, name)) for name in heart.seats)
    note(document, heart.tanabe, f"Ask @{heart.solheim.alias_name}", quote="", reply_to=made.pk)
    hear()
    heard = {name: set(heard_by(getattr(heart, name))) & {"annotated", "named"} for name in heart.seats}
    assert {name: kinds for name, kinds in heard.items() if kinds} == {"okonjo": {"annotated"}, "solheim": {"named"}}
    told = browser_of(heart.okonjo.user).get("/notifications/").text
    assert f"{heart.tanabe.alias_name} answered your note on {document.title}" in told
    assert "Aiko Tanabe" not in told
    with mail_server(settings) as box:
        deliver()
    letters = [all_of(letter) for letter in box.letters]
    assert any("mentioned in a note" in letter for letter in letters)
    assert not any(word in letter for letter in letters for word in (heart.tanabe.alias_name, "Tanabe", document.title))
    hold_annotation(note(document, heart.okonjo, "Hello @Jonas Weidmann"), by=heart.marsh, reason="Off topic")
    hear()
    assert "named" not in heard_by(heart.weidmann)


@pytest.fixture
def call(client):
    """A call of the API by somebody."""

    def called(seat, method, where, body=None):
        signed_in(client, seat)
        given = {} if method == "get" else {"data": body or {}, "content_type": "application/json"}
        return getattr(client, method)(where, **given)

    return called


def test_over_the_api_notes_are_web_annotations_written_once_and_wrong_ones_are_refused(call, room):
    document = published(room, format="page", body=TEXT)
    address, sent = f"/api/v1/boards/heart/library/{document.pk}/annotations", web_annotation()
    first, again = (call(room.okonjo, "post", address, sent) for _ in range(2))
    assert (first.status_code, again.status_code, first.json() == again.json()) == (201, 200, True)
    assert call(room.okonjo, "post", address, sent | {"body": "Who?"}).json()["error"]["code"] == "client_id_reused"
    told = first.json()
    assert told["target"]["selector"][1]["start"] == TEXT.index(QUOTE)
    assert (told["type"], told["motivation"], told["shared"], told["creator"]["me"]) == (
        "Annotation", "commenting", False, True,
    )  # fmt: skip
    for wrong in ({"selector": {"type": "TextQuoteSelector", "exact": "not there"}}, {"selector": []}, None):
        refused = call(room.okonjo, "post", address, sent | {"client_id": str(uuid4()), "target": wrong})
        assert refused.status_code == 422


def test_over_the_api_a_note_is_told_as_each_may_know_it_from_draft_to_its_empty_place(call):
    heart = make.room({"blinded": True})
    document = published(heart, format="page", body=TEXT)
    address, sent = f"/api/v1/boards/heart/library/{document.pk}/annotations", web_annotation()
    key = call(heart.okonjo, "post", address, sent).json()["id"].rpartition(":")[2]
    made = f"/api/v1/annotations/{key}"
    assert call(heart.tanabe, "get", address).json()["items"] == []
    assert call(heart.tanabe, "put", f"{made}/sharing").status_code == 404
    assert call(heart.okonjo, "put", f"{made}/sharing").status_code == 204
    answer = {"body": "Six days.", "client_id": str(uuid4()), "reply_to": key}
    assert call(heart.tanabe, "post", address, answer).json()["motivation"] == "replying"
    seen = call(heart.solheim, "get", address).json()["items"]
    assert [one["body"]["value"] for one in seen] == ["Why?", "Six days."]
    assert seen[0]["creator"]["name"] == heart.okonjo.alias_name
    hidden = ("Okonjo", str(heart.okonjo.pk), sent["client_id"])
    assert not any(word in json.dumps(seen) for word in hidden)
    assert call(heart.weidmann, "get", f"{address}?show=open&limit=1").json()["next"]
    assert call(heart.okonjo, "put", made, {"body": "When?", "version": 1}).json()["version"] == 2
    assert call(heart.okonjo, "delete", made).status_code == 204
    left = call(heart.solheim, "get", address).json()["items"]
    assert [(one["removed"], "body" in one) for one in left] == [(True, False), (False, True)]


def web_annotation():
    """A note as a program sends it, its passage not quite where it says."""
    selector = [{"type": "TextQuoteSelector", "exact": QUOTE}, {"type": "TextPositionSelector", "start": 40, "end": 84}]
    body = {"type": "TextualBody", "value": "Why?"}
    return {"body": body, "client_id": str(uuid4()), "target": {"selector": selector}}


def test_whose_note_is_held_or_taken_away_learns_it_live_in_their_own_stream_alone(client, room):
    protocol = published(room, format="page", body=TEXT)
    made = note(protocol, room.okonjo)
    hold_annotation(made, by=room.marsh, reason="It may identify somebody")
    own = f"board.heart.mine.{room.okonjo.pk}"
    follow = re.search(r'data-follow="([^"]*)"', page(client, room.okonjo, protocol))[1].split()
    assert {name.rpartition(":")[0] for name in follow} == {protocol.stream, "board.heart.mine"}
    assert {"board.heart.mine", protocol.stream} <= set(
        seats("heart", {room.okonjo.user_id})[room.okonjo.user_id].streams
    )
    waits = Event.objects.get(kind="annotation.waits")
    assert waits.stream.name == own
    line = frame(waits, now(made), NAMES)
    assert ("It may identify somebody" in line["html"], "marsh" in line["html"].lower()) == (True, False)
    strike_annotation(now(made), by=room.marsh, reason="It does")
    gone = Event.objects.get(kind="annotation.dropped")
    assert (gone.stream.name, "Removed by a moderator" in frame(gone, now(made), NAMES)["html"]) == (own, True)


def test_an_act_on_a_note_leads_back_with_its_undo_which_leads_back_to_the_note(client, room):
    protocol = published(room, format="page", body=TEXT)
    made = note(protocol, room.okonjo)
    act = reverse("annotation-hold", args=["heart", protocol.pk, made.pk])
    there = signed_in(client, room.marsh).post(act, {f"reason-{made.pk}": "Let me read"}).url
    seen = client.get(there).text
    undo = reverse("undoing", args=["heart", Act.objects.get().pk])
    assert ("Held a note. It stands in the moderation log." in seen, undo in seen) == (True, True)
    assert undo not in signed_in(client, room.tanabe).get(there).text
    assert "Held a note" not in signed_in(client, room.marsh).get(there.replace("done=", "done=x")).text
    answer = client.post(undo)
    assert (answer.status_code, answer.url.endswith(f"#note-{made.pk}")) == (302, True)
    assert now(made).shared_at
    assert undo not in client.get(there).text
