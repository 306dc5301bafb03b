"""What screening finds is kept for a moderator, told to its author alone, and held where a board wants that."""

from uuid import uuid4

import pytest
from django.test import Client

from advisory.events.frames import events_after
from advisory.refusals import Absent, Conflict, Denied, Invalid
from advisory.rights import can
from boards.commands.boards import choose_screening
from discussions.commands.findings import settle_finding
from discussions.commands.moderation import hold_post, release_post
from discussions.commands.redactions import redact_post
from discussions.commands.threads import edit_post, remove_post
from discussions.commands.undoing import undo_act
from discussions.deciding import decide
from discussions.models import Finding, Hold
from tests.api.conftest import Program
from tests.make import now, room, say

pytestmark = pytest.mark.django_db
HARM = "One of mine had a pause of four seconds in week 6 and we stopped the drug."
NAMED = "I saw Mrs. Maria Kowalczyk in clinic."
CALM = "Blood pressure and an ECG for everyone."
Q1, DESK = "board.heart.q1", "board.heart.desk"


def kinds(stream):
    """What a stream tells, in order."""
    return [event.kind for event in events_after(stream, 0, 500)]


def mine(seat):
    """The stream that concerns one member alone."""
    return f"board.heart.mine.{seat.pk}"


def browser(seat):
    """A browser in which somebody is signed in."""
    client = Client(HTTP_HOST="localhost")
    client.force_login(seat.user)
    return client


def page_of(seat, path="/boards/heart/questions/1/"):
    """A page as somebody reads it."""
    return browser(seat).get(path).text


def readers(heart, post):
    """Who may read a post now."""
    return {name for name in heart.seats if can(getattr(heart, name), "post.see", now(post))}


@pytest.fixture
def heart():
    """A board with an open question."""
    return room({})


@pytest.fixture
def strict(heart):
    """The same board, holding what screening finds."""
    choose_screening(heart.board, "hold", by=heart.marsh)
    return heart


def test_what_is_found_is_kept_by_its_place_in_the_words_and_told_to_desk_and_author_alone(heart):
    post = say(heart.question, heart.okonjo, f"As ever.\n\n{HARM}")
    found = post.findings.get()
    assert post.current.body[found.start : found.end] == HARM[:-1]
    assert (found.kind, found.version, found.settled_at) == ("adverse_event", 1, None)
    assert kinds(Q1) == ["post.created"]
    assert kinds(DESK) == ["finding.made"]
    assert kinds(mine(heart.okonjo)) == ["finding.told"]
    assert readers(heart, post) == set(heart.seats)


def test_a_post_without_anything_to_find_leaves_no_trace_of_having_been_read(heart):
    post = say(heart.question, heart.okonjo, CALM)
    assert not post.findings.exists()
    assert kinds(DESK) == []


def test_where_the_board_holds_nobody_but_author_and_desk_learns_of_the_post(strict):
    post = say(strict.question, strict.okonjo, HARM)
    assert readers(strict, post) == {"okonjo", "marsh", "lindqvist"}
    assert post.order is None
    assert kinds(Q1) == []
    assert kinds(DESK) == ["screening.chosen", "post.submitted", "finding.made", "post.held"]
    assert Hold.objects.get(post=post).by is None


def test_a_mere_link_or_file_is_shown_to_the_desk_and_holds_nothing(strict):
    post = say(strict.question, strict.okonjo, "As on www.example.org and in trace.pdf")
    assert (post.held_at, post.noticed > 0) == (None, True)
    assert say(strict.question, strict.okonjo, f"As on www.example.org. {HARM}").held_at


def test_a_held_post_is_published_once_a_moderator_has_read_it_and_its_finding_still_waits(strict):
    post = say(strict.question, strict.okonjo, HARM)
    later = say(strict.question, strict.tanabe, CALM)
    release_post(post, by=strict.marsh)
    assert kinds(Q1) == ["post.created", "post.published"]
    assert (now(post).order, later.order) == (2, 1)
    assert Finding.objects.unsettled().about_safety().get().post_id == post.pk


def test_an_edit_is_held_from_the_moment_it_tells_of_harm_and_its_new_words_go_to_nobody_else(strict):
    post = say(strict.question, strict.okonjo, CALM)
    edit_post(post, by=strict.okonjo, body=HARM, version=1)
    assert readers(strict, post) == {"okonjo", "marsh", "lindqvist"}
    assert kinds(Q1) == ["post.created", "post.withdrawn"]


def test_an_edit_that_takes_the_words_away_leaves_the_finding_with_the_version_that_had_them(heart):
    post = say(heart.question, heart.okonjo, HARM)
    edit_post(post, by=heart.okonjo, body=CALM, version=1)
    found = Finding.objects.unsettled().get()
    assert found.gone
    settle_finding(found, "upheld", by=heart.marsh)
    assert not Finding.objects.unsettled().exists()


def test_words_that_stay_through_an_edit_keep_their_finding_and_what_was_said_of_it(strict):
    post = say(strict.question, strict.okonjo, HARM)
    settle_finding(post.findings.get(), "set_aside", by=strict.marsh)
    release_post(post, by=strict.marsh)
    edit_post(now(post), by=strict.okonjo, body=f"First of all: {CALM}\n\n{HARM}", version=1)
    found = now(post).findings.get()
    assert (found.verdict, found.version, found.gone) == ("set_aside", 2, False)
    assert now(post).current.body[found.start : found.end] == HARM[:-1]
    assert not now(post).held_at


def test_words_that_were_covered_or_left_out_are_held_anew_when_they_come_back(strict):
    covered, mended = (say(strict.question, strict.okonjo, NAMED) for _ in range(2))
    decide(covered, "redact", by=strict.marsh)
    edit_post(now(mended), by=strict.okonjo, body=CALM, version=1)
    decide(mended, "release", by=strict.marsh, version=2)
    for post in (covered, mended):
        assert not now(post).held_at
        edit_post(now(post), by=strict.okonjo, body=NAMED, version=now(post).edition)
        assert now(post).held_at
        assert now(post).noticed == 1


def test_a_verdict_falls_when_the_words_around_are_others(strict):
    post = say(strict.question, strict.okonjo, "One of mine died. That was a goldfish.")
    decide(post, "set_aside", by=strict.marsh)
    decide(post, "release", by=strict.marsh, version=1)
    edit_post(now(post), by=strict.okonjo, body="One of mine died. A man of 60, of the drug.", version=1)
    assert now(post).held_at


def test_covering_one_name_leaves_the_other_and_the_event_where_they_stand(strict):
    post = say(strict.question, strict.okonjo, f"{NAMED} Then I saw Mr. Peter Albrecht. {HARM}")
    act = redact_post(post, "Mrs. Maria Kowalczyk", by=strict.marsh, reason="A name")
    standing = Finding.objects.unsettled().filter(version=2)
    assert set(standing.values_list("kind", flat=True)) == {"patient", "adverse_event"}
    undo_act(act, by=strict.marsh)
    words = now(post).current.body
    found = Finding.objects.unsettled().filter(version=3).order_by("start")
    assert [words[one.start : one.end] for one in found] == ["Mrs. Maria Kowalczyk", "Mr. Peter Albrecht", HARM[:-1]]


def test_what_screening_held_is_not_let_out_by_taking_the_hold_back_once_it_has_other_words(strict):
    changed, gone = (say(strict.question, strict.okonjo, HARM) for _ in range(2))
    edit_post(changed, by=strict.okonjo, body=NAMED, version=1)
    remove_post(gone, by=strict.okonjo)
    for post in (changed, gone):
        with pytest.raises(Conflict):
            undo_act(post.acts.get(verb="held"), by=strict.marsh)
    assert kinds(Q1) == []


def test_an_edit_of_a_held_post_is_screened_and_stays_held(strict):
    post = say(strict.question, strict.okonjo, HARM)
    edit_post(post, by=strict.okonjo, body="Write to m.baker@example.org.", version=1)
    assert now(post).held_at
    assert {found.kind for found in post.findings.all()} == {"adverse_event", "patient"}
    hold_post(now(post), by=strict.marsh, reason="Again")
    assert post.holds.count() == 1


def test_what_the_desk_writes_is_screened_and_not_held_from_itself(strict):
    post = say(strict.question, strict.marsh, HARM)
    assert post.findings.exists()
    assert not post.held_at


def test_a_reply_to_a_post_that_nobody_saw_yet_waits_with_it(strict):
    post = say(strict.question, strict.okonjo, HARM)
    probe = say(strict.question, strict.marsh, "Was she well afterwards?", reply_to=post)
    assert kinds(Q1) == []
    assert "tanabe" not in readers(strict, probe)
    release_post(post, by=strict.marsh)
    assert [now(post).order, now(probe).order] == [1, 2]


def test_a_reply_that_waits_for_a_held_reply_is_published_with_it(strict):
    answer = say(strict.question, strict.tanabe, CALM)
    reply = say(strict.question, strict.okonjo, HARM, reply_to=answer)
    probe = say(strict.question, strict.marsh, "When was that?", reply_to=reply)
    release_post(reply, by=strict.marsh)
    assert [now(reply).order, now(probe).order] == [2, 3]


def test_only_the_desk_decides_and_two_deciding_at_once_hear_of_each_other(heart):
    found = say(heart.question, heart.okonjo, HARM).findings.get()
    for name in ("okonjo", "weidmann", "tanabe"):
        with pytest.raises(Denied):
            settle_finding(found, "set_aside", by=getattr(heart, name))
    settle_finding(found, "set_aside", by=heart.marsh)
    settle_finding(found, "set_aside", by=heart.lindqvist)
    with pytest.raises(Conflict):
        settle_finding(found, "upheld", by=heart.lindqvist)
    settle_finding(found, "upheld", by=heart.marsh)
    assert kinds(DESK).count("finding.settled") == 2


def test_removing_a_held_post_tells_nobody_that_it_was_there(strict):
    post = say(strict.question, strict.okonjo, HARM)
    remove_post(post, by=strict.okonjo)
    assert kinds(Q1) == []
    assert kinds(DESK)[-1] == "post.dropped"


def test_advisors_do_not_choose_how_texts_are_screened(heart):
    with pytest.raises(Denied):
        choose_screening(heart.board, "hold", by=heart.okonjo)
    with pytest.raises(Invalid):
        choose_screening(heart.board, "everything", by=heart.marsh)


def test_a_finding_of_another_board_is_nothing_here(heart):
    lungs = room({}, slug="lungs")
    found = say(lungs.question, lungs.okonjo, HARM).findings.get()
    with pytest.raises((Absent, Denied)):
        settle_finding(found, "upheld", by=heart.marsh)


def test_the_author_and_the_desk_read_beside_the_post_what_was_noticed_and_nobody_else_does(heart):
    say(heart.question, heart.okonjo, f"As ever. {HARM}")
    shown = {name: page_of(getattr(heart, name)) for name in heart.seats}
    assert {name for name, page in shown.items() if f"<mark>{HARM[:-1]}</mark>" in page} == {
        "okonjo", "marsh", "lindqvist",
    }  # fmt: skip
    assert "Thank you" in shown["okonjo"]
    assert "verdict" not in shown["okonjo"]


def test_what_was_noticed_leaves_the_author_s_page_once_a_moderator_has_decided(heart):
    post = say(heart.question, heart.okonjo, HARM)
    settle_finding(post.findings.get(), "set_aside", by=heart.marsh)
    assert "<mark>" not in page_of(heart.okonjo)
    assert now(post).noticed == 0


def test_the_desk_decides_by_a_plain_form_and_is_told_when_another_was_faster(heart):
    found = say(heart.question, heart.okonjo, HARM).findings.get()
    path = f"/boards/heart/findings/{found.pk}/verdict/"
    assert browser(heart.marsh).post(path, {"verdict": "set_aside"}).status_code == 302
    late = browser(heart.lindqvist)
    assert late.post(path, {"verdict": "upheld"}).status_code == 302
    assert "Another moderator has just decided" in late.get("/boards/heart/questions/1/").text
    found.refresh_from_db()
    assert (found.verdict, found.settled_by_id) == ("set_aside", heart.marsh.pk)


def test_a_verdict_is_in_the_log_of_moderation_and_can_be_taken_back(heart):
    found = say(heart.question, heart.okonjo, HARM).findings.get()
    act = settle_finding(found, "set_aside", by=heart.marsh)
    undo_act(act, by=heart.lindqvist)
    found.refresh_from_db()
    assert (found.verdict, found.settled_at) == ("", None)
    assert found.post.noticed == 1


def test_a_program_is_told_of_its_own_words_alone(heart):
    mine = Program(heart.okonjo.user)
    sent = {"body": HARM, "client_id": str(uuid4())}
    told = mine("POST", "boards/heart/questions/1/posts", sent).json()
    assert [(one["kind"], one["words"]) for one in told["screening"]] == [("adverse_event", HARM[:-1])]
    read = {name: Program(getattr(heart, name).user).get("boards/heart/questions/1/posts") for name in heart.seats}
    assert {name for name, page in read.items() if "screening" in page["items"][0]} == {"okonjo", "marsh", "lindqvist"}
    changed = mine("PUT", f"posts/{told['id']}", {"body": CALM, "version": 1}).json()
    assert "screening" not in changed


def test_the_team_sets_the_screening_with_the_board_and_later(heart):
    form = {"screening": "hold", "products": "Zorbotal, the yellow one"}
    assert browser(heart.weidmann).post("/boards/heart/people/screening/", form).status_code == 302
    heart.board.refresh_from_db()
    assert (heart.board.screening, heart.board.product_names) == ("hold", ("Zorbotal", "the yellow one"))
    assert browser(heart.okonjo).post("/boards/heart/people/screening/", form).status_code == 403
    assert "Set the screening" not in page_of(heart.okonjo, "/boards/heart/people/")
    assert "Set the screening" in page_of(heart.marsh, "/boards/heart/people/")
