"""Letters over a mail server that is away, refuses or crashes with us: late perhaps, never lost, never two."""

import logging
import os
import signal
import subprocess
import sys
import threading
from contextlib import suppress
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import timezone

from advisory.notifications import delivery
from advisory.notifications.delivery import Outcome, gather, send_next
from advisory.notifications.models import Bookmark, Letter, Notification
from advisory.notifications.postman import AWAY, LONGEST, Postman
from advisory.supervisor import end_with_parent
from tests.make import room, say
from tests.notifications.post import Box, deliver, hear, mail_server
from tests.product import ROOT
from tests.servers import free_port
from tests.waiting import until

State = Letter.State


class PowerCut(BaseException):
    """The process ends here and now."""


def cut(*_, **__):
    raise PowerCut


@pytest.fixture
def heart(db):
    made = room()
    hear()
    answer = say(made.question, made.okonjo)
    say(made.question, made.marsh, "Which days?", reply_to=answer)
    return made


def after(minutes):
    return time_machine.travel(timezone.now() + timedelta(minutes=minutes))


def test_a_crash_while_reading_makes_no_row_and_the_next_turn_makes_it_once(heart, monkeypatch):
    with monkeypatch.context() as patch:
        patch.setattr(Bookmark, "save", cut)
        with pytest.raises(PowerCut):
            hear()
    assert Notification.objects.count() == 0
    hear()
    Bookmark.objects.update(number=0)
    hear()
    assert Notification.objects.filter(notice="clarify").count() == 1


def test_a_letter_that_a_crash_kept_from_the_mail_server_leaves_once(heart, settings, monkeypatch):
    hear()
    gather()
    with monkeypatch.context() as patch:
        patch.setattr(delivery, "send_letter", cut)
        with pytest.raises(PowerCut):
            send_next()
    with mail_server(settings) as box:
        assert send_next() == Outcome.NOTHING
        with after(6):
            deliver()
            deliver()
    assert len(box.letters) == 1
    assert Letter.objects.get().state == State.SENT


def test_a_letter_taken_before_a_crash_is_repeated_under_the_same_id(heart, settings, monkeypatch):
    hear()
    gather()
    with mail_server(settings) as box:
        with monkeypatch.context() as patch:
            patch.setattr(delivery, "_end", cut)
            with pytest.raises(PowerCut):
                send_next()
        assert Letter.objects.get().state == State.SENDING
        with after(6):
            deliver()
            deliver()
    assert len(box.letters) == 2
    assert len({letter["Message-ID"] for letter in box.letters}) == 1


def test_a_mail_server_that_is_down_for_an_hour_costs_an_hour_and_no_letter(heart, settings, caplog):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    postman = Postman(threading.Event())
    hear()
    pauses = []
    for minute in range(0, 60, 10):
        with after(minute):
            postman.round()
            pauses.append(postman.pause)
    assert pauses[0] == AWAY
    assert pauses[-1] == LONGEST
    assert "okonjo" not in caplog.text
    with mail_server(settings, port=settings.EMAIL_PORT) as box, after(91):
        postman.round()
        postman.round()
    assert box.to == ["okonjo@example.org"]


def test_a_refusal_for_good_is_tried_three_times_and_then_told_without_names(heart, settings, caplog):
    caplog.set_level(logging.WARNING)
    hear()
    with mail_server(settings) as box:
        box.recipient = "550 no such person"
        for _ in range(5):
            deliver()
        letter = Letter.objects.get()
        assert (letter.state, letter.tries, letter.refusals) == (State.REFUSED, 3, 3)
        assert "refused for good: 550" in caplog.text
        assert "okonjo" not in caplog.text.lower()


@pytest.mark.parametrize("part", ["recipient", "answer"])
def test_a_refusal_for_now_is_tried_until_it_passes(heart, settings, part):
    hear()
    with mail_server(settings) as box:
        setattr(box, part, "451 later")
        for _ in range(6):
            deliver()
        assert box.letters == []
        setattr(box, part, "250 ok")
        deliver()
    assert len(box.letters) == 1


def test_one_letter_that_cannot_be_written_stops_no_other(heart, settings, monkeypatch):
    heart.okonjo.user.__class__.objects.filter(pk=heart.okonjo.user_id).update(name="Dr Broken")
    answer = say(heart.question, heart.solheim)
    say(heart.question, heart.marsh, "And you?", reply_to=answer)
    hear()
    real = delivery.send_letter

    def some(address, *args, **kwargs):
        if kwargs["name"] == "Dr Broken":
            raise RuntimeError
        return real(address, *args, **kwargs)

    monkeypatch.setattr(delivery, "send_letter", some)
    with mail_server(settings) as box:
        deliver()
    assert box.to == ["solheim@example.org"]
    assert Letter.objects.filter(state=State.WAITING).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_double_nothing(settings):
    heart = room()
    hear()
    answers = [say(heart.question, seat) for seat in (heart.okonjo, heart.solheim, heart.tanabe)]
    for answer in answers * 4:
        say(heart.question, heart.marsh, "And then?", reply_to=answer)

    def work():
        for _ in range(3):
            hear()
            gather()
            while send_next() != Outcome.NOTHING:
                pass
        connection.close()

    with mail_server(settings) as box:
        workers = [threading.Thread(target=work) for _ in range(2)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    assert Notification.objects.filter(notice="clarify").count() == 12
    assert Notification.objects.filter(letter=None).count() == 0
    assert len({letter["Message-ID"] for letter in box.letters}) == len(box.letters) == Letter.objects.count()


class Killing(Box):
    """A mail server that kills who sends to it as it takes the second letter."""

    worker = None

    async def handle_DATA(self, server, session, envelope):
        taken = await super().handle_DATA(server, session, envelope)
        if self.worker and len(self.letters) == 2:
            os.kill(self.worker, signal.SIGKILL)
            self.worker = None
        return taken


def working(port):
    """A worker of its own, on this test's database."""
    given, engine = connection.settings_dict, connection.vendor
    place = f"sqlite:///{given['NAME']}"
    if engine == "postgresql":
        place = f"postgres://{given['USER']}@{given['HOST']}:{given['PORT']}/{given['NAME']}"
    environment = os.environ | {"DATABASE_URL": place, "EMAIL_URL": f"smtp://127.0.0.1:{port}"}
    command = [sys.executable, ROOT / "manage.py", "worker"]
    return subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
                            preexec_fn=lambda: end_with_parent(signal.SIGKILL))  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_a_worker_killed_in_the_middle_of_its_letters_loses_none(settings):
    heart = room()
    hear()
    for seat in (heart.okonjo, heart.solheim, heart.tanabe, heart.abernathy):
        say(heart.question, heart.marsh, "And then?", reply_to=say(heart.question, seat))
    with mail_server(settings, Killing()) as box:
        first = working(settings.EMAIL_PORT)
        box.worker = first.pid
        until(lambda: first.poll() is not None)
        assert len(box.letters) == 2
        Letter.objects.filter(state=State.SENDING).update(claimed_at=timezone.now() - timedelta(hours=1))
        second = working(settings.EMAIL_PORT)
        try:
            until(lambda: Letter.objects.filter(state=State.SENT).count() == 4)
        finally:
            second.terminate()
            with suppress(subprocess.TimeoutExpired):
                second.wait(10)
            second.kill()
    ids = [letter["Message-ID"] for letter in box.letters]
    assert len(set(ids)) == 4
    assert len(ids) - len(set(ids)) <= 1
    assert set(box.to) == {f"{name}@example.org" for name in ("okonjo", "solheim", "tanabe", "abernathy")}
