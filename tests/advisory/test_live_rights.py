"""A live page ends with the right to it: at once, with the right word, and for nobody else."""

import pytest
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from advisory.accounts.commands.people import change_password, deactivate_person, make_administrator
from advisory.api.commands.tokens import create_token, revoke_token
from advisory.api.models import Token
from boards.commands.members import end_seat, move_member, seat_member
from boards.commands.walls import set_sight, set_wall, switch_board
from discussions.commands.questions import add_question, narrow_question
from discussions.visibility import Policy
from tests.live import HOST, browser_of
from tests.make import PASSWORD, person, room, say

pytestmark = pytest.mark.django_db(transaction=True)
Q1 = "board.heart.q1"
ALL = "board.heart.*"
OUT, LOST, AGAIN = 4401, 4403, 4000


def kinds(socket):
    """What a socket was told happened."""
    return [line.get("kind") for line in socket.told]


@pytest.fixture
def heart():
    """A board with an open question."""
    return room()


@pytest.fixture
def others(network, heart):
    """Somebody else on the board, who is to notice nothing."""
    socket = network.socket(heart.tanabe, ALL)
    socket.until(stream=Q1)
    yield socket
    say(heart.question, heart.solheim, "Still here")
    socket.until(kind="post.created")
    assert socket.code is None


def sign_out(heart, browser):
    browser.post(reverse("account_logout"))


def end_every_session(heart, browser):
    elsewhere, page = Client(HTTP_HOST=HOST), reverse("usersessions_list")
    elsewhere.post(reverse("account_login"), {"login": heart.okonjo.user.email, "password": PASSWORD})
    assert elsewhere.get(page).context["session_count"] == 2
    elsewhere.post(page)


def new_password(heart, browser):
    change_password(heart.okonjo.user, "quite another password", by=heart.okonjo)


def close_account(heart, browser):
    administrator = person("Ada Ministrator")
    make_administrator(administrator)
    deactivate_person(heart.okonjo.user, by=administrator)


@pytest.mark.parametrize("door", [sign_out, end_every_session, new_password, close_account])
def test_whoever_is_out_is_out_of_their_sockets_too(network, heart, others, door):
    browser = Client(HTTP_HOST=HOST)
    browser.post(reverse("account_login"), {"login": heart.okonjo.user.email, "password": PASSWORD})
    socket = network.socket(browser, ALL)
    socket.until(stream=Q1)
    door(heart, browser)
    assert socket.closed() == OUT
    assert network.socket(browser, ALL).closed() == OUT


def test_signing_out_in_one_browser_leaves_the_other_alone(network, heart):
    here, there = browser_of(heart.okonjo), browser_of(heart.okonjo)
    one, other = network.socket(here, f"{Q1}:0"), network.socket(there, f"{Q1}:0")
    here.post(reverse("account_logout"))
    assert one.closed() == OUT
    say(heart.question, heart.tanabe)
    assert other.until(kind="post.created")
    assert kinds(one) == []


def test_a_socket_that_follows_nothing_yet_ends_with_its_session(network, heart):
    browser = browser_of(heart.okonjo)
    empty = network.socket(browser)
    browser.post(reverse("account_logout"))
    assert empty.closed() == OUT


def test_a_socket_that_asks_only_for_boards_without_a_seat_is_closed(network, heart):
    refused = network.socket(heart.okonjo, "board.nowhere.*", "board.lungs:0")
    assert len(refused.lines(2)) == 2
    assert refused.closed() == LOST


def test_a_session_that_ended_silently_is_noticed_with_the_next_frame(network, heart):
    browser = browser_of(heart.okonjo)
    socket = network.socket(browser, f"{Q1}:0", f"{Q1}:7")
    socket.until(reload=True)
    Session.objects.filter(session_key=browser.cookies["sessionid"].value).delete()
    socket.say({"follow": "board.heart", "after": 0})
    assert socket.closed() == OUT
    assert "board.heart" not in [line.get("stream") for line in socket.told]


def test_whoever_leaves_a_board_is_refused_each_of_its_streams(network, heart, others):
    socket = network.socket(heart.okonjo, ALL)
    socket.lines(3)
    end_seat(heart.okonjo, by=heart.marsh)
    assert socket.closed() == LOST
    refused = {line["stream"] for line in socket.told if line.get("refused") == 4403}
    assert refused == {"board.heart", "board.heart.mine", Q1}
    assert "member.left" not in kinds(socket)


def test_whoever_leaves_one_board_of_two_keeps_the_other(network, heart):
    lungs = room(slug="lungs")
    socket = network.socket(heart.okonjo, ALL, "board.lungs.*")
    socket.until(stream="board.lungs.q1")
    end_seat(heart.okonjo, by=heart.marsh)
    socket.until(stream=Q1, refused=4403)
    say(heart.question, heart.tanabe, "Not for me any more")
    say(lungs.question, lungs.tanabe, "For me still")
    assert "For me still" in socket.until(kind="post.created")["html"]
    assert "Not for me" not in socket.raw
    assert socket.code is None
    seat_member(heart.board, heart.okonjo.user, "advisor", by=heart.marsh)
    socket.say({"follow": Q1, "after": 0})
    assert "Not for me any more" in socket.until(kind="post.created")["html"]


@pytest.mark.parametrize("role", ["moderator", "observer", "sponsor"])
def test_another_role_is_another_page(network, heart, others, role):
    socket = network.socket(heart.okonjo, f"{Q1}:0")
    socket.say({"follow": Q1, "after": 9})
    socket.until(reload=True)
    move_member(heart.okonjo, role, by=heart.marsh)
    assert socket.closed() == AGAIN
    assert socket.told[-1] == {"reload": True}


def narrowed(heart):
    narrow_question(heart.question, Policy(sponsor_only=True), by=heart.marsh)


def blinded_beside(heart):
    add_question(heart.board, heart.question.section, by=heart.marsh, title="New", prompt="New?", blinded=True)


def blinded_moderators(heart):
    switch_board(heart.board, {"moderators_blinded": True}, by=heart.lindqvist)


def walled(heart):
    set_wall(heart.board, "report", by=heart.lindqvist)


def test_a_sponsor_s_socket_ends_with_what_they_may_read_and_nobody_else_s(network, heart, others):
    socket = network.socket(heart.weidmann, ALL)
    socket.until(stream=Q1)
    set_sight(heart.weidmann, "report", by=heart.lindqvist)
    assert socket.closed() == AGAIN
    say(heart.question, heart.okonjo, "For the board alone")
    again = network.socket(heart.weidmann, f"{Q1}:0", f"{Q1}.staff:0", "board.heart.backroom:0", "board.heart:0")
    assert {line["refused"] for line in again.lines(3)} == {4403}
    assert "For the board alone" not in socket.raw + again.raw


@pytest.mark.parametrize("change", [narrowed, blinded_beside, blinded_moderators, walled])
def test_another_policy_is_another_page_for_everybody(network, heart, change):
    sockets = [network.socket(getattr(heart, name), ALL) for name in ("okonjo", "marsh", "brandt")]
    for socket in sockets:
        socket.until(stream=Q1)
    change(heart)
    for socket in sockets:
        assert socket.closed() == AGAIN
        assert socket.told[-1] == {"reload": True}


def test_what_is_said_after_a_question_grew_closer_reaches_no_page_from_before(network, heart):
    socket = network.socket(heart.okonjo, f"{Q1}:0")
    say(heart.question, heart.tanabe, "For everybody")
    socket.until(kind="post.created")
    narrowed(heart)
    say(heart.question, heart.tanabe, "For the team alone")
    assert socket.closed() == AGAIN
    again = network.socket(heart.okonjo, f"{Q1}:1", f"{Q1}.staff:0", "board.heart:0")
    assert again.lines(2) == [{"stream": Q1, "refused": 4403}, {"stream": f"{Q1}.staff", "refused": 4403}]
    assert "For the team alone" not in socket.raw + again.raw


def test_a_page_drawn_for_another_seat_or_policy_is_told_to_come_back(network, heart):
    okonjo, tanabe = heart.okonjo, heart.tanabe
    current = network.socket(okonjo, f"{Q1}:3", stamp=okonjo.stamp)
    assert "stream" in current.until(reload=True)
    narrow_question(heart.question, Policy(blinded=True), by=heart.marsh)
    for stamp in (okonjo.stamp, tanabe.stamp, "x", "a-b-c"):
        socket = network.socket(okonjo, f"{Q1}:0", stamp=stamp)
        assert (socket.closed(), socket.told) == (AGAIN, [{"reload": True}])
    assert network.socket(heart.okonjo, f"{Q1}:3", stamp=heart.okonjo.stamp).until(reload=True)["head"] == 0


def test_a_program_follows_with_a_token_until_it_is_revoked(network, heart, others):
    token = create_token(heart.okonjo.user, by=heart.okonjo)
    program = network.socket(None, f"{Q1}:0", token=token, origin=None)
    say(heart.question, heart.solheim, "For programs too")
    assert "For programs too" in program.until(kind="post.created")["html"]
    revoke_token(Token.objects.get(), by=heart.okonjo)
    assert program.closed() == OUT
    assert network.socket(None, f"{Q1}:0", token=token, origin=None).closed() == OUT


def test_a_token_ends_with_its_persons_password(network, heart):
    token = create_token(heart.okonjo.user, by=heart.okonjo)
    program = network.socket(None, f"{Q1}:4", token=token, origin=None)
    program.until(reload=True)
    new_password(heart, None)
    assert program.closed() == OUT


@pytest.mark.parametrize("token", ["", "nonsense", "\x7f", "a" * 5000])
def test_a_bad_token_is_not_signed_in_whatever_the_cookie_says(network, heart, token):
    assert network.socket(heart.okonjo, f"{Q1}:0", token=token).closed() == OUT
