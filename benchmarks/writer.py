"""Writes real posts when told to, from a process of its own; run as `python -m benchmarks.writer`.

A line `N` on its input is N posts that become visible together; it answers with {"at", "head"}: when they were
committed, and the last number of the stream then.
"""

import json
import os
import sys
from itertools import count
from time import monotonic
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advisory.settings")
django.setup()

from django.db import transaction  # noqa: E402

from advisory.events.models import Stream  # noqa: E402
from benchmarks.words import SLUG, WORDS  # noqa: E402
from boards.models import Membership  # noqa: E402
from discussions.commands.threads import create_post  # noqa: E402
from discussions.models import Post, Question  # noqa: E402


def burst(number, question, seats, turn):
    """So many posts in one transaction, answers and replies in turn; when they were committed, and the head then."""
    at = []
    with transaction.atomic():
        transaction.on_commit(lambda: at.append(monotonic()))
        answer = Post.objects.filter(question=question, reply_to=None).order_by("order").values_list("pk", flat=True)
        parent = answer.first()
        for place in range(number):
            by, reply_to = seats[next(turn) % len(seats)], parent if place % 2 else None
            create_post(question, by=by, body=f"{place}. {WORDS}", client_id=uuid4(), reply_to=reply_to)
    return {"at": at[0], "head": Stream.objects.get(name=question.stream).head}


def serve():
    """Answer each line until there is no more."""
    question = Question.objects.select_related("board").get(board__slug=SLUG, number=1)
    seats = list(Membership.objects.filter(board=question.board, seat="advisor").select_related("board", "user")[:12])
    turn = count()
    for line in sys.stdin:
        sys.stdout.write(json.dumps(burst(int(line), question, seats, turn)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
