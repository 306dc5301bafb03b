"""Posts, as a program reads, sends, changes and takes them back."""

from uuid import uuid4

import pytest

from boards.commands.boards import close_board
from discussions.commands.questions import close_question, narrow_question
from discussions.models import Post
from discussions.visibility import Policy
from tests.make import now, room, say

pytestmark = pytest.mark.django_db
PATH = "boards/heart/questions/1/posts"
KEYS = {
    "id", "question", "reply_to", "author", "body_html", "body", "at", "edited_at", "version", "held", "removed",
    "reactions",
}  # fmt: skip


@pytest.fixture
def plain():
    return room()


def words(body="An ECG.", **more):
    return {"body": body, "client_id": str(uuid4())} | more


def bodies(page):
    return [one.get("body") for one in page["items"]]


def test_answer_is_posted_once_however_often_it_is_sent(plain, program):
    mine, sent = program(plain.okonjo), words("Blood **pressure**.")
    first = mine("POST", PATH, sent)
    assert first.status_code == 201
    post = first.json()
    assert set(post) == KEYS
    assert post["author"] == {
        "id": str(plain.okonjo.pk), "name": "Dr Samuel Okonjo", "role": "advisor", "me": True,
    }  # fmt: skip
    assert (post["question"], post["reply_to"], post["version"], post["edited_at"]) == (1, None, 1, None)
    assert (post["body"], post["body_html"]) == ("Blood **pressure**.", "<p>Blood <strong>pressure</strong>.</p>")
    assert post["reactions"] == {"agree": 0, "insightful": 0}
    again = mine("POST", PATH, sent)
    assert (again.status_code, again.json()) == (200, post)
    assert mine.refused(409, "POST", PATH, sent | {"body": "Other words"})["code"] == "client_id_reused"
    assert mine.get(PATH) == {"items": [post], "next": None}


def test_a_reply_of_the_teams_is_a_probe_unless_it_says_otherwise(plain, program):
    desk, to = program(plain.marsh), {"reply_to": str(say(plain.question, plain.okonjo).pk)}
    told = [desk("POST", PATH, words(**to, **how)).json() for how in ({}, {"probe": True}, {"probe": False})]
    assert [one.get("probe") for one in told] == [True, True, None]
    assert set(told[2]) == KEYS
    assert program(plain.tanabe).get(PATH)["items"][1:] == [
        one | {"author": one["author"] | {"me": False}} for one in told
    ]
    assert program(plain.tanabe)("POST", PATH, words(**to)).json().keys() == KEYS
    assert program(plain.tanabe).refused(403, "POST", PATH, words(**to, probe=True))
    assert list(desk.refused(422, "POST", PATH, words(probe=True))["fields"]) == ["probe"]


def test_a_repeat_is_answered_after_close_and_under_a_stale_stamp(plain, program):
    mine, sent = program(plain.okonjo), words(stamp=plain.okonjo.stamp)
    assert mine("POST", PATH, sent).status_code == 201
    close_question(plain.question, by=plain.marsh)
    assert mine("POST", PATH, sent | {"stamp": "of-another-seat"}).status_code == 200
    assert mine.refused(409, "POST", PATH, words())["code"] == "closed"


def test_a_repeat_on_another_board_is_a_reused_id(plain, program):
    room(slug="lung")
    mine, sent = program(plain.okonjo), words()
    assert mine("POST", PATH, sent).status_code == 201
    assert mine.refused(409, "POST", "boards/lung/questions/1/posts", sent)["code"] == "client_id_reused"


def test_reply_to_a_reply_joins_its_thread(plain, program):
    answer = say(plain.question, plain.solheim)
    mine = program(plain.okonjo)
    reply = mine("POST", PATH, words(reply_to=str(answer.pk))).json()
    deeper = mine("POST", PATH, words(reply_to=reply["id"])).json()
    assert (reply["reply_to"], deeper["reply_to"]) == (str(answer.pk), reply["id"])
    assert Post.objects.get(pk=deeper["id"]).thread_id == answer.thread_id
    mine.refused(404, "POST", PATH, words(reply_to=str(uuid4())))


@pytest.mark.parametrize(("body", "fields"), [
    ({}, {"body", "client_id"}),
    ({"body": None, "client_id": None}, {"body", "client_id"}),
    ({"body": 5, "client_id": 5}, {"body", "client_id"}),
    ({"body": ["x"], "client_id": "nonsense"}, {"body", "client_id"}),
    ({"body": "x", "client_id": str(uuid4()), "reply_to": "nonsense"}, {"reply_to"}),
    ({"body": "x", "client_id": str(uuid4()), "reply_to": 7}, {"reply_to"}),
    ({"body": "x", "client_id": str(uuid4()), "stamp": {}}, {"stamp"}),
    ({"body": "", "client_id": str(uuid4())}, {"body"}),
    ({"body": " \n ", "client_id": str(uuid4())}, {"body"}),
    ({"body": "a" * 20_001, "client_id": str(uuid4())}, {"body"}),
    ({"body": "nul\x00", "client_id": str(uuid4())}, {"body"}),
    ({"body": "\u202eevil", "client_id": str(uuid4())}, {"body"}),
    ({"body": "\u2066open", "client_id": str(uuid4())}, {"body"}),
    ({"body": "\ud800", "client_id": str(uuid4())}, {"body"}),
])  # fmt: skip
def test_fields_that_need_mending_are_named(plain, program, body, fields):
    error = program(plain.okonjo).refused(422, "POST", PATH, body)
    assert (error["code"], set(error["fields"])) == ("invalid", fields)
    assert all(text.endswith(".") for text in error["fields"].values())
    assert not Post.objects.exists()


@pytest.mark.parametrize("body", [
    b"", b"nonsense", b"{", b"\xff\xfe", '{"body": "ä"}'.encode("latin-1"), '{"body": "x"}'.encode("utf-16"), b"[NaN]",
    b"[" * 100_000, b"1" * 5_000,
])  # fmt: skip
def test_what_is_not_json_in_utf8_is_a_bad_request(plain, program, body):
    assert program(plain.okonjo).refused(400, "POST", PATH, body)["code"] == "bad_request"


@pytest.mark.parametrize("body", [b"[]", b'"x"', b"7", b"true"])
def test_json_that_is_no_object_needs_mending(plain, program, body):
    program(plain.okonjo).refused(422, "POST", PATH, body)
    program(plain.okonjo).refused(422, "POST", "boards/heart/questions/1/pass", body)


def test_too_much_is_refused_as_too_much(plain, program):
    assert program(plain.okonjo).refused(413, "POST", PATH, words("a" * 300_000))["code"] == "too_large"


def test_twenty_thousand_characters_are_welcome(plain, program):
    assert program(plain.okonjo)("POST", PATH, words("ä" * 20_000)).status_code == 201


def test_observer_may_not_post_and_says_so(plain, program):
    error = program(plain.brandt).refused(403, "POST", PATH, words())
    assert error["code"] == "forbidden"


def test_more_than_the_limit_in_a_minute_is_too_many(plain, program, settings):
    settings.LIMIT_POSTS = 2
    mine = program(plain.okonjo)
    assert [mine("POST", PATH, words()).status_code for _ in range(3)] == [201, 201, 429]
    response = mine("POST", PATH, words())
    assert (response.json()["error"]["code"], response["Retry-After"]) == ("too_many", "5")


def test_waiting_question_and_closed_board_refuse_answers(program):
    heart = room({}, opened=False)
    assert program(heart.okonjo).refused(409, "POST", PATH, words())["code"] == "closed"
    lung = room(slug="lung")
    close_board(lung.board, by=lung.lindqvist)
    error = program(lung.okonjo).refused(409, "POST", "boards/lung/questions/1/posts", words())
    assert error["code"] == "closed"


def test_stamps_of_another_seat_and_of_another_policy_are_refused(plain, program):
    mine = program(plain.okonjo)
    other = words(stamp=plain.solheim.stamp)
    assert mine.refused(409, "POST", PATH, other)["code"] == "other_seat"
    mark = {"stamp": plain.okonjo.stamp}
    narrow_question(plain.question, Policy(answer_first=True), by=plain.lindqvist)
    assert mine.refused(409, "POST", PATH, words(**mark))["code"] == "changed_policy"
    post = say(plain.question, plain.okonjo)
    for call in (
        ("PUT", f"posts/{post.pk}", {"body": "x", "version": 1} | mark), ("DELETE", f"posts/{post.pk}", mark),
        ("PUT", f"posts/{post.pk}/reactions/agree", mark), ("DELETE", f"posts/{post.pk}/reactions/agree", mark),
        ("POST", "boards/heart/questions/1/pass", mark), ("PUT", "boards/heart/questions/1/read", {"order": 1} | mark),
        ("PUT", "boards/heart/questions/1/draft", {"body": "x"} | mark),
    ):  # fmt: skip
        assert mine.refused(409, *call)["code"] == "changed_policy", call


def test_change_keeps_the_version_and_a_stale_one_gets_both_texts(plain, program):
    post = say(plain.question, plain.okonjo, "First")
    mine, path = program(plain.okonjo), f"posts/{post.pk}"
    changed = mine("PUT", path, {"body": "Second", "version": 1})
    assert (changed.status_code, changed.json()["version"], changed.json()["body"]) == (200, 2, "Second")
    assert changed.json()["edited_at"]
    error = mine.refused(409, "PUT", path, {"body": "Third", "version": 1})
    assert (error["code"], error["body"], error["version"]) == ("stale_version", "Second", 2)
    for version in (None, "2", 2.5, True, [2]):
        assert list(mine.refused(422, "PUT", path, {"body": "x", "version": version})["fields"]) == ["version"]
    assert list(mine.refused(422, "PUT", path, {"body": "", "version": 2})["fields"]) == ["body"]
    program(plain.solheim).refused(403, "PUT", path, {"body": "Mine", "version": 2})
    program(plain.marsh).refused(403, "PUT", path, {"body": "Mine", "version": 2})
    assert now(post).current.body == "Second"


def test_removed_posts_keep_their_place_without_their_words(plain, program):
    post = say(plain.question, plain.okonjo, "Secret words")
    say(plain.question, plain.solheim, reply_to=post)
    program(plain.solheim).refused(403, "DELETE", f"posts/{post.pk}")
    mine = program(plain.okonjo)
    assert [mine("DELETE", f"posts/{post.pk}").status_code for _ in range(2)] == [204, 204]
    for seat in (plain.okonjo, plain.solheim, plain.marsh):
        items = program(seat).get(PATH)["items"]
        assert (items[0]["id"], items[0]["removed"], set(items[0])) == (
            str(post.pk),
            True,
            KEYS - {"body", "body_html"},
        )
        assert (items[1]["reply_to"], items[1]["removed"]) == (str(post.pk), False)
    assert mine.refused(409, "PUT", f"posts/{post.pk}", {"body": "x", "version": 1})["code"] == "removed"
    again = {"body": "Secret words", "client_id": str(post.client_id)}
    repeat = mine("POST", PATH, again)
    assert (repeat.status_code, repeat.json()["removed"]) == (200, True)


def test_pages_of_posts_join_without_gap_and_with_few_questions_to_the_database(
    plain, program, django_assert_max_num_queries
):
    answer = say(plain.question, plain.okonjo, "0")
    for number in range(1, 7):
        say(plain.question, plain.solheim, str(number), reply_to=answer)
    mine, found, after = program(plain.tanabe), [], {}
    while after is not None:
        page = mine.get(PATH, limit=3, **after)
        found += bodies(page)
        after = {"after": page["next"]} if page["next"] else None
    assert found == [str(number) for number in range(7)]
    with django_assert_max_num_queries(8):
        mine.get(PATH)
