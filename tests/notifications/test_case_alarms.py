"""A safety case is told at once to the desk and to whoever answers for safety, and again as its clock runs out."""

from datetime import timedelta

import pytest
import time_machine

from advisory.notifications.models import Notification, Preference
from boards.commands.members import move_member
from boards.commands.safety import entrust_member
from discussions.commands.cases import open_case
from discussions.commands.flags import flag_post
from discussions.commands.handovers import hand_over_case
from discussions.models import Case
from tests.make import now, room, say
from tests.notifications.post import deliver, due, hear, mail_server, words

pytestmark = pytest.mark.django_db
NAMES = ("lindqvist", "marsh", "weidmann", "brandt", "okonjo", "tanabe")
BEGUN = "2026-11-25T20:00:00Z"


@pytest.fixture
def heart():
    with time_machine.travel(BEGUN, tick=False):
        made = room()
        entrust_member(made.weidmann, by=made.lindqvist, on=True)
        hear()
        flag_post(say(made.question, made.tanabe, "A pause of four seconds"), by=made.okonjo, reason="safety")
    return made


def counted(heart):
    """How many lines about cases each has."""
    due()
    hear()
    found = Notification.objects.filter(notice="case")
    return {name: found.filter(person=getattr(heart, name).user).count() for name in NAMES}


def of_three(number):
    return dict.fromkeys(("lindqvist", "marsh", "weidmann"), number) | dict.fromkeys(("brandt", "okonjo", "tanabe"), 0)


def test_each_stage_is_told_once_to_those_at_the_desk_alone(heart):
    stages = {1: 1, 11: 1, 12: 2, 13: 2, 22: 3, 23: 3, 24: 4, 40: 4}
    for hours, lines in stages.items():
        with time_machine.travel(BEGUN, tick=False) as clock:
            clock.shift(timedelta(hours=hours))
            assert counted(heart) == of_three(lines), hours


def test_after_a_night_without_the_worker_only_the_latest_stage_is_told(heart):
    with time_machine.travel("2026-11-26T23:00:00Z", tick=False):
        assert counted(heart) == of_three(2)


def test_whoever_opens_it_knows_and_a_case_that_was_passed_on_needs_nobody(heart):
    with time_machine.travel(BEGUN, tick=False):
        open_case(say(heart.question, heart.solheim, "A fall"), by=heart.marsh)
        assert counted(heart) == of_three(2) | {"marsh": 1}
        for case in Case.objects.all():
            hand_over_case(case, {"to": "Drug Safety", "how": "phone"}, by=heart.marsh)
        counted(heart)
        assert not Notification.objects.filter(notice="case", read_at=None).exists()


def test_who_loses_the_seat_hears_nothing_more(heart):
    with time_machine.travel("2026-11-26T09:00:00Z", tick=False):
        move_member(heart.weidmann, "observer", by=heart.marsh)
        counted(heart)
        assert not Notification.objects.unread().filter(person=heart.weidmann.user).exists()


def test_what_the_word_list_found_is_told_to_the_moderators_until_they_have_decided(heart):
    with time_machine.travel(BEGUN, tick=False) as clock:
        post = say(heart.question, heart.solheim, "One of mine died after the second dose.")
        for hours, lines in {1: 1, 12: 2, 22: 3, 24: 4, 40: 4}.items():
            clock.move_to(f"{BEGUN[:-1]}+00:00")
            clock.shift(timedelta(hours=hours))
            due()
            hear()
            found = Notification.objects.filter(notice="found")
            told = {name: found.filter(person=getattr(heart, name).user).count() for name in NAMES}
            assert told == dict.fromkeys(NAMES, 0) | dict.fromkeys(("lindqvist", "marsh"), lines), hours
        assert not found.filter(read_at=None, hidden=True).exists()
        open_case(now(post), by=heart.marsh)
        hear()
        assert not found.filter(read_at=None).exists()


def test_nobody_mutes_it_and_the_letter_says_no_word_of_the_post(heart, settings):
    Preference.objects.create(person=heart.marsh.user, notice="case", email="off")
    with time_machine.travel(BEGUN, tick=False):
        hear()
        with mail_server(settings) as box:
            deliver()
    letter = next(one for one in box.letters if "marsh@" in str(one["to"]))
    assert "A safety case on a board of yours needs you." in words(letter)
    assert "pause" not in str(letter)
    assert Case.objects.get().reference not in str(letter)
    assert now(Case.objects.get().post).current.body == "A pause of four seconds"
