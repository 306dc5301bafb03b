"""The same pages at other sizes and by other means: 320 px, 400 %, forced colours, less motion, on paper."""

import pytest
from playwright.sync_api import expect

from tests.e2e.people import NAMES, question, sideways
from tests.e2e.talk import post, thread

pytestmark = pytest.mark.e2e

BOARD = "/boards/cardio-oncology/"
LIBRARY = f"{BOARD}library/"
PAGES = ["/", "/boards/", BOARD, question(5), question(6), LIBRARY, "/account/", "/search/?q=ecg", "/offline/"]
TOOLS = [".bar", ".boardnav", ".rail", "form[data-composer]", ".segmented", ".modtools", "[data-act=reply]"]
STUCK = """() => [...document.querySelectorAll("body *")]
  .filter((one) => ["fixed", "sticky"].includes(getComputedStyle(one).position) && one.checkVisibility())
  .filter((one) => one.offsetHeight > innerHeight / 4).map((one) => one.className)"""
COVERED = """() => [...document.querySelectorAll("main :is(a[href], button, input, textarea, summary)")]
  .filter((one) => one.checkVisibility({visibilityProperty: true, opacityProperty: true}) && one.tabIndex >= 0)
  .filter((one) => {
    one.focus();
    const box = one.getBoundingClientRect(), line = one.getClientRects()[0] ?? box;
    const over = document.elementFromPoint(line.left + Math.min(line.width / 2, 40), line.top + line.height / 2);
    return !over || !(one.contains(over) || over.contains(one) || one.labels?.length);
  }).map((one) => `${one.tagName} ${one.textContent.trim().slice(0, 30)}`)"""
SHADE = "(one) => getComputedStyle(one).backgroundColor"
SHOWN = "() => [...document.querySelectorAll('.post > .body')].filter((one) => one.checkVisibility()).length"


def test_at_400_percent_nothing_scrolls_sideways_and_nothing_covers_what_has_the_focus(sit, standing_site):
    zoomed = sit(standing_site, "advisor4", viewport={"width": 320, "height": 256})
    for path in PAGES:
        page = zoomed.open(path)
        assert sideways(page) <= 0, path
        assert page.evaluate(STUCK) == [], path
        assert page.evaluate(COVERED) == [], path
    page = zoomed.live(question(5))
    page.get_by_role("button", name="account menu").click()
    menu = page.locator("#account").bounding_box()
    assert 52 <= menu["y"] < menu["y"] + menu["height"] <= 256
    page.get_by_role("button", name="Keyboard shortcuts").click()
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.get_by_label("Single-key shortcuts on").scroll_into_view_if_needed()
    expect(page.get_by_label("Single-key shortcuts on")).to_be_in_viewport()


def test_a_phone_turned_over_and_a_narrow_one_keep_everything_in_reach(sit, standing_site):
    phone = sit(standing_site, "advisor4", viewport={"width": 320, "height": 640}, has_touch=True, is_mobile=True)
    for path in PAGES:
        page = phone.open(path)
        assert sideways(page) <= 0, path
    page = phone.live(question(5))
    page.get_by_role("link", name="Search").click()
    expect(page.get_by_role("searchbox")).to_be_visible()


def test_with_forced_colours_what_is_pressed_chosen_or_measured_is_seen(sit, standing_site):
    page = sit(standing_site, "advisor4", forced_colors="active").live(question(5))
    everyone, unread = page.locator("[data-filter] [data-show=all]"), page.locator("[data-filter] [data-show=unread]")
    assert everyone.evaluate(SHADE) != unread.evaluate(SHADE)
    answered, shut = page.locator(".rail .dot.done").first, page.locator(".rail .dot.locked").first
    assert answered.evaluate(SHADE) != shut.evaluate(SHADE)
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    ring = page.evaluate("() => getComputedStyle(document.activeElement).outlineColor")
    assert ring not in {"rgba(0, 0, 0, 0)", "transparent"}
    agree = thread(page, "Here, a cardiac physiologist").get_by_role("button", name="Agree")
    pressed = agree.and_(page.locator("[aria-pressed=true]")).first
    assert pressed.evaluate(SHADE) != agree.and_(page.locator("[aria-pressed=false]")).first.evaluate(SHADE)


def test_with_less_motion_nothing_moves_by_itself(sit, standing_site):
    page = sit(standing_site, "advisor4", reduced_motion="reduce").live(question(5))
    page.evaluate("""() => {
      const shape = document.getElementById("loading").content.cloneNode(true);
      document.querySelector(".post > .body").after(shape);
    }""")
    expect(page.locator(".post > .loading")).to_be_visible()
    assert page.evaluate("() => document.getAnimations().length") == 0


def test_a_question_on_paper_has_every_word_and_none_of_the_tools(sit, standing_site):
    khatib, marsh = (sit(standing_site, account, last=True) for account in ("advisor4", "moderator"))
    for person in (khatib, marsh):
        page = person.live(question(5))
        said = page.locator(".post > .body").count()
        page.get_by_role("button", name="Unread").click()
        page.emulate_media(media="print")
        assert page.evaluate(SHOWN) == said
        for tool in TOOLS:
            assert page.locator(tool).locator("visible=true").count() == 0, tool
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        expect(page.locator(".stimulus details table")).to_be_visible()
        expect(page.get_by_text("Confidential to this board. Printed by")).to_be_visible()
    assert NAMES["advisor2"] not in khatib.page.locator("main").inner_text()
    assert NAMES["advisor2"] in marsh.page.locator("main").inner_text()
    assert len(khatib.page.pdf(format="A4")) > 10_000


def test_a_slow_text_shows_its_shape_then_a_sentence_and_search_is_one_key_away(sit, standing_site):
    page = sit(standing_site, "advisor4", last=True).live(question(5))
    page.clock.install()
    page.clock.pause_at(page.evaluate("() => Date.now() / 1000 + 10"))
    mine = page.locator(".post[data-mine]").first
    page.route("**/*edit=*", lambda route: None)
    with page.expect_request("**/*edit=*"):
        mine.get_by_role("link", name="Edit").click()
    page.clock.run_for(200)
    expect(mine.locator(".loading")).to_have_count(0)
    page.clock.run_for(400)
    expect(mine.locator(".skeleton")).to_be_visible()
    expect(mine.get_by_text("Still loading.")).to_be_hidden()
    page.clock.run_for(5_000)
    expect(mine.get_by_text("Still loading. Your draft is safe on this device.")).to_be_visible()

    page.clock.resume()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("troponin")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="for “troponin”")).to_be_visible()
    page.get_by_role("link", name="Baseline tests").first.click()
    expect(post(page, "Troponin for nobody without a reason")).to_be_visible()


def test_the_theme_is_the_systems_until_somebody_chooses(sit, standing_site):
    khatib = sit(standing_site, "advisor4", color_scheme="dark")
    page, ground = khatib.open("/"), "() => getComputedStyle(document.documentElement).backgroundColor"
    dark = page.evaluate(ground)
    page.get_by_role("button", name="account menu").click()
    theme = page.get_by_role("group", name="Theme")
    expect(theme.get_by_role("button", name="System")).to_have_attribute("aria-pressed", "true")
    theme.get_by_role("button", name="Light").click()
    assert page.evaluate(ground) != dark
    page.reload()
    assert page.evaluate(ground) != dark
    page.get_by_role("button", name="account menu").click()
    expect(theme.get_by_role("button", name="Light")).to_have_attribute("aria-pressed", "true")
    theme.get_by_role("button", name="System").click()
    assert page.evaluate(ground) == dark
