"""Acts of moderation and flags, as programs give and answer them; and the same by plain forms."""

from uuid import uuid4

import pytest
from django.urls import reverse

from discussions.commands.moderation import hold_post
from discussions.commands.threads import edit_post
from discussions.models import Act, Flag
from tests.live import browser_of
from tests.make import now, room, say, soon

pytestmark = pytest.mark.django_db


@pytest.fixture
def heart():
    return room({}, {}, {"sponsor_only": True})


def test_an_act_answers_with_itself_is_in_the_log_and_is_taken_back(heart, program):
    post, desk, peer = say(heart.question, heart.okonjo), program(heart.marsh), program(heart.tanabe)
    done = desk("PUT", f"posts/{post.pk}/pin", {"reason": "Start here"}).json()
    assert (done["verb"], done["post"], done["reason"]) == ("pinned", str(post.pk), "Start here")
    assert desk("PUT", f"posts/{post.pk}/pin").status_code == 204, "nothing to do a second time"
    assert [one["id"] for one in desk.get("boards/heart/acts")["items"]] == [done["id"]]
    peer.refused(403, "GET", "boards/heart/acts")
    peer.refused(403, "DELETE", f"boards/heart/acts/{done['id']}")
    assert program(heart.lindqvist)("DELETE", f"boards/heart/acts/{done['id']}").status_code == 204
    assert desk.refused(409, "DELETE", f"boards/heart/acts/{done['id']}")["code"] == "undone"
    told = [(one["by"], one["undone_by"]) for one in (done, *desk.get("boards/heart/acts")["items"])]
    assert told == [("Helena Marsh", None), ("Helena Marsh", "Prof. Marianne Lindqvist")]
    assert now(post).pinned_at is None


def test_a_move_a_redaction_and_a_clarification_say_what_is_wrong_with_them(heart, program):
    post, secret, desk = say(heart.question, heart.okonjo), say(heart.asked(3), heart.okonjo), program(heart.marsh)
    assert desk.refused(409, "POST", f"posts/{secret.pk}/move", {"question": 1})["code"] == "less_closed"
    desk.refused(404, "POST", f"posts/{post.pk}/move", {"question": 99})
    fields = desk.refused(422, "POST", f"posts/{post.pk}/redaction", {"words": "Nobody", "reason": "A name"})["fields"]
    assert list(fields) == ["words"]
    asking = {"body": "Everyone?", "client_id": str(uuid4())}
    first, again = (desk("POST", f"posts/{post.pk}/clarification", asking) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 200)
    assert first.json()["id"] == again.json()["id"]
    until = soon(days=1).isoformat()
    bound = desk("PUT", f"boards/heart/members/{heart.okonjo.pk}/restriction", {"until": until, "reason": "Twice"})
    assert bound.json()["verb"] == "restricted"
    kept = {"body": "So.", "client_id": str(uuid4())}
    refusal = program(heart.okonjo).refused(403, "POST", "boards/heart/questions/1/posts", kept)
    assert refusal["code"] == "restricted"
    assert "write again from" in refusal["message"]
    page = browser_of(heart.okonjo).get(reverse("question", args=["heart", 2])).text
    assert "You can read here, and write again from" in page
    assert "data-composer" not in page


def test_what_no_act_can_keep_is_refused_and_named(heart, program):
    post, desk = say(heart.question, heart.okonjo), program(heart.marsh)
    for reason in ("a" * 401, "\u202eno", "\x00"):
        assert "reason" in desk.refused(422, "PUT", f"posts/{post.pk}/pin", {"reason": reason})["fields"]
        asking = {"body": "Everyone?", "client_id": str(uuid4()), "reason": reason}
        assert "reason" in desk.refused(422, "POST", f"posts/{post.pk}/clarification", asking)["fields"]
    assert not Act.objects.exists()
    desk.refused(422, "POST", f"posts/{post.pk}/move", {"question": 10**30})
    for until in ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59-12:00"):
        bound = {"until": until, "reason": "Twice"}
        refused = desk.refused(422, "PUT", f"boards/heart/members/{heart.okonjo.pk}/restriction", bound)
        assert list(refused["fields"]) == ["until"]
    hold_post(post, by=heart.marsh, reason="A town")
    assert desk.refused(409, "DELETE", f"posts/{post.pk}/hold", {"version": 2})["code"] == "stale_version"
    assert desk("DELETE", f"posts/{post.pk}/hold", {"version": 1}).status_code == 200
    held = desk("POST", f"posts/{post.pk}/hold", {"reason": "A town"}).json()["id"]
    assert desk("DELETE", f"boards/heart/acts/{held}").status_code == 204
    assert desk.refused(409, "DELETE", f"boards/heart/acts/{held}")["message"] == "You took this back already."
    held = desk("POST", f"posts/{post.pk}/hold", {"reason": "A town"}).json()["id"]
    edit_post(now(post), by=heart.okonjo, body="Another town", version=1)
    assert desk.refused(409, "DELETE", f"boards/heart/acts/{held}")["code"] == "stale_version"


def test_a_flag_is_raised_answered_and_read_by_its_flagger(heart, program):
    post, peer, desk = say(heart.question, heart.okonjo), program(heart.tanabe), program(heart.marsh)
    flag = peer("POST", f"posts/{post.pk}/flags", {"reason": "tone", "note": "Unkind"}).json()
    assert desk.get("boards/heart/flags")["items"] == [flag]
    assert program(heart.okonjo).get("boards/heart/flags")["items"] == []
    answered = desk("PUT", f"boards/heart/flags/{flag['id']}/answer", {"answer": "It stays."}).json()
    assert answered["answer"] == "It stays."
    late = program(heart.lindqvist).refused(409, "PUT", f"boards/heart/flags/{flag['id']}/answer", {"answer": "No"})
    assert "Helena Marsh answered this flag already" in late["message"]
    assert peer.get("boards/heart/flags")["items"] == [answered]


def test_without_script_everything_is_a_form_that_comes_back_with_what_was_typed(heart):
    post = say(heart.question, heart.okonjo, "Mrs Baker had syncope")
    desk, peer = browser_of(heart.marsh), browser_of(heart.tanabe)
    page = desk.get(reverse("moderation", args=["heart", post.pk])).text
    for act in ("clarification", "insight", "pin", "move", "lock", "redaction", "striking", "restriction"):
        assert f'id="{act}"' in page
    act = reverse("act", args=["heart", post.pk, "redaction"])
    wrong = desk.post(act, {"words": "Mr Baker", "reason": "A name"})
    assert (wrong.status_code, "These words are not in the post" in wrong.text) == (422, True)
    assert "Mr Baker" in wrong.text
    done = desk.post(act, {"words": "Mrs Baker", "reason": "A name"}, follow=True)
    assert "Redacted. It stands in the moderation log." in done.text
    undo = reverse("undoing", args=["heart", Act.objects.get().pk])
    assert undo in done.text
    assert "Mrs Baker" not in peer.get(reverse("question", args=["heart", 1])).text
    desk.post(undo)
    assert "Mrs Baker" in peer.get(reverse("question", args=["heart", 1])).text
    peer.post(reverse("flagging", args=["heart", post.pk]), {"reason": "personal_data", "note": "A name"})
    panel = desk.get(reverse("question-desk", args=["heart", 1])).text
    assert "It may name a patient" in panel
    desk.post(reverse("flag-answer", args=["heart", Flag.objects.get().pk]), {"answer": "Covered."})
    assert "Covered." in peer.get(reverse("flagging", args=["heart", post.pk])).text


def test_a_clarification_waits_on_the_home_page_until_it_is_answered(heart):
    post, okonjo = say(heart.question, heart.okonjo), browser_of(heart.okonjo)
    asked = {"body": "Everyone, also under 50?", "client_id": str(uuid4())}
    browser_of(heart.weidmann).post(reverse("act", args=["heart", post.pk, "clarification"]), asked)
    home = okonjo.get("/").text
    assert "You are asked to clarify" in home
    assert "also under 50" in home
    assert "also under 50" not in browser_of(heart.tanabe).get("/").text
    asking = heart.question.posts.get(reply_to=post)
    say(heart.question, heart.okonjo, "Above 50 alone.", reply_to=asking)
    assert "also under 50" not in okonjo.get("/").text
