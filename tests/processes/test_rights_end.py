"""Two real processes: a socket at one ends with the right that is taken at the other, with and without the doorbell."""

import threading
import time
from contextlib import contextmanager
from uuid import uuid4

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher, make_password

from advisory.accounts.models import User
from advisory.api.commands.tokens import create_token
from tests.make import PASSWORD, person, room
from tests.processes.browsers import Browser, Socket, call

pytestmark = pytest.mark.django_db(transaction=True)
ALL, Q1 = "board.heart.*", "board.heart.q1"
OUT, LOST, AGAIN = 4401, 4403, 4000
AT_ONCE, AT_MOST = 1, 15
HASHED = make_password(PASSWORD, hasher=PBKDF2PasswordHasher())


@pytest.fixture
def heart():
    """A board whose people can sign in at the running product."""
    made = room()
    User.objects.exclude(email=None).update(password=HASHED)
    return made


def sign_out(pair, heart, okonjo):
    okonjo.post("/accounts/logout/", page="/account/")


def end_the_session(pair, heart, okonjo):
    Browser(pair.here).sign_in(heart.okonjo.user).post("/accounts/sessions/", page="/account/")


def change_the_password(pair, heart, okonjo):
    fresh = "quite another password"
    okonjo.post("/accounts/password/change/", page="/accounts/password/change/", oldpassword=PASSWORD, password1=fresh,
                password2=fresh)  # fmt: skip


def close_the_account(pair, heart, okonjo):
    ada = person("Ada Ministrator", is_staff=True, hashed=HASHED)
    Browser(pair.here).sign_in(ada).post(f"/people/{heart.okonjo.user_id}/deactivation/", page="/account/")


def remove(pair, heart, okonjo):
    at = f"/boards/heart/people/{heart.okonjo.pk}/ending/"
    Browser(pair.here).sign_in(heart.marsh.user).post(at, page="/account/")


def move(pair, heart, okonjo):
    at = f"/boards/heart/people/{heart.okonjo.pk}/role/"
    Browser(pair.here).sign_in(heart.marsh.user).post(at, page="/account/", role="observer")


def blind(pair, heart, okonjo):
    Browser(pair.here).sign_in(heart.lindqvist.user).post("/boards/heart/people/switches/", page="/account/")


DOORS = {
    sign_out: OUT,
    end_the_session: OUT,
    change_the_password: OUT,
    close_the_account: OUT,
    remove: LOST,
    move: AGAIN,
    blind: AGAIN,
}


@contextmanager
def follower(pair, heart, name="okonjo"):
    """A member's browser at one process, and a socket of that session at the other."""
    browser = Browser(pair.here).sign_in(getattr(heart, name).user)
    socket = browser.socket(pair.there, ALL)
    socket.until(lambda line: line.get("stream") == Q1, AT_MOST)
    try:
        yield browser, socket
    finally:
        socket.close()


@pytest.mark.parametrize("door", DOORS, ids=lambda door: door.__name__)
def test_a_socket_ends_at_the_other_process_within_a_second(pair, heart, door):
    with follower(pair, heart) as (okonjo, socket):
        door(pair, heart, okonjo)
        assert socket.ended(AT_MOST) < AT_ONCE
        assert socket.code == DOORS[door]
        if door is remove:
            refused = {line["stream"] for line in socket.told if line.get("refused") == LOST}
            assert refused == {"board.heart", "board.heart.mine", Q1}
        if door in (move, blind):
            assert socket.told[-1] == {"reload": True}


def test_the_wall_reaches_a_socket_at_the_other_process_within_a_second(pair, heart):
    with follower(pair, heart, "weidmann") as (_, socket):
        chair = Browser(pair.here).sign_in(heart.lindqvist.user)
        chair.post(f"/boards/heart/people/{heart.weidmann.pk}/sight/", page="/account/", sight="report")
        assert socket.ended(AT_MOST) < AT_ONCE
        assert (socket.code, socket.told[-1]) == (AGAIN, {"reload": True})


@pytest.mark.parametrize("door", [sign_out, remove, blind], ids=lambda door: door.__name__)
def test_without_the_doorbell_it_ends_within_fifteen_seconds(pair, bell, heart, door):
    with follower(pair, heart) as (okonjo, socket):
        bell.kill()
        door(pair, heart, okonjo)
        assert socket.ended(AT_MOST) < AT_MOST
        assert socket.code == DOORS[door]


@contextmanager
def writing(post):
    """Somebody writes ten times a second."""
    done = threading.Event()

    def write():
        while not done.is_set():
            post("Written meanwhile")
            done.wait(0.1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        yield
    finally:
        done.set()
        writer.join()


def test_redis_dies_and_comes_back_while_people_write_and_nobody_notices_much(pair, bell, heart, record_property):
    token, answers = create_token(heart.tanabe.user, by=heart.tanabe.user), []
    heard = Socket(pair.there, (f"{Q1}:0",), {"Authorization": f"Bearer {token}"})

    def post(words):
        body = {"body": words, "client_id": str(uuid4())}
        answers.append(call(pair.here, token, "boards/heart/questions/1/posts", body))

    def said(words):
        return lambda line: words in line.get("html", "")

    with writing(post):
        heard.until(said("Written meanwhile"), AT_MOST)
        bell.kill()
        post("Without the bell")
        silent = heard.until(said("Without the bell"), AT_MOST)
        bell.start()
        back = time.monotonic()
        again = _live_again(post, heard, said) - back
    heard.close()
    assert set(answers) == {201}
    assert again < AT_MOST
    assert [line["seq"] for line in heard.told if "seq" in line] == list(range(1, 1 + heard.told[-1]["seq"]))
    told = f"a post without the doorbell came after {silent:.1f} s; live {again:.1f} s after Redis was back"
    record_property("report", f"two processes: {len(answers)} posts, none failed; {told}")


def _live_again(post, heard, said):
    """The moment at which a post comes as fast as the doorbell rings: sooner than a process looks by itself."""
    for number in range(100):
        words = f"Is it back? {number}."
        post(words)
        if heard.until(said(words), AT_MOST) < 0.15:
            break
    return time.monotonic()
