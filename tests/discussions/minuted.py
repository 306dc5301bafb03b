"""Sessions that are over, with their minutes, for tests."""

from uuid import uuid4

from django.test import Client
from django.urls import reverse
from django.utils import timezone

from boards.commands.lobby import end_session
from boards.models import Session
from discussions.commands.minutes import Approval, compile_minutes, send_minutes
from discussions.commands.suggestions import suggest_change
from discussions.models import Minutes
from tests.discussions.talking import met


def ended(heart, *points, **then):
    """A session that is over, at which everybody was, and what happened in it."""
    session = met(heart, *points)
    for happens in then.values():
        happens(session)
    end_session(session, by=heart.marsh)
    return Session.objects.select_related("board").get(pk=session.pk)


def drafted(heart, session=None):
    return fresh(compile_minutes(session or ended(heart, "Doses"), by=heart.marsh))


def sent(heart, session=None):
    minutes = drafted(heart, session)
    send_minutes(minutes, by=heart.marsh)
    return fresh(minutes)


def fresh(minutes):
    return Minutes.objects.select_related(*Minutes.together).get(pk=minutes.pk)


def part(minutes, title):
    return fresh(minutes).parts_in(fresh(minutes).revision).select_related("minutes__session__board").get(title=title)


def suggested(heart, minutes, name="okonjo", title="Notes", **said):
    said = said or {"words": "Three days, not one."}
    return suggest_change(part(minutes, title), by=getattr(heart, name), client_id=uuid4(), **said)


def signed(heart, minutes, name="Prof. Marianne Lindqvist"):
    return Approval(name, fresh(minutes).revision, timezone.now())


def page(heart, minutes, name, **query):
    client = Client()
    client.force_login(getattr(heart, name).user)
    return client.get(reverse("minutes", args=["heart", minutes.session_id]), query)


def read(heart, minutes, name):
    return page(heart, minutes, name).content.decode()
