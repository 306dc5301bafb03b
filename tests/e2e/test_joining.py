"""From an empty installation: administrator, board, a letter by SMTP, a seat, a passkey, an answer, a session ended."""

import re

import pytest
from aiosmtpd.controller import Controller
from playwright.sync_api import expect

from tests.e2e.axe import found, found_in_colours
from tests.e2e.people import PATIENCE, expect_home, question, refused, sideways
from tests.e2e.talk import answer, post
from tests.e2e.test_passkey import add_passkey
from tests.e2e.test_screens import DESK
from tests.notifications.post import Box, words
from tests.product import Product, copied
from tests.servers import free_port

pytestmark = pytest.mark.e2e
REYES = "reyes@example.org"
BOGOTA = {"timezone_id": "America/Bogota", "locale": "es-CO"}
LETTERS_LATE = "a letter did not arrive"


@pytest.fixture
def box():
    """A mail server on this machine, and what it took."""
    taken = Box()
    taken.server = Controller(taken, hostname="127.0.0.1", port=free_port())
    taken.server.start()
    yield taken
    taken.server.stop()


@pytest.fixture
def empty_site(empty_data, tmp_path, box):
    """The product as an operator starts it for the first time: nobody is in it."""
    site = Product(copied(empty_data, tmp_path), DEMO="0", EMAIL_URL=f"smtp://127.0.0.1:{box.server.port}")
    site.environment["SITE_URL"] = f"http://localhost:{site.port}"
    try:
        site.start()
        yield site
    finally:
        site.stop()


def letter(page, box, address, pattern):
    """What a pattern finds in the latest letter to an address, once there is one."""
    for _ in range(PATIENCE // 100):
        for one in reversed(box.letters):
            found = re.search(pattern, f"{one['Subject']}\n{words(one)}") if address in str(one["To"]) else None
            if found:
                return found[1]
        page.wait_for_timeout(100)
    raise AssertionError(LETTERS_LATE)


def sign_in_by_code(person, box, address):
    """Sign in with the code from the letter."""
    page = person.open("/accounts/login/")
    page.get_by_label("Email").fill(address)
    page.get_by_role("button", name="Continue").click()
    before = len(box.letters)
    page.get_by_role("button", name="Six-digit code by email").click()
    expect(page.get_by_role("heading", name="Enter your code")).to_be_visible()
    for _ in range(PATIENCE // 100):
        if len(box.letters) > before:
            break
        page.wait_for_timeout(100)
    page.get_by_label("Six-digit code").fill(letter(page, box, address, r"\b(\d{6})\b"))
    page.locator("form.stack button.primary").click()
    return page


def agree(page):
    """Read nothing, tick everything."""
    page.get_by_label("I have read and accept the agreement").check()
    page.get_by_label("I have read how my data is used").check()
    page.get_by_role("button", name=re.compile("^Agree")).click()


def make_board(page):
    """A board with one question, Dr Reyes invited, opened by its maker once she has agreed to its texts."""
    page.get_by_label("The question you want answered").fill("How is the heart watched?")
    page.get_by_label("Board name").fill("Heart and blood")
    page.get_by_label("Short name in its address").fill("heart")
    page.locator("#id_questions-0-prompt").fill("Which baseline tests?")
    page.locator("#id_people-0-name").fill("Dr Daniel Reyes")
    page.locator("#id_people-0-email").fill(REYES)
    page.get_by_role("button", name="Make the board").click()
    agree(page)
    page.get_by_role("button", name="Open the board").click()
    expect(page.get_by_text("Discussion open").first).to_be_visible()


def readable(page):
    """The page is so for everybody, in light and dark, and on a phone nothing stands outside."""
    page.emulate_media(color_scheme="light")
    assert found(page) == [], page.url
    page.emulate_media(color_scheme="dark")
    assert found_in_colours(page) == [], page.url
    page.set_viewport_size({"width": 390, "height": 844})
    assert sideways(page) <= 0, page.url
    page.set_viewport_size(DESK)


def take_seat(page, link):
    """From the letter to the board, in a browser that has never been here."""
    page.goto(link)
    expect(page.get_by_role("heading", name="How is the heart watched?")).to_be_visible()
    assert page.context.cookies() == []
    readable(page)
    page.get_by_role("link", name="Decline").click()
    readable(page)
    page.get_by_role("link", name="Keep the invitation").click()
    page.get_by_role("link", name="Continue to agreement").click()
    expect(page.get_by_role("heading", name="Agreement and consent")).to_be_visible()
    readable(page)
    agree(page)
    expect(page.get_by_label("Time zone")).to_have_value("America/Bogota")
    expect(page.get_by_label("Language you read most easily")).to_have_value("es")
    expect(page.get_by_text("now in Bogota")).to_be_visible()
    readable(page)
    page.get_by_role("button", name="Take my seat").click()
    expect(page.get_by_role("link", name="Continue with Question 1")).to_be_visible()


def come_back_by_passkey(person):
    """Look at the second steps there are, sign out, and in again with the passkey alone."""
    for path in ("/accounts/2fa/", "/accounts/2fa/webauthn/", "/accounts/2fa/totp/activate/"):
        readable(person.open(path))
    person.open("/accounts/logout/").get_by_role("button", name="Sign out").click()
    person.page.get_by_role("button", name="Use a passkey").click()
    expect_home(person.page)


def come_with_a_recovery_code(person, box, code):
    """Sign in where the passkey is not, and be written to about it."""
    page = sign_in_by_code(person, box, REYES)
    expect(page.get_by_role("heading", name="One more step")).to_be_visible()
    readable(page)
    page.get_by_label("Six-digit number").fill(code)
    page.get_by_role("button", name="Confirm").click()
    expect_home(page)
    assert letter(page, box, REYES, "(new browser)")


@pytest.mark.timeout(300)
def test_a_stranger_joins_answers_comes_back_by_passkey_and_ends_the_session_on_another_device(empty_site, box, sit):
    here = empty_site.environment["SITE_URL"]
    empty_site.manage("create_admin", "adeyemi@example.org", "--name", "Grace Adeyemi")
    grace = sit(empty_site, url=here, last=True)
    page = sign_in_by_code(grace, box, "adeyemi@example.org")
    page.goto(f"{here}/boards/new/")
    make_board(page)

    reyes = sit(empty_site, url=here, last=True, **BOGOTA)
    link = letter(reyes.page, box, REYES, r"(http://localhost:\d+/join/[\w-]{43}/)")
    take_seat(reyes.page, link)
    codes = add_passkey(reyes)
    come_back_by_passkey(reyes)
    grace.live(question(1, "heart"))
    answer(reyes.live(question(1, "heart")), "An ECG and a blood pressure diary.")
    expect(post(grace.page, "An ECG and a blood pressure diary.")).to_be_visible()

    other = sit(empty_site, url=here, last=True)
    other.page.goto(link)
    expect(other.page.get_by_role("heading", name="This invitation has been used")).to_be_visible()
    readable(other.page)
    come_with_a_recovery_code(other, box, codes[0])
    other.expects(refused(410))
    reyes.expects(refused(401))
    page = other.open("/account/")
    expect(page.get_by_text("9 of 10 left")).to_be_visible()
    page.locator("#sessions").get_by_role("button", name="Sign out Chrome").click()
    expect(page.get_by_text("Signed out there")).to_be_visible()
    expect(reyes.page.get_by_text("You are signed out.")).to_be_visible()
