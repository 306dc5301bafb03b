"""Rights: a line each, asked of people as they are now, and a table that can be read."""

import itertools

import pytest

from advisory.refusals import Denied
from advisory.rights import SYSTEM, all_rights, allow, can, grant
from boards.commands.members import end_seat
from tests.make import now, room, say

ROLES = ["lindqvist", "marsh", "weidmann", "okonjo", "brandt"]
LETTERS = "CMSAO"
TABLE = {
    "board.see": "CMSAO", "board.open": "CMS", "board.close": "CM", "board.steer": "CM", "member.seat": "CMS",
    "question.add": "CMS", "question.run": "CM", "question.extend": "CM", "question.narrow": "CMS",
    "question.pass": "A", "post.create": "CMSA", "post.moderate": "CM", "draft.keep": "CMSA", "post.import": "",
}  # fmt: skip


@pytest.mark.django_db
def test_each_role_may_do_what_its_line_says_and_no_more():
    heart = room()
    for right, letters in TABLE.items():
        about = heart.question if right == "draft.keep" else heart.board
        allowed = "".join(
            letter for letter, name in zip(LETTERS, ROLES, strict=True) if can(getattr(heart, name), right, about)
        )
        assert allowed == letters, right


@pytest.mark.django_db
def test_nobody_moves_themselves():
    heart = room()
    assert can(heart.marsh, "member.move", heart.okonjo)
    assert not can(heart.marsh, "member.move", heart.marsh)
    assert not can(heart.okonjo, "member.move", heart.tanabe)


@pytest.mark.django_db
def test_only_its_author_changes_or_removes_a_post():
    heart = room()
    post = say(heart.question, heart.okonjo)
    for right in ("post.edit", "post.remove"):
        may = [name for name in [*ROLES, "tanabe"] if can(getattr(heart, name), right, post)]
        assert may == ["okonjo"]


@pytest.mark.django_db
def test_whoever_left_or_may_not_sign_in_holds_no_right():
    heart = room()
    post = say(heart.question, heart.okonjo)
    end_seat(heart.okonjo, by=heart.marsh)
    heart.tanabe.user.__class__.objects.filter(pk=heart.tanabe.user.pk).update(is_active=False)
    for gone, right in itertools.product([heart.okonjo, heart.tanabe], all_rights()):
        assert not can(gone, right.name, now(post)), right.name


@pytest.mark.django_db
def test_what_is_not_allowed_is_refused():
    heart = room()
    with pytest.raises(Denied) as refusal:
        allow(heart.brandt, "post.create", heart.question)
    assert (refusal.value.status, refusal.value.code) == (403, "forbidden")
    assert allow(SYSTEM, "question.run", heart.question) is None


def test_a_right_is_granted_once_and_an_unknown_one_is_nobodys():
    with pytest.raises(ValueError, match="twice"):
        grant({"board.see": ({"chair"}, None, "")})
    with pytest.raises(KeyError):
        can(SYSTEM, "board.burn")


def test_every_right_says_what_it_means():
    assert all(right.meaning and right.roles for right in all_rights())
