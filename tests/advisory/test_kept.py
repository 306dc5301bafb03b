"""Parts of a page that are kept look as they would if they were drawn anew, for everybody and whatever changed."""

import re
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import pytest
from django.conf import settings
from django.template import Context, Template, TemplateSyntaxError, engines
from django.test import Client
from django.utils.safestring import mark_safe

from advisory.templatetags import kept
from boards.commands.members import move_member
from tests.make import room, say

FOLDER = Path(settings.BASE_DIR) / "templates"
NEW = re.compile(r"[A-Za-z0-9]{64}|(?<=name=\"client_id\" value=\")[0-9a-f-]{36}")


def parts_of(name):
    """The kept parts of one of the product's templates."""
    found, waiting = [], list(engines["django"].engine.get_template(name).nodelist)
    while waiting:
        node = waiting.pop()
        found += [node] if isinstance(node, kept.Kept) else []
        for attribute in ("nodelist", "nodelist_loop", "nodelist_empty"):
            waiting += getattr(node, attribute, ())
        waiting += [one for _, inside in getattr(node, "conditions_nodelists", ()) for one in inside]
    return found


def names():
    return sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.html") if "{% kept %}" in path.read_text())


@pytest.mark.parametrize("name", names())
def test_what_every_kept_part_depends_on_can_be_told_beforehand(name):
    parts = parts_of(name)
    assert parts
    for part in parts:
        part.read(engines["django"].engine)


def drawn(text, **values):
    """A kept part twice: first as it is, then from what is kept."""
    part = Template("{% load ui %}{% kept %}" + text + "{% endkept %}")
    return part, part.render(Context(values))


@pytest.mark.parametrize(("text", "first", "then"), [
    ("{{ a }}", {"a": 1}, {"a": True}),
    ("{{ a }}", {"a": "<b>"}, {"a": mark_safe("<b>")}),
    ("{{ a }}", {"a": None}, {}),
    ("{{ a.b }}", {"a": SimpleNamespace(b=1)}, {"a": SimpleNamespace(b=2)}),
    ("{{ a.b }}", {"a": {"b": 1}}, {"a": {"b": 2}}),
    ("{{ a }}", {"a": lambda: 1}, {"a": lambda: 2}),
    ("{% if a %}{{ b }}{% endif %}", {"a": 0, "b": 1}, {"a": 1, "b": 1}),
    ("{% if a == 'x' %}y{% endif %}", {"a": "x"}, {"a": "z"}),
    ("{% for one in a %}{{ one.0 }}{% endfor %}", {"a": ((1, 2),)}, {"a": ((3, 2),)}),
    ("{% for one in a %}{{ one.b }}{% endfor %}", {"a": [{"b": 1}]}, {"a": [{"b": 2}]}),
    ("{% icon a 14 %}", {"a": "bell"}, {"a": "lock"}),
    ("{% include 'components/_logo.html' with size=a %}", {"a": 1}, {"a": 2}),
    ("{{ a|yesno:b }}", {"a": 1, "b": "x,y"}, {"a": 1, "b": "z,y"}),
])  # fmt: skip
def test_another_value_is_another_look(text, first, then):
    part, look = drawn(text, **first)
    assert part.render(Context(first)) == look
    other = Template("{% load ui %}" + text).render(Context(then))
    assert part.render(Context(then)) == other
    assert other != look


def test_what_is_new_on_every_page_is_put_in_afterwards():
    part, look = drawn("{{ client_id }} {{ a }}", client_id="one", a="same")
    assert (look, part.render(Context({"client_id": "two", "a": "same"}))) == ("one same", "two same")
    assert len(part.nodelist[1].looks) == 1


@pytest.mark.parametrize(("text", "a"), [
    ("{{ a }}", "a" * 10_000),
    ("{% if a == 'x' %}y{% endif %}", "a" * 20_000),
])  # fmt: skip
def test_what_is_long_or_follows_from_something_long_is_not_kept(text, a):
    part, look = drawn(text, a=a)
    assert part.render(Context({"a": a})) == look
    assert part.nodelist[1].looks == {}


def test_whatever_has_no_plain_value_is_drawn_each_time():
    part, look = drawn("{% for one in a %}{{ one }}{% endfor %}", a={1})
    assert (look, part.render(Context({"a": {2}}))) == ("1", "2")
    assert part.nodelist[1].looks == {}


@pytest.mark.parametrize("text", [
    "{% for one in a %}{{ one|moment }}{% endfor %}", "{% now 'Y' %}", "{% include c %}", "{{ client_id|length }}",
    "{% for one in a %}{{ one|yesno:b }}{% endfor %}",
])  # fmt: skip
def test_what_does_not_follow_from_values_is_never_kept(text):
    part, _ = drawn(text, a=("2026-11-22",), b="yes,no", c="components/_logo.html")
    with pytest.raises(TemplateSyntaxError):
        part.nodelist[1].read(engines["django"].engine)


@pytest.mark.once
@pytest.mark.django_db
def test_everybodys_page_is_the_same_whether_its_parts_were_kept_or_not():
    heart = room({"blinded": True}, {"answer_first": True})
    answer = say(heart.question, heart.tanabe)
    seats = [heart.okonjo, heart.lindqvist, heart.marsh, heart.tanabe]

    def page(seat, number):
        browser = Client()
        browser.force_login(seat.user)
        answer = browser.get(f"/boards/heart/questions/{number}/")
        assert answer.status_code == 200
        return NEW.sub("new", answer.content.decode())

    def pages():
        return [page(seat, number) for seat in seats for number in (1, 2)]

    for change in (
        lambda: None,
        lambda: say(heart.question, heart.solheim, reply_to=answer),
        lambda: say(heart.asked(2), heart.okonjo, str(uuid4())),
        lambda: move_member(heart.okonjo, "observer", by=heart.lindqvist),
    ):
        change()
        drawn_from_kept = pages()
        for part in (part for name in names() for part in parts_of(name)):
            part.looks.clear()
        assert drawn_from_kept == pages()
