"""Questions worked out once say what the same question says when it is built anew, on either database."""

from uuid import uuid4

import pytest
from django.db.models import CharField, F, FilteredRelation, Q, UUIDField

from advisory.prepared import prepared
from boards.models import Membership
from discussions.commands.moderation import react_to_post
from discussions.models import Post
from tests.make import room, say

pytestmark = pytest.mark.django_db
KEY = UUIDField()


@prepared(question=KEY, member=KEY)
def pressed(question, member):
    own = FilteredRelation("reactions", condition=Q(reactions__member=member))
    found = Post.objects.filter(question=question).annotate(own=own).order_by("order")
    return found.values_list("pk", "published_at", F("own__kind"))


@prepared(slug=CharField())
def seated(slug):
    seats = Membership.objects.filter(board__slug=slug).select_related("board__log", "user").order_by("user__name")
    return seats.annotate(called=F("user__name"))


@prepared(ids=[KEY])
def among(ids):
    return Post.objects.drawn().filter(pk__in=ids)


def test_it_gives_the_rows_that_the_query_gives_for_each_value_in_turn():
    heart = room({}, {})
    for number in (1, 2):
        for name in ("solheim", "tanabe"):
            post = say(heart.asked(number), getattr(heart, name))
        react_to_post(post, "agree", by=heart.okonjo, on=True)
        for seat in (heart.okonjo, heart.marsh):
            found = pressed(question=heart.asked(number).pk, member=seat.pk)
            built = pressed.build(question=heart.asked(number).pk, member=seat.pk)
            assert found == list(built)
            assert [kind for *_, kind in found] == [None, "agree" if seat.pk == heart.okonjo.pk else None]


def test_the_query_is_built_once_and_asked_with_other_values(django_assert_num_queries):
    heart = room()
    question, member = heart.question.pk, heart.okonjo.pk
    pressed(question=uuid4(), member=uuid4())
    known = dict(pressed.made)
    with django_assert_num_queries(1):
        assert pressed(question=question, member=member) == []
    assert pressed.made == known


def test_the_things_it_gives_are_those_that_the_query_fetches(django_assert_num_queries):
    heart = room()
    seats = list(seated.build(slug="heart"))
    with django_assert_num_queries(1):
        found = seated(slug="heart")
        for seat, whole in zip(found, seats, strict=True):
            pairs = ((seat, whole), (seat.board, whole.board), (seat.board.log, whole.board.log))
            for one, other in (*pairs, (seat.user, whole.user)):
                names = [field.attname for field in one._meta.concrete_fields]
                assert [getattr(one, name) for name in names] == [getattr(other, name) for name in names]
                assert not one._state.adding
            assert seat.called == whole.called
    assert len(found) == heart.board.seats.count()
    assert seated.first(slug="heart") == seats[0]


def test_a_list_of_any_length_asks_for_just_what_is_in_it():
    heart = room()
    posts = [say(heart.question, heart.okonjo, f"Post {number}") for number in range(5)]
    for number in range(6):
        assert {one.pk for one in among(ids=[post.pk for post in posts[:number]])} == {p.pk for p in posts[:number]}
    assert {size for _, size in among.made} == {1, 2, 4, 8}


def test_a_value_is_a_value_and_never_sql(django_assert_num_queries):
    room()
    with django_assert_num_queries(1):
        assert seated(slug="heart' OR '1'='1") == []
    assert seated.first(slug="nowhere") is None
