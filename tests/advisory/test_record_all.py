"""Many events recorded at once make the same log as one by one."""

from unittest import mock

import pytest
from django.core.management import call_command
from django.db import transaction
from django.utils import timezone

from advisory.events.models import Event, Log
from advisory.events.record import lock, record, record_all
from tests import make

pytestmark = pytest.mark.django_db


def test_many_events_recorded_at_once_are_sealed_like_one_by_one():
    room = make.room({}, {})
    said = [make.say(room.asked(1 + number % 2), room.okonjo) for number in range(4)]
    facts = [{"version": number} for number in range(4)]
    at, sealed = timezone.now(), []
    with mock.patch("advisory.events.record.timezone.now", return_value=at):
        for together in (False, True):
            with transaction.atomic():
                lock(room.board)
                if together:
                    record_all("post.reacted", said, by=room.okonjo, facts=facts)
                else:
                    for post, told in zip(said, facts, strict=True):
                        record("post.reacted", post, by=room.okonjo, **told)
                written = Event.objects.filter(kind="post.reacted").order_by("number")
                heads = list(Log.objects.values_list()), list(room.board.log.streams.values_list("name", "head"))
                sealed.append((list(written.values_list("number", "stream", "seq", "facts", "digest")), heads))
                transaction.set_rollback(not together)
    assert sealed[0] == sealed[1]
    call_command("verify_audit", board="heart")
