"""Makes a poll on the measured board; run as `python -m benchmarks.poll`, prints {"poll"}."""

import json
import os
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "advisory.settings")
django.setup()

from benchmarks.words import SLUG  # noqa: E402
from boards.models import Membership  # noqa: E402
from discussions.commands.polls import ask_poll  # noqa: E402
from discussions.models import Question  # noqa: E402

OPTIONS = ("Every week", "Every month", "Every year", "Never")

if __name__ == "__main__":
    question = Question.objects.select_related("board").get(board__slug=SLUG, number=1)
    chair = Membership.objects.select_related("board", "user").get(board__slug=SLUG, seat="chair")
    poll = ask_poll(question, "How often is enough?", OPTIONS, by=chair, client_id=uuid4())
    print(json.dumps({"poll": str(poll.pk)}))  # noqa: T201
