"""Captions in the room: turned on by whoever wants them, put right before their eyes, and remembered."""

import pytest
from playwright.sync_api import expect

from tests.e2e.meetings import CALLED, join

pytestmark = pytest.mark.e2e
SAID = """
from boards.commands.lobby import join_session
from boards.models import Captioning
from tests.boards.live.captioned import speak
marsh = seat_member(board, User.objects.get(email="advisor3@demo.test"), "moderator", by=SYSTEM)
join_session(session, by=marsh, recording="audio")
speak(Captioning.objects.create(session=session, begun_by=chair), marsh, "We act at one hundred and sixty.")
"""


def test_whoever_turns_captions_on_sees_a_line_put_right_and_finds_them_on_again(sit, standing_site):
    called = CALLED.format(slug="heard", points=(), rooms={}, opened=True, details={})
    path = standing_site.manage("shell", "-v", "0", "-c", called + SAID).splitlines()[-1]
    marsh = sit(standing_site, "moderator", last=True)
    page = join(marsh, path)
    button, box = page.get_by_role("button", name="Captions", exact=True), page.get_by_role("log", name="Captions")
    expect(page.locator("main")).to_have_attribute("data-live", "live")
    expect(button).to_have_attribute("aria-pressed", "false")
    expect(box).to_be_hidden()
    button.click()
    expect(box).to_contain_text("We act at one hundred and sixty.")
    reading = marsh.open(f"{path}transcript/", marsh.tab())
    beside = marsh.open(f"{path}transcript/", marsh.tab())
    beside.get_by_role("link", name="Correct what").click()
    beside.get_by_label("What was said").fill("We act at 160.")
    beside.get_by_role("button", name="Save").click()
    expect(box).to_contain_text("We act at 160. edited")
    expect(box).not_to_contain_text("one hundred")
    expect(reading.locator("main")).to_contain_text("We act at 160. edited")
    page.reload()
    expect(box).to_contain_text("We act at 160. edited")
    button.click()
    expect(box).to_be_hidden()
