"""The medical team adds files over a line that is cut, has them reviewed and signed, and publishes one of them."""

import os
import re

import pytest
from playwright.sync_api import expect

from advisory.demo.cast import PASSWORD, SLUG
from tests.e2e.people import NAMES, UNREACHED
from tests.resources.made_pdfs import pdf, stream

pytestmark = pytest.mark.e2e

UPLOADS = f"/boards/{SLUG}/library/uploads/"
PIECE = re.compile(r"/uploads/[0-9a-f-]{36}/$")
DRAWN = 60_000  # the worker draws on the same machine as all other tests
LARGE = pdf(stream(os.urandom(9 * 1024**2)))
DROP = """([name, words]) => {
    const carried = new DataTransfer();
    carried.items.add(new File([words], name, {type: "application/pdf"}));
    document.querySelector("[data-drop]").dispatchEvent(new DragEvent("drop", {dataTransfer: carried, bubbles: true}));
}"""


def job(page, title):
    """The card of a file that has arrived."""
    return page.locator("[data-jobs] .job", has_text=title)


def sign(person, path, account):
    """Approve what is in review, by name, once one has confirmed who one is."""
    page = person.open(path)
    page.get_by_label("Approve", exact=False).first.check()
    for box in page.locator(".confirms input").all():
        box.check()
    page.get_by_label("Sign with your name").fill(NAMES[account])
    page.get_by_role("button", name="Sign decision").click()
    expect(page.get_by_role("heading", name="Confirm that it is you")).to_be_visible()
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Confirm").click()
    expect(page.get_by_text("Signed. The team has been told.")).to_be_visible()


def arrive(page, file):
    """Two files come in: one over a line that is cut, and on from there after one signed in anew; one by dragging."""
    asked = []
    page.on("request", lambda request: asked.append(request.method) if "/uploads/" in request.url else None)
    page.route(PIECE, lambda route: route.abort() if asked.count("PATCH") > 1 else route.continue_())
    page.locator("[data-drop] input").set_input_files(file)
    expect(page.locator("[data-sending]")).to_contain_text("No connection. It goes on by itself")
    session = page.context.cookies()
    page.context.clear_cookies(name="sessionid")
    page.unroute(PIECE)
    expect(page.locator("[data-sending]")).to_contain_text("You are signed out. Sign in and choose the file again")
    page.context.add_cookies(session)
    page.reload()
    card = job(page, "Field guide")
    expect(card).to_contain_text("4.0 of 9.0 MB have arrived. Choose the same file again")
    asked.clear()
    page.locator("[data-drop] input").set_input_files(file)
    page.evaluate(DROP, ["Dosing card.pdf", pdf().decode("latin-1")])
    expect(card).to_contain_text("Ready for review", timeout=DRAWN)
    expect(job(page, "Dosing card")).to_contain_text("Ready for review", timeout=DRAWN)
    assert asked.count("POST") == 1, "what had arrived was not sent again"


def send(page):
    """Say what one of them is, and send both for review; gives where each is reviewed."""
    page.reload()
    panel = page.locator("[data-panel]")
    panel.get_by_label("Title").fill("Dosing card for wards")
    panel.get_by_role("button", name="Keep").click()
    expect(job(page, "Dosing card for wards")).to_be_visible()
    panel.get_by_label("Medical").select_option(label=NAMES["moderator"])
    panel.get_by_label("Legal").select_option(label=NAMES["observer"])
    panel.get_by_role("button", name="Send 2 for review").click()
    expect(job(page, "Dosing card for wards")).to_contain_text("In review")
    links = [job(page, title).locator("h2 a") for title in ("Field guide", "Dosing card for wards")]
    return [link.get_attribute("href") + "versions/1/review/" for link in links]


def replace(page):
    """Put another file into what is in review."""
    page.get_by_role("link", name="Another file").click()
    turned = {"name": "Card.pdf", "mimeType": "application/pdf", "buffer": pdf(page=b" /Rotate 90")}
    page.locator("input[type=file]").set_input_files(turned)
    page.get_by_role("button", name="Use this instead").click()


def test_files_arrive_over_a_cut_line_are_signed_and_published_and_another_file_voids_what_was_signed(
    sit, standing_site, tmp_path
):
    team, file = sit(standing_site, "medical"), tmp_path / "Field guide.pdf"
    file.write_bytes(LARGE)
    team.expects(UNREACHED)
    arrive(team.open(UPLOADS), file)
    guide, dosing = send(team.page)
    marsh, brandt = sit(standing_site, "moderator"), sit(standing_site, "observer")
    sign(marsh, guide, "moderator")
    sign(marsh, dosing, "moderator")
    sign(brandt, guide, "observer")
    page = team.open(guide)
    page.get_by_role("button", name="Publish version 1").click()
    expect(page.get_by_text("Published. Its readers see this version")).to_be_visible()

    replace(team.open(dosing))
    expect(page.get_by_role("heading", name="Send for review")).to_be_visible()
    expect(page.locator(".reviewers .past")).to_have_count(1)
    expect(page.get_by_role("button", name="Publish version 1")).to_have_count(0)
    assert brandt.context.request.get(f"{brandt.url}{dosing}").status == 404
