"""Fills a library and measures searches in it: `python -m benchmarks.searched BOARDS DOCUMENTS POSTS` (on each board).

Prints its figures as JSON. Rows are written straight into their tables, for saying that much takes hours; the index is
written by the product's own `index_all`.
"""

import json
import os
import random
import sys
import time
from functools import cache, partial
from itertools import accumulate
from pathlib import Path
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advisory.settings")
django.setup()

from django.contrib.auth import get_user_model  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import OuterRef, Subquery  # noqa: E402
from django.http import QueryDict  # noqa: E402
from django.test import Client  # noqa: E402
from django.utils import timezone  # noqa: E402

from advisory.rights import SYSTEM  # noqa: E402
from advisory.search.asking import Asked  # noqa: E402
from advisory.search.filing import index_all  # noqa: E402
from advisory.search.sources import SOURCES, reader  # noqa: E402
from benchmarks.figures import percentile  # noqa: E402
from boards.commands.boards import add_section, create_board, open_board  # noqa: E402
from boards.models import Membership, Role  # noqa: E402
from discussions.commands.questions import add_question  # noqa: E402
from discussions.models import Post, PostVersion, Thread  # noqa: E402
from discussions.views.search import results  # noqa: E402
from resources.models import Document, Shelf, Version  # noqa: E402

QUESTIONS, SPEAKERS, AGAIN = 10, 8, 3
SITS_ON = {"advisor": (1, 2, 4), "moderator": (5, 12), "sponsor": (40,), "chair": (None,)}
luck = random.Random(6)  # noqa: S311 - figures, not secrets
ENDS = ("", "", "", "", "s", "ing", "ed", "er")
WORDS = ["".join(luck.choices("abcdeghilmnoprstuv", k=luck.randint(3, 8))) for _ in range(10_000)]
OFTEN = list(accumulate(1 / (place + 4) for place in range(len(WORDS))))


def text(least, most):
    """Words as a language has them: a few everywhere, most of them seldom, in several forms."""
    drawn = luck.choices(WORDS, cum_weights=OFTEN, k=luck.randint(least, most))
    return " ".join(word + luck.choice(ENDS) for word in drawn)


def fill(boards, documents, posts):
    """Boards with their documents and posts."""
    people = [get_user_model()(email=f"{place}@bench.test", name=f"Dr {place}") for place in range(200)]
    get_user_model().objects.bulk_create(people)
    for place in range(boards):
        board = create_board(slug=f"board-{place}", title=text(3, 6), objective=text(6, 12), by=SYSTEM)
        section = add_section(board, "All", by=SYSTEM)
        questions = [
            add_question(board, section, by=SYSTEM, title=text(3, 5), prompt=text(8, 15), answer_first=number % 2 == 0,
                         blinded=number % 3 == 0) for number in range(QUESTIONS)
        ]  # fmt: skip
        open_board(board, by=SYSTEM)
        speakers = luck.sample(people, SPEAKERS)
        seats = [_seated(board, person, number) for number, person in enumerate(speakers, start=1)]
        with transaction.atomic():
            _papers(board, seats[-1], documents)
            _posts(board, questions, seats, posts)


def _seated(board, person, alias):
    return Membership.objects.create(board=board, user=person, seat=Role.ADVISOR, alias=alias, advised=True)


def _papers(board, by, count):
    now = timezone.now()
    kept = [
        Document(board=board, number=number, title=text(3, 8), summary=text(10, 30)) for number in range(1, count + 1)
    ]
    Document.objects.bulk_create(kept)
    Shelf.objects.bulk_create(Shelf(document=one, board=board) for one in kept)
    Version.objects.bulk_create(
        Version(
            document=one, number=1, format="page", body=text(150, 400), uploaded_by=by, state="published",
            published_by=by, published_at=now - timezone.timedelta(days=luck.randint(0, 700)),
        ) for one in kept
    )  # fmt: skip


def _posts(board, questions, seats, count):
    threads, posts, versions = [], [], []
    for place in range(count):
        question, author = questions[place % QUESTIONS], luck.choice(seats)
        at = timezone.now() - timezone.timedelta(days=luck.randint(0, 700))
        threads.append(Thread(question=question, opener=author, role="advisor"))
        question.last_order += 1
        posts.append(Post(question=question, thread=threads[-1], author=author, role="advisor", client_id=uuid4(),
                          order=question.last_order, created_at=at, published_at=at))  # fmt: skip
        body = text(20, 80)
        versions.append(PostVersion(post=posts[-1], number=1, body=body, html=body, salt="00", at=at))
    for model, rows in ((Thread, threads), (Post, posts), (PostVersion, versions)):
        model.objects.bulk_create(rows, batch_size=500)
    said = PostVersion.objects.filter(post=OuterRef("pk")).values("pk")[:1]
    Post.objects.filter(question__board=board).update(current=Subquery(said))


def filed():
    """The index of everything: how many entries, and seconds of this process."""
    _planned()
    began, entries = time.process_time(), 0
    for source in SOURCES.values():
        keys = list(source.every().values_list("pk", flat=True))
        for begin in range(0, len(keys), 1_000):
            with transaction.atomic():
                entries += index_all(source.every().filter(pk__in=keys[begin : begin + 1_000]))
    took = time.process_time() - began
    _planned()
    return entries, took


def _planned():
    """Let the database know how much of what it holds."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def readers(boards):
    """People on one board and on many, in each role."""
    slugs = list(Membership.objects.order_by("board__slug").values_list("board", flat=True).distinct())
    for role, numbers in SITS_ON.items():
        for number in numbers:
            person = get_user_model().objects.create(email=f"{role}{number}@bench.test", name=f"{role} {number}")
            Membership.objects.bulk_create(
                Membership(board_id=board, user=person, seat=role, alias=90 + (number or 0), alias_id=uuid4())
                for board in luck.sample(slugs, min(number or boards, boards))
            )
            yield f"{role} on {number or boards}", person


def asked():
    """What people type: a word that is everywhere, one that is seldom, several, a beginning, a phrase, their own."""
    often, some, seldom = WORDS[:20], WORDS[50:400], WORDS[2_000:8_000]
    for _ in range(4):
        yield "often", luck.choice(often)
        yield "some", luck.choice(some)
        yield "seldom", luck.choice(seldom)
        yield "three", " ".join([luck.choice(often), luck.choice(some), luck.choice(some) + "ing"])
        yield "begin", luck.choice(some)[:3]
        yield "phrase", f'"{luck.choice(often)} {luck.choice(often)}"'
        yield "mine", f"by:me {luck.choice(often)}"


def measured(people):
    """Milliseconds of each search with its counts and its hits, by the clock, of each whole page, by what was asked."""
    searches, clocks, pages, kinds = [], [], [], {}
    for who, person in people:
        client = Client(HTTP_HOST="localhost")
        client.force_login(person)
        for kind, typed in asked():
            chosen = QueryDict(luck.choice(["", "in=discussion", "when=week", "by=advisors&page=2"]))
            took, clock = sorted(_timed(partial(_searched, person, typed, chosen)) for _ in range(AGAIN))[AGAIN // 2]
            searches.append(took)
            clocks.append(clock)
            kinds.setdefault(f"{who}, {kind}", []).append(took)
            pages.append(_timed(partial(client.get, "/search/", {"q": typed, **chosen.dict()}))[0])
    return searches, clocks, pages, kinds


def _searched(person, typed, chosen):
    return results(reader(person), Asked(typed), chosen)


def _timed(work):
    began, clock = _processor(), time.perf_counter()
    work()
    return (_processor() - began) * 1000, (time.perf_counter() - clock) * 1000


def _processor():
    """Seconds of processor of this process, and of the one that answers it where that is another."""
    server = _server() if connection.vendor == "postgresql" else None
    return time.process_time() + (int(server.read_text().split()[0]) / 1e9 if server else 0)


@cache
def _server():
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return Path(f"/proc/{cursor.fetchone()[0]}/schedstat")


if __name__ == "__main__":
    boards, documents, posts = map(int, sys.argv[1:4])
    fill(boards, documents, posts)
    entries, took = filed()
    people = list(readers(boards))
    _planned()
    searches, clocks, pages, kinds = measured(people)
    slow = sorted(((percentile(found, 0.95), kind) for kind, found in kinds.items()), reverse=True)[:8]
    told = {"p50": percentile(searches, 0.5), "p95": percentile(searches, 0.95), "worst": max(searches),
            "clock": percentile(clocks, 0.95),
            "pages": percentile(pages, 0.95), "each": took * 1000 / entries, "searches": len(searches),
            "slow": [f"{kind}: {value:.0f} ms" for value, kind in slow]}  # fmt: skip
    sys.stdout.write(json.dumps(told))
