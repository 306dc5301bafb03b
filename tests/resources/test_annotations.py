"""Notes on a document: who reads them under which name, what becomes of them, and where they go with a new version."""

import json
import threading
from uuid import uuid4

import pytest
from django.urls import reverse
from django.utils import timezone
from pypdfium2 import PdfDocument

from advisory.events.kinds import KINDS
from advisory.events.models import Event
from advisory.refusals import Absent, Conflict, Denied, Invalid
from discussions.commands.undoing import undo_act
from discussions.models import Case
from resources.anchoring import Chosen
from resources.annotating import notes_on
from resources.commands.annotations import (
    annotate,
    edit_annotation,
    react_to_annotation,
    remove_annotation,
    resolve_annotation,
    share_annotation,
)
from resources.commands.moderating import hold_annotation, strike_annotation
from resources.commands.versions import add_version
from resources.models import Annotation, Document
from resources.reception import Reception
from tests import make
from tests.resources.made_media import mp4, picture
from tests.resources.noted import QUOTE, TEXT, note, now, page
from tests.resources.shelf import at, published, signed_in, upload

pytestmark = pytest.mark.django_db


@pytest.fixture
def protocol(room):
    """A page of text that everybody on the board reads."""
    return published(room, format="page", body=TEXT)


def test_a_note_is_its_writers_alone_until_it_is_shared(client, room, protocol):
    made = note(protocol, room.okonjo, shared=False)
    assert "Could delay be defined?" in page(client, room.okonjo, protocol)
    for name in ("tanabe", "marsh", "weidmann", "brandt"):
        assert "Could delay" not in page(client, getattr(room, name), protocol)
        with pytest.raises((Absent, Denied)):
            share_annotation(made, by=getattr(room, name))
    assert {event.stream.name for event in Event.objects.filter(subject_id=made.pk)} == {
        f"board.heart.mine.{room.okonjo.pk}"
    }
    share_annotation(made, by=room.okonjo)
    for name in ("tanabe", "marsh", "weidmann", "brandt"):
        assert "Could delay be defined?" in page(client, getattr(room, name), protocol)
    assert Event.objects.get(kind="annotation.shared").stream.name == protocol.stream


def test_the_same_note_sent_twice_is_one_and_with_other_words_a_conflict(room, protocol):
    key, where = uuid4(), Chosen(exact=QUOTE)
    first, fresh = annotate(protocol, "Why?", by=room.okonjo, client_id=key, at=where, shared=True)
    again, anew = annotate(protocol, "Why?", by=room.okonjo, client_id=key, at=where, shared=True)
    assert (first.pk, fresh, anew, Annotation.objects.count()) == (again.pk, True, False, 1)
    with pytest.raises(Conflict) as refusal:
        annotate(protocol, "Who?", by=room.okonjo, client_id=key, at=where)
    assert refusal.value.code == "client_id_reused"


@pytest.mark.once
@pytest.mark.parametrize(("blinded", "peers"), [(True, "alias"), (False, "name")])
def test_beside_a_document_of_a_board_with_a_blinded_question_peers_read_aliases(client, blinded, peers):
    heart = make.room({}, {"blinded": blinded})
    document = published(heart, format="page", body=TEXT)
    made = note(document, heart.okonjo)
    note(document, heart.solheim, "Ours takes six days.", quote="", reply_to=made.pk)
    seen = page(client, heart.tanabe, document)
    known = {"alias": heart.okonjo.alias_name, "name": "Dr Samuel Okonjo"}
    assert known[peers] in seen
    assert (known["name"] in seen, known["alias"] in seen) == (not blinded, blinded)
    told = signed_in(client, heart.tanabe).get(reverse("annotations-taken", args=["heart", document.pk, "json"])).json()
    assert (known["name"] in json.dumps(told)) == (not blinded)
    assert "Dr Samuel Okonjo" in page(client, heart.weidmann, document)
    Annotation.objects.update(created_at=timezone.now() - timezone.timedelta(days=3))
    assert ("UTC</time>" in page(client, heart.tanabe, document)) == (not blinded)


def test_words_are_changed_from_their_last_version_and_taken_back_by_their_writer(client, room, protocol):
    made = note(protocol, room.okonjo)
    edit_annotation(made, "More than seven days?", by=room.okonjo, version=1)
    with pytest.raises(Conflict) as refusal:
        edit_annotation(made, "Other", by=room.okonjo, version=1)
    assert refusal.value.facts == {"body": "More than seven days?", "version": 2}
    with pytest.raises(Denied):
        edit_annotation(now(made), "Mine now", by=room.tanabe, version=2)
    with pytest.raises(Denied):
        remove_annotation(now(made), by=room.tanabe)
    note(protocol, room.tanabe, "Yes.", quote="", reply_to=made.pk)
    strike_annotation(now(made), by=room.marsh, reason="Not here")
    seen = page(client, room.tanabe, protocol, show="all")
    assert ("seven days" in seen, "Removed by a moderator" in seen, "Yes." in seen) == (False, True, True)


def test_a_note_is_settled_by_its_writer_or_the_team_and_leaves_the_open_ones(client, room, protocol):
    made = note(protocol, room.okonjo)
    with pytest.raises(Denied):
        resolve_annotation(made, by=room.tanabe, on=True)
    resolve_annotation(made, by=room.weidmann, on=True)
    resolve_annotation(made, by=room.weidmann, on=True)
    assert Event.objects.filter(kind="annotation.resolved").count() == 1
    assert [len(notes_on(protocol, room.okonjo, which)) for which in ("open", "all", "mine")] == [0, 1, 1]
    assert notes_on(protocol, room.tanabe, "mine") == []
    resolve_annotation(now(made), by=room.okonjo, on=False)
    assert len(notes_on(protocol, room.tanabe, "open")) == 1


def test_a_reaction_counts_once_and_shows_who_pressed_it_to_nobody_else(client, room, protocol):
    made = note(protocol, room.okonjo)
    for _ in range(2):
        react_to_annotation(made, "agree", by=room.tanabe, on=True)
    assert now(made).agree == 1
    pressed = f'value="0" aria-pressed="true" data-reaction="{made.pk}:agree"'
    assert (pressed in page(client, room.tanabe, protocol), pressed in page(client, room.solheim, protocol)) == (
        True,
        False,
    )
    with pytest.raises(Absent):
        react_to_annotation(made, "laugh", by=room.tanabe, on=True)


def test_with_the_next_version_notes_move_to_their_passage_or_are_listed_as_lost(client, room, protocol):
    kept, gone = note(protocol, room.okonjo), note(protocol, room.tanabe, "To whom?", "Refer the same day for a new")
    told = f"A preface.\n\n{TEXT.split('Refer')[0]}".replace("unless there is", "unless the patient has")
    add_version(protocol, by=room.weidmann, format="page", changed="No referral", body=told)
    document = Document.objects.get(pk=protocol.pk)
    kept, gone = now(kept), now(gone)
    assert (kept.lost, kept.version_id, gone.lost) == (False, document.current.pk, True)
    assert kept.selector[1]["start"] == told.index(QUOTE)
    assert Event.objects.filter(kind="document.version_published").last().facts["notes_lost"] == 1
    seen = page(client, room.solheim, document)
    assert seen.index("Could delay be defined?") < seen.index("Lost their place") < seen.index("To whom?")


def test_who_may_not_read_the_document_reads_no_note_and_writes_none(client, room, protocol):
    made = note(protocol, room.okonjo)
    Document.objects.filter(pk=protocol.pk).update(roles="observer")
    with pytest.raises((Absent, Denied)):
        react_to_annotation(made, "agree", by=room.tanabe, on=True)
    with pytest.raises(Denied):
        note(protocol, room.tanabe)
    assert signed_in(client, room.tanabe).get(at("document", protocol)).status_code == 404


def test_an_observer_reads_notes_and_a_document_without_notes_takes_none(client, room, protocol):
    with pytest.raises(Denied):
        note(protocol, room.brandt)
    Document.objects.filter(pk=protocol.pk).update(annotated=False)
    with pytest.raises(Denied):
        note(protocol, room.okonjo)


def test_what_may_be_an_adverse_event_goes_to_the_safety_desk_once_it_is_shared(room, protocol):
    harm = "One of mine had a pause of four seconds in week 6 and we stopped the drug."
    made = note(protocol, room.okonjo, harm, shared=False)
    assert not Case.objects.exists()
    share_annotation(made, by=room.okonjo)
    assert Case.objects.get().report == harm


@pytest.mark.once
def test_without_script_a_note_is_written_on_a_paragraph_answered_and_mended(client, room, protocol):
    assert 'name="passage" value="p0-2"' in page(client, room.okonjo, protocol, note="p0-2")
    sent = {"body": "Is it?", "passage": "p0-2", "shared": "1", "client_id": str(uuid4()), "stamp": room.okonjo.stamp}
    answer = client.post(reverse("annotations", args=["heart", protocol.pk]), sent)
    made = Annotation.objects.get()
    assert answer.url.endswith(f"#note-{made.pk}")
    assert made.selector[0]["exact"].startswith(QUOTE)
    for wrong, complaint in (({"body": ""}, 422), ({"passage": "p9-9"}, 422), ({"passage": ""}, 422)):
        answer = client.post(
            reverse("annotations", args=["heart", protocol.pk]), sent | {"client_id": str(uuid4())} | wrong
        )
        assert (answer.status_code, "Is it?" in answer.text or not wrong.get("body", "x")) == (complaint, True)
    change = reverse("annotation-change", args=["heart", protocol.pk, made.pk])
    assert client.post(change, {"body": "So be it.", "version": "1"}).status_code == 302
    stale = client.post(change, {"body": "Late", "version": "1"})
    assert (stale.status_code, "So be it." in stale.text, "Late" in stale.text) == (409, True, True)


@pytest.mark.parametrize(
    ("file", "fragment", "elsewhere"),
    [
        ({"file": upload(picture(), "figure.png")}, "xywh=percent:10,10,20,5", "t=90"),
        ({"file": upload(mp4(), "talk.mp4")}, "t=90,95", "xywh=percent:10,10,20,5"),
        ({"format": "page", "body": TEXT}, "", "t=90"),
        ({"format": "page", "body": TEXT}, "", "xywh=percent:10,10,20,5"),
    ],
)
def test_a_region_stands_on_a_page_and_a_moment_in_a_recording_and_nonsense_nowhere(room, file, fragment, elsewhere):
    document = published(room, **{"format": "pdf"} | file)
    Reception(threading.Event()).round()
    document = Document.objects.get(pk=document.pk)

    def noted(fragment, leaf):
        chosen = Chosen(fragment=fragment, leaf=leaf)
        return annotate(document, "Here", by=room.okonjo, client_id=uuid4(), at=chosen)[0]

    if fragment:
        assert noted(fragment, 1).selector[0]["value"] == fragment
    for nonsense in (elsewhere, "javascript:alert(1)"):
        with pytest.raises(Invalid):
            noted(nonsense, 1)


@pytest.mark.once
def test_a_document_is_taken_out_with_its_notes_as_web_annotations_and_as_a_paper(client, room, protocol):
    made = note(protocol, room.okonjo, f"See https://example.org/{'a' * 200}")
    note(protocol, room.tanabe, "Six days.", quote="", reply_to=made.pk)
    note(protocol, room.solheim, "Mine alone", shared=False)
    signed_in(client, room.weidmann)
    told = client.get(reverse("annotations-taken", args=["heart", protocol.pk, "json"])).json()
    assert (told["@context"], told["type"], told["total"]) == (
        "http://www.w3.org/ns/anno.jsonld", "AnnotationCollection", 2,
    )  # fmt: skip
    first, answer = told["first"]["items"]
    assert first["target"]["selector"][0] == {
        "type": "TextQuoteSelector", "exact": QUOTE, "prefix": "sure blood pressure on both arms.\n\n"[-32:],
        "suffix": " unless there is a history.\n\nRefer the same"[:32],
    }  # fmt: skip
    assert (first["motivation"], answer["motivation"], answer["target"]) == ("commenting", "replying", first["id"])
    paper = client.get(reverse("annotations-taken", args=["heart", protocol.pk, "pdf"]))
    with PdfDocument(paper.content) as printed:
        words = printed[0].get_textpage()
        right = max(words.get_charbox(place)[2] for place in range(words.count_chars()))
        assert right < printed[0].get_width() - 50, "an address stays on the paper"
    assert [event.facts["format"] for event in Event.objects.filter(kind="document.taken")] == ["json", "pdf"]


def test_a_page_with_many_notes_asks_a_bounded_number_of_questions(
    client, room, protocol, django_assert_max_num_queries
):
    for number in range(3):
        made = note(protocol, room.okonjo, f"Note {number}")
        note(protocol, room.tanabe, "So?", quote="", reply_to=made.pk)
    signed_in(client, room.solheim).get(at("document", protocol))
    with django_assert_max_num_queries(60):
        client.get(at("document", protocol))


SCENES = {
    "annotation.shared": lambda room, made, answer: share_annotation(made["draft"], by=room.okonjo),
    "annotation.edited": lambda room, made, answer: edit_annotation(answer, "Ten days.", by=room.tanabe, version=1),
    "annotation.removed": lambda room, made, answer: remove_annotation(answer, by=room.tanabe),
    "annotation.struck": lambda room, made, answer: strike_annotation(made["note"], by=room.marsh),
    "annotation.restored": lambda room, made, answer: undo_act(strike_annotation(answer, by=room.marsh), by=room.marsh),
    "annotation.released": lambda room, made, answer: undo_act(
        hold_annotation(made["note"], by=room.marsh, reason="Let me read"), by=room.marsh
    ),
    "annotation.resolved": lambda room, made, answer: resolve_annotation(made["note"], by=room.marsh, on=True),
    "annotation.reopened": lambda room, made, answer: resolve_annotation(made["settled"], by=room.marsh, on=False),
    "annotation.reacted": lambda room, made, answer: react_to_annotation(answer, "agree", by=room.solheim, on=True),
}


@pytest.mark.once
@pytest.mark.parametrize("kind", [kind for kind, line in KINDS.items() if line.draws and line.audience == "document"])
def test_what_a_line_draws_is_what_a_fresh_page_shows(client, kind):
    heart = make.room({"blinded": True})
    document = published(heart, format="page", body=TEXT)
    made = {"note": note(document, heart.okonjo), "draft": note(document, heart.okonjo, "Mine", shared=False)}
    made["settled"] = note(document, heart.okonjo, "Late?", "Refer the same day")
    resolve_annotation(made["settled"], by=heart.okonjo, on=True)
    answer = note(document, heart.tanabe, "Six days.", quote="", reply_to=made["note"].pk)
    SCENES[kind](heart, made, answer)
    event = Event.objects.filter(kind=kind).last()
    thing = now(Annotation(pk=event.subject_id))
    for name in ("solheim", "weidmann", "brandt"):
        seat = getattr(heart, name)
        drawn = KINDS[kind].draws(thing, seat.gaze)[0].strip()
        seen = page(client, seat, document, show="all").replace(
            'value="0" aria-pressed="true"', 'value="1" aria-pressed="false"'
        )
        assert drawn in seen, name
