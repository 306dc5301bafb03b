"""A passkey from the account page to signing in with it alone; its recovery codes elsewhere; that place ended."""

import pytest
from playwright.sync_api import expect

from tests.e2e.people import enter_password, expect_home, question, refused
from tests.e2e.test_screens import AXE, FINDINGS, STANDARDS

pytestmark = pytest.mark.e2e
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def plain(page):
    """A page that everybody can read, in light and dark."""
    page.evaluate(AXE)
    for scheme in ("light", "dark"):
        page.emulate_media(color_scheme=scheme)
        assert page.evaluate(FINDINGS, STANDARDS) == [], page.url


def add_passkey(person):
    """From the account page, with the device's own touch; gives the recovery codes."""
    device = person.context.new_cdp_session(person.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page = person.open("/account/")
    page.get_by_role("link", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Add a passkey")).to_be_visible()
    plain(page)
    page.get_by_label("What to call it").fill("This laptop")
    page.get_by_role("button", name="Add passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    plain(page)
    return page.locator(".codes li").all_inner_texts()


def test_a_passkey_signs_in_alone_and_another_device_is_ended_from_afar(sit, site):
    here = sit(site, url=f"http://localhost:{site.port}")
    enter_password(here.page, here.url, "advisor4")
    expect_home(here.page)
    codes = add_passkey(here)
    for path in ("/accounts/2fa/", "/accounts/2fa/webauthn/", "/accounts/2fa/totp/activate/"):
        plain(here.open(path))
    here.open("/accounts/logout/").get_by_role("button", name="Sign out").click()
    here.page.get_by_role("button", name="Use a passkey").click()
    expect_home(here.page)

    there = sit(site)
    enter_password(there.page, there.url, "advisor4")
    expect(there.page.get_by_role("heading", name="One more step")).to_be_visible()
    plain(there.page)
    there.page.get_by_label("Six-digit number").fill(codes[0])
    there.page.get_by_role("button", name="Confirm").click()
    expect_home(there.page)
    there.live(question(6))
    there.expects(refused(401))

    page = here.open("/account/")
    expect(page.get_by_text("9 of 10 left")).to_be_visible()
    page.locator("#sessions").get_by_role("button", name="Sign out Chrome").click()
    expect(page.get_by_text("Signed out there")).to_be_visible()
    expect(there.page.get_by_text("You are signed out.")).to_be_visible(timeout=5000)
    assert "new browser" in site.letter_with("new browser")


def test_a_device_that_says_no_leaves_the_other_ways(sit, standing_site):
    person = sit(standing_site, url=f"http://localhost:{standing_site.port}")
    device = person.context.new_cdp_session(person.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | {"isUserVerified": False}})
    page = person.open("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("No passkey was used")).to_be_visible()
    plain(page)
    page.get_by_label("Email").fill("advisor4@demo.test")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("button", name="Six-digit code by email")).to_be_visible()
