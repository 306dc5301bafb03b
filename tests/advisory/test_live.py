"""A live page: it hears what happens, in order and once, and takes up after every break where it was."""

import time

import pytest
from django.db import transaction

from advisory.events.record import lock, record
from discussions.commands.questions import add_question, pass_question
from tests.live import PATIENCE, at_once
from tests.make import person, room, say

pytestmark = pytest.mark.django_db(transaction=True)
Q1 = "board.heart.q1"


def seqs(lines, stream=Q1):
    """The numbers of a stream's lines, in the order in which they came."""
    return [line["seq"] for line in lines if line["stream"] == stream and "seq" in line]


def test_a_post_reaches_the_others_within_a_second(network):
    heart = room()
    tanabe = network.socket(heart.tanabe, f"{Q1}:0")
    took = []
    for words in ("First", "Second", "Third"):
        post = say(heart.question, heart.okonjo, words)
        said = time.monotonic()
        line = tanabe.until(kind="post.created")
        took.append(time.monotonic() - said)
        assert words in line["html"]
        assert line["facts"]["id"] == str(post.pk)
        assert line["into"] == "beforeend:#threads"
    assert max(took) < 1


def test_a_reply_is_put_at_the_end_of_its_thread(network):
    heart = room()
    answer = say(heart.question, heart.okonjo)
    tanabe = network.socket(heart.tanabe, f"{Q1}:1")
    reply = say(heart.question, heart.solheim, "And potassium.", reply_to=answer)
    line = tanabe.until(kind="post.created")
    assert line["into"] == f"beforeend:#replies-{answer.thread_id}"
    assert line["facts"]["reply_to"] == str(answer.pk)
    assert f'id="post-{reply.pk}"' in line["html"]


def test_every_line_comes_once_and_in_order_while_many_write_and_join(network):
    heart = room()
    first = network.socket(heart.tanabe, f"{Q1}:0")

    def write(seat):
        return lambda: [say(heart.question, seat, f"Point {n}") for n in range(8)]

    def join():
        return [network.socket(heart.brandt, f"{Q1}:0") for _ in range(4)]

    *_, joining = at_once(*(write(seat) for seat in (heart.okonjo, heart.tanabe, heart.abernathy)), join)
    for socket in (first, *joining):
        assert seqs(socket.lines(24)) == list(range(1, 25))


def test_a_page_that_lost_its_connection_hears_what_it_missed(network):
    heart = room()
    okonjo = network.socket(heart.okonjo, f"{Q1}:0", "board.heart:0")
    say(heart.question, heart.tanabe, "Before the break")
    last = okonjo.until(kind="post.created")["seq"]
    okonjo.hang_up()
    for words in ("One", "Two", "Three"):
        say(heart.question, heart.tanabe, words)
    again = network.socket(heart.okonjo, f"{Q1}:{last}")
    say(heart.question, heart.tanabe, "Four")
    lines = again.lines(4)
    assert seqs(lines) == [2, 3, 4, 5]
    assert ["One" in lines[0]["html"], "Four" in lines[3]["html"]] == [True, True]


def test_a_stream_that_is_followed_again_by_a_frame_is_told_from_there(network):
    heart = room()
    for n in range(5):
        say(heart.question, heart.tanabe, f"Point {n}")
    okonjo = network.socket(heart.okonjo, f"{Q1}:5")
    okonjo.say({"follow": Q1, "after": 2})
    assert seqs(okonjo.lines(3)) == [3, 4, 5]
    say(heart.question, heart.tanabe, "One more")
    assert seqs(okonjo.lines(1)) == [6]


def test_a_socket_without_follows_waits_for_its_frames(network):
    heart = room()
    network.socket(heart.tanabe, "board.heart.*").lines(3)
    okonjo = network.socket(heart.okonjo)
    okonjo.say({"follow": Q1, "after": 0})
    say(heart.question, heart.tanabe)
    assert seqs(okonjo.lines(1)) == [1]
    assert okonjo.code is None


def test_one_who_stops_following_hears_nothing_more_of_it(network):
    heart = room()
    okonjo = network.socket(heart.okonjo, f"{Q1}:0", "board.heart.mine:0", "board.heart:0")
    okonjo.say({"unfollow": Q1})
    okonjo.say({"follow": "board.none", "after": 0})
    okonjo.until(stream="board.none", refused=4403)
    say(heart.question, heart.tanabe)
    add_question(heart.board, heart.question.section, by=heart.marsh, title="Next", prompt="What next?")
    assert "post.created" not in [line.get("kind") for line in okonjo.before(kind="question.added")]


def test_exactly_500_behind_is_told_line_by_line_and_one_more_is_not(network):
    heart = room()
    post = say(heart.question, heart.tanabe)
    with transaction.atomic():
        lock(heart.board)
        for _ in range(502):
            record("post.reacted", post, by=post.author)
    near = network.socket(heart.okonjo, f"{Q1}:3")
    assert seqs(near.lines(500)) == list(range(4, 504))
    far = network.socket(heart.okonjo, f"{Q1}:2")
    assert far.lines(1) == [{"stream": Q1, "reload": True, "head": 503}]
    say(heart.question, heart.tanabe, "After the reload")
    assert seqs(far.lines(1)) == [504]
    assert seqs(near.lines(1)) == [504]


def test_a_place_beyond_the_head_starts_anew(network):
    heart = room()
    say(heart.question, heart.tanabe)
    okonjo = network.socket(heart.okonjo, f"{Q1}:7")
    assert okonjo.lines(1) == [{"stream": Q1, "reload": True, "head": 1}]
    say(heart.question, heart.tanabe, "The second")
    assert seqs(okonjo.lines(1)) == [2]


def test_a_stream_one_may_not_follow_looks_like_one_that_is_not_there(network):
    heart = room({"answer_first": True})
    say(heart.question, heart.tanabe)
    room(slug="lungs", cast={"grant": ("Dr Alan Grant", "advisor"), "lindqvist": ("Prof. Marianne Lindqvist", "chair")})
    asked = [Q1, f"{Q1}.staff", "board.heart.desk", "board.heart.backroom", f"board.heart.mine.{heart.tanabe.pk}",
             "board.lungs", "board.lungs.mine", "site.people", "board.heart.q9", "board.heart.q01", ""]  # fmt: skip
    okonjo = network.socket(heart.okonjo, *(f"{stream}:0" for stream in asked), "board.heart:0")
    assert okonjo.lines(len(asked)) == [{"stream": stream, "refused": 4403} for stream in asked]
    stranger = network.socket(person("Prof. Sam Stranger"), "board.heart.*", "board.nowhere.*")
    assert stranger.closed() == 4403
    assert stranger.lines(2) == [
        {"stream": "board.heart.*", "refused": 4403}, {"stream": "board.nowhere.*", "refused": 4403},
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["board.\\u0000", "board.\\ud800.q1", "board.heart\\u202e"])
def test_a_name_that_no_database_holds_harms_nobody_else(network, name):
    heart = room()
    tanabe = network.socket(heart.tanabe, f"{Q1}:0")
    okonjo = network.socket(heart.okonjo, f"{Q1}:0")
    solheim = network.socket(heart.solheim, f"board.{'x' * 9000}.*", f"{Q1}:0")
    assert "refused" in solheim.lines(1)[0]
    okonjo.say(f'{{"follow": "{name}", "after": 0}}')
    assert okonjo.closed() == 1008
    assert network.socket(heart.okonjo, "board.\0.*").closed() == 1008
    say(heart.question, heart.solheim, "Still here")
    assert "Still here" in tanabe.until(kind="post.created")["html"]


def test_all_streams_of_a_board_begin_at_their_heads_and_the_gate_adds_the_question(network):
    heart = room({"answer_first": True})
    okonjo = network.socket(heart.okonjo, "board.heart.*")
    begun = {line["stream"]: line["head"] for line in okonjo.lines(2)}
    assert set(begun) == {"board.heart", "board.heart.mine"}
    say(heart.question, heart.tanabe, "Before my gate")
    say(heart.question, heart.okonjo, "My answer")
    assert okonjo.hears(PATIENCE, kind="question.unlocked")
    assert okonjo.hears(PATIENCE, stream=Q1, head=2)
    say(heart.question, heart.tanabe, "After my gate")
    assert [line["seq"] for line in okonjo.before(kind="post.created") if line["stream"] == Q1 and "seq" in line] == [3]


def test_whoever_passes_follows_from_then_on(network):
    heart = room({"answer_first": True})
    okonjo = network.socket(heart.okonjo, "board.heart.*")
    okonjo.lines(2)
    pass_question(heart.question, by=heart.okonjo)
    assert okonjo.until(stream=Q1)["head"] == 0


def test_a_question_added_meanwhile_is_followed_at_once(network):
    heart = room()
    marsh = network.socket(heart.marsh, "board.heart.*")
    marsh.until(stream=Q1)
    add_question(heart.board, heart.question.section, by=heart.lindqvist, title="Next", prompt="What next?")
    assert marsh.until(stream="board.heart.q2")["head"] == 0
    assert marsh.code is None
