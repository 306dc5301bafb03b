"""Without a connection: what one wrote outlives a restart of the browser, and what others wrote is not kept."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.line import line_to
from tests.e2e.people import UNREACHED, Person, enter_password, expect_home, question
from tests.e2e.talk import begin_reply, post, reply, send, write_answer

pytestmark = pytest.mark.e2e

BACK = 60_000
WRITTEN, WAITS = "Written on the train, without a connection.", "1 post waits on this device to be sent."
KEPT = """async () => {
  const kept = [];
  for (const name of await caches.keys()) {
    for (const request of await (await caches.open(name)).keys()) kept.push(new URL(request.url).pathname);
  }
  return kept;
}"""
WORDS = "() => Object.entries(localStorage).filter(([name]) => name.startsWith('advisory:')).flat().join(' ')"
CORNERS = "(one) => getComputedStyle(one).borderRadius"
READY = "async () => { await navigator.serviceWorker.ready; return Boolean(navigator.serviceWorker.controller); }"


@pytest.fixture
def restarted(browser_type, browser_type_launch_args, tmp_path):
    """A browser that can be closed and started again with everything that it has kept."""
    running = []

    def start(url):
        for context in running:
            context.close()
        running[:] = [browser_type.launch_persistent_context(tmp_path / "browser", **browser_type_launch_args)]
        return Person(running[0], url)

    yield start
    for context in running:
        context.close()


def kept_things(page):
    """What the device keeps in its caches besides the product's own look."""
    return {path for path in page.evaluate(KEPT) if not path.startswith("/static/")}


def signed_in_at(person):
    """Sign in as Prof. Solheim, and wait until the device is ready for a time without a connection."""
    enter_password(person.page, person.url, "advisor2")
    expect_home(person.page)
    person.page.evaluate("async () => { await navigator.serviceWorker.ready }")
    person.page.wait_for_function("() => navigator.serviceWorker.controller")


def write_offline(solheim, line):
    """Look around, lose the connection, answer all the same, and load the page again."""
    for path in ("/boards/", "/boards/cardio-oncology/", "/boards/cardio-oncology/library/", "/search/?q=ecg"):
        solheim.open(path)
    page = solheim.live(question(4))
    reply(page, page.locator(".thread .body").first.inner_text(), "Said while there was a connection.")
    assert page.evaluate(READY)
    assert kept_things(page) == {"/offline/"}
    line.cut()
    write_answer(page, WRITTEN)
    send(page.locator("form[data-kind=answer]"))
    expect(post(page, WRITTEN)).to_contain_text("Not sent, no connection")
    page.reload()
    expect(page.get_by_role("heading", name="You are offline")).to_be_visible()
    expect(page.get_by_text(WAITS)).to_be_visible()
    assert page.get_by_role("link", name="Try again").evaluate(CORNERS) != "0px"


def come_back(solheim, line):
    """The next page that is opened with a connection sends what waited."""
    page = solheim.open("/")
    expect(page.get_by_text(WAITS)).to_be_visible()
    line.mend()
    page.get_by_role("link", name="Try again").click()
    expect(page.get_by_role("heading", name=re.compile("Sign in|need"))).to_be_visible()
    if page.get_by_role("heading", name="Sign in").count():
        enter_password(page, line.url, "advisor2")
    expect_home(page)
    expect(page.get_by_text("Your post to question 4 was sent")).to_be_visible(timeout=BACK)


def test_a_post_written_offline_outlives_a_reload_and_a_restart_and_nothing_of_others_is_kept(standing_site, restarted):
    with line_to(standing_site) as line:
        solheim = restarted(line.url)
        signed_in_at(solheim)
        write_offline(solheim, line)
        solheim = restarted(line.url)
        come_back(solheim, line)
        page = solheim.live(question(4))
        expect(post(page, WRITTEN)).to_have_count(1)
        listed = solheim.api("boards/cardio-oncology/questions/4/posts?limit=200").json()["items"]
        assert [one["author"]["me"] for one in listed if one.get("body") == WRITTEN] == [True]

        begin_reply(page, WRITTEN, "Half a thought, for the device alone.")
        assert "Half a thought" in page.evaluate(WORDS)
        page.get_by_role("button", name="account menu").click()
        page.get_by_role("button", name="Sign out").click()
        expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
        assert page.evaluate(WORDS) == ""
        assert kept_things(page) == {"/offline/"}


def test_a_phone_that_slept_is_live_again_by_itself(sit, standing_site):
    with line_to(standing_site) as line:
        okonjo, marsh = sit(standing_site, "advisor1", url=line.url), sit(standing_site, "moderator")
        okonjo.expects(UNREACHED)
        page, words = okonjo.live(question(1)), "Said while the phone slept."
        marsh.live(question(1))
        page.evaluate("() => dispatchEvent(new PageTransitionEvent('pagehide', {persisted: true}))")
        line.cut()
        begun = marsh.page.locator(".thread .body").first.inner_text()
        reply(marsh.page, begun, words)
        line.mend()
        expect(post(page, words)).to_have_count(0)
        page.evaluate("() => dispatchEvent(new PageTransitionEvent('pageshow', {persisted: true}))")
        expect(post(page, words)).to_be_visible()
