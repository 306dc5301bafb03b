"""Notes on a document: by mouse, by keyboard and on a phone, live to whoever else reads it."""

import pytest
from playwright.sync_api import expect

from tests.e2e.people import SLUG

pytestmark = pytest.mark.e2e

LIBRARY = f"/boards/{SLUG}/library/"


def test_a_note_by_keyboard_is_read_at_once_and_answered_from_its_passage(sit, standing_site):
    team, reader = sit(standing_site, "moderator"), sit(standing_site, "advisor5")
    for person in (team, reader):
        person.page.goto(f"{person.url}{LIBRARY}")
        person.page.get_by_role("link", name="Evidence summary").first.click()
        expect(person.page.get_by_role("heading", level=1)).to_contain_text("Evidence summary")
    page = reader.page
    paragraph = page.locator("#p0-2")
    words = paragraph.inner_text()
    paragraph.focus()
    page.keyboard.press("c")
    expect(page.get_by_role("textbox", name="Your note")).to_be_focused()
    page.keyboard.press("Escape")
    expect(paragraph).to_be_focused()
    page.keyboard.press("c")
    page.keyboard.type("Could delay be defined?")
    page.get_by_role("button", name="Share", exact=True).click()
    expect(page.locator("#notes > .note")).to_contain_text("Could delay be defined?")
    expect(page.locator("mark[data-of]")).to_have_text(words)
    expect(page.locator("#p0-2")).to_be_focused()
    expect(team.page.locator("#notes > .note")).to_contain_text("Could delay be defined?")
    expect(team.page.locator("mark[data-of]")).to_have_text(words)
    page.locator("#p0-1").evaluate("(one) => getSelection().selectAllChildren(one)")
    page.get_by_role("button", name="Write a note on these words").click()
    page.get_by_role("textbox", name="Your note").fill("Both, always?")
    page.get_by_role("button", name="Keep to myself").click()
    expect(page.locator("#notes > .note").first).to_contain_text("Only you see this")
    expect(team.page.locator("#notes > .note")).to_have_count(1)
