"""The moderator's console: who said how much, who needs a word, what waits, and what nobody may learn from it."""

import re

import pytest
from django.test import Client

from discussions.commands.drafts import keep_draft
from discussions.commands.questions import pass_question
from tests.make import room, say, soon

pytestmark = pytest.mark.django_db
CONSOLE = "/boards/heart/moderate/"


def browser(seat):
    client = Client(HTTP_HOST="localhost")
    client.force_login(seat.user)
    return client


@pytest.fixture
def heart():
    made = room({"due_at": soon(hours=5)}, {"blinded": True}, {"opens_at": soon(days=3)})
    answer = say(made.question, made.okonjo, "Weekly for the first month.")
    say(made.question, made.tanabe, "Why weekly?", reply_to=answer)
    say(made.asked(2), made.okonjo, "Traces every day.")
    keep_draft(made.question, by=made.solheim, body="canary-draft")
    pass_question(made.question, by=made.abernathy)
    return made


def cells(page, name):
    """What stands in somebody's row, cell by cell."""
    row = re.search(rf"<tr id=[^>]*><th(?:(?!</tr>).)*<bdi>{name}</bdi>.*?</tr>", page, re.S)[0]
    return [re.sub(r"<[^>]+>", "", one) for one in re.findall(r"<td[^>]*>(.*?)</td>", row, re.S)][:-1]


def test_the_table_says_in_numbers_and_words_who_said_how_much(heart):
    page = browser(heart.marsh).get(CONSOLE).text
    assert cells(page, "Dr Samuel Okonjo") == ["1", "1", "Not due yet"]
    assert cells(page, "Dr Aiko Tanabe") == ["1", "0", "Not due yet"]
    assert cells(page, "Prof. Ingrid Solheim") == ["Draft", "0", "Not due yet"]
    assert cells(page, "Ruth Abernathy") == ["Pass", "0", "Not due yet"]
    assert "canary-draft" not in page
    words = browser(heart.marsh).get(CONSOLE, {"view": "words"}).text
    assert cells(words, "Dr Samuel Okonjo") == ["5", "3", "Not due yet"]
