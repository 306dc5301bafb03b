"""What arrives never moves what is being read; what is new is marked until it was seen."""

import re

import pytest
from playwright.sync_api import expect

from tests.e2e.people import question
from tests.e2e.talk import add_answer, post, reply

pytestmark = pytest.mark.e2e

LOW = {"viewport": {"width": 1280, "height": 600}}
READ = re.compile("/questions/4/read$")
HIGH = {"viewport": {"width": 1280, "height": 4000}}


def top_of(place):
    """Where on the screen something begins."""
    return place.bounding_box()["y"]


def test_arrivals_above_and_below_never_move_what_is_being_read(sit, standing_site):
    tanabe, lindqvist = sit(standing_site, "advisor5", **LOW), sit(standing_site, "chair")
    page, above, below = tanabe.live(question(5)), "Added above what you read.", "Added below what you read."
    lindqvist.live(question(5))
    begun = page.locator("[data-threads] > .thread > .post").first.locator(".body").inner_text()
    read = page.locator("[data-threads] > .thread").nth(1).locator(".post").first
    read.evaluate("(post) => scrollTo({top: post.getBoundingClientRect().top + scrollY - 110, behavior: 'instant'})")
    before = top_of(read)

    reply(lindqvist.page, begun, above)
    expect(post(page, above)).to_have_count(1)
    assert abs(top_of(read) - before) <= 1
    add_answer(lindqvist.page, below)
    pill = page.locator("[data-arrivals] button")
    expect(pill).to_have_text("1 new answer below")
    assert abs(top_of(read) - before) <= 1
    expect(page.locator("#announce")).to_contain_text("new")

    pill.click()
    expect(page.locator(".thread", has_text=below)).to_be_focused()
    expect(post(page, below)).to_be_in_viewport()
    expect(pill).to_be_hidden()


def test_a_sliver_of_an_earlier_post_is_not_what_is_being_read(sit, standing_site):
    tanabe, lindqvist = sit(standing_site, "advisor5", **LOW), sit(standing_site, "chair")
    page, words = tanabe.live(question(5)), "Added under the sliver."
    lindqvist.live(question(5))
    begun = page.locator("[data-threads] > .thread > .post").first.locator(".body").inner_text()
    sliver = page.locator("[data-threads] > .thread").first.locator(".post").last
    read = page.locator("[data-threads] > .thread").nth(1).locator(".post").first
    sliver.evaluate("(post) => scrollTo({top: post.getBoundingClientRect().bottom + scrollY - 130})")
    before = top_of(read)
    reply(lindqvist.page, begun, words)
    expect(post(page, words)).to_have_count(1)
    assert abs(top_of(read) - before) <= 1


def test_what_came_since_the_last_visit_is_marked_until_it_was_seen(sit, standing_site):
    montoya, lindqvist = sit(standing_site, "advisor6", **HIGH), sit(standing_site, "chair")
    with montoya.page.expect_response(READ) as told:
        page = montoya.live(question(4))
    assert told.value.status == 204
    expect(page.locator("[data-unread]")).to_have_count(0)
    page.close()

    words = "Said while you were away."
    lindqvist.live(question(4))
    add_answer(lindqvist.page, words)
    page = montoya.tab()
    with page.expect_response(READ):
        montoya.live(question(4), page)
        expect(page.locator(".newline")).to_have_text("New since you were here")
        expect(page.locator(".newline + .thread")).to_contain_text(words)
    montoya.live(question(4), page)
    expect(page.locator(".newline")).to_have_count(0)


def test_who_is_here_is_told_without_names_of_advisors(sit, standing_site):
    montoya, lindt = sit(standing_site, "advisor6"), sit(standing_site, "advisor8")
    brandt = sit(standing_site, "observer")
    montoya.live(question(4))
    lindt.live(question(4))
    expect(montoya.page.locator("[data-here]")).to_contain_text("1 advisor")
    brandt.live(question(4))
    expect(brandt.page.locator("[data-here]")).to_contain_text("2 advisors")
    expect(brandt.page.locator("form[data-composer]")).to_have_count(0)
    lindt.page.close()
    expect(montoya.page.locator("[data-here]")).to_be_hidden()
    assert not montoya.heard("Dr Tomas Nakamura-Lindt")
    assert not montoya.heard("Elise Brandt")
