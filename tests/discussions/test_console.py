"""The moderator's console: who said how much, who needs a word, and what nobody may learn from it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boards.commands.members import end_seat, move_member, seat_member
from boards.models import Board, Membership
from discussions.commands.drafts import keep_draft
from discussions.commands.guidance import add_guide_note, tick_guide_note
from discussions.commands.moderation import hold_post
from discussions.commands.pins import pin_post
from discussions.commands.questions import close_question, pass_question
from discussions.commands.reminders import remind_advisors
from discussions.commands.threads import remove_post
from discussions.models import Question
from tests import moulds
from tests.make import now, person, room, say, soon
from tests.notifications.post import hear, heard_by

pytestmark = pytest.mark.django_db
CONSOLE = "/boards/heart/moderate/"
ADVISORS = ("Dr Aiko Tanabe", "Dr Samuel Okonjo", "Prof. Ingrid Solheim", "Ruth Abernathy")


def browser(seat):
    client = Client(HTTP_HOST="localhost")
    client.force_login(seat.user)
    return client


def console(seat, **asked):
    answer = browser(seat).get(CONSOLE, asked)
    assert answer.status_code == 200
    return answer


@pytest.fixture
def heart():
    return moulds.cast(__name__, _told)


def _told():
    made = room({"due_at": soon(hours=5)}, {"blinded": True}, {"opens_at": soon(days=3)})
    for name, zone, city in (("okonjo", "Africa/Lagos", "Lagos"), ("tanabe", "Asia/Tokyo", "Sendai")):
        user = getattr(made, name).user
        user.time_zone, user.city = zone, city
        user.save(update_fields=["time_zone", "city"])
    answer = say(made.question, made.okonjo, "Weekly for the first month.")
    say(made.question, made.tanabe, "Why weekly?", reply_to=answer)
    say(made.question, made.marsh, "At which dose?", reply_to=answer)
    say(made.asked(2), made.okonjo, "Traces every day.")
    keep_draft(made.question, by=made.solheim, body="canary-draft")
    pass_question(made.question, by=made.abernathy)
    return made


def cells(page, name):
    """What stands in somebody's row, cell by cell, the last seen left out."""
    row = re.search(rf"<tr id=[^>]*><th(?:(?!</tr>).)*<bdi>{name}</bdi>.*?</tr>", page, re.S)[0]
    return [re.sub(r"<[^>]+>", "", one) for one in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)][:-1]


def part(page, name):
    """One part of the page as plain words."""
    whole = re.search(rf'id="{name}"[^>]*>(.*?)</(?:ul|dl|section|p)>', page, re.S)[1]
    return " ".join(re.sub(r"<[^>]+>", " ", whole).split())


def test_the_table_says_in_numbers_and_words_who_said_how_much(heart):
    page = console(heart.marsh).text
    assert cells(page, "Dr Samuel Okonjo") == ["1", "1", "Not due yet"]
    assert cells(page, "Dr Aiko Tanabe") == ["1", "0", "Not due yet"]
    assert cells(page, "Prof. Ingrid Solheim") == ["Draft", "0", "Not due yet"]
    assert cells(page, "Ruth Abernathy") == ["Pass", "0", "Not due yet"]
    assert "canary-draft" not in page
    assert cells(console(heart.marsh, view="words").text, "Dr Samuel Okonjo") == ["5", "3", "Not due yet"]
    assert cells(console(heart.marsh, view="probes").text, "Dr Samuel Okonjo") == ["1", "0", "Not due yet"]


def test_a_held_post_is_a_word_and_no_count(heart):
    hold_post(say(heart.asked(2), heart.tanabe, "canary-held"), by=heart.marsh, reason="It names a patient")
    page = console(heart.marsh).text
    assert cells(page, "Dr Aiko Tanabe") == ["1", "Held", "Not due yet"]
    assert "Held now 1 oldest under an hour" in part(page, "figures")


def test_a_sentence_and_five_figures_say_how_it_stands(heart):
    page = console(heart.marsh).text
    assert "Question 1 closes" in part(page, "headline")
    assert "Two advisors have not answered it; one of them has a draft." in part(page, "headline")
    assert "in Sendai" in part(page, "headline")
    figures = part(page, "figures")
    for told in ("all open questions 2 of 7", "between advisors 1 1 this week", "Probes answered 0 of 1", "Held now 0"):
        assert told in figures


@pytest.mark.once
def test_what_a_board_lacks_is_said_in_a_sentence():
    empty = room(cast={"lindqvist": ("Prof. Marianne Lindqvist", "chair")})
    assert part(console(empty.lindqvist).text, "headline") == "There are no advisors on this board yet."
    close_question(empty.question, by=empty.lindqvist)
    page = console(empty.lindqvist).text
    assert "Nothing is held or flagged" in page
    assert "No advisors yet" in page
    Board.objects.update(state="closed")
    assert "The board has closed." in part(console(empty.lindqvist).text, "headline")


def test_who_needs_a_word_and_the_hour_where_they_are(heart):
    nudges = part(console(heart.marsh).text, "nudges")
    assert re.search(r"Dr Aiko Tanabe .*Has not answered Q1; \d\d:\d\d in Sendai", nudges)
    assert "Draft for Q1" in nudges
    assert "Ruth Abernathy Has not answered Q2" in nudges
    remind_advisors(heart.question, by=heart.marsh, to=[heart.solheim.pk], body="Soon.")
    assert "Draft for Q1 Reminded" in part(console(heart.marsh).text, "nudges")


@pytest.mark.once
def test_whom_names_are_kept_from_sees_aliases_and_nothing_that_leads_behind_them(heart):
    Board.objects.update(moderators_blinded=True)
    page = console(heart.marsh).text
    assert [grid["hidden"] for grid in console(heart.marsh).context["grids"]] == [True, False]
    aliases, named = page.split("Questions with names", 1)[0], page
    assert cells(aliases, heart.okonjo.alias_name) == ["1"]
    assert not any(name in aliases.partition("Blinded questions, by alias")[2] for name in ADVISORS)
    assert cells(named, "Dr Samuel Okonjo") == ["1", "Not due yet"]
    blinded = re.search(r'<tr id="heat-1-.*?</tr>', page, re.S)[0]
    assert 'class="avatar blind small"' in blinded
    assert str(heart.okonjo.pk) not in aliases
    assert not re.search(r'datetime="[^"]*T', blinded), "an alias was last seen on a day, not at an hour"
    for line in re.findall(r'<li class="person" id="nudge-.*?</li>', page, re.S):
        assert ("Advisor" in line) != ("Q1" in line), "an alias has no place, a name no blinded question"
    api = browser(heart.marsh).get("/api/v1/boards/heart/participation").json()["items"]
    assert [table["aliases"] for table in api] == [True, False]
    assert not any(name in str(api[0]) for name in ADVISORS)


@pytest.mark.once
def test_a_preview_tells_a_blinded_moderator_no_hour(heart):
    Board.objects.update(moderators_blinded=True)
    say(heart.asked(2), heart.marsh, "Which?", reply_to=say(heart.asked(2), heart.tanabe))
    client = browser(heart.marsh)
    asked = client.get(f"{CONSOLE}reminders/", {"question": 2}).text
    assert heart.tanabe.alias_name in asked
    assert "2 who have done nothing yet" in asked
    assert "in their daytime" in asked
    assert "Sendai" not in asked
    assert not any(str(key) in asked for key in (heart.tanabe.pk, heart.solheim.pk, heart.solheim.alias_id))
    form = {"question": 2, "to": ["silent", str(heart.tanabe.alias_id)], "body": "Soon."}
    assert client.post(f"{CONSOLE}reminders/", form).url.endswith("?done=reminded")
    assert [getattr(heart, name).reminded.count() for name in ("tanabe", "solheim", "abernathy")] == [1, 1, 1]


@pytest.mark.once
def test_who_comes_and_goes_by_name_moves_no_alias_in_any_table_list_or_count(heart):
    Board.objects.update(moderators_blinded=True)
    say(heart.asked(2), heart.marsh, "Which?", reply_to=say(heart.asked(2), heart.tanabe))

    def seen():
        client = browser(heart.marsh)
        table = client.get("/api/v1/boards/heart/participation").json()["items"][0]
        asked = client.get(f"{CONSOLE}reminders/", {"question": 2}).text
        counted = client.get("/boards/heart/questions/2/").text
        listed = re.findall(r'name="to" value="([^"]*)"', asked)
        answered = re.findall(r"\d of \d have answered", counted)
        return [one["name"] for one in table["advisors"]], table["silent"], listed, answered

    before = seen()
    assert before[1:] == (2, [str(heart.tanabe.alias_id), "silent"], ["2 of 4 have answered"])
    end_seat(heart.tanabe, by=heart.lindqvist)
    move_member(heart.okonjo, "observer", by=heart.lindqvist)
    assert seen() == before
    seat_member(heart.board, person("Dr Late Comer"), "advisor", by=heart.lindqvist)
    assert seen()[0] == before[0]
    sent = {"question": 2, "to": before[2][0], "body": "Soon."}
    assert browser(heart.marsh).post(f"{CONSOLE}reminders/", sent).status_code == 302
    hear()
    assert "reminded" not in heard_by(heart.tanabe)


def test_by_alias_nobody_is_quiet_since_they_came(heart):
    Board.objects.update(moderators_blinded=True)
    remove_post(say(heart.asked(2), heart.solheim, "Hm.", reply_to=say(heart.asked(2), heart.tanabe)), by=heart.solheim)
    Question.objects.update(opens_at=soon(days=-20))
    Membership.objects.filter(pk=heart.solheim.pk).update(seated_at=soon(days=-5))
    nudges = part(console(heart.marsh).text, "nudges")
    assert ("Quiet for 20 days" in nudges, "Quiet for 5 days" in nudges) == (True, False)


@pytest.mark.once
def test_a_reminder_is_looked_at_before_it_goes_and_what_was_typed_stays(heart):
    client, to = browser(heart.marsh), [str(heart.solheim.pk)]
    form = {"question": 1, "to": to, "body": "At {their local time}."}
    shown = client.post(f"{CONSOLE}reminders/", form | {"preview": "1"})
    assert shown.status_code == 200
    assert re.search(r"At (today|tomorrow) at \d\d:\d\d\.", shown.text)
    assert heart.solheim.reminded.count() == 0
    wrong = client.post(f"{CONSOLE}reminders/", form | {"to": []})
    assert (wrong.status_code, "Choose at least one advisor." in wrong.text) == (422, True)
    assert "At {their local time}." in wrong.text
    assert client.post(f"{CONSOLE}reminders/", form).status_code == 302
    again = client.post(f"{CONSOLE}reminders/", form)
    assert (again.status_code, "within the last twelve hours" in again.text) == (409, True)


def test_points_to_cover_stand_beside_the_question_for_the_team_alone(heart):
    for seat in (heart.weidmann, heart.marsh):
        add_guide_note(heart.question, "Who reads the traces", by=seat)
    note = add_guide_note(heart.question, "The weekend", by=heart.marsh)
    tick_guide_note(note, by=heart.marsh, on=True)
    page = "/boards/heart/questions/1/"
    assert "From your guide notes, 1 of 2 unticked." in browser(heart.weidmann).get(page).text
    for name in ("okonjo", "brandt"):
        assert "Who reads the traces" not in browser(getattr(heart, name)).get(page).text
    assert part(console(heart.marsh).text, "covered").startswith("Covered: Who reads the traces")
    assert "The weekend" not in part(console(heart.marsh).text, "covered")
    wrong = browser(heart.marsh).post(f"{page}guidance/", {"text": "x" * 201})
    assert (wrong.status_code, "the most is 200" in wrong.text) == (422, True)


@pytest.mark.once
def test_the_activity_names_who_did_it_as_the_moderator_may_know_them(heart):
    answer = say(heart.asked(2), heart.tanabe, "Only with symptoms.")
    hold_post(answer, by=heart.lindqvist, reason="Reading it")
    pin_post(now(say(heart.question, heart.okonjo, "And a second thought.")), by=heart.lindqvist)
    told = part(console(heart.marsh).text, "activity")
    for line in ("Prof. Marianne Lindqvist pinned a post", "A post by Dr Aiko Tanabe was held", "You asked Dr Samuel"):
        assert line in told
    Board.objects.update(moderators_blinded=True)
    told = part(console(heart.marsh).text, "activity")
    assert f"{heart.tanabe.alias_name} answered" in told
    assert "Dr Aiko Tanabe was held" not in told


def test_the_console_takes_as_many_queries_however_large_the_board(heart):
    def asked():
        client = browser(heart.marsh)
        client.get(CONSOLE)
        with CaptureQueriesContext(connection) as made:
            page = client.get(CONSOLE).text
        return [one["sql"] for one in made.captured_queries], page

    few, _ = asked()
    for place in range(12):
        seat = seat_member(heart.board, person(f"Dr Extra{place}"), "advisor", by=heart.lindqvist)
        for post in (say(heart.question, seat, f"Answer {place}"), say(heart.asked(2), seat, f"More {place}")):
            hold_post(post, by=heart.marsh, reason="Reading it")
    many, page = asked()
    assert page.count('id="item-') == 24
    assert max(len(few), len(many)) <= 36, "\n\n".join(many)
