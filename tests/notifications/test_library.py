"""Reviewers hear when it is their turn, readers of what is new, and the team 30, 7 and 1 days before something ends."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from advisory.notifications.models import Notification
from resources.commands.readings import mark_document_read
from resources.models import Document
from tests.make import room
from tests.notifications.post import due, hear, heard_by
from tests.resources.shelf import published
from tests.resources.test_reviews import sent, sign

pytestmark = pytest.mark.django_db


def heard(heart, notice):
    """Who of the cast hears of something now."""
    return [name for name in heart.seats if notice in heard_by(getattr(heart, name))]


def test_whoever_is_to_look_next_hears_of_it_until_they_signed():
    heart = room()
    hear()
    version = sent(heart, {"medical": 1, "legal": 2})
    hear()
    assert heard(heart, "review") == ["marsh"]
    sign(version, heart.marsh)
    hear()
    assert heard(heart, "review") == ["brandt"]
    sign(version, heart.brandt)
    hear()
    assert heard(heart, "review") == []
    assert heard(heart, "reviewed") == ["weidmann"]


def test_readers_hear_of_what_is_new_until_they_read_it():
    heart = room()
    hear()
    document = published(heart, format="page", body="Words.")
    hear()
    assert heard(heart, "documents") == [name for name in heart.seats if name != "weidmann"]
    mark_document_read(document, by=heart.okonjo, version=1)
    hear()
    assert "okonjo" not in heard(heart, "documents")


def test_the_team_hears_thirty_seven_and_one_days_before_a_document_ends():
    heart = room()
    hear()
    document = published(heart, format="page", body="Words.")
    start = timezone.now().replace(hour=12)
    Document.objects.filter(pk=document.pk).update(valid_until=start.date() + timedelta(days=40))
    told = []
    for days in (5, 10, 20, 33, 39):
        with time_machine.travel(start + timedelta(days=days), tick=False):
            due()
            told.append(document_notices(heart))
    assert told == [0, 3, 3, 6, 9]


def document_notices(heart):
    """How many were told that something ends, so far."""
    return Notification.objects.filter(notice="expiring", log=heart.board.log).count()
