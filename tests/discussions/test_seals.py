"""What is kept of a board is what the database says: it ends with its seal, and goes to nobody who sees otherwise."""

import pytest

from advisory.accounts.commands.profiles import change_profile
from advisory.events import seals
from advisory.events.models import Log
from advisory.events.seals import Known, Reading
from boards.decorators import seat_of
from discussions import drawing
from discussions.commands.moderation import hold_post, react_to_post, release_post
from discussions.commands.threads import edit_post
from discussions.views.page import QuestionPage
from tests.make import now, room, say

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SHARED = ("threads_html", "answers", "replies", "unread", "rail", "follow", "mine", "answered_by", "advisors", "pins")
EVERYBODY = ("lindqvist", "marsh", "weidmann", "solheim", "okonjo", "tanabe", "brandt")


def told(seat):
    """What the page of the first question tells somebody as they ask for it now."""
    context = QuestionPage(seat_of(seat.user, "heart"), 1).context()
    return {name: context[name] for name in SHARED}


def as_fresh(heart):
    """Whether everybody is told from what is kept exactly what they are told by a process that knows nothing."""
    kept = {name: told(getattr(heart, name)) for name in EVERYBODY}
    for name, page in kept.items():
        seals.forget()
        drawing._drawn.clear()
        assert told(getattr(heart, name)) == page, name
    return kept


@pytest.mark.parametrize("policies", [{}, {"blinded": True}, {"answer_first": True}, {"sponsor_only": True}])
def test_each_is_told_their_own_whoever_was_there_before(policies):
    heart = room(policies)
    first, second = say(heart.question, heart.solheim, "Canary one"), say(heart.question, heart.okonjo, "Canary two")
    as_fresh(heart)
    react_to_post(first, "agree", by=heart.marsh, on=True)
    as_fresh(heart)
    hold_post(now(second), by=heart.marsh, reason="A patient is named")
    held = as_fresh(heart)
    assert "Canary two" in held["okonjo"]["threads_html"]
    assert "Canary two" not in held["tanabe"]["threads_html"] + held["brandt"]["threads_html"]
    edit_post(now(second), by=heart.okonjo, body="Canary three", version=1)
    as_fresh(heart)
    release_post(now(second), by=heart.marsh)
    change_profile(heart.solheim.user, by=heart.solheim, name="Ingrid Newname")
    after = as_fresh(heart)
    assert "Newname" in after["marsh"]["threads_html"]
    assert ("Newname" in after["okonjo"]["threads_html"]) is (policies == {} or policies == {"answer_first": True})


def test_what_is_kept_is_asked_once_and_no_more_than_its_owner_is_asked_for(django_assert_num_queries):
    heart = room({})
    say(heart.question, heart.solheim)
    told(heart.okonjo)
    for who in (heart.okonjo, heart.tanabe):
        with django_assert_num_queries(2):  # the seat, and what is their own
            told(who)


def test_what_was_read_while_something_happened_is_not_kept():
    heart = room({})
    say(heart.question, heart.solheim, "Before")
    seen = QuestionPage(seat_of(heart.okonjo.user, "heart"), 1)
    say(heart.question, heart.tanabe, "Meanwhile")
    seen.context()
    log = Log.objects.get(pk=heart.board.log_id)
    assert [one for one in seals._known.values() if one] == []
    assert "Meanwhile" in told(heart.okonjo)["threads_html"]
    assert [one.seals[0] for one in seals._known.values() if one] == [log.digest]


def test_so_many_boards_and_letters_are_kept(monkeypatch):
    monkeypatch.setattr(seals, "LONGEST", 2_000)
    for log in range(5):
        reading = Reading(log, ("a", "b"))
        assert reading(("rows",), lambda: [1, 2]) == [1, 2]
        reading.keep(("a", "c"))
        assert reading.known == {}
        reading.keep(("a", "b"))
        assert reading.known == {("rows",): [1, 2]}
    assert list(seals._known) == [4]
    assert Reading(4, ("a", "b"))(("rows",), list) == [1, 2]
    assert Reading(4, ("z", "b"))(("rows",), list) == []
    assert isinstance(seals._known[4], Known)
