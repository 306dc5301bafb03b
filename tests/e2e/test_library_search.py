"""A phrase that stands on a page of a document is searched, and the page opens with it marked."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.e2e

PHRASE, TITLE = "traces were seen within", "When events were found, in four slides"


def test_the_moderator_searches_a_phrase_and_lands_on_the_page_with_the_hit_marked(sit, standing_site):
    page = sit(standing_site, "moderator").open("/boards/")
    found = page.locator(".found", has_text="Page 3 of 4")

    def drawn():
        page.goto(f"{standing_site.url}/search/?q=rhythm")
        page.locator("main").get_by_role("searchbox").fill(f'"{PHRASE}"')
        page.keyboard.press("Enter")
        expect(page.locator(".result-line")).to_contain_text(PHRASE)
        expect(found).to_have_count(1, timeout=5_000)

    _until(drawn)
    expect(found.locator("mark")).to_have_text(PHRASE)
    found.get_by_role("link", name=TITLE).click()
    expect(page.get_by_role("article", name="Page 3 of 4")).to_be_visible()
    expect(page.locator("#hit-1")).to_have_text(PHRASE)
    expect(page.locator("#hit-1")).to_be_in_viewport()


def _until(met, times=20):
    """The worker draws the pages of the demo's slides while the story begins."""
    for _ in range(times - 1):
        try:
            return met()
        except AssertionError:
            continue
    return met()
