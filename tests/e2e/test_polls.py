"""A poll in a moment: asked inside a thread, voted in by keyboard, counted live, and final where it is detached."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import question, refused
from tests.e2e.talk import post

pytestmark = pytest.mark.e2e
PHONE = {"viewport": {"width": 390, "height": 844}}


def ask(marsh, words, options, mode):
    """Ask one under the first post of the page, as a moderator does."""
    page = marsh.live(question(1))
    opener = page.locator(".post [data-modopen]").first.get_attribute("href")
    page = marsh.open(opener.replace("moderation/", "poll/"))
    page.get_by_label("Question", exact=True).fill(words)
    page.get_by_label("Options", exact=True).fill("\n".join(options))
    page.get_by_label(re.compile(f"^{mode}")).check()
    page.get_by_role("button", name="Ask").click()
    return post(page, words).locator(".poll")


def test_a_poll_is_asked_voted_in_counted_live_and_closed_and_a_detached_one_is_final(sit, standing_site):
    marsh, tanabe = sit(standing_site, "moderator"), sit(standing_site, "advisor5", **PHONE)
    page = tanabe.live(question(1))
    theirs = ask(marsh, "Which comes first?", ("ECG", "Blood pressure", "Both"), "Named")
    poll = post(page, "Which comes first?").locator(".poll[data-yours]")
    expect(poll.get_by_role("radio")).to_have_count(3)
    poll.get_by_role("radio", name="ECG").focus()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(poll.locator("[data-chosen]")).to_contain_text("Blood pressure")
    expect(poll.get_by_role("button", name="Change my vote")).to_be_focused()
    expect(theirs.locator("[data-count]")).to_have_text(["0 of 1", "1 of 1", "0 of 1"])
    theirs.get_by_role("button", name="Close the poll").click()
    expect(poll.get_by_role("radio")).to_have_count(0)
    expect(poll).to_contain_text("Poll, closed")
    page = tanabe.open(poll.get_by_role("link", name="Who chose what").get_attribute("href"))
    expect(page.get_by_role("heading", name="Who chose what")).to_be_visible()
    a_detached_ballot_is_final_on_a_second_device_too(marsh, tanabe, sit(standing_site, "advisor5"))


def a_detached_ballot_is_final_on_a_second_device_too(marsh, first, second):
    for person in (marsh, first, second):
        person.frames.clear()
    ask(marsh, "Would you enrol a patient?", ("Yes", "No"), "Detached")
    polls = [
        post(person.live(question(1)), "Would you enrol a patient?").locator(".poll") for person in (first, second)
    ]
    for poll in polls:
        expect(poll).to_contain_text("Final once cast")
        poll.get_by_text("Yes", exact=True).click()
    polls[0].get_by_role("button", name="Cast for good").click()
    expect(polls[0]).to_contain_text("Your ballot was cast; it is final.")
    expect(polls[1].locator("[data-turnout]")).to_have_text("1 voted")
    second.expects(refused(409))
    polls[1].get_by_role("button", name="Cast for good").click()
    expect(polls[1].get_by_role("alert")).to_contain_text("Your ballot was cast before and is final.")
    assert not any('"counts"' in text for person in (marsh, first, second) for text in person.frames)
