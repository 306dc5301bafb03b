"""Seats: who sits where, under which alias, and what is left of somebody who leaves."""

import itertools

import pytest
from django.urls import reverse

from advisory.accounts.models import User
from advisory.events.models import Event
from advisory.events.readers import seats
from advisory.refusals import Absent, Conflict, Denied
from advisory.rights import SYSTEM, can
from boards.commands.members import end_seat, move_member, seat_member
from boards.commands.placeholders import free_aliases
from boards.decorators import seat_of
from boards.models import Board, Membership
from tests.live import at_once, browser_of
from tests.make import CAST, person, room, say

pytestmark = pytest.mark.django_db
together = pytest.mark.django_db(transaction=True)


def kinds():
    """What the board's own stream tells, in order."""
    return list(Event.objects.filter(stream__name="board.heart").order_by("seq").values_list("kind", flat=True))


def aliases(board):
    """The aliases that are taken on a board."""
    return list(board.seats.order_by("seated_at").values_list("alias", flat=True))


def test_aliases_are_different_and_not_in_the_order_of_seats():
    drawn = []
    for slug in ("heart", "lungs", "liver", "skin"):
        board = room(slug=slug).board
        drawn.append(tuple(aliases(board)))
        assert len(set(drawn[-1])) == len(CAST)
        assert all(1 <= alias <= 99 for alias in drawn[-1])
    assert len(set(drawn)) == 4
    assert any(list(some) != sorted(some) for some in drawn)


@pytest.mark.parametrize(("seated", "most"), [(48, 99), (49, 99), (50, 999), (499, 999), (500, 9999)])
def test_there_are_always_twice_as_many_aliases_as_seats(seated, most):
    board = room(cast={"lindqvist": ("Prof. Marianne Lindqvist", "chair")}, opened=False).board
    board.seats.update(alias=1)
    users = User.objects.bulk_create(User(name=f"Advisor No{n}") for n in range(2, seated + 1))
    Membership.objects.bulk_create(
        Membership(board=board, user=user, seat="advisor", advised=True, alias=n)
        for n, user in enumerate(users, start=2)
    )
    drawn = [free_aliases(board, 1)[0] for _ in range(50)]
    assert seated < min(drawn) <= max(drawn) <= most
    assert max(drawn) > most // 2
    assert len(set(drawn)) > 20
    assert seat_member(board, person("Dr Last Comer"), "advisor", by=SYSTEM).alias > seated


def test_an_alias_never_changes_though_role_and_seat_do():
    heart = room()
    before = (heart.okonjo.alias, heart.okonjo.alias_id)
    move_member(heart.okonjo, "observer", by=heart.marsh)
    end_seat(heart.okonjo, by=heart.marsh)
    seat_member(heart.board, heart.okonjo.user, "advisor", by=heart.lindqvist)
    assert (heart.okonjo.alias, heart.okonjo.alias_id) == before


def test_the_alias_of_whoever_left_is_not_given_to_another():
    heart = room()
    left = heart.okonjo.alias
    end_seat(heart.okonjo, by=heart.marsh)
    others = [seat_member(heart.board, person(f"Dr Ann N{n}"), "advisor", by=heart.marsh).alias for n in range(20)]
    assert left not in others


def test_somebody_sits_once():
    heart = room()
    with pytest.raises(Conflict) as refusal:
        seat_member(heart.board, heart.okonjo.user, "advisor", by=heart.marsh)
    assert refusal.value.code == "seated"
    assert kinds().count("member.seated") == len(CAST)


@together
def test_somebody_who_is_seated_twice_at_once_sits_once():
    heart, ann = room(), person("Dr Ann Other")
    marsh = heart.marsh
    got = at_once(*[lambda: seat_member(heart.board, ann, "advisor", by=marsh)] * 3)
    assert sorted(getattr(one, "code", "seated now") for one in got) == ["seated", "seated", "seated now"]
    assert heart.board.seats.filter(user=ann).count() == 1


@together
def test_people_seated_at_once_have_aliases_of_their_own():
    heart = room()
    marsh, people = heart.marsh, [person(f"Dr Ann N{n}") for n in range(6)]
    at_once(*(lambda who=who: seat_member(heart.board, who, "advisor", by=marsh) for who in people))
    assert len(set(aliases(heart.board))) == len(CAST) + 6


def test_whoever_left_is_a_stranger():
    heart = room()
    post = say(heart.question, heart.okonjo)
    browser = browser_of(heart.okonjo)
    assert browser.get(reverse("board", args=["heart"])).status_code == 200
    end_seat(heart.okonjo, by=heart.marsh)
    assert heart.okonjo.role == ""
    assert heart.okonjo.user_id not in seats("heart", [heart.okonjo.user_id])
    assert list(Board.objects.of(heart.okonjo.user)) == []
    with pytest.raises(Absent):
        seat_of(heart.okonjo.user, "heart")
    assert browser.get(reverse("board", args=["heart"])).status_code == 404
    assert can(heart.tanabe, "post.see", post)


def test_leaving_twice_is_leaving_once():
    heart = room()
    end_seat(heart.okonjo, by=heart.marsh)
    left = heart.okonjo.left_at
    end_seat(heart.okonjo, by=heart.marsh)
    assert heart.okonjo.left_at == left
    assert kinds().count("member.left") == 1


def test_a_new_role_is_a_new_view_and_told_to_all():
    heart = room()
    stamp = heart.okonjo.stamp
    move_member(heart.okonjo, "moderator", by=heart.marsh)
    assert heart.okonjo.stale(stamp) == "changed_policy"
    assert heart.tanabe.stale(stamp) == "other_seat"
    assert kinds()[-1] == "member.moved"
    assert "board.heart.desk" in seats("heart", [heart.okonjo.user_id])[heart.okonjo.user_id].streams


def test_only_the_team_gives_and_takes_seats_and_nobody_their_own():
    heart, ann = room(), person("Dr Ann Other")
    for name in ("okonjo", "brandt"):
        with pytest.raises(Denied):
            seat_member(heart.board, ann, "advisor", by=getattr(heart, name))
        with pytest.raises(Denied):
            end_seat(heart.tanabe, by=getattr(heart, name))
    with pytest.raises(Denied):
        move_member(heart.marsh, "chair", by=heart.marsh)
    with pytest.raises(Denied):
        end_seat(heart.marsh, by=heart.marsh)


def test_lists_of_members_tell_nothing_of_the_order_of_seats_or_aliases():
    heart = room()
    names = [seat.user.name for seat in heart.board.seats.by_name()]
    assert names == sorted(name for name, _ in CAST.values())


def test_a_seat_says_how_it_sees():
    heart = room()
    names = {name: getattr(heart, name).sees_names for name in CAST}
    assert [name for name, sees in names.items() if sees] == ["lindqvist", "marsh", "weidmann"]
    marks = [getattr(heart, name).stamp for name in CAST]
    assert len(set(marks)) == len(CAST)
    assert all(one.split("-")[0] != other.split("-")[0] for one, other in itertools.combinations(marks, 2))


def test_an_account_that_was_closed_sits_nowhere():
    heart = room()
    user = heart.okonjo.user
    user.is_active = False
    user.save()
    assert heart.okonjo.role == ""
    with pytest.raises(Absent):
        seat_of(user, "heart")
    assert user.pk not in seats("heart", [user.pk])
