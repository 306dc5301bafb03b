"""The form of a new board as a browser sends it, and what is left when it was refused."""

from datetime import timedelta
from html import escape

from django.urls import reverse
from django.utils import timezone

from advisory.accounts.commands.people import create_person
from advisory.events.models import Log
from boards.models import Board


def adeyemi_in(client):
    """Grace Adeyemi, who administers the installation from Lagos and is signed in."""
    person = create_person(name="Grace Adeyemi", email="adeyemi@example.org", is_staff=True, time_zone="Africa/Lagos")
    client.force_login(person)
    return person


def later(days, hour=18):
    """A time some days from now, as a browser's field writes it."""
    return f"{timezone.now() + timedelta(days=days):%Y-%m-%d}T{hour:02}:00"


def form(questions=({},), people=(), **board):
    """What a browser sends: one board, the given rows and, as on the page, two empty rows behind them."""
    sent = {
        "objective": "How is the heart watched?",
        "title": "Heart",
        "slug": "heart",
        "my_role": "moderator",
        **board,
    }
    begun = {"questions": {"minutes": "5"}, "people": {"role": "advisor"}}
    questions = [{"prompt": f"Question number {place}?"} | row for place, row in enumerate(questions, start=1)]
    for name, rows in (("questions", [*questions, {}, {}]), ("people", [*people, {}, {}])):
        sent |= {f"{name}-TOTAL_FORMS": len(rows), f"{name}-INITIAL_FORMS": 0}
        for place, row in enumerate(rows):
            sent |= {f"{name}-{place}-{field}": value for field, value in (begun[name] | row).items()}
    return sent


def send(client, **sent):
    return client.post(reverse("board-new"), form(**sent))


def nothing_made():
    """Whether no trace of a board is left."""
    return not (Board.objects.exists() or Log.objects.filter(name__startswith="board.").exists())


def mended(answer, name, words):
    """Whether the form came back and says beside a field what is wrong with it."""
    kind, _, rest = name.partition("-")
    place, _, field = rest.partition("-")
    rows = {"sessions": lambda: [answer.context["session_form"]]}.get(kind, lambda: answer.context[kind].forms)
    shown = rows()[int(place)] if rest else answer.context["form"]
    assert answer.status_code == 422, answer.content
    assert words in " ".join(shown.errors[field or name])
    return words in answer.text or escape(words) in answer.text
