"""Two advisors and a moderator in three browsers on questions that are answered first and blinded."""

import pytest
from playwright.sync_api import expect

from tests.e2e.people import ADVISORS, NAMES, question
from tests.e2e.talk import (
    add_answer,
    alias_of,
    answer,
    begin_reply,
    change,
    expect_arrived,
    post,
    reply,
    seconds_to_reach,
    send,
    send_answer,
    show_change,
    stay,
    thread,
    write_answer,
)

pytestmark = pytest.mark.e2e

MORE = ["Not for a week.", "Not for a month.", "Not at all.", "Unless it hurts.", "Unless the count falls."]
HIDDEN = ADVISORS - {NAMES["patient"]}
SAID_BEFORE = ["Troponin for nobody without a reason", "Which reason would be good enough", "An ECG I have seen myself"]


def told_behind_the_gate(person, site):
    """Everything that a browser got of question 6 before its person answered: page, API, socket."""
    api = "boards/cardio-oncology/"
    listed = person.api(f"{api}questions/6/posts")
    assert listed.json()["items"] == []
    assert person.api(f"{api}events?stream=board.cardio-oncology.q6").status == 404
    source = person.context.request.get(f"{site.url}{question(6)}")
    answers = [source, listed, person.api(f"{api}questions"), person.api(api.rstrip("/"))]
    return [answered.text() for answered in answers] + [person.page.content(), *person.frames]


def test_an_answer_opens_the_gate_and_arrives_live_with_a_name_for_the_moderator_alone(sit, standing_site):
    solheim, okonjo, marsh = (sit(standing_site, one) for one in ("advisor2", "advisor1", "moderator"))
    canary, first = "Solheim’s canary: pressure, ECG, and a list of drugs.", "Okonjo’s first: pressure and an ECG."
    solheim.live(question(6))
    marsh.live(question(6))
    answer(solheim.page, canary)

    gate = okonjo.live(question(6))
    expect(gate.get_by_text("Answer first, then read the others.")).to_be_visible()
    expect(gate.get_by_text("7 of 9 advisors have answered.")).to_be_visible()
    told, others = told_behind_the_gate(okonjo, standing_site), HIDDEN - {NAMES["advisor1"]}
    assert [words for words in (*SAID_BEFORE, canary, *others) if any(words in one for one in told)] == []

    alias = alias_of(gate)
    write_answer(gate, first)
    stay(solheim.page, marsh.page)
    send_answer(gate)
    expect(post(gate, canary)).to_be_visible()
    expect(post(gate, first)).to_be_focused()
    for person in (marsh, solheim):
        expect_arrived(person.page, first)
    expect(post(marsh.page, first).locator("header")).to_contain_text(NAMES["advisor1"])
    expect(post(solheim.page, first).locator("header")).to_contain_text(alias)
    assert any(NAMES["advisor1"] in frame for frame in marsh.frames)
    assert [name for name in HIDDEN - {NAMES["advisor2"]} if solheim.heard(name)] == []
    assert [name for name in others if okonjo.heard(name)] == []


@pytest.fixture
def table(sit, standing_site):
    """Two advisors and the moderator at a question that the two have answered."""
    people = [sit(standing_site, one) for one in ("advisor5", "advisor6", "moderator")]
    for person in people:
        page = person.live(question(8))
        if page.locator(".gate").count():
            answer(page, f"Rate control first, says {alias_of(page)}.")
    return people


def test_a_reply_arrives_within_a_second_and_without_a_reload_after_typing_was_shown_under_the_alias(table):
    tanabe, montoya, marsh = table
    asked, replied = "Would you pause the drug meanwhile?", "No. A pause has its own risk."
    add_answer(tanabe.page, asked)
    alias = alias_of(montoya.page)
    begin_reply(tanabe.page, asked, "")

    form = begin_reply(montoya.page, asked, replied)
    expect(thread(tanabe.page, asked).locator("[data-typing]")).to_have_text(f"{alias} is writing")
    stay(tanabe.page, marsh.page)
    send(form)
    for person in (tanabe, marsh):
        expect_arrived(person.page, replied)
    expect(thread(tanabe.page, asked).locator(".replies .post header")).to_contain_text(alias)
    expect(thread(marsh.page, asked).locator(".replies .post header")).to_contain_text(NAMES["advisor6"])
    assert not tanabe.heard(NAMES["advisor6"])
    assert any(seconds_to_reach(montoya.page, tanabe.page, asked, words) <= 1 for words in MORE)  # however busy it is

    probe = "For how long would you wait?"
    send(begin_reply(marsh.page, asked, probe))
    for person in (tanabe, montoya):
        expect(post(person.page, probe).locator("header")).to_contain_text(NAMES["moderator"])
        expect(post(person.page, probe).locator("header .kind")).to_have_text("Probe")


def test_changed_and_removed_words_say_so_to_everybody(table):
    tanabe, montoya, marsh = table
    before, after, probe = "Anticoagulate at once.", "Anticoagulate after the blood count.", "By whose scoore?"
    add_answer(tanabe.page, before)
    follow_up = reply(marsh.page, before, probe).get_attribute("id")
    expect(post(montoya.page, probe)).to_be_visible()

    for person in (montoya, marsh):
        post(person.page, before).scroll_into_view_if_needed()
    change(post(tanabe.page, before), after)
    for person in (montoya, marsh):
        show_change(post(person.page, before))
        expect(post(person.page, after)).to_contain_text("changed after seeing the others")
    post(montoya.page, probe).scroll_into_view_if_needed()
    change(post(marsh.page, probe), "By whose score?")
    show_change(post(montoya.page, probe))
    expect(post(montoya.page, "By whose score?").locator("header")).to_contain_text(", edited")

    mine = post(tanabe.page, after)
    place = mine.get_attribute("id")
    mine.get_by_role("button", name="Remove").click()
    tanabe.page.get_by_role("button", name="Remove post").click()
    for person in table:
        expect(person.page.locator(f"#{place}")).to_contain_text("Removed by its author.")
        expect(post(person.page, after)).to_have_count(0)
        expect(person.page.locator(f"#{follow_up}")).to_be_visible()


def test_a_post_that_goes_while_its_page_is_fetched_stays_gone(table):
    page, held, answered = table[0].page, [], []
    words = "Her number is 555 0134, she was born on 3 May 1964."

    def asks_for_the_page(request):
        return request.resource_type == "fetch" and request.url.endswith(question(8))

    def keep_waiting(route):
        route.continue_() if answered else held.append((route, route.fetch()))

    page.route(f"**{question(8)}", keep_waiting)
    page.evaluate(
        "AbortSignal.timeout = () => new AbortController().signal"
    )  # it waits for as long as this story takes
    with page.expect_request(
        asks_for_the_page
    ):  # what was noticed in the words is drawn for their author by the page alone
        add_answer(page, words)
    mine = page.locator(f"#{post(page, words).get_attribute('id')}")
    mine.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Remove post").click()
    expect(mine).to_contain_text("Removed by its author.")

    with page.expect_response(lambda one: asks_for_the_page(one.request) and words not in one.text()):
        while held:
            route, then = held.pop()
            answered.append(route.fulfill(response=then))
    expect(mine).to_contain_text("Removed by its author.")


def test_a_held_post_is_out_of_sight_until_it_is_released(table):
    tanabe, montoya, marsh = table
    words, reason = "Call me on my ward telephone.", "A telephone number"
    add_answer(tanabe.page, words)
    place = post(tanabe.page, words).get_attribute("id")
    expect(post(montoya.page, words)).to_be_visible()

    post(marsh.page, words).hover()
    post(marsh.page, words).get_by_role("button", name="Hold").click()
    marsh.page.get_by_label("Reason").fill(reason)
    marsh.page.get_by_role("button", name="Hold post").click()
    expect(post(marsh.page, words)).to_contain_text(f"Held: {reason}")
    expect(post(tanabe.page, words)).to_contain_text(f"Held: {reason}")
    expect(post(tanabe.page, words)).to_contain_text("Only you and the moderators see this")
    expect(montoya.page.locator(f"#{place}")).to_have_text("This post is out of sight while a moderator reads it.")
    source = montoya.context.request.get(montoya.page.url).text()
    listed = montoya.api("boards/cardio-oncology/questions/8/posts?limit=200").text()
    assert [one for one in (montoya.page.content(), source, listed) if words in one or reason in one] == []

    post(marsh.page, words).get_by_role("button", name="Release").click()
    expect(montoya.page.locator(f"#{place}")).to_contain_text(words)
    expect(post(tanabe.page, words)).not_to_contain_text("Held")
    assert not montoya.heard(reason)


def test_reactions_move_the_counts_on_every_page(table):
    tanabe, montoya, _ = table
    words = "An ECG after every change of dose."
    add_answer(tanabe.page, words)
    agree, insightful = (post(montoya.page, words).get_by_role("button", name=one) for one in ("Agree", "Insightful"))
    agree.press("Enter")
    expect(agree).to_have_attribute("aria-pressed", "true")
    insightful.press("Enter")
    for person in table:
        expect(post(person.page, words).get_by_role("button", name="Agree")).to_have_text("Agree 1")
        expect(post(person.page, words).get_by_role("button", name="Insightful")).to_have_text("Insightful 1")
    expect(agree).to_have_attribute("aria-pressed", "true")
    expect(post(tanabe.page, words).get_by_role("button", name="Agree")).to_have_attribute("aria-pressed", "false")

    agree.press("Enter")
    for person in table:
        expect(post(person.page, words).get_by_role("button", name="Agree")).to_have_text("Agree")
    montoya.live(question(8))
    expect(insightful).to_have_attribute("aria-pressed", "true")
    expect(agree).to_have_attribute("aria-pressed", "false")
