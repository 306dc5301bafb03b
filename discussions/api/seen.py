"""What the caller may see of what an address names; the rest is not there."""

from advisory.api.addresses import well_formed
from advisory.api.bearers import ahead
from advisory.prepared import foresee, foreseen, prepared
from advisory.refusals import Absent
from advisory.rights import can
from boards.decorators import ahead_of_seat, seat_of
from boards.models import Board
from discussions.asked import post as whole_post
from discussions.models import Question


def question_of(member, number):
    """A question of a member's own board."""
    question = _numbered.first(board=member.board.slug, number=number)
    if question is None:
        raise Absent
    question.board = member.board
    return question


@prepared(board=Board._meta.get_field("slug"), number=Question._meta.get_field("number"))
def _numbered(board, number):
    return Question.objects.select_related("section").filter(board__slug=board, number=number)


def asked(user, slug, number):
    """A person's seat and a question of that board."""
    if not foreseen(*(first := _first(user.pk, slug, number))):
        foresee(*first)
    member = seat_of(user, slug)
    return member, question_of(member, number)


def _first(person, slug, number):
    return ahead_of_seat(person), _numbered.of(board=slug, number=number)


@ahead("boards/<slug>/questions/<number>/posts")
def _of_posts(person, slug, number):
    return _first(person, slug, int(number)) if well_formed(slug, number) else ()


def seen_post(user, post_id):
    """A post that a person may read now, and the seat from which they read it."""
    post = whole_post.first(key=post_id)
    if post is None:
        raise Absent
    member = seat_of(user, post.board.slug)
    if not can(member, "post.see", post):
        raise Absent
    return post, member
