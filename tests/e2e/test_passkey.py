"""A device that says no to a passkey; the story of one that says yes is in `test_joining.py`."""

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import found_light_and_dark

pytestmark = pytest.mark.e2e
DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def add_passkey(person):
    """From the account page, with the device's own touch; gives the recovery codes."""
    device = person.context.new_cdp_session(person.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})
    page = person.open("/account/")
    page.get_by_role("link", name="Add a passkey").click()
    expect(page.get_by_role("heading", name="Add a passkey")).to_be_visible()
    assert found_light_and_dark(page) == []
    page.get_by_label("What to call it").fill("This laptop")
    page.get_by_role("button", name="Add passkey").click()
    expect(page.get_by_role("heading", name="Recovery codes")).to_be_visible()
    assert found_light_and_dark(page) == []
    return page.locator(".codes li").all_inner_texts()


def test_a_device_that_says_no_leaves_the_other_ways(sit, standing_site):
    person = sit(standing_site, url=f"http://localhost:{standing_site.port}", last=True)
    device = person.context.new_cdp_session(person.page)
    device.send("WebAuthn.enable")
    device.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE | {"isUserVerified": False}})
    page = person.open("/accounts/login/")
    page.get_by_role("button", name="Use a passkey").click()
    expect(page.get_by_text("No passkey was used")).to_be_visible()
    assert found_light_and_dark(page) == []
    page.get_by_label("Email").fill("advisor4@demo.test")
    page.get_by_role("button", name="Continue").click()
    expect(page.get_by_role("button", name="Six-digit code by email")).to_be_visible()
