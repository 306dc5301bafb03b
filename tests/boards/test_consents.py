"""Consents: asked for before anything else, kept as they were shown, and taken back with what that does."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse

from advisory.api.commands.tokens import create_token
from advisory.events.models import Event
from advisory.refusals import Conflict, Denied, Invalid
from boards.commands.consents import give_consents, publish_policies, withdraw_consent
from boards.models import Consent, Membership, Policy
from tests.boards.inviting import TEXTS, choices, publish, ticked
from tests.live import browser_of
from tests.make import person, room, say

pytestmark = pytest.mark.django_db
together = pytest.mark.django_db(transaction=True)


def agree(heart, *names):
    """Some members agree to everything; without names, all do."""
    for name in names or heart.seats:
        give_consents(getattr(heart, name), choices(heart), by=getattr(heart, name).user)


def given(heart, name):
    """The standing consents of a member: {kind: (version, choice)}."""
    found = Consent.objects.on(heart.board).filter(person=getattr(heart, name).user)
    return {consent.policy.kind: (consent.policy.version, consent.choice) for consent in found}


def test_a_board_without_texts_asks_nothing():
    heart = room()
    assert browser_of(heart.okonjo).get("/boards/heart/").status_code == 200


def test_every_page_and_call_of_a_board_waits_for_the_consent():
    heart = room()
    post, browser = say(heart.question, heart.okonjo), browser_of(heart.okonjo)
    token = create_token(heart.okonjo.user, by=heart.okonjo.user)
    publish(heart)
    pages = ["", "questions/1/", "library/", "people/", f"posts/{post.pk}/history/"]
    for page in pages:
        assert browser.get(f"/boards/heart/{page}").url.startswith("/boards/heart/consent/?next=")
    refused = browser.post("/boards/heart/questions/1/posts/", {"body": "Words that matter."})
    assert (refused.status_code, "Words that matter." in refused.text) == (403, True)
    program = {"headers": {"Authorization": f"Bearer {token}"}}
    calls = ["boards/heart", "boards/heart/questions", "boards/heart/questions/1/posts"]
    for call in [*calls, "boards/heart/events?stream=board.heart"]:
        answer = browser.get(f"/api/v1/{call}", **program)
        assert (answer.status_code, answer.json()["error"]["code"]) == (403, "consent_needed")
    assert browser.get("/api/v1/boards", **program).json()["items"] == []
    for page in ("/", "/boards/", "/library/"):
        assert "How is the heart watched?" not in browser.get(page).text
    assert "asks you to agree to a text" in browser.get("/").text
    agree(heart, "okonjo")
    assert [browser.get(f"/boards/heart/{page}").status_code for page in pages] == [200, 200, 200, 200, 403]
    assert browser.get("/api/v1/boards/heart", **program).status_code == 200


@together
def test_live_pages_end_when_a_new_text_comes_and_begin_again_with_the_consent(network):
    heart = room()
    socket = network.socket(heart.okonjo, "board.heart:0", "board.heart.q1:0")
    socket.until(kind="board.opened")
    publish(heart)
    assert socket.closed() == 4403
    assert [line["stream"] for line in socket.told if line.get("refused")] == ["board.heart", "board.heart.q1"]
    assert network.poll(heart.okonjo, "board.heart:0").answer().status == 403
    agree(heart, "okonjo")
    assert network.socket(heart.okonjo, "board.heart:0").until(kind="board.opened")


def test_the_page_asks_and_leads_on_to_where_one_was_going():
    heart = room()
    publish(heart)
    browser = browser_of(heart.okonjo)
    asked = browser.get("/boards/heart/questions/1/").url
    page = browser.get(asked).text
    assert "The whole agreement." in page
    assert "Heart and blood" in page
    missing = browser.post(asked, ticked(heart, privacy=None))
    assert (missing.status_code, "Say that you have read how your data is used." in missing.text) == (422, True)
    assert given(heart, "okonjo") == {}
    assert browser.post(asked, ticked(heart)).url == "/boards/heart/questions/1/"
    assert given(heart, "okonjo") == {"agreement": (1, "given"), "privacy": (1, "given"), "recording": (1, "audio")}


@pytest.mark.parametrize("onward", ["https://evil.example/", "//evil.example/", "/boards/lung/", "/boards/heart/\\x"])
def test_from_the_page_one_is_never_led_elsewhere(onward):
    heart = room()
    publish(heart)
    answer = browser_of(heart.okonjo).post(f"/boards/heart/consent/?next={onward}", ticked(heart))
    assert answer.url == "/boards/heart/"


def test_a_new_version_asks_again_for_that_text_alone():
    heart = room()
    publish(heart)
    agree(heart)
    browser = browser_of(heart.okonjo)
    publish(heart, agreement=TEXTS["agreement"])
    assert browser.get("/boards/heart/").status_code == 200
    publish(heart, agreement="- You advise in writing, twice.", privacy=TEXTS["privacy"])
    asked = browser.get("/boards/heart/").url
    page = browser.get(asked).text
    assert ("twice" in page, 'name="agreement"' in page, 'name="privacy"' in page) == (True, True, False)
    browser.post(asked, ticked(heart, privacy=None, shown_privacy=None, recording=None, shown_recording=None))
    assert given(heart, "okonjo") == {"agreement": (2, "given"), "privacy": (1, "given"), "recording": (1, "audio")}


def test_a_text_that_changed_under_the_reader_is_shown_again_not_agreed_to():
    heart = room()
    publish(heart)
    sent, browser = ticked(heart), browser_of(heart.okonjo)
    agree(heart, "lindqvist")
    publish(heart, agreement="- Everything is different.")
    answer = browser.post("/boards/heart/consent/", sent)
    assert (answer.status_code, "A text has changed" in answer.text) == (409, True)
    assert "Everything is different." in answer.text
    assert given(heart, "okonjo") == {}


def test_what_was_shown_is_what_is_kept():
    heart = room()
    publish(heart)
    agree(heart, "okonjo")
    verified = StringIO()
    call_command("verify_audit", stdout=verified)
    Policy.objects.filter(kind="agreement").update(body="- You are paid for praise.")
    with pytest.raises(SystemExit):
        call_command("verify_audit", stdout=verified, stderr=verified)
    assert "words were changed" in verified.getvalue()
    event = Event.objects.filter(kind="consent.given").select_related("stream").first()
    assert event.stream.name == "board.heart.desk"
    assert {"policy", "version", "choice", "way", "words", "shown"} == set(event.facts)
    assert event.actor_id == heart.okonjo.user_id


@pytest.mark.parametrize("kind", ["agreement", "privacy"])
def test_withdrawing_what_is_needed_ends_the_seat_and_says_so_first(kind):
    heart = room()
    publish(heart)
    agree(heart, "okonjo", "marsh")
    browser = browser_of(heart.okonjo)
    address = reverse("consent-withdrawal", args=["heart", kind])
    assert "Your seat on this board ends at once" in browser.get(address).text
    assert heart.okonjo.role == "advisor"
    assert browser.post(address).url == "/"
    assert heart.okonjo.left_at
    assert browser.get("/boards/heart/").status_code == 404
    last = Event.objects.filter(log=heart.board.log).order_by("-number").values_list("kind", flat=True)[:2]
    assert list(last) == ["member.left", "consent.withdrawn"]
    assert heart.marsh.role == "moderator"


def test_withdrawing_the_recording_leaves_the_seat():
    heart = room()
    publish(heart)
    agree(heart, "okonjo")
    browser = browser_of(heart.okonjo)
    address = reverse("consent-withdrawal", args=["heart", "recording"])
    assert "You are not recorded from now on" in browser.get(address).text
    assert browser.post(address).url == "/account/consents/"
    assert set(given(heart, "okonjo")) == {"agreement", "privacy"}
    assert browser.get("/boards/heart/").status_code == 200
    assert browser.post(address).status_code == 404
    browser.post("/boards/heart/consent/", ticked(heart, agreement=None, privacy=None, shown_agreement=None,
                                                  shown_privacy=None, recording="no"))  # fmt: skip
    assert given(heart, "okonjo")["recording"] == (1, "no")
    assert "Withdraw" in browser.get("/account/consents/").text


def test_nobody_agrees_or_withdraws_for_another_and_advisors_publish_nothing():
    heart = room()
    publish(heart)
    with pytest.raises(Denied):
        give_consents(heart.okonjo, choices(heart), by=heart.tanabe.user)
    agree(heart)
    with pytest.raises(Denied):
        withdraw_consent(heart.okonjo, "agreement", by=heart.marsh.user)
    for name in ("okonjo", "brandt"):
        assert browser_of(getattr(heart, name)).get("/boards/heart/texts/").status_code == 403
        with pytest.raises(Denied):
            publish_policies(heart.board, {"privacy": "- None."}, by=getattr(heart, name))
    lung = room(slug="lung")
    publish(lung)
    with pytest.raises(Conflict):
        give_consents(heart.okonjo, choices(lung), by=heart.okonjo.user)


def test_the_team_puts_texts_on_a_board_and_is_asked_first():
    heart = room()
    browser = browser_of(heart.lindqvist)
    assert "You never name a patient." in browser.get("/boards/heart/texts/").text
    bad = browser.post("/boards/heart/texts/", {"privacy": "\u202eTurned"})
    assert (bad.status_code, "hidden characters" in bad.text) == (422, True)
    assert browser.post("/boards/heart/texts/", {"privacy": "- We keep <b>little</b>.", "agreement": ""}).url
    assert browser.get("/boards/heart/people/").url.startswith("/boards/heart/consent/")
    page = browser.get("/boards/heart/consent/").text
    assert "&lt;b&gt;little" in page
    assert [text.kind for text in Policy.objects.all()] == ["privacy"]


def test_a_consent_that_is_missing_is_named():
    heart = room()
    publish(heart)
    with pytest.raises(Invalid) as refusal:
        give_consents(heart.okonjo, {}, by=heart.okonjo.user)
    assert set(refusal.value.fields) == {"agreement", "privacy", "recording"}


def test_a_stranger_finds_no_texts(client):
    heart = room()
    publish(heart)
    client.force_login(person("Dr Ann Other"))
    assert client.get("/boards/heart/consent/").status_code == 404
    assert client.post("/boards/heart/consent/", ticked(heart)).status_code == 404
    assert client.get("/boards/heart/consent/agreement/withdrawal/").status_code == 404
    assert not Consent.objects.exists()
    assert Membership.objects.filter(agreed__gt=0).count() == 0


def test_whoever_has_a_text_to_agree_to_sits_nowhere_yet():
    heart = room()
    publish(heart)
    assert browser_of(heart.okonjo).get("/api/v1/me").json()["boards"] == []
    agree(heart, "okonjo")
    assert browser_of(heart.okonjo).get("/api/v1/me").json()["boards"] == [{"slug": "heart", "role": "advisor"}]
