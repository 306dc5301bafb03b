"""Page and line together: what a page was drawn without comes down its line, and neither counts what is hidden."""

import re
from uuid import uuid4

import pytest
from django.urls import reverse

from advisory.accounts.commands.erasure import erase_person
from advisory.accounts.commands.profiles import change_profile
from advisory.events.frames import events_after, frame, subjects_of
from advisory.events.models import Event
from advisory.events.readers import ALIASES, NAMES
from discussions.commands.clarifications import ask_to_clarify
from discussions.commands.moderation import hold_post, release_post
from discussions.commands.questions import close_question, extend_question
from discussions.commands.threads import create_post
from discussions.guide import Guide
from discussions.models import Gate, Post
from discussions.views.page import QuestionPage
from tests.live import browser_of
from tests.make import now, person, room, say, soon

pytestmark = [pytest.mark.django_db, pytest.mark.once]
Q1 = "board.heart.q1"
PLACE = re.compile(r'id="post-[0-9a-f-]{36}"[^>]* data-order="(\d*)"')
ALONE = [{"sponsor_only": True}, {"after_close": True}, {"sponsor_only": True, "blinded": True}]


def drawn(stream, gaze=ALIASES):
    """What a stream draws as of now."""
    events = events_after(stream, 0, 500)
    things = subjects_of(events)
    return [frame(event, things.get((event.subject_type, event.subject_id)), gaze) for event in events]


def page(seat, number=1):
    """The page of a question as somebody's browser gets it."""
    return browser_of(seat).get(reverse("question", args=["heart", number])).content.decode()


def places(html):
    """The places of the posts in some HTML, as they stand."""
    return PLACE.findall(html)


@pytest.mark.parametrize("policies", ALONE)
def test_ones_own_answer_tells_nothing_of_how_many_came_before(policies):
    heart = room(policies)
    for seat in (heart.solheim, heart.tanabe, heart.okonjo):
        answer = say(heart.question, seat)
    say(heart.question, heart.marsh, "At which dose?", reply_to=answer)
    html = page(heart.okonjo)
    assert f'id="post-{answer.pk}"' in html
    assert set(places(html)) == {""}
    for line in drawn(f"board.heart.mine.{heart.okonjo.pk}"):
        assert line["facts"]["order"] is None
        assert set(places(line["html"])) == {""}
    assert places(page(heart.marsh)) == ["1", "2", "3", "4"]
    assert [line["facts"]["order"] for line in drawn(f"{Q1}.staff", NAMES)] == [1, 2, 3, 4]


def test_when_answers_are_shared_their_places_are_told_and_leave_no_gap_for_what_is_held():
    heart = room({"after_close": True})
    first = say(heart.question, heart.solheim, "Mrs Baker had syncope")
    others = [say(heart.question, seat) for seat in (heart.tanabe, heart.okonjo)]
    page(heart.tanabe)
    hold_post(first, by=heart.marsh, reason="A patient is named")
    close_question(heart.question, by=heart.marsh)
    assert places(page(heart.tanabe)) == ["1", "2"]
    assert [post.order for post in map(now, others)] == [1, 2]
    release_post(now(first), by=heart.marsh)
    assert places(page(heart.tanabe)) == ["1", "2", "3"]
    assert drawn(Q1)[-1]["facts"]["order"] == 3


def test_a_page_follows_from_before_it_was_read():
    heart = room({"due_at": soon(days=1)})
    seen = QuestionPage(heart.okonjo, 1)
    say(heart.question, heart.tanabe, "Said while the page was drawn")
    extend_question(heart.question, soon(days=2), by=heart.marsh)
    close_question(heart.question, by=heart.marsh)
    follow = dict(place.rsplit(":", 1) for place in seen.context()["follow"].split())
    missed = Event.objects.filter(kind__in=["post.created", "question.extended", "question.closed"])
    assert {event.stream.name for event in missed} == {Q1, "board.heart"}
    assert all(event.seq > int(follow[event.stream.name]) for event in missed)


def test_a_page_that_comes_back_with_a_refusal_still_hears_why():
    heart = room({})
    seen = QuestionPage(heart.okonjo, 1)
    close_question(heart.question, by=heart.marsh)
    head = dict(place.rsplit(":", 1) for place in seen.context()["follow"].split())["board.heart"]
    assert Event.objects.get(kind="question.closed").seq > int(head)


def test_page_and_line_draw_a_post_with_the_same_letters():
    heart = room({"blinded": True})
    post = say(heart.question, heart.okonjo, "The **same** words")
    for seat, gaze in ((heart.tanabe, ALIASES), (heart.marsh, NAMES)):
        assert drawn(Q1, gaze)[0]["html"].strip() in page(seat)
    assert str(post.pk) in page(heart.tanabe)


def test_behind_the_gate_the_page_holds_no_word_and_no_id_of_the_others():
    heart = room({"answer_first": True})
    posts = [say(heart.question, seat, "Canary words") for seat in (heart.solheim, heart.tanabe)]
    html = page(heart.okonjo)
    assert "Canary words" not in html
    assert not [post for post in posts if str(post.pk) in html]
    assert "2 of 4" in html


@pytest.mark.parametrize("name", ["tanabe", "brandt"])
def test_no_hidden_name_stands_on_the_page_of_a_blinded_question(name):
    heart = room({"blinded": True})
    for seat in (heart.solheim, heart.okonjo, heart.abernathy):
        say(heart.question, seat)
    html = page(getattr(heart, name))
    for seat in (heart.solheim, heart.okonjo, heart.abernathy):
        for word in (seat.user.name.split()[-1], seat.user.email, str(seat.pk), str(seat.user_id)):
            assert word not in html
        assert seat.alias_name in html
    assert "Prof. Ingrid Solheim" in page(heart.marsh)


def test_an_answer_by_form_opens_the_gate_and_comes_back_to_the_page():
    heart = room({"answer_first": True})
    browser = browser_of(heart.okonjo)
    answer = browser.post(reverse("posts", args=["heart", 1]), {"body": "By form", "stamp": heart.okonjo.stamp})
    assert answer.status_code == 302
    assert Gate.objects.filter(member=heart.okonjo).exists()
    assert Guide(heart.okonjo).reads(heart.question)
    close_question(heart.question, by=heart.marsh)
    late = {"body": "Typed <too> late", "stamp": heart.okonjo.stamp}
    refused = browser.post(reverse("posts", args=["heart", 1]), late)
    assert refused.status_code == 409
    assert "Typed &lt;too&gt; late" in refused.content.decode()
    assert Post.objects.count() == 1


def test_the_order_on_screen_is_that_of_publication():
    heart = room({})
    posts = [say(heart.question, seat) for seat in (heart.okonjo, heart.solheim, heart.tanabe)]
    hold_post(posts[0], by=heart.marsh, reason="A patient is named")
    release_post(now(posts[0]), by=heart.marsh)
    create_post(heart.question, by=heart.abernathy, body="Last", client_id=posts[0].pk)
    assert places(page(heart.okonjo)) == ["1", "2", "3", "4"]


def test_newest_activity_first_is_the_readers_choice_and_the_order_of_publication_the_rule():
    heart = room()
    first, second = (say(heart.question, getattr(heart, name)) for name in ("okonjo", "solheim"))
    last = say(heart.question, heart.marsh)
    say(heart.question, heart.tanabe, "I do the same.", reply_to=second)
    browser = browser_of(heart.lindqvist)

    def shown(asked):
        page = browser.get(reverse("question", args=["heart", 1]) + asked).text
        return sorted((first, second, last), key=lambda post: page.index(f'id="post-{post.pk}"'))

    assert shown("") == shown("?order=nonsense") == [first, second, last]
    assert shown("?order=activity") == [second, last, first]


def test_a_clarification_follows_the_name_of_whom_it_is_asked_on_page_and_line():
    heart = room()
    answer = say(heart.question, heart.okonjo)
    ask_to_clarify(answer, by=heart.marsh, body="Which dose?", client_id=uuid4())

    def told():
        return [page(heart.tanabe), page(heart.marsh), *(line.get("html", "") for line in drawn(Q1))]

    assert sum("asked of Dr Samuel Okonjo" in html for html in told()) >= 3
    change_profile(heart.okonjo.user, by=heart.okonjo.user, name="Dr Sam Okonjo-Bello")
    assert sum("asked of Dr Sam Okonjo-Bello" in html for html in told()) >= 3
    erase_person(heart.okonjo.user, by=person("Grace Adeyemi", is_staff=True))
    assert not [html for html in told() if "Okonjo" in html]
