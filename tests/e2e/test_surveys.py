"""A survey on a phone by touch and keyboard, and by a letter's link where no script runs."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import found
from tests.e2e.people import refused, sideways
from tests.e2e.test_screens import BOARD

pytestmark = pytest.mark.e2e
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
SURVEY = f"{BOARD}surveys/2/"
SPILT = """[...document.querySelectorAll(".scale label")]
    .filter((it) => it.scrollWidth > it.clientWidth).map((it) => it.innerText)"""
LINK = re.compile(r"http://\S+(/surveys/\S+/)")


def looks_well(page, heading):
    """A page is there, with nothing for axe to find, nothing that hangs over the side, and every word in its button."""
    expect(page.get_by_role("heading", level=1, name=heading)).to_be_visible()
    assert (found(page), sideways(page), page.evaluate(SPILT)) == ([], 0, [])


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def test_an_advisor_answers_on_a_phone_and_a_guest_by_a_letters_link_without_script(sit, standing_site):
    reyes, chair = sit(standing_site, "advisor6", **PHONE), sit(standing_site, "chair")
    answered_by_thumb_and_keyboard(reyes)
    looks_well(
        sit(standing_site, "moderator", **PHONE).open(f"{BOARD}surveys/1/preview/"), "Living with home monitoring"
    )
    before = len(standing_site.letters())
    page = chair.open(f"{SURVEY}people/")
    page.get_by_label("Email addresses").fill("guest@example.org")
    page.get_by_role("button", name="Send the letters").click()
    expect(page.get_by_text("guest@example.org", exact=True)).to_be_visible()
    link = LINK.search(standing_site.letter_with("guest@example.org", after=before))[1]
    guest = sit(standing_site, java_script_enabled=False)
    answered_without_script(guest, link)
    page = chair.open(f"{SURVEY}people/")
    expect(page.get_by_role("listitem").filter(has_text="guest@example.org")).to_contain_text("Finished")
    page.get_by_role("button", name="Revoke the link of guest@example.org").click()
    guest.expects(refused(404))
    expect(guest.open(link).get_by_role("heading", name="This link leads nowhere")).to_be_visible()
    assert "Cardio" not in guest.page.content()


def answered_by_thumb_and_keyboard(reyes):
    page = reyes.open("/")
    page.get_by_role("link", name=re.compile("^Begin ?: Survey")).tap()
    page.get_by_role("button", name="Begin").tap()
    looks_well(page, "Reading at a distance")
    page.get_by_text("Now and then").tap()
    page.get_by_label("Your answer").fill("Our nurse, on Fridays.")
    expect(page.get_by_text(re.compile(r"^Saved at \d\d:\d\d$"))).to_be_visible()
    page.reload()
    expect(page.get_by_label("Your answer")).to_have_value("Our nurse, on Fridays.")
    page.get_by_role("button", name="Next").tap()
    expect(page.get_by_text("Section 2 of 3")).to_be_visible()
    reyes.expects(refused(422))
    page.get_by_role("button", name="Next").tap()
    expect(page.get_by_role("alert")).to_be_focused()
    press(page, "Tab", "Enter")
    expect(page.locator("#i-q3")).to_be_in_viewport()
    page.get_by_label("Your number, in hours").focus()
    press(page, "6", "Enter")
    looks_well(page, "The tools")
    page.get_by_role("button", name=re.compile("^A call line: drag")).focus()
    press(page, "ArrowUp")
    page.get_by_role("radio", name=re.compile("^0")).focus()
    press(page, "1", "0")
    expect(page.get_by_role("radio", name=re.compile("^10"))).to_be_checked()
    page.get_by_role("button", name="Review").tap()
    looks_well(page, "Review your answers")
    expect(page.get_by_text("10 on 0 to 10")).to_be_visible()
    page.get_by_role("button", name="Finish").tap()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()


def answered_without_script(guest, link):
    page = guest.open(link)
    assert "Cardio" not in page.content()
    page.get_by_role("checkbox", name="I have read this").check()
    page.get_by_role("button", name="Begin").click()
    page.get_by_role("radio", name="No", exact=True).check()
    page.get_by_role("button", name="Next").click()
    expect(page.get_by_role("heading", name="The tools")).to_be_visible()
    page.get_by_label("A nurse’s time", exact=True).select_option("1")
    page.get_by_role("button", name="Finish later").click()
    expect(page.get_by_role("heading", name="Saved for later")).to_be_visible()
    page = guest.open(link)
    page.get_by_role("button", name="Go on").click()
    expect(page.get_by_label("A nurse’s time", exact=True)).to_have_value("1")
    page.get_by_role("radio", name="7", exact=True).check()
    page.get_by_role("button", name="Review").click()
    page.get_by_role("button", name="Finish").click()
    expect(page.get_by_role("heading", name="Thank you")).to_be_visible()
    expect(guest.open(link).get_by_role("heading", name="Thank you")).to_be_visible()
