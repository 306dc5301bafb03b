"""A live session that meets elsewhere: one waits, is let in, raises a hand; the agenda goes on, minutes are signed."""

import re

import pytest
from playwright.sync_api import expect

from advisory.demo.cast import PASSWORD
from tests.e2e.meetings import OPENED, call_together, join, put_to_question, put_to_rating, shelve
from tests.e2e.people import NAMES
from tests.waiting import until

pytestmark = pytest.mark.e2e
PHONE = {"viewport": {"width": 390, "height": 844}}
AHEAD = "const now = Date.now; Date.now = () => now.call(Date) + 3_600_000;"  # a device whose clock is an hour fast
ELSEWHERE = {"provider": "external", "external_url": "https://meet.example/board"}


def test_the_board_meets_from_the_waiting_room_to_the_end(sit, standing_site):
    points = ("Welcome", 5), ("Where thresholds differ", 10)
    path = call_together(standing_site, "room", *points, opened=False, **ELSEWHERE)
    shelve(standing_site, "room", "Thresholds")
    put_to_question(standing_site, "room", "Welcome")
    put_to_rating(standing_site, "room", "Where thresholds differ", "160 is too late.")
    kinds = {"advisor1": PHONE, "chair": {}, "moderator": {}}
    people = [sit(standing_site, name, last=True, **kind) for name, kind in kinds.items()]
    people[0].context.add_init_script(AHEAD)
    people[1].expects("409.*/closing/")  # a round is closed twice
    for person in people:
        person.expects("404.*/room/")  # a room that is asked for its parts once more as it ends
    okonjo = waits_for_it_to_open(people[0], path, standing_site)
    chair, marsh = (join(person, path) for person in people[1:])
    expect(okonjo.get_by_role("heading", name="You wait to be let in")).to_be_visible()
    an_advisor_is_let_in_and_called_on(chair, okonjo)
    the_order_is_changed_for_all(chair, marsh, okonjo)
    the_next_point_is_seen_by_all(chair, marsh, okonjo)
    what_is_asked_in_writing_is_seen_and_put_on_the_stage(chair, marsh, okonjo, people[2])
    a_chat_is_opened_while_others_write(chair, marsh, okonjo)
    slides_are_turned_for_all_by_arrows(chair, marsh, okonjo)
    a_statement_is_rated_from_1_to_9(chair, okonjo)
    it_ends_while_somebody_writes(chair, marsh, okonjo)
    minutes_are_amended_by_who_came_and_signed(chair, okonjo)
    what_changed_is_compared_and_taken_out(okonjo)


def a_statement_is_rated_from_1_to_9(chair, okonjo):
    chair.get_by_role("tab", name="Rating").click()
    chair.get_by_role("button", name="Open the round").click()
    okonjo.get_by_role("tab", name="Rating").click()
    okonjo.get_by_role("group", name="160 is too late").locator(".scale label").nth(7).click()
    expect(okonjo.get_by_text("Rated 8", exact=True)).to_be_visible()
    expect(chair.get_by_text("1 of 1 has finished")).to_be_visible()
    expect(okonjo.locator("#announce")).to_contain_text("Rate now: 160 is too late.")
    chair.get_by_role("button", name="Close the round").evaluate("(button) => { button.click(); button.click(); }")
    expect(chair.locator(".toast")).to_have_text("Round 1 is not open.")
    expect(okonjo.get_by_text("The round has closed.")).to_be_visible()


def it_ends_while_somebody_writes(chair, marsh, okonjo):
    """Whoever has nothing unsent is led on; whoever writes ends their sentence, sends it, and goes on then."""
    okonjo.get_by_role("tab", name="Q&A").click()
    box = okonjo.get_by_role("textbox", name="Ask the room")
    box.press_sequentially("Who pays ")
    okonjo.get_by_role("tab", name="Chat").click()
    chair.get_by_text("End for everybody").click()
    expect(chair.get_by_text("does not open again")).to_be_visible()
    chair.get_by_role("button", name="End this session").click()
    for page in (chair, marsh):
        expect(page.get_by_text("Over", exact=True)).to_be_visible()
    expect(okonjo.get_by_text("It is over.", exact=True)).to_be_visible()
    expect(okonjo.locator("#announce")).to_contain_text("It is over.")
    box.press_sequentially("for it?")
    expect(box).to_have_value("Who pays for it?")
    okonjo.keyboard.press("Enter")
    expect(okonjo.locator("#p-asked .thread", has_text="Who pays for it?")).to_be_visible()
    okonjo.get_by_role("link", name="Go on").click()
    expect(okonjo.get_by_text("Over", exact=True)).to_be_visible()


def minutes_are_amended_by_who_came_and_signed(chair, okonjo):
    chair.get_by_role("button", name="Put together the minutes").click()
    chair.get_by_role("button", name="Send to who came").click()
    okonjo.reload()
    okonjo.get_by_role("link", name="Read the minutes").click()
    okonjo.get_by_role("link", name=re.compile("Suggest a change.*Where thresholds")).click()
    okonjo.get_by_label("How the section should read").fill("Nobody phones the patient at night.")
    okonjo.get_by_role("button", name="Send").click()
    chair.get_by_role("button", name="Take these words").click()
    expect(okonjo.get_by_text("Amended, waiting for approval")).to_be_visible()
    chair.get_by_label("Sign with your name").fill(NAMES["chair"])
    chair.get_by_role("button", name="Approve and lock").click()
    chair.get_by_label("Password").fill(PASSWORD)
    chair.get_by_role("button", name="Confirm").click()
    for page in (chair, okonjo):
        expect(page.get_by_text(f"approved by {NAMES['chair']}")).to_be_visible()
    expect(chair.get_by_role("link", name="Add a section")).to_have_count(0)


def what_changed_is_compared_and_taken_out(okonjo):
    okonjo.get_by_role("link", name="Compare").click()
    expect(okonjo.locator("ins", has_text="at night")).to_be_visible()
    for name, ending in (("Word", ".docx"), ("PDF", ".pdf")):
        with okonjo.expect_download() as taken:
            okonjo.get_by_role("button", name=name).click()
        assert taken.value.suggested_filename == f"room-minutes-1{ending}"


def waits_for_it_to_open(person, path, site):
    """The page counts down by the server's clock, and says by itself that one may come in."""
    page = person.live(path)
    expect(page.locator(".clock")).to_have_text(re.compile(r"^5\d:\d\d$"))
    site.shell(OPENED.format(slug="room"))
    page.get_by_role("link", name="Join now").click()
    page.get_by_role("button", name="Join", exact=True).click()
    return page


def an_advisor_is_let_in_and_called_on(chair, okonjo):
    chair.get_by_role("tab", name="Hands").click()
    chair.get_by_role("button", name="Let in").click()
    expect(okonjo.locator("main:has([data-room])")).to_have_attribute("data-live", "live")
    okonjo.keyboard.press("h")
    expect(okonjo.get_by_role("button", name="Lower hand")).to_be_visible()
    chair.get_by_role("button", name="Call on").click()
    expect(okonjo.locator("#r-hands")).to_contain_text("Has the floor")


def the_order_is_changed_for_all(chair, marsh, okonjo):
    for button, first in (("Later: Welcome", "Where thresholds differ"), ("Earlier: Welcome", "Welcome")):
        chair.get_by_role("button", name=button).click()
        for page in (chair, marsh, okonjo):
            expect(page.locator("#r-agenda li").first).to_contain_text(first)


def the_next_point_is_seen_by_all(chair, marsh, okonjo):
    chair.get_by_role("button", name="Begin").click()
    for page in (chair, marsh, okonjo):
        expect(page.locator("#r-head h2")).to_have_text("Welcome")
    said = writes_a_little(okonjo)
    with okonjo.expect_response(okonjo.url):
        chair.get_by_role("button", name="Next item").click()
    for page in (chair, marsh, okonjo):
        expect(page.locator("#r-head h2")).to_have_text("Where thresholds differ")
    goes_on_writing(okonjo, said)
    expect(okonjo.locator("#r-agenda [aria-current=step]")).to_contain_text("10 min")
    chair.get_by_role("button", name="+2 min").click()
    expect(okonjo.locator("#r-agenda [aria-current=step]")).to_contain_text("12 min")
    expect(okonjo.locator("[data-ends]").first).to_have_text(re.compile(r"1[12]:\d\d"))  # by the server's time


def writes_a_little(okonjo):
    okonjo.get_by_role("tab", name="Question 1").click()
    box = okonjo.get_by_role("textbox", name="Write to everybody")
    box.press_sequentially("I would ")
    return box


def goes_on_writing(okonjo, box):
    """The agenda turned in the middle of a sentence: no word of it raises a hand, and it is sent where it was begun."""
    okonjo.keyboard.type("halve it at home.")
    expect(box).to_have_value("I would halve it at home.")
    expect(okonjo.get_by_role("button", name="Lower hand")).to_be_visible()
    okonjo.keyboard.press("Enter")
    expect(okonjo.locator("#p-q1 .thread")).to_contain_text("I would halve it at home.")


def a_chat_is_opened_while_others_write(chair, marsh, okonjo):
    """Where nothing changed, everything stays as it is: the words, to whom they are said, what is only chosen yet."""
    wanted = okonjo.locator("#p-asked .thread", has_text="Which dose?")
    wanted.get_by_role("link", name="Reply").click()
    okonjo.keyboard.type("Half of ")
    panel = marsh.locator("#p-asked")
    panel.get_by_text("Ask all, or go on in writing").click()
    panel.get_by_label("What do you ask").fill("Is it too much?")
    chair.get_by_role("tab", name="Chat").click()
    chair.get_by_role("button", name="Open the chat").click()
    for page in (marsh, okonjo):
        expect(page.locator("#say-chat")).to_have_count(1)
        expect(page.locator("#p-q1")).to_have_count(0)
    okonjo.keyboard.type("what he has.")
    expect(okonjo.get_by_text("Reply to Prof. Marianne Lindqvist")).to_be_visible()
    okonjo.keyboard.press("Enter")
    expect(chair.locator("#p-asked .replies .post")).to_contain_text("Half of what he has.")
    expect(panel.get_by_label("What do you ask")).to_have_value("Is it too much?")
    panel.get_by_role("button", name="Agreement, 1 to 5").click()
    expect(okonjo.locator("#p-asked .poll")).to_be_visible()
    expect(panel.get_by_label("What do you ask")).to_have_value(re.compile("^How far do you agree"))


def slides_are_turned_for_all_by_arrows(chair, marsh, okonjo):
    chair.get_by_role("button", name="Slides").click()
    chair.get_by_role("button", name="Thresholds").click()
    for page in (marsh, okonjo):
        expect(page.locator("#r-slide")).to_contain_text("slide 1 of 3")
    expect(chair.get_by_role("button", name="Next slide")).to_be_visible()
    for key, seen in (("ArrowRight", 2), ("PageDown", 3), ("ArrowRight", 3), ("ArrowLeft", 2)):
        chair.locator("#main").press(key)
        for page in (chair, marsh, okonjo):
            expect(page.locator("#r-slide")).to_contain_text(f"slide {seen} of 3")
    expect(okonjo.get_by_role("img", name="Slide 2")).to_have_js_property("naturalWidth", 1280)
    expect(chair.get_by_role("button", name="Previous slide")).to_be_enabled()


def is_slow_to_come(person, begin):
    """What is drawn once it has begun is long on its way; calling what comes back lets it come, after words did."""
    page, answers = person.page, []
    where = page.url
    page.route(lambda url: url == where, lambda route: answers.append((route, route.fetch())))
    begin()
    until(lambda: page.title() and answers)

    def arrives(words):
        until(lambda: person.heard(words))
        assert words not in answers[0][1].text()
        for route, answer in answers:
            route.fulfill(response=answer)
        page.unroute_all()

    return arrives


def what_is_asked_in_writing_is_seen_and_put_on_the_stage(chair, marsh, okonjo, person):
    """What comes before the conversation is drawn stands in it too."""
    chair.get_by_role("tab", name="Q&A").click()
    arrives = is_slow_to_come(person, chair.get_by_role("button", name="Take questions").click)
    okonjo.get_by_role("tab", name="Q&A").click()
    okonjo.get_by_role("textbox", name="Ask the room").fill("Who phones the patient?")
    okonjo.get_by_role("button", name="Send").click()
    arrives("Who phones the patient?")
    asked = marsh.locator("#p-asked .thread", has_text="Who phones the patient?")
    expect(asked).to_be_visible()
    chair.get_by_role("textbox", name="Ask the room").fill("Which dose?")
    chair.keyboard.press("Enter")
    wanted = marsh.locator("#p-asked .thread", has_text="Which dose?")
    wanted.get_by_role("button", name="Agree").click()
    expect(okonjo.locator("#p-asked .thread").first).to_contain_text("Which dose?")
    asked.get_by_role("button", name="Put on stage").click()
    for page in (chair, okonjo):
        expect(page.locator("#r-stage")).to_contain_text("Who phones the patient?")
