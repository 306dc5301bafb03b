"""What may name a patient stops a document until somebody has looked: it passes, it is covered, or it is replaced."""

import threading

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from advisory.events.models import Event
from advisory.refusals import Conflict
from discussions.patients import patients_in
from resources.commands.approvals import set_approvals
from resources.commands.documents import draft_document, publish_document
from resources.commands.joining import join_document
from resources.commands.reviews import send_for_review
from resources.commands.versions import publish_version
from resources.models import Document, Upload, Version
from resources.reception import Reception
from tests.resources.leaves import typeset
from tests.resources.shelf import published, signed_in
from tests.searching import search

CASE = "Seen on Monday: Mrs A. Ferreira, born 12.04.1961, was well."
pytestmark = pytest.mark.django_db(transaction=True)


def received():
    """The worker goes round once."""
    Reception(threading.Event()).round()


def now(version):
    """A version as it is now."""
    return Version.objects.select_related(*Version.together).get(pk=version.pk)


def test_a_name_a_birthday_or_a_record_number_stops_and_what_authors_write_does_not():
    found = [CASE[begin:end] for begin, end in patients_in(None, CASE)]
    assert found == ["Mrs A. Ferreira", "born 12.04.1961"]
    assert [CASE[slice(*one)] for one in patients_in(None, CASE)] == found
    assert patients_in(None, "MRN 4471 9023 was read again.")
    for form in ("Patient name: John Silver", "Name of patient: J. Silver", "Nombre del paciente: Silva, Ana"):
        assert [form[begin:end] for begin, end in patients_in(None, f"{form}\nSite 4")] == [form]
    for usual in (
        "Patient name:\nDate of birth:\nSite number:",
        "Patient name: withheld. Patient Reported Outcomes: Overall Survival",
        "Dr A. Ferreira, Rua do Campo 12, ana@hospital.pt, +351 22 123 4567",
        "Study number NCT01234567, registered on 12.04.2019",
        "Adults of 18 years and older in Portugal; 123 456 7890 events; 12345678a",
    ):
        assert patients_in(None, usual) == []


def test_a_document_that_names_a_patient_is_hidden_until_its_passages_are_covered(client, room, shelf):
    file = SimpleUploadedFile("case.pdf", typeset(f"= A case\n{CASE}\n#pagebreak()\nNobody is named here."))
    document = published(room, format="pdf", file=file, title="Case series")
    version = document.versions.get()
    received()
    assert now(version).state == "draft"
    assert not Document.objects.visible_to(room.okonjo).exists()
    assert search(room.okonjo.user, "nobody") == []
    assert Event.objects.filter(kind="document.hidden").count() == 1
    check = version.checks.get(what="patients")
    assert (check.state, check.said) == ("stopped", "Page 1 may name a patient.")
    with pytest.raises(Conflict, match="may name a patient"):
        publish_version(now(version), by=room.weidmann)
    place = ["heart", document.pk, 1]
    page = signed_in(client, room.weidmann).get(reverse("version-review", args=place)).text
    assert "<mark>Mrs A. Ferreira</mark>" in page
    assert "Cover 2 passages" in page
    assert "Publish version 1" not in page
    before = now(version).sha256
    assert client.post(reverse("version-covering", args=place)).status_code == 302
    with pytest.raises(Conflict, match="still being looked through"):
        publish_version(now(version), by=room.weidmann)
    received()
    covered = now(version)
    assert covered.sha256 != before
    assert "Ferreira" not in covered.leaves.first().text
    assert covered.checks.get(what="patients").state == "fine"
    publish_version(covered, by=room.weidmann)
    assert Document.objects.visible_to(room.okonjo).exists()


def test_what_names_nobody_is_let_pass_and_only_then_sent_for_review(client, room):
    set_approvals(room.board, {"medical": 1}, by=room.lindqvist)
    room.board.refresh_from_db()
    document = publish_document(room.board, by=room.weidmann, title="Hypothesis", format="page", body=CASE)
    version = document.versions.get()
    received()
    asked = {"medical": room.marsh.pk}
    with pytest.raises(Conflict, match="This text may name a patient"):
        send_for_review(now(version), asked, by=room.weidmann)
    place = ["heart", document.pk, 1]
    page = signed_in(client, room.weidmann).get(reverse("version-review", args=place)).text
    assert "<mark>Mrs A. Ferreira</mark>" in page
    assert "Cover" not in page
    assert client.post(reverse("version-clearing", args=place)).status_code == 302
    assert version.checks.get(what="patients").state == "noted"
    send_for_review(now(version), asked, by=room.weidmann)
    assert now(version).state == "in_review"
    assert [*Event.objects.filter(kind="version.cleared").values_list("actor__name", flat=True)] == [
        room.weidmann.user.name
    ]


def arrived(room, title, body):
    """A draft that has arrived through the page of uploads."""
    content = {"format": "page", "body": body, "html": body, "sha256": title.ljust(64, "0"), "size": len(body)}
    document = draft_document(room.board, title, content, by=room.weidmann)
    version = document.versions.get()
    about = {"name": f"{title}.pdf", "size": 9, "offset": 9}
    return Upload.objects.create(board=room.board, by=room.weidmann, into=version, **about)


def test_what_has_arrived_is_described_joined_to_its_document_and_sent_together(client, room):
    first = published(room, format="page", body="One.", title="Live session slides")
    set_approvals(room.board, {"medical": 1}, by=room.lindqvist)
    room.board.refresh_from_db()
    slides, summary = arrived(room, "Live session slides v2", "Two."), arrived(room, "Case", CASE)
    other = arrived(room, "Patient story", "Three.")
    received()
    signed_in(client, room.weidmann)
    page = client.get(reverse("uploads", args=["heart"]) + f"?about={slides.pk}").text
    assert f'<option value="{first.pk}" selected>' in page
    assert "Stopped: This text may name a patient." in page
    assert "Send 2 for review" in page
    at = reverse("upload-about", args=["heart", slides.pk])
    wanting = client.post(at, {"follows": str(first.pk), "language": "en"})
    assert (wanting.status_code, "Say what changed." in wanting.text) == (422, True)
    told = {"follows": str(first.pk), "language": "en", "changed": "Slide 9"}
    assert client.post(at, told).status_code == 302
    moved = now(slides.into)
    assert (moved.document, moved.number, moved.changed) == (first, 2, "Slide 9")
    assert not Document.objects.filter(title="Live session slides v2").exists()
    story = {"title": "Patient story: the week", "language": "de", "roles": ["observer"], "follows": ""}
    assert client.post(reverse("upload-about", args=["heart", other.pk]), story).status_code == 302
    document = Document.objects.get(title="Patient story: the week")
    assert (document.language, document.roles) == ("de", ("observer",))
    people = {"medical": str(room.marsh.pk)}
    assert client.post(reverse("uploads-sending", args=["heart"]), people).status_code == 302
    states = [now(one.into).state for one in (slides, other, summary)]
    assert states == ["in_review", "in_review", "draft"]
    with pytest.raises(Conflict):
        join_document(moved, document, by=room.weidmann, changed="Again")
