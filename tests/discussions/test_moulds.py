"""Posts poured into moulds look to the letter as their template draws them."""

from itertools import product

import pytest
from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from advisory.accounts.commands.profiles import change_profile
from advisory.events.readers import ALIASES, NAMES, VEILED
from discussions import drawing
from discussions.commands.moderation import hold_post, react_to_post
from discussions.commands.pins import pin_post
from discussions.commands.threads import edit_post, remove_post
from discussions.models import Post
from discussions.moulds import place, poured
from tests.make import now, room, say

pytestmark = [pytest.mark.django_db, pytest.mark.once]


def straight(template, given, shown):
    """The template as it draws by itself."""
    post = given.get("post")
    html = render_to_string(template, given)
    return mark_safe(html.replace(place("post", "id"), str(post["id"])) if isinstance(post, dict) else html)


def looks(posts):
    """How posts look in every way of seeing, in sight and out of it, alone and as threads."""
    drawing._drawn.clear()
    told = list(product(posts, (NAMES, ALIASES, VEILED)))
    alone = [drawing.draw_post(post, gaze, withdrawn=out) for post, gaze in told for out in (False, True)]
    return alone + [drawing.draw_thread(post, posts[1:], gaze, hidden=hidden) for post, gaze in told
                    for hidden in (frozenset(), frozenset({post.pk}))]  # fmt: skip


@pytest.mark.parametrize("policy", [{}, {"blinded": True}])
def test_posts_look_as_their_template_draws_them(policy, monkeypatch):
    heart = room(policy)
    change_profile(heart.okonjo.user, name='Dr "O" <b>&\' {{ Okonjo }}', by=heart.okonjo.user)
    plain, loved, pinned, held, gone = (
        say(heart.question, seat, f"Words of <i>one</i> & another, {seat.seat}")
        for seat in (heart.okonjo, heart.tanabe, heart.solheim, heart.okonjo, heart.tanabe)
    )
    react_to_post(loved, "agree", by=heart.okonjo, on=True)
    pin_post(pinned, by=heart.marsh)
    edit_post(now(plain), by=heart.okonjo, body="Other words", version=1)
    hold_post(now(held), by=heart.marsh, reason="Names <a> patient")
    remove_post(now(gone), by=heart.tanabe)
    say(heart.question, heart.marsh, "And why?", reply_to=now(loved))
    posts = list(Post.objects.drawn().order_by("order"))
    assert len(posts) == 6
    moulded = looks(posts)
    monkeypatch.setattr(drawing, "poured", straight)
    assert moulded == looks(posts)


def test_what_is_shown_is_escaped_and_what_decides_is_told_apart():
    def drawn(**given):
        return poured("discussions/threads/_thread.html", given, {("thread",), ("name",)})

    first = drawn(thread="a", name='"<', author={"id": 1})
    assert first.startswith('<article class="thread" id="thread-a" tabindex="-1" data-author="1"')
    assert 'aria-label="Answer by &quot;&lt;">' in first
    second = drawn(thread="b", name="&", author={"id": 2})
    for before, after in (
        ("thread-a", "thread-b"),
        ("replies-a", "replies-b"),
        ("&quot;&lt;", "&amp;"),
        ('"1"', '"2"'),
    ):
        first = first.replace(before, after)
    assert first.replace('tabindex="-2"', 'tabindex="-1"') == second
    assert "Answer out of sight" in drawn(thread="c", name="", author=None)
