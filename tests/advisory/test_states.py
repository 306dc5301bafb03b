"""What a page says when something is in the way: what happened, what is safe, what to do, and when."""

import pytest
from django.db import OperationalError
from django.test import Client

from advisory import http
from advisory.refusals import TooMany
from tests.make import room

pytestmark = pytest.mark.django_db


@pytest.fixture
def okonjo():
    """Dr Okonjo's browser, which takes whatever the product answers."""
    client = Client(raise_request_exception=False)
    client.force_login(room().okonjo.user)
    return client


def broken(*_, **__):
    """A part of the product that does not work."""
    raise RuntimeError("broken")


def silent(*_, **__):
    """A database that does not answer."""
    raise OperationalError("the connection is gone")


def crowded(*_, **__):
    """Somebody asks faster than people do."""
    raise TooMany


def test_too_many_requests_say_when_to_try_again(okonjo, monkeypatch):
    monkeypatch.setattr("discussions.views.search.find", crowded)
    answer = okonjo.get("/search/", {"q": "heart"})
    assert answer.status_code == 429
    assert answer["Retry-After"] == "5"
    assert "You can try again in 5 seconds." in answer.content.decode()


def test_nobody_is_led_to_another_site_or_host(okonjo):
    for whence in ("https://elsewhere.example/boards/", "http://testserver//elsewhere.example/", "javascript:alert(1)"):
        refused = okonjo.post(
            "/boards/nowhere/opening/", {"on": "1"}, headers={"referer": whence, "host": "testserver"}
        )
        assert refused.status_code == 404
        assert "Open the page again" not in refused.content.decode()
    ours = {"referer": "http://testserver/boards/heart/?x=1", "host": "testserver"}
    back = okonjo.post("/boards/nowhere/opening/", {"on": "1"}, headers=ours).content.decode()
    assert '<a class="button primary" href="/boards/heart/">Open the page again</a>' in back


def test_a_page_that_broke_says_what_is_safe_even_when_it_cannot_be_drawn(okonjo, monkeypatch):
    monkeypatch.setattr("discussions.views.search.find", broken)
    answer = okonjo.get("/search/", {"q": "heart"})
    assert answer.status_code == 500
    assert "What was saved before is safe" in answer.content.decode()
    monkeypatch.setattr(http, "render", broken)
    plain = okonjo.get("/search/", {"q": "heart"})
    assert plain.status_code == 500
    assert "What was saved before is safe" in plain.content.decode()
    assert "Traceback" not in plain.content.decode()


def test_a_database_that_does_not_answer_is_a_503_with_a_time_wherever_it_is_noticed(okonjo, monkeypatch):
    monkeypatch.setattr("discussions.views.search.find", silent)
    answers = [okonjo.get("/search/", {"q": "heart"})]
    monkeypatch.setattr("django.contrib.sessions.backends.db.SessionStore.load", silent)
    answers.append(okonjo.get("/boards/"))
    answers.append(okonjo.get("/boards/nowhere/at/all/"))
    for answer in answers:
        assert answer.status_code == 503
        assert answer["Retry-After"] == "5"
        assert "You can try again in 5 seconds." in answer.content.decode()
