"""A conversation that real people held elsewhere is read, and goes on here."""

import pytest
from playwright.sync_api import expect

from tests.discussions.conversations import Facts, given
from tests.e2e.people import NAMES, question, sideways
from tests.e2e.talk import expect_arrived, reply, stay

pytestmark = pytest.mark.e2e

BRING = """
from django.core.management import call_command
from django.contrib.auth import get_user_model
from advisory.rights import SYSTEM
from boards.commands.members import seat_member
from boards.models import Board
person = get_user_model().objects.get(email="advisor2@demo.test")
call_command("import_conversation", {folder!r}, "--board", "freshwater", "--chair", "chair@demo.test")
seat_member(Board.objects.get(slug="freshwater"), person, "advisor", by=SYSTEM)
"""


@pytest.fixture
def facts(standing_site, tmp_path):
    """A real conversation, brought in: the chair and Prof. Solheim are seated, and nobody is written to."""
    folder, letters = given("scoop-hivemind.freshwater", tmp_path), standing_site.letters()
    done = standing_site.shell(BRING.format(folder=str(folder)))
    assert f"{len(Facts(folder).shown)} posts" in done
    assert standing_site.letters() == letters
    return Facts(folder)


def test_a_chair_reads_a_real_conversation_and_others_see_the_reply_arrive(sit, standing_site, facts):
    lindqvist, solheim = sit(standing_site, "chair", last=True), sit(standing_site, "advisor2")
    page = lindqvist.open("/boards/freshwater/")
    expect(page.get_by_text("The Computational Democracy Project")).to_be_visible()
    expect(page.get_by_text("CC BY 4.0")).to_be_visible()
    page.get_by_role("navigation", name="Board").get_by_role("link", name="Discussion").click()
    expect(page).to_have_url(f"{standing_site.url}{question(1, 'freshwater')}")
    expect(page.locator("main")).to_have_attribute("data-live", "live")
    posts = page.locator("[data-threads] > .thread > .post")
    expect(posts.locator(".who [data-only=other]")).to_have_text(
        [f"Participant {one['author-id']}" for one in facts.shown]
    )
    agreed = [str(facts.agree[one["comment-id"]] or "") for one in facts.shown]
    expect(posts.locator("[data-reaction$=':agree'] .num")).to_have_text(agreed)

    solheim.live(question(1, "freshwater"))
    most = max(range(len(agreed)), key=lambda place: int(agreed[place] or 0))
    to, words = posts.nth(most).locator(".body").inner_text().strip().splitlines()[0], "Does this still hold today?"
    stay(solheim.page)
    reply(page, to, words)
    expect_arrived(solheim.page, words)
    arrived = solheim.page.locator(".thread", has_text=to).locator(".replies .post")
    expect(arrived.locator("header")).to_contain_text(NAMES["chair"])
    reply(solheim.page, to, "It does in Oslo.")
    answered = page.locator(".replies .post", has_text="It does in Oslo.")
    expect(answered.locator("header")).to_contain_text(NAMES["advisor2"])
    page.set_viewport_size({"width": 390, "height": 844})
    assert sideways(page) <= 0
