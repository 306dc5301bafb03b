"""Every page as it is met: readable for everybody, light and dark, on a desk and on a phone, from either side."""

import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import found as everything
from tests.e2e.axe import found_but_in_colours, found_in_colours
from tests.e2e.meetings import call_together
from tests.e2e.people import Person, name_address, question, refused, sideways

pytestmark = pytest.mark.e2e

DESK = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844, "deviceScaleFactor": 1, "mobile": True}
DRAWN = """async () => {
  if (!document.querySelector(".papertools")) location.reload();  // the worker is still drawing
  return Boolean(document.querySelector(".papertools"));
}"""
BOARD = "/boards/cardio-oncology/"
LIBRARY = f"{BOARD}library/"
SCREENS = {
    "signin": (None, "/accounts/login/"),
    "signin-choose": (None, "/accounts/login/"),
    "signin-code": (None, "/accounts/login/"),
    "signin-reset": (None, "/accounts/password/reset/"),
    "sessions": ("advisor4", "/accounts/sessions/"),
    "email": ("advisor4", "/accounts/email/"),
    "offline": (None, "/offline/"),
    "home": ("advisor4", "/"),
    "boards": ("advisor4", "/boards/"),
    "board": ("advisor4", BOARD),
    "board-as-medical": ("medical", BOARD),
    "question-gate": ("advisor3", question(6)),
    "question-open": ("advisor4", question(6)),
    "question-as-moderator": ("moderator", question(6)),
    "noticed": ("moderator", question(4)),
    "noticed-by-author": ("advisor3", question(4)),
    "moderation": ("moderator", question(1)),
    "flagging": ("advisor4", question(1)),
    "question-desk": ("moderator", f"{question(1)}desk/"),
    "question-waiting": ("advisor4", question(9)),
    "library": ("advisor4", LIBRARY),
    "document": ("advisor4", LIBRARY),
    "library-as-medical": ("medical", LIBRARY),
    "library-everywhere": ("advisor4", "/library/"),
    "library-nothing": ("stranger", "/library/"),
    "library-setup": ("medical", f"{LIBRARY}setup/"),
    "collection": ("advisor4", "/library/"),
    "collection-new": ("medical", f"{LIBRARY}collections/new/"),
    "uploads": ("medical", f"{LIBRARY}uploads/"),
    "document-pages": ("advisor4", LIBRARY),
    "document-changes": ("advisor4", LIBRARY),
    "document-edit": ("medical", LIBRARY),
    "version-new": ("medical", LIBRARY),
    "recording": ("advisor4", LIBRARY),
    "review": ("moderator", LIBRARY),
    "document-new": ("medical", f"{LIBRARY}new/"),
    "new-board": ("medical", "/boards/new/"),
    "account": ("advisor4", "/account/"),
    "account-erasure": ("advisor4", "/account/erasure/"),
    "people": ("medical", "/people/"),
    "person": ("medical", "/people/?q=okonjo"),
    "person-erasure": ("medical", "/people/?q=okonjo"),
    "credentials": ("medical", "/people/credentials/"),
    "password": ("advisor4", "/accounts/password/change/"),
    "second-step": ("advisor4", "/accounts/2fa/"),
    "authenticator": ("advisor4", "/accounts/2fa/totp/activate/"),
    "passkey": ("advisor4", "/accounts/2fa/webauthn/add/"),
    "notifications": ("advisor4", "/notifications/"),
    "search": ("advisor4", "/search/?q=ecg"),
    "search-nothing": ("stranger", "/search/?q=ecg"),
    "boards-none": ("stranger", "/boards/"),
    "board-people": ("medical", f"{BOARD}people/"),
    "moderate": ("moderator", f"{BOARD}moderate/"),
    "moderate-words": ("chair", f"{BOARD}moderate/?view=words"),
    "reminder": ("moderator", f"{BOARD}moderate/reminders/?question=6"),
    "message": ("moderator", f"{BOARD}moderate/messages/"),
    "export": ("moderator", f"{BOARD}export/"),
    "log": ("moderator", f"{BOARD}audit/"),
    "log-trail": ("moderator", f"{BOARD}audit/?tab=trail"),
    "cases": ("moderator", f"{BOARD}cases/"),
    "case": ("moderator", f"{BOARD}cases/"),
    "safety-desk": ("medical", f"{BOARD}cases/desk/"),
    "safety-report": ("advisor4", f"{BOARD}cases/report/"),
    "board-people-as-advisor": ("advisor4", f"{BOARD}people/"),
    "consent": ("advisor4", f"{BOARD}consent/"),
    "consent-withdrawal": ("advisor4", f"{BOARD}consent/agreement/withdrawal/"),
    "consents": ("advisor4", "/account/consents/"),
    "texts": ("medical", f"{BOARD}texts/"),
    "backroom": ("observer", f"{BOARD}backroom/"),
    "question-as-observer": ("observer", question(5)),
    "as-advisor": ("moderator", f"{question(6)}as-advisor/"),
    "board-people-as-chair": ("chair", f"{BOARD}people/"),
    "answering-gate": ("advisor1", question(10)),
    "ranking": ("advisor4", question(11)),
    "points-as-moderator": ("moderator", question(12)),
    "question-design": ("moderator", f"{question(11)}design/"),
    "answers-export": ("moderator", f"{BOARD}export/answers/"),
    "consensus-rating": ("advisor4", f"{BOARD}consensus/1/"),
    "consensus-results": ("advisor4", f"{BOARD}consensus/1/rounds/1/"),
    "consensus-list": ("chair", f"{BOARD}consensus/"),
    "consensus-setup": ("chair", f"{BOARD}consensus/1/setup/"),
    "consensus-new": ("chair", f"{BOARD}consensus/new/"),
    "surveys": ("advisor4", f"{BOARD}surveys/"),
    "survey-door": ("advisor4", f"{BOARD}surveys/2/"),
    "survey-section": ("advisor1", f"{BOARD}surveys/2/sections/s2/"),
    "survey-review": ("advisor1", f"{BOARD}surveys/2/review/"),
    "survey-edit": ("chair", f"{BOARD}surveys/1/edit/"),
    "survey-new": ("chair", f"{BOARD}surveys/new/"),
    "survey-preview": ("chair", f"{BOARD}surveys/1/preview/"),
    "survey-people": ("chair", f"{BOARD}surveys/2/people/"),
    "survey-results": ("chair", f"{BOARD}surveys/1/results/?by=q1"),
    "prejoin": ("advisor1", "{session}prejoin/"),
    "waiting-room": ("advisor2", "{session}prejoin/"),
    "room": ("chair", "{session}prejoin/"),
    "not-found": ("advisor4", "/boards/nowhere/"),
}
LINKS = {  # behind which links of a library a screen is
    "document": ["Monitoring protocol"],
    "collection": ["Before the live session"],
    "document-pages": ["When events were found"],
    "document-changes": ["Monitoring protocol", "What has changed since"],
    "document-edit": ["Monitoring protocol", "About and readers"],
    "version-new": ["Monitoring protocol", "New version"],
    "recording": ["What a pause"],
    "review": ["Live session slides", "Review of version 1"],
}
SMALL_TARGETS = """<main><h1>Targets</h1>
<style>button { position: absolute; left: 9px; width: 40px; height: 40px; padding: 0 } .low { height: 12px }</style>
<button style="top: 99px" class="low" id="near">1</button><button style="top: 112px">2</button>
<button style="top: 200px" id="lain-on">3</button><button style="top: 210px; left: 14px; width: 99px">4</button>
<button style="top: 300px" class="low">5</button></main>"""
HEADERS = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
    "permissions-policy": "camera=()",
    "content-security-policy": "frame-ancestors 'none'",
}


@pytest.fixture(scope="module")
def onlooker(browser, signed_in, standing_site):
    """The same people at the same tabs for all screens, so that only the first one fetches what all need."""
    seated = {}

    def sit_down(account):
        if account not in seated:
            context = browser.new_context(viewport=DESK, service_workers="block")
            seated[account] = Person(context, standing_site.url)
            seated[account].settle(signed_in(standing_site, account) if account else ())
        return seated[account]

    yield sit_down
    for person in seated.values():
        person.context.close()


@pytest.fixture(scope="module")
def session(standing_site):
    """Where a live session is that people come to now."""
    return call_together(standing_site, "screens", ("Welcome", 5), rooms={"Dosing": ["advisor1"]})


@pytest.fixture
def shown(onlooker, request):
    """A screen of the product by its name, of which the browser had nothing to complain."""

    def show(name):
        account, path = SCREENS[name]
        path = path.format(session=request.getfixturevalue("session")) if "{session}" in path else path
        person = onlooker(account)
        person.complaints.clear()
        page = person.live(path) if name in {"question-open", "question-as-moderator"} else person.open(path)
        page.wait_for_function("() => innerWidth === 1440 && matchMedia('(hover: hover)').matches")
        walk_on(page, name)
        page.wait_for_load_state("load")
        known = refused(404) if name == "not-found" else "^$"
        assert [said for said in person.unexpected() if not re.search(known, said)] == []
        return page

    return show


def walk_on(page, name):
    """From an address to the screen behind it."""
    if name == "question-as-moderator":
        page.locator("[data-act=reply]").first.click()
    if name in {"signin-choose", "signin-code"}:
        name_address(page, "observer")
    if name == "signin-code":
        page.get_by_role("button", name="Six-digit code by email").click()
        expect(page.get_by_role("heading", name="Enter your code")).to_be_visible()
    if name in {"person", "person-erasure"}:
        page.get_by_role("link", name="Dr Samuel Okonjo").click()
        expect(page.get_by_role("heading", name="Identifiers")).to_be_visible()
    if name == "person-erasure":
        page.get_by_role("link", name="Erase").click()
        expect(page.get_by_role("heading", name="Erase Dr Samuel Okonjo")).to_be_visible()
    read_on(page, name)
    if name in {"moderation", "flagging"}:
        control = {"moderation": "[data-modopen]", "flagging": "[data-act=flag]"}[name]
        address = page.locator(control).first.get_attribute("href")
        page.goto(page.url.partition("/boards/")[0] + address.partition("#")[0])
        expect(page.get_by_role("heading", level=1, name=re.compile("the post by"))).to_be_visible()
    if name in {"waiting-room", "room"}:
        page.get_by_role("button", name="Join", exact=True).click()
        expect(page.get_by_role("heading", level=1, name=re.compile("wait to be let in|Live session"))).to_have_count(1)
    if name == "case":
        page.get_by_role("link", name="A pause of four seconds").click()
        expect(page.get_by_role("heading", name="left to report")).to_be_visible()


def read_on(page, name):
    """From a library to what is in it."""
    for link in LINKS.get(name, ()):
        page.get_by_role("link", name=link).first.click()
        expect(page.get_by_role("link", name=link)).to_have_count(0)
    if name == "document-pages":
        page.wait_for_function(DRAWN, timeout=60_000)
        page.get_by_role("link", name="Pages", exact=True).click()
        expect(page.locator(".paper img")).to_be_visible()
    if name == "recording":
        page.wait_for_function("() => document.querySelector('audio').duration === 12")


@contextmanager
def turned_to_a_phone(page):
    """The same page on a telephone for a while: narrow, touched by a finger, with nothing that hovers."""
    device = page.context.new_cdp_session(page)
    device.send("Emulation.setDeviceMetricsOverride", PHONE)
    device.send("Emulation.setTouchEmulationEnabled", {"enabled": True})
    page.wait_for_function("() => innerWidth === 390 && matchMedia('(hover: none)').matches")
    yield
    device.detach()  # and from the next page on it is a desk again


@pytest.mark.parametrize("name", SCREENS)
def test_a_screen_light_and_dark_from_right_to_left_and_on_a_phone(shown, name):
    page, found = shown(name), {}

    def look(how, wrong=everything):
        found[how] = wrong(page)
        found[f"{how}, sideways"] = max(0, sideways(page))

    look("light")
    page.emulate_media(color_scheme="dark")
    page.evaluate("() => { document.documentElement.dir = 'rtl' }")
    look("dark and rtl", found_in_colours)
    page.emulate_media(color_scheme="light")
    with turned_to_a_phone(page):
        found["rtl on a phone, sideways"] = max(0, sideways(page))
        page.evaluate("() => { document.documentElement.dir = 'ltr' }")
        look("phone", found_but_in_colours)  # its layout is another, its colours are those of the desk
    assert {how: what for how, what in found.items() if what} == {}


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


def test_targets_that_are_too_small_or_covered_by_others_are_noticed(browser):
    page = browser.new_page()
    page.set_content(SMALL_TARGETS)
    assert [wrong for wrong in everything(page) if wrong.startswith("target-size")] == [
        "target-size: #near",
        "target-size: #lain-on",
    ]
    page.close()
