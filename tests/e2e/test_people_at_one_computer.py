"""A session that ended while somebody typed, and two people at one ward computer: nothing is lost or mixed up."""

from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.e2e.people import enter_password, expect_home, question, refused
from tests.e2e.talk import post, send, write_answer

pytestmark = pytest.mark.e2e

SIGNED_OUT = "You are signed out. What you wrote is kept on this device."
KEPT = "() => Object.entries(localStorage).filter(([name]) => !['theme', 'keys'].includes(name)).flat().join(' ')"


@pytest.fixture
def newcomer(sit, standing_site):
    """Somebody who signs in at a browser of their own, not on a sign-in that others share."""

    def sit_down(account):
        person = sit(standing_site)
        enter_password(person.page, standing_site.url, account)
        expect_home(person.page)
        return person

    return sit_down


def refusal_of(person, page, asked):
    """What the API says to a post with this page's own token: the status and its code."""
    token = page.locator("meta[name=csrf-token]").get_attribute("content")
    address = f"{person.url}/api/v1/boards/cardio-oncology/questions/2/posts"
    answered = person.context.request.post(address, data=asked, headers={"X-CSRFToken": token})
    return answered.status, answered.json()["error"]["code"]


def test_a_session_that_ended_while_typing_costs_no_words(newcomer, standing_site):
    abernathy, words = newcomer("patient"), "Ask who drives them to the clinic."
    abernathy.expects(refused(401))
    page = abernathy.live(question(4))
    write_answer(page, words)

    elsewhere = newcomer("patient").open("/accounts/sessions/")
    elsewhere.get_by_role("button", name="Sign out elsewhere").click()
    expect(page.get_by_text(SIGNED_OUT)).to_be_visible()
    expect(page.get_by_role("textbox", name="Your answer")).to_have_value(words)
    send(page.locator("form[data-kind=answer]"))
    unsent = post(page, words)
    expect(unsent).to_contain_text("Not sent, you are signed out")

    page.get_by_role("link", name="Sign in again").click()
    enter_password(page, standing_site.url, "patient", f"?next={question(4)}")
    expect(page).to_have_url(f"{standing_site.url}{question(4)}")
    expect(post(page, words).locator("time")).to_be_visible()
    expect(post(page, words)).to_have_count(1)
    expect(page.get_by_role("textbox", name="Your answer")).to_have_value("")
    listed = abernathy.api("boards/cardio-oncology/questions/4/posts?limit=200").json()["items"]
    assert [one["author"]["me"] for one in listed if one.get("body") == words] == [True]


def test_a_second_person_at_the_same_computer_posts_nothing_of_the_first(newcomer, standing_site):
    first, words = newcomer("patient"), "My own words, half written."
    first.expects(refused(401, 403))
    left = first.live(question(2))
    write_answer(left, words)
    person, stamp = (left.locator("main").get_attribute(f"data-{name}") for name in ("person", "stamp"))
    assert words in left.evaluate(KEPT)

    other = first.open("/", first.tab())
    other.get_by_role("button", name="account menu").click()
    other.get_by_role("button", name="Sign out").click()
    expect(other.get_by_role("heading", name="Sign in")).to_be_visible()
    expect(left.get_by_text(SIGNED_OUT)).to_be_visible()
    assert words not in other.evaluate(KEPT)
    assert person not in other.evaluate(KEPT)

    enter_password(other, standing_site.url, "advisor3")
    expect_home(other)
    left.bring_to_front()
    send(left.locator("form[data-composer]"))
    expect(left.locator("[data-error]:visible")).to_contain_text("Not sent, somebody else is signed in here now")
    expect(left.get_by_text("Somebody else is signed in in this browser now.")).to_be_visible()
    expect(left.get_by_role("textbox", name="Your answer")).to_have_value(words)
    assert words not in left.evaluate(KEPT)

    first.live(question(2), other)
    expect(other.get_by_role("textbox", name="Your answer")).to_have_value("")
    assert words not in other.content()
    assert refusal_of(first, other, {"body": words, "client_id": str(uuid4()), "stamp": stamp}) == (409, "other_seat")
    assert first.api("boards/cardio-oncology/questions/2/posts").json()["items"] == []


def test_signing_out_leaves_no_draft_on_the_device_and_loses_none(newcomer, standing_site):
    abernathy, words = newcomer("patient"), "To be finished at home."
    page = abernathy.live(question(8))
    write_answer(page, words)
    expect(page.get_by_text("Draft saved at")).to_be_visible()
    assert words in page.evaluate(KEPT)
    page.get_by_role("button", name="account menu").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
    assert page.evaluate(KEPT).strip() == ""
    assert page.evaluate("() => sessionStorage.length") == 0

    enter_password(page, standing_site.url, "patient", f"?next={question(8)}")
    expect(page.get_by_role("textbox", name="Your answer")).to_have_value(words)
