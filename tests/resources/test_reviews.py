"""A version goes the way of its board: sent, looked at in order, signed for one file, published, gone in time."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils import timezone

from advisory.clock import tick
from advisory.events.models import Event
from advisory.refusals import Conflict, Denied, Invalid
from resources.approval import wanting
from resources.commands.approvals import set_approvals
from resources.commands.remarks import raise_remark, settle_remark
from resources.commands.reviews import Signature, recall_version, send_for_review, sign_review
from resources.commands.versions import add_version, publish_version, replace_content, withdraw_document
from resources.models import Document, Remark, Review, Version
from tests import make
from tests.accounts.leaving import just_signed_in
from tests.resources.shelf import at, kept, pdf, published, signed_in

pytestmark = pytest.mark.django_db
MEDICAL = {"medical": 1}
IN_TURN = {"medical": 1, "legal": 2, "regulatory": 2}


def draft(room, approvals=MEDICAL, **content):
    """A first version by the medical team on a board that asks for approval."""
    set_approvals(room.board, approvals, by=room.lindqvist)
    room.board.refresh_from_db()
    content = content or {"format": "page", "body": "Watch the rhythm."}
    return now(published(room, **content).versions.get())


def now(version):
    """A version as it is now."""
    return Version.objects.select_related(*Version.together).get(pk=version.pk)


def sent(room, approvals=MEDICAL, **content):
    """The same, sent to the moderator, the observer and the chair."""
    version = draft(room, approvals, **content)
    people = {"medical": room.marsh.pk, "legal": room.brandt.pk, "regulatory": room.lindqvist.pk}
    send_for_review(version, people, by=room.weidmann)
    return now(version)


def signature(version, seat, decision="approve", **other):
    """What somebody signs for a version as it is."""
    signed = {"decision": decision, "name": seat.user.name, "change": "", "sha256": version.sha256}
    return Signature(**signed | {"proved_at": timezone.now()} | other)


def sign(version, seat, decision="approve", **other):
    """Sign one's review of a version."""
    review = Review.objects.select_related(*Review.together).get(version=version, reviewer=seat, voided_at=None)
    sign_review(review, signature(version, seat, decision, **other), by=seat)
    return now(version)


def kinds(of):
    """What the log says of a sort of thing, in order, with the stream that said it."""
    told = Event.objects.filter(kind__startswith=of).order_by("number").values_list("kind", "stream__name")
    return [(kind, stream.removeprefix("board.heart.")) for kind, stream in told]


def test_reviewers_look_in_turn_and_the_last_signature_approves(room):
    version = sent(room, IN_TURN)
    assert (version.state, version.document.current) == ("in_review", None)
    with pytest.raises(Conflict, match="before you"):
        sign(version, room.brandt)
    sign(version, room.marsh)
    assert wanting(now(version)) == ["Legal", "Regulatory"]
    sign(version, room.lindqvist)
    assert sign(version, room.brandt).state == "approved"
    signed = Review.objects.get(reviewer=room.brandt)
    assert (signed.signed_name, signed.sha256) == ("Elise Brandt", version.sha256)
    assert "I reviewed version 1" in signed.meaning
    assert publish_version(now(version), by=room.weidmann).state == "published"
    assert [kind for kind, stream in kinds("version.") if stream == "library"] == [
        "version.added", "version.sent", "version.approved",
    ]  # fmt: skip


def test_nothing_goes_out_before_it_is_approved(room):
    version = draft(room)
    for step in (lambda: None, lambda: send_for_review(now(version), {"medical": room.marsh.pk}, by=room.weidmann)):
        step()
        with pytest.raises(Conflict):
            publish_version(now(version), by=room.weidmann)
    assert not Document.objects.visible_to(room.okonjo).exists()


def test_a_changed_file_voids_every_signature(room, shelf):
    version = sent(room, IN_TURN, format="pdf", file=pdf())
    sign(version, room.marsh)
    replace_content(now(version), by=room.weidmann, format="pdf", file=pdf(pages=2))
    mended = now(version)
    assert (mended.state, wanting(mended)) == ("draft", ["Medical", "Legal", "Regulatory"])
    assert mended.sha256 != version.sha256
    assert len(kept(shelf)) == 1
    with pytest.raises(Conflict):
        publish_version(mended, by=room.weidmann)


def test_a_file_that_was_changed_on_the_disk_is_not_published_nor_signed(room):
    version = sent(room, {"medical": 1, "legal": 2}, format="pdf", file=pdf())
    sign(version, room.marsh)
    with default_storage.open(version.file.name, "wb") as file:
        file.write(pdf(pages=3).read())
    with pytest.raises(Conflict, match="changed"):
        sign(version, room.brandt)
    Version.objects.filter(pk=version.pk).update(state="approved")
    with pytest.raises(Conflict, match="not the one that was approved"):
        publish_version(now(version), by=room.weidmann)


def test_a_page_whose_words_changed_under_a_signature_is_not_published(room):
    version = sign(sent(room), room.marsh)
    Version.objects.filter(pk=version.pk).update(body="Another claim.")
    with pytest.raises(Conflict):
        publish_version(now(version), by=room.weidmann)


def test_a_returned_version_says_why_and_starts_anew(room):
    version = sign(sent(room, IN_TURN), room.marsh, "return", change="No source for slide 9.")
    assert version.state == "draft"
    assert not version.reviews.standing().exists()
    assert Remark.objects.get().body == "No source for slide 9."
    assert not Document.objects.visible_to(room.brandt).exists()


def test_an_approval_with_a_change_waits_until_the_change_is_settled(room):
    version = sign(sent(room), room.marsh, "approve_with_change", change="State that one passed.")
    assert version.state == "approved"
    with pytest.raises(Conflict, match="not settled"):
        publish_version(version, by=room.weidmann)
    asked = Remark.objects.select_related(*Remark.together).get()
    raise_remark(version, "Said on page 2.", by=room.weidmann, reply_to=asked.pk)
    settle_remark(asked, by=room.weidmann, on=True)
    assert publish_version(now(version), by=room.weidmann).state == "published"
    assert kinds("remark.") == [("remark.made", "library"), ("remark.made", "library"), ("remark.settled", "library")]


def test_approved_is_said_of_what_was_approved_alone(client, room):
    version = sign(sent(room), room.marsh)
    set_approvals(room.board, {}, by=room.lindqvist)
    publish_version(now(version), by=room.weidmann)
    plain = published(room, format="page", body="Words.", title="Dosing table")
    signed_in(client, room.okonjo)
    assert "Approved</span>" in client.get(at("document", version.document)).text
    page = client.get(at("document", plain)).text
    assert ("Published</span>" in page, "Approved</span>" in page) == (True, False)


def test_a_version_called_back_is_signed_by_nobody(room):
    version = sent(room)
    review = version.reviews.select_related(*Review.together).get()
    recall_version(version, by=room.weidmann)
    with pytest.raises(Conflict):
        sign_review(review, signature(version, room.marsh), by=room.marsh)
    with pytest.raises(Denied):
        recall_version(now(version), by=room.brandt)


@pytest.mark.once
@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"name": "Somebody Else"}, "name"),
        ({"decision": "perhaps"}, "decision"),
        ({"decision": "return"}, "change"),
        ({"proved_at": None}, None),
        ({"proved_at": datetime(2026, 1, 1, tzinfo=UTC)}, None),
    ],
)
def test_a_signature_needs_name_decision_change_and_a_fresh_proof(room, wrong, field):
    version = sent(room)
    with pytest.raises(Invalid) as refusal:
        sign(version, room.marsh, **wrong)
    assert list(refusal.value.fields) == ([field] if field else [])
    assert now(version).state == "in_review"


def test_nobody_signs_for_somebody_else_nor_approves_what_they_uploaded(room):
    version = sent(room)
    review = version.reviews.select_related(*Review.together).get()
    with pytest.raises(Denied):
        sign_review(review, signature(version, room.lindqvist), by=room.lindqvist)
    recall_version(version, by=room.weidmann)
    for seat in (room.weidmann, room.okonjo, None):
        with pytest.raises(Invalid) as refusal:
            send_for_review(now(version), {"medical": seat and seat.pk}, by=room.marsh)
        assert list(refusal.value.fields) == ["medical"]


def test_the_next_version_takes_the_place_of_the_one_before(room):
    document = published(room, format="page", body="One.")
    add_version(document, by=room.weidmann, format="page", body="Two.", changed="Another dose")
    assert [(one.number, one.state, one.reason) for one in document.versions.all()] == [
        (2, "published", ""), (1, "withdrawn", "superseded"),
    ]  # fmt: skip
    assert [kind for kind, _ in kinds("document.")] == [
        "document.version_published", "document.published", "document.version_published",
    ]  # fmt: skip


def test_a_withdrawn_document_is_gone_for_its_readers(client, room):
    document = published(room, format="page", body="One.")
    withdraw_document(document, by=room.weidmann, reason="A newer guideline is out")
    assert signed_in(client, room.okonjo).get(at("document", document)).status_code == 404
    page = signed_in(client, room.weidmann).get(at("document", document)).text
    assert "A newer guideline is out" in page
    assert kinds("document.w") == [("document.withdrawn", "d1")]


def test_after_its_last_day_a_document_is_hidden_by_the_clock(room):
    document = published(room, format="page", body="One.")
    last = timezone.now().date()
    Document.objects.filter(pk=document.pk).update(valid_until=last)
    tick()
    assert Document.objects.visible_to(room.okonjo).exists()
    with time_machine.travel(timezone.now() + timedelta(days=1), tick=False):
        tick()
        tick()
    assert not Document.objects.visible_to(room.okonjo).exists()
    assert document.versions.get().state == "expired"
    assert kinds("document.e") == [("document.expired", "d1")]


def test_a_reviewer_signs_on_the_page_once_they_have_confirmed_who_they_are(client, room):
    version = sent(room)
    place = [room.board.slug, version.document_id, version.number]
    form = {"decision": "approve", "name": "helena marsh", "sha256": version.sha256, "confirmed": ["0", "1", "2"]}
    signed_in(client, room.marsh)
    page = client.get(reverse("version-review", args=place)).text
    assert version.fingerprint in page
    assert "Sign decision" in page
    unproved = client.post(reverse("version-decision", args=place), form)
    assert unproved.url.startswith("/accounts/")
    confirmed = client.post(unproved.url, {"password": make.PASSWORD})
    assert (confirmed.status_code, now(version).state) == (302, "approved")


def test_whoever_approves_confirms_every_line_and_then_it_is_published(client, room):
    version = sent(room)
    place = [room.board.slug, version.document_id, version.number]
    form = {"decision": "approve", "name": "helena marsh", "sha256": version.sha256, "confirmed": ["0", "1", "2"]}
    browser = just_signed_in(room.marsh.user)
    incomplete = browser.post(reverse("version-decision", args=place), form | {"confirmed": ["0"]})
    assert (incomplete.status_code, "Confirm every line" in incomplete.text) == (422, True)
    assert browser.post(reverse("version-decision", args=place), form).status_code == 302
    assert now(version).state == "approved"
    client.force_login(room.weidmann.user)
    client.post(reverse("version-publication", args=place))
    assert now(version).state == "published"


def test_one_confirmation_serves_one_signature(room):
    versions = [sent(room), sent(room)]
    browser = just_signed_in(room.marsh.user)
    answers = []
    for version in versions:
        form = {"decision": "approve", "name": "Helena Marsh", "sha256": version.sha256, "confirmed": ["0", "1", "2"]}
        answers.append(browser.post(reverse("version-decision", args=["heart", version.document_id, 1]), form).url)
    assert [now(version).state for version in versions] == ["approved", "in_review"]
    assert answers[1].startswith("/accounts/")


def test_the_team_sends_mends_and_talks_on_the_page(client, room):
    version = draft(room, {"medical": 1, "legal": 2})
    place = ["heart", version.document_id, 1]
    signed_in(client, room.weidmann)
    missing = client.post(reverse("version-sending", args=place), {"medical": str(room.marsh.pk)})
    assert missing.status_code == 422
    people = {"medical": str(room.marsh.pk), "legal": str(room.brandt.pk)}
    assert client.post(reverse("version-sending", args=place), people).status_code == 302
    client.post(reverse("version-remarks", args=place), {"body": "Slide 4 has its source now."})
    lost = client.post(reverse("version-remarks", args=place), {"body": "To whom?", "reply_to": "nobody"})
    assert (lost.status_code, "To whom?" in lost.text, "The point that this answers is not here" in lost.text) == (
        422, True, True,
    )  # fmt: skip
    page = client.get(reverse("version-review", args=place)).text
    assert "Slide 4 has its source now." in page
    assert "1 open, 1 in all" in page
    point = Remark.objects.get()
    client.post(reverse("version-remark-settling", args=[*place, point.pk]), {"on": "1"})
    assert "0 open, 1 in all" in client.get(reverse("version-review", args=place)).text
    for name, status in (("okonjo", 404), ("brandt", 200)):
        assert signed_in(client, getattr(room, name)).get(reverse("version-review", args=place)).status_code == status
    client.force_login(room.weidmann.user)
    mended = client.post(reverse("version-content", args=place), {"format": "page", "body": "Other words."})
    assert mended.status_code == 302
    assert now(version).state == "draft"
