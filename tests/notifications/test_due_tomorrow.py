"""Due tomorrow: told once, in my daytime where I am, and only if I have not answered."""

from datetime import datetime

import pytest
import time_machine

from discussions.commands.questions import extend_question, pass_question
from tests.make import room, say
from tests.notifications.post import deliver, due, hear, heard_by, mail_server, words

pytestmark = [pytest.mark.django_db, pytest.mark.once]
ZONES = {"okonjo": "Africa/Lagos", "solheim": "Asia/Tokyo", "tanabe": "America/Toronto", "abernathy": "Europe/London"}


def at(moment):
    return time_machine.travel(moment, tick=False)


def told(heart):
    """Who was told by now that something is due."""
    due()
    hear()
    return [name for name in ZONES if "due" in heard_by(getattr(heart, name))]


@pytest.fixture
def heart():
    """A question due on Friday 5 March 2027 at 17:00 UTC, asked on Monday of people in four zones."""
    with at("2027-03-01T12:00:00Z"):
        made = room({"due_at": datetime.fromisoformat("2027-03-05T17:00:00+00:00")})
        for name, zone in ZONES.items():
            user = getattr(made, name).user
            user.time_zone = zone
            user.save(update_fields=["time_zone"])
        hear()
    return made


def test_each_is_told_once_in_their_own_daytime(heart):
    hours = {
        "2027-03-03T12:00:00Z": [],
        "2027-03-04T07:59:00Z": [],
        "2027-03-04T08:00:00Z": ["okonjo"],
        "2027-03-04T09:00:00Z": ["okonjo", "abernathy"],
        "2027-03-04T14:00:00Z": ["okonjo", "tanabe", "abernathy"],
        "2027-03-05T00:30:00Z": ["okonjo", "solheim", "tanabe", "abernathy"],
        "2027-03-05T16:00:00Z": ["okonjo", "solheim", "tanabe", "abernathy"],
    }
    for moment, names in hours.items():
        with at(moment):
            assert told(heart) == names, moment
    assert heard_by(heart.okonjo) == ["due"]


def test_who_has_answered_or_passed_hears_nothing_and_an_answer_takes_it_away(heart):
    say(heart.question, heart.okonjo)
    pass_question(heart.question, by=heart.abernathy)
    with at("2027-03-04T14:30:00Z"):
        assert told(heart) == ["tanabe"]
        say(heart.question, heart.tanabe)
        assert told(heart) == []


def test_another_due_time_is_told_anew_and_the_old_one_no_more(heart):
    with at("2027-03-04T10:00:00Z"):
        assert told(heart) == ["okonjo", "abernathy"]
        extend_question(heart.question, datetime.fromisoformat("2027-03-08T17:00:00+00:00"), by=heart.marsh)
        assert told(heart) == []
    with at("2027-03-07T10:00:00Z"):
        assert told(heart) == ["okonjo", "abernathy"]
    assert heard_by(heart.okonjo, unread=False) == ["due", "due"]


def test_a_worker_that_was_away_all_day_tells_in_the_morning(heart):
    with at("2027-03-05T08:00:00Z"):
        assert told(heart) == ["okonjo", "solheim"]


def test_what_opens_and_is_due_on_one_day_is_not_also_told_as_due():
    with at("2027-03-05T10:00:00Z"):
        hear()
        heart = room({"due_at": datetime.fromisoformat("2027-03-05T17:00:00+00:00")})
        assert told(heart) == []


def test_the_letter_names_the_readers_own_hour(heart, settings):
    with mail_server(settings) as box, at("2027-03-04T08:00:00Z"):
        due()
        deliver()
        assert "due tomorrow, 18:00 in Lagos" in words(box.letters[0])
