"""Notes on a document: by keyboard on words, on a picture and on a recording, live to others, and on to version 2."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import found
from tests.e2e.people import SLUG

pytestmark = pytest.mark.e2e

LIBRARY = f"/boards/{SLUG}/library/"
TITLE = "When to refer"
FIRST = "Measure blood pressure on both arms.\n\nRefer the same day for a new irregular pulse.\n\nCall when in doubt."
SECOND = "A preface.\n\nMeasure blood pressure on both arms.\n\nCall when in doubt, at any hour."


def approvals(page, url, **asked):
    """Say who has to approve what the library publishes."""
    page.goto(f"{url}{LIBRARY}setup/")
    for function in ("medical", "legal", "regulatory"):
        page.locator(f"[name={function}]").select_option(asked.get(function, "0"))
    page.locator("form[action$='approvals/'] button").last.click()


def publish(page, url):
    """Publish a page of text; gives its address."""
    page.goto(f"{url}{LIBRARY}new/")
    page.get_by_label("Title").fill(TITLE)
    page.locator("[name=format]").select_option("page")
    page.locator("[name=body]").fill(FIRST)
    page.get_by_role("button", name="Publish to the board").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)
    return page.url


def write(page, words, *, private=False):
    """Type a note into the form that has the focus, and send it."""
    expect(page.get_by_role("textbox", name="Your note")).to_be_focused()
    page.keyboard.type(words)
    page.get_by_role("button", name="Keep to myself" if private else "Share", exact=True).click()
    expect(page.locator("#notes")).to_contain_text(words)


def looked(page):
    """No complaint of axe."""
    assert found(page) == []


def test_an_advisor_annotates_by_keyboard_a_peer_answers_live_and_version_two_moves_the_notes(sit, standing_site):
    medical, reader, peer = (sit(standing_site, name) for name in ("medical", "advisor5", "advisor6"))
    approvals(medical.page, medical.url)
    address, page = publish(medical.page, medical.url), reader.page
    for person in (reader, peer):
        person.page.goto(address)
    noted_by_keyboard(page)
    theirs = peer.page.locator("#notes > .note")
    expect(theirs).to_contain_text("To whom?")
    expect(peer.page.locator("mark[data-of]")).to_have_text("Refer the same day for a new irregular pulse.")
    assert not peer.heard("Aiko Tanabe")
    theirs.get_by_role("link", name="Reply").click()
    peer.page.keyboard.type("The cardiologist on call.")
    peer.page.get_by_role("button", name="Share", exact=True).click()
    expect(page.locator("#notes > .note")).to_contain_text("The cardiologist on call.")
    page.locator("#p0-1").evaluate("(one) => getSelection().selectAllChildren(one)")
    page.get_by_role("button", name="Write a note on these words").click()
    write(page, "Both, always?", private=True)
    expect(page.locator("#notes > .note").first).to_contain_text("Only you see this")
    expect(theirs).to_have_count(1)
    looked(page)
    follow(medical.page, address)
    page.goto(address)
    expect(page.locator("#notes > .note")).to_contain_text("Both, always?")
    expect(page.locator("mark[data-of]")).to_have_text("Measure blood pressure on both arms.")
    expect(page.get_by_role("region", name="Lost their place")).to_contain_text("The cardiologist on call.")
    looked(page)
    approvals(medical.page, medical.url, medical="1", legal="2")


def noted_by_keyboard(page):
    """A note on a paragraph that nobody selected by mouse; whoever wrote it is back there."""
    second = page.locator("#p0-2")
    second.focus()
    page.keyboard.press("c")
    page.keyboard.press("Escape")
    expect(second).to_be_focused()
    page.keyboard.press("c")
    write(page, "To whom?")
    expect(second).to_be_focused()


def follow(page, address):
    """Add a version in which a passage is missing."""
    page.goto(f"{address.partition('#')[0]}versions/new/")
    page.get_by_label("What changed").fill("No referral")
    page.locator("[name=format]").select_option("page")
    page.locator("[name=body]").fill(SECOND)
    page.get_by_role("button", name="Add the version").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(TITLE)


def boxed_by_keyboard(page, words):
    """A note on a part of the picture without a mouse."""
    page.get_by_role("button", name="Write a note on a part of the page").focus()
    page.keyboard.press("Enter")
    box = page.get_by_role("application")
    expect(box).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    said = "32 % from the left, 30 % from the top, 40 % wide, 22 % high"
    expect(box).to_have_attribute("aria-label", re.compile(said))
    page.keyboard.press("Enter")
    write(page, words)


def boxed_by_mouse(page, words):
    """A note on a part that is drawn."""
    page.get_by_role("button", name="Write a note on a part of the page").click()
    around = page.locator(".drawing > .region").bounding_box()
    page.mouse.move(around["x"] + 120, around["y"] + 40)
    page.mouse.down()
    page.mouse.move(around["x"] + 220, around["y"] + 90, steps=3)
    page.mouse.up()
    write(page, words)


def test_parts_of_a_slide_are_noted_by_keyboard_and_by_mouse_and_words_on_its_picture(sit, standing_site):
    reader, peer = sit(standing_site, "advisor4"), sit(standing_site, "chair")
    page = reader.open(LIBRARY)
    page.get_by_role("link", name="When events were found").first.click()
    slides = f"{page.url}?view=pages"
    page.goto(slides)
    page.wait_for_function("() => document.querySelector('.paper') || (location.reload(), false)", polling=1000)
    peer.page.goto(slides)
    boxed_by_keyboard(page, "Which weeks?")
    expect(page.locator("svg rect.region")).to_have_count(1)
    expect(peer.page.locator("svg rect.region")).to_have_count(1)
    boxed_by_mouse(peer.page, "And here?")
    expect(page.locator("svg rect.region")).to_have_count(2)
    page.locator(".paper svg text").first.evaluate("(one) => getSelection().selectAllChildren(one)")
    page.get_by_role("button", name="Write a note on these words").click()
    write(page, "This title.")
    expect(page.locator("svg rect.noted").first).to_be_attached()
    looked(page)


def test_a_moment_of_a_recording_is_noted_and_leads_back_to_it(sit, standing_site):
    page = sit(standing_site, "advisor4").open(LIBRARY)
    page.get_by_role("link", name="What a pause of four seconds").first.click()
    player = page.locator("audio, video")
    player.evaluate("(one) => new Promise((is) => { one.onseeked = is; one.currentTime = 3; })")
    page.keyboard.press("c")
    write(page, "Here it stops.")
    at = page.locator("#notes .at a")
    expect(at).to_have_text("At 0:03")
    player.evaluate("(one) => { one.currentTime = 0; }")
    at.click()
    page.wait_for_function("() => document.querySelector('audio, video').currentTime >= 3")
    looked(page)
