"""The bell: it moves while one reads, leads to what it tells of, and is a plain link where no script runs."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.axe import found, found_light_and_dark
from tests.e2e.people import question
from tests.e2e.talk import add_answer, reply, stay

pytestmark = pytest.mark.e2e
LETTER = """
from advisory.accounts.models import User
from advisory.events.models import Log
from advisory.notifications.models import Letter, Notification
from advisory.notifications.unsubscribing import leaving
person = User.objects.get(email="advisor8@demo.test")
letter = Letter.objects.create(person=person, state="sent")
Notification.objects.create(notice="replied", key="a-letter", person=person, log=Log.objects.first(),
    subject_type="post", subject_id=person.pk, letter=letter)
print(leaving(letter))
"""


def read_all(page):
    """Read what other stories on this site left under the bell."""
    if (button := page.get_by_role("button", name="Mark all as read")).count():
        button.click()
        expect(button).to_be_hidden()


def test_the_bell_moves_while_one_reads_and_leads_to_what_it_tells_of(sit, standing_site):
    nakamura, marsh = sit(standing_site, "advisor8"), sit(standing_site, "moderator")
    read_all(nakamura.open("/notifications/"))
    page = nakamura.live(question(1))
    bell, said = page.locator(".bell"), "Nakamura-Lindt: a trace before the first dose."
    add_answer(page, said)
    marsh.live(question(1))
    stay(page)
    expect(bell.locator(".count")).to_be_hidden()
    page.evaluate("() => scrollTo(0, 0)")
    reply(marsh.page, said, "Read by whom, and within how many days?")
    expect(bell.locator("[data-number]")).to_have_text("1")
    assert page.evaluate("() => window.stays")

    page = nakamura.open("/notifications/", nakamura.tab())
    line = page.get_by_role("link", name="Helena Marsh follows up on what you wrote, Question 1")
    expect(line).to_contain_text("Cardio-oncology monitoring 2026")
    assert found_light_and_dark(page) == []
    line.click()
    expect(page).to_have_url(re.compile(r"/questions/1/#post-[0-9a-f-]{36}$"))
    expect(page.locator(".bell .count")).to_be_hidden()
    assert [letter for letter in standing_site.letters() if "clarify" in letter] == []


def test_the_way_out_of_letters_is_asked_before_it_is_taken(sit, standing_site):
    address = standing_site.shell(LETTER).splitlines()[-1]
    anybody = sit(standing_site, java_script_enabled=False)
    page = anybody.open(address.removeprefix(standing_site.url))
    expect(page.get_by_role("heading", name="Stop these letters?")).to_be_visible()
    expect(page.get_by_text("Replies to me")).to_be_visible()
    page.get_by_role("button", name="Stop these letters").click()
    expect(page.get_by_role("heading", name="No more of these letters")).to_be_visible()

    nakamura = sit(standing_site, "advisor8")
    page = nakamura.open(address.removeprefix(standing_site.url))
    assert found(page) == []
    page = nakamura.open("/account/#notify")
    expect(page.get_by_role("radio", name="Replies to me: Off")).to_be_checked()
    page.get_by_role("radio", name="Replies to me: At once").check()
    page.get_by_label("Daily letter at").select_option("18:00")
    page.locator("#notify").get_by_role("button", name="Keep these").click()
    expect(page.get_by_text("Your wishes about letters are kept.")).to_be_visible()
    expect(page.get_by_role("radio", name="Replies to me: At once")).to_be_checked()
    expect(page.get_by_label("Daily letter at")).to_have_value("18")
