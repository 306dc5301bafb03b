"""The moderator's morning, by keyboard alone, with an advisor's browser open beside it."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.e2e.people import question
from tests.e2e.talk import add_answer, change, post, thread

pytestmark = pytest.mark.e2e

NAMING = "A 61-year-old teacher from Matosinhos, seen on 3 May, sent us a trace every day."
OTHER = "On Sundays nobody reads them."
BETTER = "One of our patients sent us a trace every day."
PROBE, NOTE = "Who reads those traces on a Sunday?", "Somebody has to read the traces"
THANKS, CLARIFY = "Thank you, that helps.", "Every day, Sundays too?"
FAR = 150


def tab_to(page: Page, control: Locator) -> Locator:
    """Reach a control as somebody does who has no mouse."""
    expect(control).to_be_visible()
    for _ in range(FAR):
        if control.evaluate("(one) => one === document.activeElement"):
            return control
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab does not lead to {control}")


def press(page: Page, control: Locator) -> None:
    """Press a control by keyboard."""
    tab_to(page, control)
    page.keyboard.press("Enter")


def step_to(page: Page, words: str) -> None:
    """Go from answer to answer until the one with these words has the focus."""
    there = thread(page, words)
    expect(there).to_be_visible()
    for _ in range(FAR):
        if there.evaluate("(one) => one === document.activeElement"):
            return
        page.keyboard.press("j")
    raise AssertionError("the single key does not lead to the answer")


def nav(page: Page, name: str) -> Locator:
    return page.locator(".boardnav").get_by_role("link", name=re.compile(f"^{name}"))


def remind_two(page: Page) -> None:
    """Remind two of those who have not answered, and see that both have been."""
    everybody = page.locator("#steps").get_by_role("link", name=re.compile("^Remind"))
    press(page, everybody)
    people = page.locator("label.chip input")
    expect(people.first).to_be_checked()
    for place in range(2, people.count()):
        tab_to(page, people.nth(place))
        page.keyboard.press("Space")
    press(page, page.get_by_role("button", name="Send reminder"))
    expect(page.locator("[data-said]")).to_contain_text("Reminder sent")
    press(page, everybody)
    expect(page.locator("label.chip", has_text="reminded")).to_have_count(2)


def hold(page: Page, words: str, reason: str) -> None:
    """Take an answer out of sight by its single key, and say why."""
    step_to(page, words)
    page.keyboard.press("h")
    page.keyboard.type(reason)
    page.keyboard.press("Enter")


def open_question(page: Page, title: str) -> None:
    """Go from anywhere on the board to one question."""
    press(page, nav(page, "Discussion"))
    press(page, page.locator(".rail").get_by_role("link", name=re.compile(title)))
    expect(page.locator("main")).to_have_attribute("data-live", "live")


def settle_the_held_post(page: Page, theirs: Page) -> None:
    """Read the held post at the console, ask for an edit, see it come, and let the post back."""
    press(page, nav(page, "Moderate"))
    expect(page.locator("main")).to_have_attribute("data-live", "live")
    item = page.locator("#items > li", has_text="Age, town and date together")
    expect(item).to_contain_text("teacher from Matosinhos")
    press(page, item.get_by_role("button", name="Ask the author to edit"))
    expect(post(theirs, NAMING).locator(".wish")).to_contain_text("A moderator asks for an edit")
    expect(page.locator("#items :focus")).to_have_count(1)
    others = page.locator("#items > li", has_not_text="Age, town and date together").locator("[name=words]")
    for field in others.all():
        field.fill("Typed and not sent yet")
    change(post(theirs, NAMING), BETTER)
    expect(item).to_contain_text("Edited since")
    expect(item).to_contain_text(BETTER)
    assert others.count() > 1
    for field in others.all():
        expect(field).to_have_value("Typed and not sent yet")
        field.fill("")
    item.get_by_role("link").first.focus()
    press(page, item.get_by_role("button", name=re.compile("^Release")))
    expect(post(theirs, BETTER)).not_to_have_attribute("data-held", re.compile(""))
    expect(item).to_have_count(0)


def probe_reply_and_clarify(page: Page, theirs: Page) -> None:
    """Say three things beneath an answer, each of which the advisor knows for what it is."""
    step_to(page, BETTER)
    page.keyboard.press("p")
    page.keyboard.type(PROBE)
    page.keyboard.press("Control+Enter")
    expect(post(theirs, PROBE).locator(".kind")).to_have_text("Probe")
    step_to(page, BETTER)
    page.keyboard.press("r")
    page.keyboard.type(THANKS)
    page.keyboard.press("Control+Enter")
    expect(post(theirs, THANKS).locator("time")).to_be_visible()
    expect(post(theirs, THANKS).locator(".kind")).to_have_count(0)
    field = thread(page, BETTER).locator("form[data-kind=reply]")
    tab_to(page, field.get_by_role("textbox"))
    page.keyboard.type(CLARIFY)
    tab_to(page, field.get_by_role("radio", name="Reply"))
    page.keyboard.press("ArrowLeft")
    press(page, field.get_by_role("button", name="Ask to clarify"))
    expect(post(theirs, CLARIFY).locator(".kind")).to_have_text(re.compile("^Clarification, asked of"))


@pytest.mark.timeout(300)
def test_a_morning_at_the_console_by_keyboard_alone(sit, site):
    advisor, moderator = sit(site, "advisor4"), sit(site, "moderator")
    theirs = advisor.live(question(1))
    add_answer(theirs, OTHER)
    add_answer(theirs, NAMING)
    page = moderator.live(question(1))
    hold(page, OTHER, "Let me think")
    expect(post(theirs, OTHER).locator("header")).to_contain_text("Held: Let me think")
    hold(page, NAMING, "Age, town and date together")
    expect(post(theirs, NAMING).locator("header")).to_contain_text("Held: Age, town and date together")
    settle_the_held_post(page, theirs)
    remind_two(page)

    open_question(page, "Patients who worry you")
    probe_reply_and_clarify(page, theirs)
    step_to(page, BETTER)
    page.keyboard.press("m")
    page.keyboard.type(NOTE)
    page.keyboard.press("Control+Enter")
    expect(post(page, BETTER).locator("header")).to_contain_text(f"Insight: {NOTE}")
    expect(page.locator(".toast", has_text="Marked as insight")).to_be_visible()
    assert not advisor.heard(NOTE)
