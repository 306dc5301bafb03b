"""A full board is recorded by the media server: all see it, and it becomes a film that plays, in the library."""

import json
import subprocess

import pytest
from playwright.sync_api import expect

from tests.e2e.meetings import call_together
from tests.e2e.people import refused
from tests.e2e.test_call import says, speak
from tests.waiting import until

pytestmark = pytest.mark.e2e
MUCH = 12_000  # bytes of a voice or picture that takes some seconds
NEAR = 1.0  # seconds between how long it was recorded and how long the film is
TEXT = """
from boards.commands.consents import publish_policies
from boards.models import Membership
chair = Membership.objects.select_related("board", "user").get(board__slug="taped", user__email="chair@demo.test")
publish_policies(chair.board, {"recording": "Live sessions may be recorded."}, by=chair)
"""
FILM = """
from django.core.files.storage import default_storage
from boards.models import Recording
from resources.models import Version
version = Version.objects.get(document__board__slug="taped")
[one] = Recording.objects.filter(session__board__slug="taped")
print(default_storage.path(version.file.name), (one.ended_at - one.begun_at).total_seconds())
"""


def agrees(person, path):
    """Come to a session and agree to be seen and heard in its recording."""
    page = person.open(f"{path}prejoin/")
    page.get_by_label("Audio and video").check()
    page.get_by_role("button", name="Join", exact=True).click()
    return page


def is_refused(chair, okonjo):
    """While somebody is there who has not agreed, the chair reads why it is not recorded. One agrees in the room."""
    chooses(okonjo, "No recording")
    chair.get_by_role("button", name="Record this session").click()
    expect(chair.get_by_text("1 person here has not agreed to a recording: Dr Samuel Okonjo.")).to_be_visible()
    chooses(okonjo, "Audio and video")


def chooses(page, words):
    """Say by the keyboard whether one is recorded."""
    page.get_by_role("button", name="Your consent").press("Enter")
    page.get_by_role("button", name=words, exact=True).press("Enter")
    expect(page.get_by_role("button", name=f"Your consent: {words.lower()}")).to_be_focused()


def written(site):
    """Of whose voice and picture much was written already."""
    paths = [path for path in site.data.glob("recordings/board.taped.s1/*.mjr") if path.stat().st_size > MUCH]
    names = [path.name.split("-") for path in paths]
    return {(feed, kind) for _, _, _, feed, _, kind, _ in names}


def probed(path):
    """How long a film is, and what is in it."""
    asked = ["ffprobe", "-v", "error", "-show_entries", "stream=codec_name,duration", "-of", "json", path]
    told = json.loads(subprocess.run(asked, check=True, capture_output=True).stdout)
    return {one["codec_name"]: float(one["duration"]) for one in told["streams"]}


def test_what_was_said_and_shown_becomes_a_film_in_the_library(sit, standing_site):
    path = call_together(standing_site, "taped", provider="janus")
    standing_site.shell(TEXT)
    people = [sit(standing_site, name, last=True) for name in ("chair", "advisor1")]
    people[0].expected.append(refused(404, 409))  # who leaves may have asked for the room a moment before
    chair, okonjo = (agrees(person, path) for person in people)
    chair.get_by_role("tab", name="Hands").click()
    chair.get_by_role("button", name="Let everybody in").click()
    for page in (chair, okonjo):
        says(page, "You are on the line")
        speak(page)
    is_refused(chair, okonjo)
    okonjo.get_by_role("button", name="Your consent").click()
    chair.get_by_role("button", name="Record this session").click()
    expect(okonjo.get_by_text("“No recording” ends it for everybody")).to_be_visible()
    okonjo.keyboard.press("Escape")
    for page in (chair, okonjo):
        expect(page.get_by_text("Recording", exact=True)).to_be_visible()
    until(lambda: len(written(standing_site)) == 4, otherwise=lambda: f"only {written(standing_site)}")
    chair.get_by_role("button", name="End the recording").click()
    expect(okonjo.get_by_text("Recording", exact=True)).to_have_count(0)
    chair.get_by_role("button", name="Leave", exact=True).click()
    expect(chair.get_by_role("heading", name="Recordings")).to_be_visible()
    until(lambda: chair.reload() and chair.get_by_text("a draft in the library").count())
    path, seconds = standing_site.shell(FILM).split()
    found, length = probed(path), float(seconds)
    assert found.keys() == {"aac", "h264"}
    assert max(found.values()) == pytest.approx(length, abs=NEAR)
    assert min(found.values()) > length / 2  # whoever falls silent before the end, or is late on a busy line
