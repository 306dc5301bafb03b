"""Makes the people and the board of a figure with the product's own commands, and signs everybody in.

Run as `python -m benchmarks.cast PEOPLE POSTS WRITERS`; prints {"slug", "cookies", "tokens"}, one for each person.
Without numbers it makes an empty database and the static files alone.
"""

import json
import os
import sys
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advisory.settings")
django.setup()

from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY  # noqa: E402
from django.contrib.auth.hashers import make_password  # noqa: E402
from django.contrib.sessions.backends.db import SessionStore  # noqa: E402
from django.db import transaction  # noqa: E402

from advisory.accounts.commands.people import create_person  # noqa: E402
from advisory.api.commands.tokens import create_token  # noqa: E402
from advisory.clock import tick  # noqa: E402
from advisory.management.commands.serve import collect_static, migrate  # noqa: E402
from advisory.rights import SYSTEM  # noqa: E402
from benchmarks.words import QUESTIONS, SLUG, WORDS  # noqa: E402
from boards.commands.boards import add_section, create_board, open_board  # noqa: E402
from boards.commands.members import seat_member  # noqa: E402
from discussions.commands.questions import add_question  # noqa: E402
from discussions.commands.threads import create_post  # noqa: E402


def people(number):
    """So many advisors on a board with a few open questions, and its chair."""
    nobody = make_password(None)
    cast = [
        create_person(email=f"p{place}@bench.test", name=f"Dr Pat Number{place}", hashed=nobody)
        for place in range(number + 1)
    ]
    board = create_board(slug=SLUG, title="A measured board", objective="How fast is it?", by=SYSTEM)
    chair, *seats = [
        seat_member(board, person, "advisor" if place else "chair", by=SYSTEM) for place, person in enumerate(cast)
    ]
    section = add_section(board, "Everything", by=chair)
    asked = [
        add_question(board, section, title=f"Topic {place}", prompt=f"What about topic {place}?", by=chair)
        for place in range(QUESTIONS)
    ]
    open_board(board, by=chair)
    return seats, asked


def talk(question, seats, number):
    """So many posts: an answer of each, then replies in turn to the answers there are."""
    answers = []
    for place in range(number):
        parent = answers[place % len(answers)].pk if place >= len(seats) else None
        seat = seats[(place * 5) % len(seats)] if parent else seats[place]
        post, _ = create_post(question, by=seat, body=f"{place}. {WORDS}", client_id=uuid4(), reply_to=parent)
        if not parent:
            answers.append(post)


def signed_in(person):
    """A session of somebody, as the sign-in page leaves it."""
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(person.pk), person.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = "advisory.accounts.backend.SignIn"
    session.save()
    return session.session_key


def make(number, posts, writers):
    """Everything at once; whoever follows or writes is one of the people."""
    with transaction.atomic():
        seats, (question, *_) = people(number)
        tick()
        question.refresh_from_db()
        talk(question, seats[:12], posts)
        cookies = [signed_in(seat.user) for seat in seats]
        tokens = [create_token(seat.user, by=seat.user) for seat in seats[:writers]]
    return {"slug": SLUG, "cookies": cookies, "tokens": tokens}


if __name__ == "__main__":
    migrate()
    collect_static()
    print(json.dumps(make(*map(int, sys.argv[1:4])) if sys.argv[1:] else None))  # noqa: T201
