"""The same reading and writing where no script runs: links go, forms post."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import ADVISORS, NAMES, enter_password, expect_home, name_address, question
from tests.e2e.talk import post, send, send_answer, thread, write_answer

pytestmark = pytest.mark.e2e

HIDDEN = ADVISORS - {NAMES["patient"]}
CODE = re.compile(r"^\s*(\d{6})\s*$", re.MULTILINE)


@pytest.fixture
def plain(sit, standing_site):
    """Somebody at a browser that runs no script."""

    def sit_down(account=None):
        return sit(standing_site, account, java_script_enabled=False)

    return sit_down


def test_signing_in_with_a_password_leads_to_the_page_that_was_asked_for(plain, standing_site):
    beaumont = plain()
    page = beaumont.open(question(5))
    expect(page).to_have_url(re.compile(r"/accounts/login/\?next="))
    name_address(page, "advisor7")
    page.locator("summary", has_text="Password").click()
    page.get_by_label("Password").fill("not the password")
    page.locator("details").get_by_role("button", name="Continue").click()
    expect(page.locator("#password-error")).to_be_visible()
    enter_password(page, standing_site.url, "advisor7", f"?next={question(5)}")
    expect(page).to_have_url(f"{standing_site.url}{question(5)}")


def test_signing_in_with_a_code_from_a_letter(plain, standing_site):
    page = plain().open("/accounts/login/")
    before = len(standing_site.letters())
    name_address(page, "advisor8")
    page.get_by_role("button", name="Six-digit code by email").click()
    letter = standing_site.letter_with("advisor8@demo.test", after=before)
    code = CODE.search(letter)[1]
    page.get_by_label("Six-digit code").fill("000000" if code != "000000" else "111111")
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_text("That is not the code in our latest letter")).to_be_visible()
    page.get_by_label("Six-digit code").fill(f"{code[:3]} {code[3:]}")
    page.get_by_role("button", name="Sign in").click()
    expect_home(page)


def test_answering_replying_changing_reacting_and_removing_by_forms(plain):
    beaumont, lindt = plain("advisor7"), plain("advisor8")
    for person, words in ((beaumont, "Beaumont: stop, scan, start again."), (lindt, "Lindt: rate first, then rhythm.")):
        page = person.open(question(8))
        expect(page.get_by_text("Answer first, then read the others.")).to_be_visible()
        assert not person.heard("Beaumont: stop")
        write_answer(page, words)
        send_answer(page)
        expect(post(page, words)).to_contain_text("You")
    page = lindt.page
    expect(post(page, "Beaumont: stop").locator("header")).to_contain_text(re.compile(r"Advisor \d+"))
    assert [name for name in HIDDEN - {NAMES["advisor8"]} if lindt.heard(name)] == []

    post(page, "Beaumont: stop").get_by_role("link", name="Reply").click()
    page.get_by_role("textbox", name=re.compile(r"^Reply to Advisor \d+")).fill("After how many days?")
    send(page.locator("#composer"))
    expect(thread(page, "Beaumont: stop").locator(".replies")).to_contain_text("After how many days?")
    post(page, "Beaumont: stop").get_by_role("button", name="Agree").click()
    expect(post(page, "Beaumont: stop").get_by_role("button", name="Agree")).to_have_text("Agree 1")
    expect(post(page, "Beaumont: stop").get_by_role("button", name="Agree")).to_have_attribute("aria-pressed", "true")
    post(page, "Beaumont: stop").get_by_role("button", name="Agree").click()
    expect(post(page, "Beaumont: stop").get_by_role("button", name="Agree")).to_have_text("Agree")

    post(page, "Lindt: rate").get_by_role("link", name="Edit").click()
    page.get_by_role("textbox", name="Change your post").fill("Lindt: rhythm first.")
    page.get_by_role("button", name="Save changes").click()
    expect(post(page, "Lindt: rhythm first.")).to_contain_text("changed after seeing the others")
    post(page, "After how many days?").get_by_role("button", name="Remove").click()
    expect(page.get_by_text("After how many days?")).to_have_count(0)
    expect(thread(page, "Beaumont: stop").locator(".replies")).to_contain_text("Removed by its author.")


def test_passing_a_question_opens_it(plain):
    lindt = plain("advisor8")
    page = lindt.open(question(2))
    assert not lindt.heard("specialist nurse with a checklist")
    page.get_by_role("button", name="Not my field").click()
    expect(post(page, "specialist nurse with a checklist")).to_be_visible()
    expect(page.locator(".gate")).to_have_count(0)


def reply_and_probe(page, words):
    """Say two things beneath a post: one in passing, one that asks."""
    post(page, words).get_by_role("link", name="Reply").click()
    page.get_by_role("textbox", name="Probe or reply to").fill("By Friday.")
    page.get_by_role("button", name="Reply", exact=True).click()
    expect(post(page, "By Friday.").locator(".kind")).to_have_count(0)
    post(page, words).get_by_role("link", name="Moderate").click()
    page.get_by_role("link", name="Probe").click()
    page.get_by_role("textbox", name="Probe or reply to").fill("By which day?")
    page.get_by_role("button", name="Post probe").click()
    expect(post(page, "By which day?").locator(".kind")).to_have_text("Probe")


def test_holding_and_releasing_by_forms(plain):
    lindqvist, beaumont = plain("chair"), plain("advisor7")
    words = "Tell us when you have looked"
    page = lindqvist.open(question(4))
    page.get_by_text("Open a thread of your own").click()
    page.get_by_role("textbox", name="Open a thread").fill(f"For all: {words}.")
    page.get_by_role("button", name="Post").click()
    beaumont.open(question(4))
    expect(post(beaumont.page, words)).to_be_visible()
    place = post(page, words).get_attribute("id")

    reply_and_probe(page, words)
    post(page, words).get_by_role("link", name="Moderate").click()
    page.get_by_role("textbox", name="Reason").first.fill("A moderator is reading it")
    page.get_by_role("button", name="Hold").click()
    expect(post(page, words)).to_contain_text("Held: A moderator is reading it")
    beaumont.open(question(4))
    assert not beaumont.heard(words)
    expect(beaumont.page.locator(f"#{place}")).to_contain_text("This post is out of sight while a moderator reads it.")

    post(page, words).get_by_role("button", name="Release").click()
    expect(post(page, words)).not_to_contain_text("Held")
    beaumont.open(question(4))
    expect(post(beaumont.page, words)).to_be_visible()


def test_what_was_typed_comes_back_when_it_cannot_be_posted(plain):
    beaumont = plain("advisor7")
    beaumont.expects("status of 422")
    page = beaumont.open(question(4))
    typed = "Words with a hidden \u202e turn."
    write_answer(page, typed)
    send_answer(page)
    expect(page.locator("[data-error]:visible")).to_be_visible()
    expect(page.get_by_role("textbox", name="Your answer")).to_have_value(typed)
    assert typed not in beaumont.api("boards/cardio-oncology/questions/4/posts?limit=200").text()
