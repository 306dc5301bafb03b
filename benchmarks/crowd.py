"""Fills boards with documents and posts to search in: `python -m benchmarks.crowd BOARDS DOCUMENTS POSTS` (a board).

Saying that much takes hours, so rows are written straight into their tables: words are drawn for a few boards and stand
on the others again, and the index of words is built at the end, as it is when a database is restored. One board is
filed anew by the product's own command, which is timed and has to come to the very same.
Prints {"people": {who: a session}, "words", "each": ms of processor to file one thing, "entries"} as JSON.
"""

import json
import os
import sys
import time
from contextlib import contextmanager
from datetime import timedelta
from typing import NamedTuple
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advisory.settings")
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.utils import timezone  # noqa: E402

from advisory.rights import SYSTEM  # noqa: E402
from advisory.search.filing import index_all, places_of  # noqa: E402
from advisory.search.finding import INDEX  # noqa: E402
from advisory.search.models import SearchEntry, fresh_id  # noqa: E402
from advisory.search.sources import Filed  # noqa: E402
from advisory.search.words import filed  # noqa: E402
from benchmarks.cast import signed_in  # noqa: E402
from benchmarks.vocabulary import luck, text  # noqa: E402
from boards.commands.boards import add_section, create_board, open_board  # noqa: E402
from boards.models import Membership  # noqa: E402
from discussions.commands.questions import add_question  # noqa: E402
from discussions.models import Gate, Post, PostVersion, Question, Thread  # noqa: E402
from resources.models import Document, Shelf, Version  # noqa: E402

QUESTIONS, SPEAKERS, PATTERNS, DAYS = 10, 8, 6, 700
SITS_ON = [("advisor", 1), ("moderator", 1), ("advisor", 5), ("moderator", 5), ("advisor", 40), ("sponsor", 40),
           ("advisor", None), ("chair", None)]  # fmt: skip
OPEN, FIRST, BLINDED = range(QUESTIONS), range(0, QUESTIONS, 2), range(0, QUESTIONS, 3)


class Words(NamedTuple):
    """A text, and the words under which it is found."""

    text: str
    filed: tuple


def said(*lengths):
    """Some texts that are filed together."""
    texts = [text(*length) for length in lengths]
    return Words(texts, filed(texts, ()))


def fill(boards, documents, posts):
    """Boards with their documents and posts; gives whoever searches there."""
    people = [get_user_model()(email=f"{place}@bench.test", name=f"Dr {place}") for place in range(200)]
    readers = {f"{role} on {on or boards}": (role, min(on or boards, boards)) for role, on in SITS_ON}
    searching = {who: get_user_model()(email=f"{who.replace(' ', '.')}@bench.test", name=who) for who in readers}
    get_user_model().objects.bulk_create([*people, *searching.values()])
    sits = {who: set(luck.sample(range(boards), on)) for who, (_, on) in readers.items()}
    patterns = [
        ([said((3, 8), (10, 30), (150, 400)) for _ in range(documents)], [said((20, 80)) for _ in range(posts)])
        for _ in range(min(PATTERNS, boards))
    ]
    for place in range(boards):
        seated = [(person, "advisor") for person in luck.sample(people, SPEAKERS)]
        seated += [(searching[who], role) for who, (role, _) in readers.items() if place in sits[who]]
        with transaction.atomic():
            _board(place, seated, *patterns[place % len(patterns)])
    return searching


def _board(place, seated, papers, talk):
    board = create_board(slug=f"board-{place}", title=text(3, 6), objective=text(6, 12), by=SYSTEM)
    section = add_section(board, "All", by=SYSTEM)
    questions = [
        add_question(board, section, by=SYSTEM, title=text(3, 5), prompt=text(8, 15), answer_first=number in FIRST,
                     blinded=number in BLINDED) for number in range(QUESTIONS)
    ]  # fmt: skip
    open_board(board, by=SYSTEM)
    Question.objects.filter(board=board).update(state=Question.State.OPEN)
    seats = [
        Membership(board=board, user=person, seat=role, alias=alias, advised=role == "advisor")
        for alias, (person, role) in enumerate(seated, start=1)
    ]
    Membership.objects.bulk_create(seats)
    Gate.objects.bulk_create(
        Gate(member=seat, question=questions[one], opened_at=timezone.now())
        for seat in seats[:SPEAKERS] + seats[SPEAKERS::2] for one in FIRST if seat.seat == "advisor"
    )  # fmt: skip
    _papers(board, seats[0], papers)
    _posts(board, questions, seats, talk)


def _some_day():
    at = timezone.now() - timedelta(days=luck.randint(0, DAYS))
    return at, connection.ops.adapt_datetimefield_value(at)


def _entry(at, board, audience, words, **told):
    """A row of the index as the product's own commands write it."""
    places = places_of(Filed((), board.pk, audience, at, owner=told.get("owner"), number=told.get("number")))
    told["owner"] = told["owner"].hex if told.get("owner") else None
    kept = SearchEntry._meta.get_field("words").get_db_prep_save((*words, *filed((), places)), connection)
    return {"id": fresh_id(at), "board": board.pk.hex, "audience": audience, "words": kept, **told}


def _papers(board, by, papers):
    documents, shelves, versions, entries = [], [], [], []
    for number, ((title, summary, body), words) in enumerate(papers, start=1):
        key, shelf, (day, at) = uuid4().hex, uuid4().hex, _some_day()
        documents.append({"id": key, "board_id": board.pk.hex, "number": number, "title": title, "summary": summary})
        shelves.append({"id": shelf, "document_id": key, "board_id": board.pk.hex})
        by_whom = {"uploaded_by_id": by.pk.hex, "published_by_id": by.pk.hex, "published_at": at}
        said = {"number": 1, "format": "page", "body": body, "state": "published"}
        versions.append({"id": uuid4().hex, "document_id": key, **said, **by_whom})
        told = {"kind": "document", "thing": key, "part": f"0.{shelf}", "sort": "documents", "place": 0}
        entries.append(_entry(day, board, board.stream, words, **told))
    for model, rows in ((Document, documents), (Shelf, shelves), (Version, versions), (SearchEntry, entries)):
        put(model, rows)


def _posts(board, questions, seats, talk):
    threads, posts, versions, entries, orders = [], [], [], [], [0] * QUESTIONS
    first = PostVersion.objects.count() + 1
    for place, ((body,), words) in enumerate(talk):
        number, author, (day, at) = place % QUESTIONS, luck.choice(seats), _some_day()
        question, key, thread, version = questions[number], uuid4().hex, uuid4().hex, first + place
        orders[number] += 1
        threads.append({"id": thread, "question_id": question.pk.hex, "opener_id": author.pk.hex, "role": author.seat})
        posts.append({"id": key, "question_id": question.pk.hex, "thread_id": thread, "author_id": author.pk.hex,
                      "role": author.seat, "client_id": uuid4().hex, "order": orders[number], "created_at": at,
                      "published_at": at, "current_id": version})  # fmt: skip
        versions.append(
            {"id": version, "post_id": key, "number": 1, "body": body, "html": body, "salt": "00", "at": at}
        )
        told = {"kind": "post", "thing": key, "sort": "discussion", "number": number + 1, "place": orders[number]}
        audience = f"{board.stream}.q{number + 1}"
        entries.append(_entry(day, board, audience, words, owner=author.pk, role=author.seat, **told))
    for question, last in zip(questions, orders, strict=True):
        Question.objects.filter(pk=question.pk).update(last_order=last)
    for model, rows in ((Thread, threads), (Post, posts), (PostVersion, versions), (SearchEntry, entries)):
        put(model, rows)


def put(model, rows):
    """Write rows straight into their table; what they do not say is as the model has it."""
    fields = {
        field.attname: field.get_db_prep_save(field.get_default(), connection) for field in model._meta.concrete_fields
    }
    columns = ", ".join(f'"{field.column}"' for field in model._meta.concrete_fields)
    values = ([row.get(name, usual) for name, usual in fields.items()] for row in rows)
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({columns}) FROM STDIN") as copy:
                for one in values:
                    copy.write_row(one)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)  # noqa: S608 - our own names


@contextmanager
def without_index():
    """The index of words is taken away, and built for everything at once afterwards."""
    if connection.vendor == "postgresql":
        told, down, built = "SELECT indexdef FROM pg_indexes WHERE indexname = %s", f"DROP INDEX {INDEX}", "ANALYZE"
        name = INDEX
    else:
        told, down = "SELECT sql FROM sqlite_master WHERE name = %s", f"DROP TRIGGER {INDEX}_in"
        name, built = f"{INDEX}_in", f"INSERT INTO {INDEX}({INDEX}) VALUES ('rebuild')"  # noqa: S608 - our own name
    with connection.cursor() as cursor:
        cursor.execute(told, [name])
        up = cursor.fetchone()[0]
        cursor.execute(down)
        yield
        for sql in (up, built, "ANALYZE"):
            cursor.execute(sql)


def filed_anew():
    """File one board's things by the product's own command; gives the milliseconds that each takes."""
    board = Membership.objects.earliest("board__slug").board
    posts = Post.objects.filter(question__board=board).select_related("question__board", "current", "thread__opener")
    things = [*posts, *Document.objects.filter(board=board).select_related("board")]
    before, began = _kept(board), time.process_time()
    for thing in things:
        with transaction.atomic():
            index_all([thing])
    took = (time.process_time() - began) * 1000 / len(things)
    if _kept(board) != before:
        raise RuntimeError("what was written straight into the index is not what the product writes there")
    return took


def _kept(board):
    fields = [field.name for field in SearchEntry._meta.concrete_fields if field.name != "id"]
    return sorted(SearchEntry.objects.filter(board=board.pk).values_list(*fields), key=str)


if __name__ == "__main__":
    with without_index():
        people = fill(*map(int, sys.argv[1:4]))
    each = filed_anew()
    sessions = {who: signed_in(person) for who, person in people.items()}
    sys.stdout.write(json.dumps({"people": sessions, "each": each, "entries": SearchEntry.objects.count()}))
