"""Live sessions by letter and bell: planned, changed, called off, and soon; with an entry for the calendar."""

from datetime import datetime

import pytest
import time_machine
from django.utils import timezone
from icalendar import Calendar

from advisory.notifications.models import Notification
from boards.commands.consents import give_consents
from boards.commands.members import seat_member
from boards.commands.sessions import cancel_session, change_session, schedule_session
from boards.commands.walls import set_wall
from boards.sessions.notices import not_yet_invited
from tests.boards.inviting import choices, publish
from tests.boards.test_sessions import seen
from tests.make import person, room
from tests.notifications.post import deliver, due, hear, heard_by, mail_server, words

pytestmark = pytest.mark.django_db
STARTS = "2027-03-05T17:00:00+00:00"
ALL = ("lindqvist", "marsh", "weidmann", "brandt", "okonjo", "solheim", "tanabe", "abernathy")


def at(moment):
    return time_machine.travel(moment, tick=False)


def planned(heart, title="Where thresholds differ"):
    starts = datetime.fromisoformat(STARTS)
    session = schedule_session(heart.board, by=heart.lindqvist, title=title, starts_at=starts)
    hear()
    return session


def told(heart, notice):
    return [name for name in ALL if notice in heard_by(getattr(heart, name))]


def entry(content):
    """The one entry of a calendar's file."""
    calendar = Calendar.from_ical(content)
    return calendar, next(iter(calendar.walk("VEVENT")))


@pytest.fixture
def box(settings):
    with mail_server(settings) as taken:
        yield taken


def letter_to(box, name):
    return next(letter for letter in box.letters if name in str(letter["To"]))


def test_everybody_who_may_come_hears_of_it_but_whoever_planned_it():
    with at("2027-03-01T12:00:00Z"):
        heart = room()
        set_wall(heart.board, "blinded", by=heart.marsh)
        hear()
        planned(heart)
        assert told(heart, "session") == [name for name in ALL if name not in {"lindqvist", "weidmann"}]


@pytest.mark.parametrize("quotes", [True, False])
def test_the_letter_brings_an_entry_that_names_the_board_only_where_letters_may(box, quotes):
    with at("2027-03-01T12:00:00Z"):
        heart = room(letters_quote=quotes)
        hear()
        session = planned(heart)
        deliver()
        letter = letter_to(box, "okonjo")
        (file,) = letter.iter_attachments()
        _, event = entry(file.get_content())
        assert event["DTSTART"].dt == session.starts_at
        assert (event["SUMMARY"] == session.title) is quotes
        everything = words(letter) + str(letter["Subject"]) + file.get_content()
        assert ("Where thresholds differ" in everything) is quotes
        assert ("Heart and blood" in everything) is quotes


def test_the_entry_on_the_page_says_when_it_is_and_that_it_was_called_off():
    with at("2027-03-01T12:00:00Z"):
        heart = room()
        session = planned(heart, title="Doses; one, two\\three")
        calendar, event = entry(seen(heart.okonjo, "session-calendar", session.pk).content)
        assert (event["SUMMARY"], event["SEQUENCE"]) == ("Doses; one, two\\three", 1)
        assert calendar["METHOD"] == "PUBLISH"
        cancel_session(session, by=heart.marsh)
        calendar, event = entry(seen(heart.okonjo, "session-calendar", session.pk).content)
        assert (calendar["METHOD"], event["STATUS"], event["SEQUENCE"]) == ("CANCEL", "CANCELLED", 2)


def test_a_change_and_a_calling_off_are_told():
    with at("2027-03-01T12:00:00Z"):
        heart = room()
        session = planned(heart)
        change_session(session, by=heart.marsh, minutes=30)
        hear()
        assert heard_by(heart.okonjo).count("session_changed") == 1
        cancel_session(session, by=heart.marsh)
        hear()
        assert heard_by(heart.okonjo).count("session_changed") == 2
        assert "was called off" in seen(heart.okonjo, "notifications").content.decode()


def test_it_is_told_a_day_and_a_quarter_of_an_hour_before_and_once_each():
    with at("2027-03-01T12:00:00Z"):
        heart = room()
        planned(heart)
    for moment, times in (("2027-03-04T16:00:00Z", 0), ("2027-03-04T18:00:00Z", 1), ("2027-03-05T16:30:00Z", 1),
                          ("2027-03-05T16:50:00Z", 2), ("2027-03-05T17:30:00Z", 2)):  # fmt: skip
        with at(moment):
            for _ in range(2):
                due()
                hear()
            assert heard_by(heart.okonjo).count("session_due") == times, moment


def test_of_a_time_that_is_no_more_nobody_is_told():
    with at("2027-03-01T12:00:00Z"):
        heart = room()
        session = planned(heart)
    with at("2027-03-04T18:00:00Z"):
        due()
        hear()
        change_session(session, by=heart.marsh, starts_at=datetime.fromisoformat("2027-03-09T17:00:00+00:00"))
        hear()
        assert "session_due" not in heard_by(heart.okonjo)
    with at("2027-03-08T18:00:00Z"):
        due()
        hear()
        assert heard_by(heart.okonjo).count("session_due") == 1


def test_whoever_may_know_of_it_only_later_is_invited_then_and_once(box):
    with at("2027-03-01T12:00:00Z"):
        heart = room()
        hear()
        publish(heart)
        give_consents(heart.lindqvist, choices(heart), by=heart.lindqvist.user)
        session = planned(heart)
        due()
        assert told(heart, "session") == []
        give_consents(heart.okonjo, choices(heart), by=heart.okonjo.user)
        for _ in range(2):
            due()
            hear()
        deliver()
        assert told(heart, "session") == ["okonjo"]
        (letter,) = box.letters
        (file,) = letter.iter_attachments()
        assert entry(file.get_content())[1]["DTSTART"].dt == session.starts_at


def test_whoever_joins_is_invited_to_what_is_ahead_and_that_costs_two_questions(django_assert_num_queries):
    with at("2027-03-01T12:00:00Z"):
        heart = room()
        set_wall(heart.board, "blinded", by=heart.marsh)
        hear()
        ahead, over = planned(heart), planned(heart)
        cancel_session(over, by=heart.marsh)
        newcomer = seat_member(heart.board, person("Dr Amara Diallo"), "advisor", by=heart.marsh)
        hear()
        before = Notification.objects.count()
        due()
        invitations = Notification.objects.filter(person=newcomer.user, notice="session")
        assert [row.subject_id for row in invitations] == [ahead.pk]
        assert Notification.objects.count() == before + 1
        with django_assert_num_queries(2):  # one seat stays behind the wall, and its session is looked up
            assert not list(not_yet_invited(timezone.now()))
