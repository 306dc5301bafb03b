"""The connection is lost, the product is killed, the page is left: what was said is there once, and in order."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.line import line_to
from tests.e2e.people import PATIENCE, UNREACHED, question, refused
from tests.e2e.talk import add_answer, begin_reply, post, reply, send, shown, stay, write_answer
from tests.e2e.test_library_team import LARGE, PIECE, UPLOADS, job

pytestmark = pytest.mark.e2e

BACK = 60_000
NO_CONNECTION = re.compile("^No connection. What you write stays on this device")
UNANSWERED = "Posted, and never answered."


@pytest.fixture
def line(standing_site):
    """A line to the shared product that can be cut."""
    with line_to(standing_site) as laid:
        yield laid


def test_three_posts_during_a_break_are_there_once_and_in_order(sit, standing_site, line):
    okonjo, marsh = sit(standing_site, "advisor1", url=line.url), sit(standing_site, "moderator")
    okonjo.expects(UNREACHED)
    page = okonjo.live(question(1))
    marsh.live(question(1))
    stay(page)

    line.cut()
    expect(page.get_by_text(NO_CONNECTION)).to_be_visible()
    said = [f"{which} during the break." for which in ("First", "Second", "Third")]
    for words in said:
        add_answer(marsh.page, words)
    assert [words for words in said if okonjo.heard(words)] == []

    line.mend()
    expect(post(page, said[-1])).to_be_visible(timeout=BACK)
    expect(page.get_by_text(NO_CONNECTION)).to_be_hidden()
    assert [words for words in shown(page) if words in said] == said
    assert shown(page) == shown(marsh.page)
    reply(marsh.page, said[0], "And once more afterwards.")
    expect(post(page, "And once more afterwards.")).to_have_count(1)
    assert page.evaluate("() => window.stays")


def test_a_post_written_without_a_connection_is_kept_and_sent_once(sit, standing_site, line):
    okonjo, marsh = sit(standing_site, "advisor1", url=line.url), sit(standing_site, "moderator")
    okonjo.expects(UNREACHED)
    page, began, kept = okonjo.live(question(1)), "What I add, online.", "What I add, offline."
    marsh.live(question(1))
    add_answer(page, began)
    line.cut()
    send(begin_reply(page, began, kept))
    unsent = post(page, kept)
    expect(unsent).to_contain_text("Not sent, no connection")
    expect(unsent.get_by_role("button", name="Try again")).to_be_visible()
    expect(unsent.get_by_role("button", name="Copy text")).to_be_visible()
    expect(post(marsh.page, began)).to_be_visible()
    expect(post(marsh.page, kept)).to_have_count(0)

    line.mend()
    expect(post(page, kept).locator("time")).to_be_visible(timeout=BACK)
    expect(post(page, kept)).to_have_count(1)
    expect(post(marsh.page, kept)).to_have_count(1)
    okonjo.live(question(1))
    expect(post(page, kept)).to_have_count(1)


def test_a_post_that_was_not_sent_outlives_its_page(sit, standing_site, line):
    okonjo = sit(standing_site, "advisor1", url=line.url)
    okonjo.expects(UNREACHED)
    page, kept = okonjo.live(question(4)), "Left the ward before it was sent."
    line.cut()
    write_answer(page, kept)
    send(page.locator("form[data-kind=answer]"))
    expect(post(page, kept)).to_contain_text("Not sent, no connection")
    page.close()

    line.mend()
    page = okonjo.live(question(4), okonjo.tab())
    expect(post(page, kept).locator("time")).to_be_visible(timeout=BACK)
    listed = okonjo.api("boards/cardio-oncology/questions/4/posts?limit=200").json()["items"]
    assert [one["author"]["me"] for one in listed if one.get("body") == kept] == [True]


def test_a_reaction_that_cannot_be_sent_is_taken_back_and_newer_counts_stay(sit, standing_site):
    okonjo, marsh = sit(standing_site, "advisor1"), sit(standing_site, "moderator")
    okonjo.expects(refused(503))
    okonjo.expects("was answered with 503")
    page, words, asked = okonjo.live(question(4)), "Echo for whoever had anthracyclines.", []
    marsh.live(question(4))
    add_answer(marsh.page, words)

    def busy(route):
        asked.append(route.request.method)
        if len(asked) == 1:
            post(marsh.page, words).get_by_role("button", name="Insightful").press("Enter")
            expect(post(page, words).get_by_role("button", name="Insightful")).to_have_text("Insightful 1")
        route.fulfill(status=503, json={"error": {"code": "busy", "message": "The board is busy."}})

    page.route("**/reactions/agree", busy)
    agree = post(page, words).get_by_role("button", name="Agree")
    agree.press("Enter")
    expect(page.get_by_text("the board is busy")).to_be_visible()
    expect(agree).to_have_attribute("aria-pressed", "false")
    expect(agree).to_have_text("Agree")
    assert asked == ["PUT", "PUT", "PUT"]

    page.unroute("**/reactions/agree")
    for _ in range(3):
        agree.press("Enter")
    for person in (okonjo, marsh):
        expect(post(person.page, words).get_by_role("button", name="Agree")).to_have_text("Agree 1")
    expect(agree).to_have_attribute("aria-pressed", "true")


def test_what_is_typed_is_there_after_a_reload_and_on_another_device(sit, standing_site):
    okonjo, words = sit(standing_site, "advisor1"), "Half a thought about ECGs"
    page = okonjo.live(question(2))
    write_answer(page, words)
    page.reload()
    expect(page.get_by_role("textbox", name="Your answer")).to_have_value(words)
    write_answer(page, f"{words}, and one more")
    expect(page.get_by_text(re.compile("^Draft saved at"))).to_be_visible()

    elsewhere = sit(standing_site, "advisor1").live(question(2))
    expect(elsewhere.get_by_role("textbox", name="Your answer")).to_have_value(f"{words}, and one more")


def a_post_without_answer(line, page, words):
    """The post arrives at the product, and nobody hears of it."""
    line.swallow_answer_to(b"POST /api/v1/boards/cardio-oncology/questions/")
    with page.expect_request(lambda asked: asked.method == "POST" and asked.url.endswith("/posts")):
        if page.locator(".gate").count():
            write_answer(page, words)
            page.get_by_role("button", name="Post answer").click()
        else:
            send(begin_reply(page, page.locator(".post > .body").first.inner_text(), words))
    line.wait_swallowed()


def a_file_half_way(page, file):
    """A file whose first piece has arrived; gives what lets the second go on, and where each piece began."""
    offsets, held = [], []

    def carried(route):
        offsets.append(route.request.headers.get("upload-offset"))
        held.append(route) if len(offsets) == 2 else route.continue_()

    page.route(PIECE, carried)
    page.locator("[data-drop] input").set_input_files(file)
    for _ in range(PATIENCE // 100):
        if held:
            return held[0].continue_, offsets
        page.wait_for_timeout(100)
    raise AssertionError("the second piece was never sent")


def the_post_is_there_once(okonjo, page, number, words):
    """The page has sent it again, as the same, unless the live line brought it before that."""
    arrived = post(page, words).locator("time")
    expect(arrived).to_be_visible(timeout=BACK)
    expect(page.locator("main")).to_have_attribute("data-live", "live", timeout=BACK)
    expect(post(page, words)).to_have_count(1)
    listed = okonjo.api(f"boards/cardio-oncology/questions/{number}/posts?limit=200").json()["items"]
    assert [one["body"] for one in listed].count(words) == 1


def lose_the_server(site, line, pages, upload, file):
    """It is killed when posts have arrived and a file half, before any of them was answered; then it comes back."""
    go_on, offsets = a_file_half_way(upload, file)
    for page in pages:
        a_post_without_answer(line, page, UNANSWERED)
    site.kill9()
    go_on()
    expect(upload.locator("[data-sending]")).to_contain_text("No connection. It goes on by itself")
    expect(pages[-1].get_by_text("Not sent, no connection")).to_be_visible()
    line.carry_everything()
    site.start()
    return offsets


def test_a_server_killed_between_a_post_and_its_answer_has_it_once_and_goes_on_with_a_file(sit, site, tmp_path):
    medical, file, asked = sit(site, "medical"), tmp_path / "Field guide.pdf", []
    file.write_bytes(LARGE)
    with line_to(site) as line:
        okonjo = sit(site, "advisor1", url=line.url)
        for person in (okonjo, medical):
            person.expects(UNREACHED)
        okonjo.context.on("request", lambda request: asked.append(request))
        pages = {1: okonjo.live(question(1)), 6: okonjo.live(question(6), okonjo.tab())}  # open, and behind the gate
        upload = medical.open(UPLOADS)
        offsets = lose_the_server(site, line, [*pages.values()], upload, file)
        for number, page in pages.items():
            the_post_is_there_once(okonjo, page, number, UNANSWERED)
            sent = [one for one in asked if one.url.endswith(f"/questions/{number}/posts") and one.method == "POST"]
            assert len({request.post_data_json["client_id"] for request in sent}) == 1
    expect(job(upload, file.stem)).to_be_visible(timeout=BACK)
    expect(upload.locator("[data-sending] progress")).to_have_count(0)
    assert offsets.count("0") == 1, "what had arrived was not sent again"
    assert "as they were written" in site.manage("verify_audit")
