"""The same story where the network refuses WebSockets: everything arrives over plain HTTP, by itself."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.line import line_to
from tests.e2e.people import NAMES, UNREACHED, enter_password, expect_home, question, refused
from tests.e2e.talk import (
    add_answer,
    alias_of,
    begin_reply,
    change,
    post,
    reply,
    send,
    show_change,
    shown,
    write_answer,
)

pytestmark = pytest.mark.e2e

LATE = 60_000
ROOM = 15_000  # a question for news waits up to 25 s
FIRST, SECOND = "Solheim’s first: pressure and an ECG.", "Okonjo’s first: a list of drugs."
NO_CONNECTION = re.compile("^No connection")


def followed(person, path, page=None, how="polling"):
    """Go to a question, and wait until what others do arrives there one way or the other."""
    page = person.open(path, page)
    expect(page.locator("main")).to_have_attribute("data-live", how, timeout=LATE)
    return page


@pytest.fixture
def line(standing_site):
    """A line to the shared product, over which no WebSocket comes."""
    with line_to(standing_site) as laid:
        laid.refuse_sockets()
        yield laid


@pytest.fixture
def table(sit, standing_site, line):
    """Two advisors who have not answered and a moderator, on a line without WebSockets; one will sign out."""
    solheim = sit(standing_site, url=line.url)
    enter_password(solheim.page, line.url, "advisor2")
    expect_home(solheim.page)
    return solheim, *(sit(standing_site, one, url=line.url) for one in ("advisor1", "moderator"))


def answer_behind_the_gate(solheim, okonjo, marsh):
    """Each answers without having read the other; the moderator sees the name, the advisor the alias."""
    followed(marsh, question(8))
    for person, words in ((solheim, FIRST), (okonjo, SECOND)):
        followed(person, question(8))
        assert not okonjo.heard(FIRST)
        alias = alias_of(person.page)
        write_answer(person.page, words)
        person.page.get_by_role("button", name="Post answer").click()
        expect(post(person.page, words)).to_be_visible()
    expect(post(marsh.page, FIRST)).to_contain_text(NAMES["advisor2"])
    expect(post(okonjo.page, FIRST)).to_be_visible()
    expect(post(solheim.page, SECOND).locator("header")).to_contain_text(alias)
    assert not solheim.heard(NAMES["advisor1"])


def talk(solheim, okonjo, marsh):
    """A reply, a probe, a reaction and a change arrive everywhere."""
    before, after, probe = "Which drugs, and why those?", "Which drugs, and which dose?", "For how long?"
    asked = reply(solheim.page, SECOND, before)
    expect(post(okonjo.page, before)).to_be_visible()
    send(begin_reply(marsh.page, SECOND, probe))
    for person in (solheim, okonjo):
        expect(post(person.page, probe).locator("header .kind")).to_have_text("Probe")
    post(okonjo.page, FIRST).get_by_role("button", name="Agree").press("Enter")
    for person in (solheim, okonjo, marsh):
        expect(post(person.page, FIRST).get_by_role("button", name="Agree")).to_have_text("Agree 1")
    post(okonjo.page, before).scroll_into_view_if_needed()
    change(asked, after)
    show_change(post(okonjo.page, before))
    expect(post(okonjo.page, after)).to_be_visible()


def hold_and_release(solheim, marsh):
    """A held post goes out of sight, and comes back where it stood."""
    place = post(solheim.page, SECOND).get_attribute("id")
    post(marsh.page, SECOND).hover()
    post(marsh.page, SECOND).get_by_role("button", name="Hold").click()
    marsh.page.get_by_label("Reason").fill("Names a colleague")
    marsh.page.get_by_role("button", name="Hold post").click()
    expect(solheim.page.locator(f"#{place}")).to_have_text("This post is out of sight while a moderator reads it.")
    post(marsh.page, SECOND).get_by_role("button", name="Release").click()
    expect(solheim.page.locator(f"#{place}")).to_contain_text(SECOND)


def sign_out_elsewhere(person):
    """In another tab of the same browser."""
    elsewhere = person.open("/", person.tab())
    elsewhere.get_by_role("button", name="account menu").click()
    elsewhere.get_by_role("button", name="Sign out").click()


def test_two_advisors_and_a_moderator_behind_a_proxy_without_websockets(table, line):
    solheim, okonjo, marsh = table
    for person in (solheim, okonjo, marsh):
        person.expects(UNREACHED, "WebSocket connection", refused(401))
    answer_behind_the_gate(solheim, okonjo, marsh)
    talk(solheim, okonjo, marsh)
    hold_and_release(solheim, marsh)
    expect(solheim.page.get_by_text(NO_CONNECTION)).to_be_hidden()
    many_tabs_leave_room_for_posts(okonjo, marsh)

    line.let_sockets_through()
    marsh.page.evaluate("() => dispatchEvent(new Event('online'))")
    expect(marsh.page.locator("main")).to_have_attribute("data-live", "live")
    sign_out_elsewhere(solheim)
    expect(solheim.page.get_by_text(re.compile("^You are signed out"))).to_be_visible()
    add_answer(marsh.page, "A thread of my own.")
    assert not solheim.heard("A thread of my own.")


def many_tabs_leave_room_for_posts(okonjo, marsh):
    """Eight tabs of one browser wait for news, and a ninth request still gets through."""
    tabs = [followed(okonjo, question(8), okonjo.tab()) for _ in range(7)]
    sent = add_answer(tabs[-1], "From the eighth tab.")
    expect(sent.locator("time")).to_be_visible(timeout=ROOM)
    expect(post(marsh.page, "From the eighth tab.")).to_be_visible()
    tabs[0].bring_to_front()
    expect(post(tabs[0], "From the eighth tab.")).to_be_visible(timeout=LATE)
    for tab in tabs:
        tab.close()


def test_proxies_that_refuse_hang_swallow_or_answer_themselves_all_end_in_plain_http(sit, standing_site, line):
    okonjo, marsh = sit(standing_site, "advisor1", url=line.url), sit(standing_site, "moderator")
    okonjo.expects(UNREACHED, "WebSocket connection", refused(403, 426))
    marsh.live(question(1))
    ways = ("426 Upgrade Required", "hangs", "swallows")
    for how in ways:
        line.refuse_sockets(how)
        page, words = followed(okonjo, question(1), okonjo.tab()), f"Said while the proxy has {how}."
        add_answer(marsh.page, words)
        expect(post(page, words)).to_be_visible()
        expect(page.get_by_text(NO_CONNECTION)).to_be_hidden()
    assert [words for words in shown(page) if words.startswith("Said while the proxy")] == [
        f"Said while the proxy has {how}." for how in ways
    ]

    line.refuse_sockets()
    page = okonjo.tab()
    page.route("**/live/?*", lambda route: route.fulfill(status=403, content_type="text/html", body="Blocked"))
    okonjo.open(question(1), page)
    expect(page.get_by_text(NO_CONNECTION)).to_be_visible(timeout=LATE)
    expect(page.get_by_text("You are no longer on this board.")).to_be_hidden()
    page.unroute("**/live/?*")
    page.locator("[data-retry]").dispatch_event("click")  # where the page has tried again by itself, it is gone already
    expect(page.locator("main")).to_have_attribute("data-live", "polling")
    expect(page.get_by_text(NO_CONNECTION)).to_be_hidden()
    line.let_sockets_through()
    page.evaluate("() => dispatchEvent(new Event('online'))")
    expect(page.locator("main")).to_have_attribute("data-live", "live")
