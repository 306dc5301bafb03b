"""Reading in the library: a pre-read on a phone until its question opens, and a recording that goes on elsewhere."""

from base64 import b64decode

import pytest
from playwright.sync_api import expect

from tests.e2e.people import sideways

pytestmark = pytest.mark.e2e

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LIBRARY = "/boards/reading/library/"
FILLED = '''
from django.core.files.uploadedfile import SimpleUploadedFile
from advisory.accounts.models import User
from advisory.rights import SYSTEM
from advisory.clock import tick
from boards.commands.boards import add_section, create_board, open_board
from boards.commands.members import seat_member
from discussions.commands.questions import add_question
from resources.commands.details import place_document
from resources.commands.documents import publish_document
from resources.commands.tracks import set_track
from tests.resources.leaves import typeset
from tests.resources.made_media import wav
people = {name: User.objects.get(email=f"{name}@demo.test") for name in ("medical", "chair", "advisor6")}
board = create_board(slug="reading", title="Reading first", objective="What is read?", by=SYSTEM)
team = seat_member(board, people["medical"], "sponsor", by=SYSTEM)
seat_member(board, people["advisor6"], "advisor", by=SYSTEM)
chair = seat_member(board, people["chair"], "chair", by=SYSTEM)
section = add_section(board, "Dose", by=chair)
add_question(board, section, by=chair, title="Dosing", prompt="Which dose?", read_first=True)
open_board(board, by=chair)
tick()
words = """#set page(width: 15cm, height: 20cm)
#set text(font: "Source Sans Pro")
= 2. Before the first dose
Measure blood pressure on both arms.
#pagebreak()
= 3. The first weeks
#table(columns: 3, [Week], [Where], [Who acts], [0], [Clinic], [Haematology], [4], [Home], [Named reader])
Refer the same day for an irregular pulse.
"""
file = SimpleUploadedFile("a.pdf", typeset(words))
paper = publish_document(board, title="Dosing paper", format="pdf", by=team, file=file)
place_document(paper, by=team, question_number=1, preread=True, minutes=4)
talk = publish_document(board, title="Talk on dosing", format="pdf", by=team, file=SimpleUploadedFile("a.wav", wav(60)))
spoken = "WEBVTT\\n\\n00:00.000 --> 00:25.000\\nWelcome\\n\\n00:25.000 --> 00:59.000\\nThe dose is low"
set_track(talk.current, by=team, sort="captions", language="en", text=spoken)
set_track(talk.current, by=team, sort="chapters", language="en", text="0:00 Welcome\\n0:30 The dose")
'''


RECORDED = """async () => {
    const canvas = Object.assign(document.createElement("canvas"), {width: 320, height: 180});
    const pen = canvas.getContext("2d");
    const recorder = new MediaRecorder(canvas.captureStream(20), {mimeType: "video/webm;codecs=vp8"}), parts = [];
    recorder.ondataavailable = (one) => parts.push(one.data);
    const stopped = new Promise((done) => { recorder.onstop = done; });
    recorder.start();
    for (let at = 0; at < 30; at += 1) {
        pen.fillStyle = `hsl(${12 * at} 60% 50%)`;
        pen.fillRect(0, 0, 320, 180);
        await new Promise((done) => setTimeout(done, 40));
    }
    recorder.stop();
    await stopped;
    return btoa(String.fromCharCode(...new Uint8Array(await new Blob(parts).arrayBuffer())));
}"""


@pytest.fixture(scope="module")
def library(standing_site):
    """A board of its own, with a question that opens after a paper, and with a talk."""
    standing_site.shell(FILLED)
    return standing_site


def test_a_preread_is_read_on_a_phone_and_its_question_opens(sit, library):
    person = sit(library, "advisor6", **PHONE)
    page = person.open("/boards/reading/questions/1/")
    expect(page.get_by_text("Read this first.")).to_be_visible()
    expect(page.get_by_text("4 min").first).to_be_visible()
    expect(page.locator("textarea[name=body]")).to_have_count(0)
    page.get_by_role("link", name="Dosing paper").first.tap()
    expect(page.get_by_role("heading", level=1, name="Dosing paper")).to_be_visible()
    expect(page.get_by_text("about 4 minutes")).to_be_visible()
    while page.get_by_text("Its pages are being drawn").count():
        page.reload()
    expect(page.get_by_role("heading", name="2. Before the first dose")).to_be_visible()
    look_for(page, "named READER")
    look_at_its_picture(page)
    page.goto(f"{person.url}{LIBRARY}")
    expect(page.get_by_text("Opened, not marked as read")).to_be_visible()
    page.get_by_role("link", name="Dosing paper").first.tap()
    expect(page.get_by_text("You stopped here, on page 2.")).to_be_visible()
    page.get_by_role("button", name="Mark as read").last.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("You read this version").first).to_be_visible()
    page.get_by_role("link", name="Go to question 1").first.tap()
    expect(page.locator("textarea[name=body]").first).to_be_visible()
    expect(page.get_by_text("Read this first.")).to_have_count(0)


def look_for(page, words):
    """Find words on another page, in a table that stays one."""
    page.get_by_role("searchbox", name="Find in this document").fill(words)
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Page 2").first.tap()
    expect(page.locator("mark#hit-1")).to_have_text("Named reader")
    expect(page.locator(".sheet table tr").nth(2).locator("td")).to_have_text(["4", "Home", "Named reader"])
    assert sideways(page) <= 0


def look_at_its_picture(page):
    """The page as it was printed, its words still there to be copied."""
    page.get_by_role("navigation", name="Show as").get_by_role("link", name="Pages").tap()
    expect(page.locator(".paper img")).to_have_js_property("complete", True)
    assert page.locator(".paper img").evaluate("(one) => one.naturalWidth") > 600
    page.locator(".paper svg").evaluate("(one) => getSelection().selectAllChildren(one)")
    assert "Refer the same day" in page.evaluate("() => String(getSelection()).replace(/\\s+/g, ' ')")
    assert sideways(page) <= 0


def test_a_recording_goes_on_at_the_desk_where_it_was_left_on_the_phone(sit, library):
    phone, desk = sit(library, "advisor6", **PHONE), sit(library, "advisor6")
    for person in (phone, desk):
        person.open(LIBRARY)
    page = phone.page
    page.get_by_role("link", name="Talk on dosing").tap()
    sound = page.locator("audio")
    expect(sound).to_have_js_property("readyState", 4)
    assert round(sound.evaluate("(one) => one.duration")) == 60
    page.get_by_label("Speed").select_option("1.5")
    assert sound.evaluate("(one) => one.playbackRate") == 1.5
    page.get_by_label("Captions").select_option("English")
    with page.expect_response(lambda one: one.url.endswith("/place/")):
        page.get_by_role("link", name="0:30 The dose").tap()
        page.wait_for_function("() => document.querySelector('audio').currentTime > 30")
        expect(page.locator("[data-heard]")).to_have_text("The dose is low")
        sound.evaluate("(one) => one.pause()")
    expect(page.get_by_role("link", name="0:30 The dose")).to_have_attribute("aria-current", "")
    desk.page.get_by_role("link", name="Talk on dosing").click()
    expect(desk.page.locator("[data-resumed]")).to_contain_text("Goes on at 0:3")
    assert desk.page.locator("audio").evaluate("(one) => one.currentTime") >= 30
    desk.page.get_by_text("What is said, in English").click()
    expect(desk.page.get_by_text("The dose is low")).to_be_visible()
    parts = desk.context.request.get(sound.evaluate("(one) => one.currentSrc"), headers={"Range": "bytes=10-19"})
    assert (parts.status, len(parts.body())) == (206, 10)


def test_a_film_that_a_browser_recorded_is_taken_and_plays_with_its_captions_on_a_phone(sit, library):
    team = sit(library, "medical")
    page = team.open(f"{LIBRARY}new/")
    film = {"name": "trace.webm", "mimeType": "video/webm", "buffer": b64decode(page.evaluate(RECORDED))}
    page.get_by_label("Title").fill("A trace in motion")
    page.get_by_label("File", exact=False).set_input_files(film)
    page.get_by_role("button", name="Publish to the board").click()
    page.get_by_text("Add captions").first.press("Enter")  # wherever the film, which is still loading, moves it
    spoken = {"name": "a.vtt", "mimeType": "text/vtt", "buffer": b"WEBVTT\n\n00:00.000 --> 00:59.000\nA pause"}
    page.get_by_label("WebVTT or SubRip file").set_input_files(spoken)
    page.get_by_role("button", name="Add captions").click()
    expect(page.get_by_text("Captions, English")).to_be_visible()

    phone = sit(library, "advisor6", **PHONE)
    page = phone.open(LIBRARY)
    page.get_by_role("link", name="A trace in motion").tap()
    page.get_by_label("Captions").select_option("English")
    page.locator("video").evaluate("(one) => { one.muted = true; return one.play(); }")
    page.wait_for_function("() => document.querySelector('video').currentTime > 0.4")
    assert page.locator("video").evaluate("(one) => one.videoWidth") == 320
    said = "() => document.querySelector('video').textTracks[0].activeCues?.[0]?.text === 'A pause'"
    page.wait_for_function(said)
    assert sideways(page) <= 0
