"""Words that cannot be posted as they are: each time it is said why, and none is lost."""

import pytest
from playwright.sync_api import expect

from tests.e2e.people import question, refused
from tests.e2e.talk import add_answer, change, expect_posted, post, send, write_answer

pytestmark = pytest.mark.e2e

CLOSE = """
from advisory.rights import SYSTEM
from discussions.commands.questions import close_question
from discussions.models import Question
close_question(Question.objects.get(board__slug="cardio-oncology", number=7), by=SYSTEM)
"""
STRANGE = '<script>document.title = "mine"</script><img src=x onerror="document.title = 1"> [here](javascript:alert(1))'


def test_a_question_that_closes_while_somebody_types_keeps_their_words(sit, standing_site):
    figueira, words = sit(standing_site, "advisor3"), "Almost finished when the time was up."
    figueira.expects(refused(409))
    page = figueira.live(question(7))
    write_answer(page, words)
    standing_site.shell(CLOSE)
    expect(page.get_by_text("This page has changed. What you typed stays.")).to_be_visible()
    send(page.locator("form[data-composer]"))
    expect(page.get_by_text("Question 7 has closed. Your text was not posted; you can copy it.")).to_be_visible()
    expect(page.get_by_role("textbox", name="Your answer")).to_have_value(words)
    expect(page.get_by_role("button", name="Copy text")).to_be_visible()
    assert words not in figueira.api("boards/cardio-oncology/questions/7/posts").text()


def test_two_changes_of_one_post_are_both_shown(sit, standing_site):
    okonjo = sit(standing_site, "advisor1")
    okonjo.expects(refused(409))
    page, first, second, third = okonjo.live(question(5)), "Once a week.", "Twice a week.", "Once a day."
    add_answer(page, first)
    mine = post(page, first)
    place = page.locator(f"#{mine.get_attribute('id')}")
    mine.get_by_role("link", name="Edit").click()
    form = place.locator("form[data-kind=edit]")
    form.get_by_role("textbox").fill(third)

    elsewhere = sit(standing_site, "advisor1").live(question(5))
    change(post(elsewhere, first), second)
    expect(place.locator(".body")).to_have_text(second)
    form.get_by_role("button", name="Save changes").click()
    expect(form.locator("[data-error]")).to_contain_text("This post was changed elsewhere meanwhile.")
    expect(form.locator("[data-theirs]")).to_contain_text(second)
    expect(form.get_by_role("textbox")).to_have_value(third)
    form.get_by_role("button", name="Save changes").click()
    expect(place.locator(".body")).to_have_text(third)
    expect(form).to_have_count(0)


def test_markup_and_script_in_a_post_are_only_words(sit, standing_site):
    okonjo, solheim = sit(standing_site, "advisor1"), sit(standing_site, "advisor2")
    page = okonjo.live(question(5))
    title = page.title()
    solheim.live(question(5))
    expect_posted(add_answer(page, f"Strange: {STRANGE}"))
    for person in (okonjo, solheim):
        said = post(person.page, "Strange:").locator(".body")
        expect(said).to_contain_text('<script>document.title = "mine"</script><img src=x')
        expect(said.locator("script, img, a")).to_have_count(0)
        assert person.page.title() == title
    okonjo.live(question(5))
    expect(post(page, "Strange:").locator(".body").locator("script, img, a")).to_have_count(0)
    assert page.title() == title


def test_empty_and_endless_words_are_refused_beside_the_field(sit, standing_site):
    okonjo = sit(standing_site, "advisor1")
    okonjo.expects(refused(422))
    page, endless = okonjo.live(question(1)), "x" * 20_001
    form = page.locator("details[data-writing] form")
    page.locator("details[data-writing] > summary").click()
    send(form)
    expect(form.get_by_role("alert")).to_have_text("Write something first.")
    form.get_by_role("textbox").fill(endless)
    send(form)
    expect(form.get_by_role("alert")).to_contain_text("20,000")
    expect(form.get_by_role("textbox")).to_have_value(endless)
    expect(post(page, "xxxxx")).to_have_count(0)
    form.get_by_role("textbox").fill("Short enough.")
    send(form)
    expect_posted(post(page, "Short enough."))
