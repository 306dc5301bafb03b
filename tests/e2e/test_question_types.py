"""Eight ways to answer: set up by form, answered by keyboard at a desk and by thumb on a phone, live for everybody."""

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import found
from tests.e2e.forms import BY_KEYBOARD, OWN, ROWS, TOUCHED, keys, make_board, own, tap_answer, way
from tests.e2e.people import sideways

pytestmark = pytest.mark.e2e
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
BEYOND = """[...document.querySelectorAll(".swipe *")].filter((it) =>
    it.getBoundingClientRect().right > document.querySelector(".swipe").getBoundingClientRect().right).length"""
NUMBERS, VOTED = range(1, len(ROWS)), len(ROWS)


@pytest.mark.timeout(300)
def test_every_kind_is_answered_by_keyboard_and_by_thumb_and_the_figures_are_live(sit, standing_site):
    medical, desk = sit(standing_site, "medical"), sit(standing_site, "advisor1")
    thumb = sit(standing_site, "advisor2", **PHONE)
    make_board(medical.open("/boards/new/"))
    for number in NUMBERS:
        answered_by_keyboard(desk.live(way(number)), number)
    kept_over_a_reload(thumb.open(way(1)))
    watching = desk.live(way(1))
    for number in NUMBERS:
        answered_by_thumb(thumb.live(way(number)), number)
    expect(watching.locator("#results")).to_contain_text("2 people answered; 1 added a reason")
    assert own(watching) == OWN[1], "the figures that came down the line say what is one's own"
    moderator = sit(standing_site, "moderator")
    options_change(moderator.open(way(4)), desk.live(way(4)))
    statements_are_voted_on(moderator, desk, thumb)


def answered_by_keyboard(page, number):
    focus, pressed = BY_KEYBOARD[number]
    page.locator(focus).focus()
    keys(page, *pressed)
    expect(page.get_by_role("button", name="Change answer")).to_be_visible()
    assert own(page) == OWN[number]
    expect(page.locator("#results")).to_contain_text("1 person answered")


def kept_over_a_reload(gate):
    expect(gate.locator("#results")).to_have_count(0)
    gate.get_by_label("Why, in a line").fill("Two nurses share it")
    gate.reload()
    expect(gate.get_by_label("Why, in a line")).to_have_value("Two nurses share it")


def answered_by_thumb(page, number):
    tap_answer(page, number)
    expect(page.get_by_role("button", name="Change answer")).to_be_visible()
    assert own(page) == TOUCHED[number]
    assert sideways(page) == 0
    assert found(page) == []


def options_change(team, page):
    expect(team.locator("details[data-who]")).to_contain_text("Dr Samuel Okonjo")
    assert found(team) == []
    team.get_by_role("link", name="How it is answered").click()
    assert found(team) == []
    team.get_by_label("Options or rows, one a line").fill("Pressure\nA cuff at home")
    team.get_by_role("button", name="Save").click()
    expect(page.locator("[data-band=stale]")).to_be_visible()
    page.get_by_role("button", name="Reload").click()
    expect(page.get_by_text("The options changed after you answered.")).to_be_visible()
    expect(page.get_by_text("Before the options changed: 2 people")).to_be_visible()


def statements_are_voted_on(moderator, desk, thumb):
    """One is the moderator's, one an advisor's that waits to be read; votes show once one has voted, and live."""
    team, page = moderator.open(way(VOTED)), thumb.open(way(VOTED))
    propose(team, "A trace for everybody.")
    propose(page, "Mr Baker needs none.")
    expect(page.get_by_text("Waits for a moderator")).to_be_visible()
    team = moderator.open(way(VOTED))
    expect(team.locator("#proposed .notice q")).to_have_text("Mr Baker")
    assert found(team) == []
    team.get_by_role("button", name="Turn down").click()
    page = thumb.live(way(VOTED))
    expect(page.get_by_text("The moderators did not put this to the board.")).to_be_visible()
    expect(page.locator("#results")).to_have_count(0)
    assert page.evaluate(BEYOND) == 0, "what one presses stays in its card"
    page.get_by_role("button", name="Disagree").tap()
    expect(page.get_by_text("You voted on the statement")).to_be_visible()
    mine = desk.open(way(VOTED))
    expect(mine.get_by_text("A trace for everybody.")).to_be_visible()
    mine.get_by_role("button", name="Agree", exact=True).focus()
    mine.keyboard.press("Enter")
    for one in (mine, page):
        expect(one.locator("#results")).to_contain_text("1 agree, 0 pass, 1 disagree")
    assert sideways(page) == 0
    assert found(page) == []


def propose(page, words):
    page.get_by_label("Add a statement").fill(words)
    page.get_by_label("Add a statement").press("Enter")
