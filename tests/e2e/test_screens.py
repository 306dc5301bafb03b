"""Every page as it is met: readable for everybody, light and dark, on a desk and on a phone."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.e2e.people import Person, name_address, question, refused, sideways

pytestmark = pytest.mark.e2e

DESK = {"viewport": {"width": 1440, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}, "is_mobile": True, "has_touch": True}
STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BOARD = "/boards/cardio-oncology/"
SCREENS = {
    "signin": (None, "/accounts/login/"),
    "signin-choose": (None, "/accounts/login/"),
    "signin-code": (None, "/accounts/login/"),
    "home": ("advisor4", "/"),
    "boards": ("advisor4", "/boards/"),
    "board": ("advisor4", BOARD),
    "board-as-medical": ("medical", BOARD),
    "question-gate": ("advisor3", question(6)),
    "question-open": ("advisor4", question(6)),
    "question-as-moderator": ("moderator", question(6)),
    "question-waiting": ("advisor4", question(9)),
    "library": ("advisor4", f"{BOARD}library/"),
    "document": ("advisor4", f"{BOARD}library/"),
    "document-new": ("medical", f"{BOARD}library/new/"),
    "new-board": ("medical", "/boards/new/"),
    "account": ("advisor4", "/account/"),
    "not-found": ("advisor4", "/boards/nowhere/"),
}
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
    "permissions-policy": "camera=()",
    "content-security-policy": "frame-ancestors 'none'",
}


@pytest.fixture(scope="session")
def pictures(tmp_path_factory):
    """Where the screenshots are, for people to look at."""
    return tmp_path_factory.mktemp("screens")


@pytest.fixture(scope="module")
def onlooker(browser, signed_in, standing_site):
    """The same people at the same devices for all screens, so that only the first one fetches what all need."""
    seated, contexts = {}, []

    def sit_down(account, device):
        key = (account, device["viewport"]["width"])
        if key not in seated or account is None:
            state = signed_in(standing_site, account) if account else None
            seated[key] = Person(browser.new_context(storage_state=state, **device), standing_site.url)
            contexts.append(seated[key].context)
        return seated[key]

    yield sit_down
    for context in contexts:
        context.close()


@pytest.fixture
def shown(onlooker):
    """A screen of the product by its name, of which the browser had nothing to complain."""

    def show(name, device):
        account, path = SCREENS[name]
        person = onlooker(account, device)
        person.complaints.clear()
        page = person.live(path) if name in {"question-open", "question-as-moderator"} else person.open(path)
        walk_on(page, name)
        page.wait_for_load_state("load")
        known = refused(404) if name == "not-found" else "^$"
        assert [said for said in person.unexpected() if not re.search(known, said)] == []
        return page

    return show


def walk_on(page, name):
    """From an address to the screen behind it."""
    if name in {"signin-choose", "signin-code"}:
        name_address(page, "observer")
    if name == "signin-code":
        page.get_by_role("button", name="Six-digit code by email").click()
        expect(page.get_by_role("heading", name="Enter your code")).to_be_visible()
    if name == "document":
        page.get_by_role("link", name="Monitoring protocol").click()
        expect(page.get_by_role("heading", name="Monitoring protocol")).to_be_visible()


def complaints_of_axe(page):
    """What axe finds on the page as it looks now."""
    asked = {"runOnly": STANDARDS, "resultTypes": ["violations"], "preload": False}
    found = Axe().run(page, options=asked)
    return [f"{one['id']}: {node['target']}" for one in found.response["violations"] for node in one["nodes"]]


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_on_a_desk_light_and_dark(shown, pictures, name):
    page = shown(name, DESK)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert complaints_of_axe(page) == []
        page.screenshot(path=pictures / f"{name}-{scheme}.png", full_page=True)
    assert sideways(page) <= 0


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_on_a_phone(shown, pictures, name):
    page = shown(name, PHONE)
    assert complaints_of_axe(page) == []
    page.screenshot(path=pictures / f"{name}-phone.png")
    assert sideways(page) <= 0


def test_every_page_tells_the_browser_to_run_nothing_of_others(sit, standing_site):
    people = {account: sit(standing_site, account) for account in (None, "advisor4", "medical")}
    for name, (account, path) in SCREENS.items():
        if account in people:
            answered = people[account].context.request.get(f"{standing_site.url}{path}")
            missing = {key for key, value in HEADERS.items() if value not in answered.headers.get(key, "")}
            policy = answered.headers["content-security-policy"]
            assert missing == set(), name
            assert re.search(r"default-src '(?:none|self)'", policy), name
            assert "form-action" in policy, name
            assert "unsafe" not in policy, name
            assert re.search(r"<script(?![^>]* src=)|<style|\sstyle=|\son\w+=", answered.text()) is None, name
