"""The discussion by keyboard alone, and where the focus goes."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import question
from tests.e2e.talk import post, thread

pytestmark = pytest.mark.e2e

FIRST, SECOND = "Anyone with previous atrial fibrillation", "previous anthracycline"


@pytest.fixture
def page(sit, standing_site):
    """An open discussion, before an advisor who has answered."""
    return sit(standing_site, "advisor4").live(question(1))


def test_single_keys_move_between_answers_and_open_a_reply(page):
    threads = page.locator("[data-threads] > .thread")
    page.keyboard.press("j")
    expect(threads.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(threads.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(threads.nth(0)).to_be_focused()
    page.keyboard.press("r")
    field = threads.nth(0).get_by_role("textbox")
    expect(field).to_be_focused()
    page.keyboard.type("jkr?")
    expect(field).to_have_value("jkr?")
    expect(page.locator("dialog[open]")).to_have_count(0)
    field.fill("Sent by the keyboard alone.")
    page.keyboard.press("Control+Enter")
    expect(post(page, "Sent by the keyboard alone.")).to_be_focused()
    expect(thread(page, "Sent by the keyboard alone.").locator(".replies .post time").last).to_be_visible()
    expect(field).to_have_value("")


def test_a_reaction_by_key_stays_where_it_was_pressed(page):
    page.keyboard.press("j")
    agree = page.locator(".thread").first.locator(".post").first.get_by_role("button", name="Agree")
    before = agree.get_attribute("aria-pressed")
    page.keyboard.press("a")
    expect(agree).not_to_have_attribute("aria-pressed", before)
    expect(page.locator("[data-threads] > .thread").first).to_be_focused()


def test_the_list_of_keys_opens_closes_and_turns_them_off(page):
    first = page.locator("[data-threads] > .thread").first
    page.keyboard.press("j")
    page.keyboard.press("?")
    keys = page.get_by_role("dialog", name="Keyboard shortcuts")
    expect(keys).to_be_visible()
    page.keyboard.press("Escape")
    expect(keys).to_be_hidden()
    expect(first).to_be_focused()

    page.keyboard.press("?")
    keys.get_by_label("Single-key shortcuts on").uncheck()
    page.keyboard.press("Escape")
    page.reload()
    expect(page.locator("main")).to_have_attribute("data-live", "live")
    page.keyboard.press("j")
    expect(first).not_to_be_focused()


def test_focus_starts_at_the_skip_link_and_returns_to_what_opened_a_menu(page):
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to main content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()

    opener = page.get_by_role("button", name=re.compile("account menu"))
    opener.focus()
    page.keyboard.press("Enter")
    expect(page.locator("#account")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#account")).to_be_hidden()
    expect(opener).to_be_focused()


def test_closing_a_reply_by_keyboard_keeps_its_words_and_returns_to_the_answer(page):
    page.keyboard.press("j")
    page.keyboard.press("r")
    page.keyboard.type("Not yet.")
    first = page.locator("[data-threads] > .thread").first
    first.get_by_role("button", name="Close").press("Enter")
    expect(first.locator("form[data-kind=reply]")).to_be_hidden()
    expect(first.get_by_role("link", name="Reply")).to_be_focused()
    page.keyboard.press("r")
    expect(first.get_by_role("textbox")).to_have_value("Not yet.")
    first.get_by_role("textbox").fill("")
