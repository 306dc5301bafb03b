"""Questions with a form on their page, without script: answered, mended, seen behind the gate and after it, set up."""

from io import BytesIO

import pytest
from django.db import connection
from django.http import QueryDict
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from lxml import html
from PIL import Image

from discussions.answering import KINDS as DESIGNED
from discussions.commands.designs import redesign_question
from discussions.commands.moderation import hold_post
from discussions.models import Post, Question, Response
from tests.accounts.test_photo import header_of_png, upload
from tests.discussions.answers import DESIGNS
from tests.discussions.maker import adeyemi_in, mended, send
from tests.discussions.test_responses import CHOICE, give, one
from tests.make import now, room

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SENT = {
    "choice": {"chosen": ["o2", "other"], "other": "The pharmacy"}, "scale": {"rating": "6"},
    "matrix": {"cell-r1": "c3", "cell-r2": "c1"}, "ranking": {"place-o2": "1", "place-o1": "2", "place-o3": ""},
    "points": {"points-o1": "40", "points-o2": "60", "points-o3": ""}, "number": {"number": "40,5"},
    "table": {"cell-r1-c1": "Weekly", "added-1": "Year 2", "added-1-c2": "Once"},
    "figure": {"x-1": "18.4", "y-1": "54", "note-1": "Here"},
}  # fmt: skip
OWN = {
    "choice": ["o2", "other"], "scale": ["6"], "matrix": ["r1:c3", "r2:c1"], "ranking": ["o1:2", "o2:1", "o3:0"],
    "points": ["o1:40", "o2:60", "o3:0"], "number": ["n40.5"], "table": ["r1:c1"], "figure": ["18.4:54"],
}  # fmt: skip
PLOT = {"kind": "figure", "title": "Events", "rows": [["Month", "A"], ["0", "0"], ["6", "4"]]}
KINDS = [{"type": name, "design": design, "stimulus": PLOT} for name, design in DESIGNS.items()]


def asked(typed):
    """What a browser sends, as Django reads it."""
    sent = QueryDict(mutable=True)
    for field, value in typed.items():
        sent.setlist(field, value if isinstance(value, list) else [value])
    return sent


def browser(seat):
    if isinstance(seat, Client):
        return seat
    client = Client()
    client.force_login(seat.user)
    return client


def page(seat, number=1):
    return html.fromstring(browser(seat).get(reverse("question", args=["heart", number])).text)


def post(seat, typed, number=1):
    return browser(seat).post(reverse("response", args=["heart", number]), typed)


def own(shown):
    """What of the figures on a page is marked as the reader's own."""
    return sorted({one.get("data-own") for one in shown.xpath('//*[@id="results"]//*[@data-mine]')})


def test_every_kind_is_answered_without_script_and_shows_ones_own_among_all():
    heart = room(*KINDS)
    okonjo, marsh = browser(heart.okonjo), browser(heart.marsh)
    for number, (name, typed) in enumerate(SENT.items(), start=1):
        value = DESIGNED[name].posted(heart.asked(number).design, asked(typed))
        give(heart, "solheim", value, number)
        assert post(okonjo, typed | {"reason": "So."}, number).status_code == 302
        shown, seen = page(okonjo, number), page(marsh, number)
        assert (own(shown), own(seen)) == (OWN[name], [])
        assert "2 people answered" in shown.xpath('string(//*[@id="results"])')
        form = shown.xpath('//form[@id="response"]')[0]
        again = {field: value for field, value in form.form_values() if field in typed}
        given = {field: value for field, value in typed.items() if value and not isinstance(value, list)}
        assert {field: value.replace(".", ",") if name == "number" else value for field, value in again.items()
                if field in given} == given  # fmt: skip
        assert form.xpath('string(.//textarea[@name="reason"])') == "So."
        assert "Dr Samuel Okonjo" in seen.xpath("string(//details[@data-who])")
        assert not shown.xpath("//details[@data-who]")
    assert Response.objects.count() == 16
    assert Post.objects.count() == 11, "eight reasons, and words of the other's choice, table and figure"


def test_what_needs_mending_comes_back_with_what_was_typed_and_nothing_else():
    heart = room(*KINDS)
    okonjo = browser(heart.okonjo)
    wrong = {
        1: ({"chosen": "o1", "other": "Me"}, "“Other” as well"),
        4: ({"place-o1": "2", "place-o2": "2"}, "share place 2"),
        5: ({"points-o1": "95"}, "5 of 100 points are left"), 6: ({"number": "many"}, "Write a number"),
        8: ({"x-1": "101", "y-1": "1", "note-1": "Here"}, "Mark 1: place it"),
    }  # fmt: skip
    for number, (typed, words) in wrong.items():
        answer = post(okonjo, typed | {"reason": "My reason"}, number)
        shown = html.fromstring(answer.text)
        assert answer.status_code == 422
        assert words in shown.xpath('string(//*[@id="response-error"])')
        values = dict(shown.xpath('//form[@id="response"]')[0].form_values())
        assert {field: values.get(field) for field in typed} == typed
        assert values["reason"] == "My reason"
    for number, field in ((2, "rating"), (4, "place-o1"), (5, "points-o1"), (6, "number"), (8, "x-1")):
        assert post(okonjo, {field: "9" * 5000}, number).status_code == 422
    assert not Response.objects.exists()
    assert post(heart.okonjo, {"rating": "5", "design": "7"}, 2).status_code == 409


def test_behind_the_gate_there_is_a_form_and_a_count_and_not_a_byte_of_the_answers():
    heart = room(CHOICE | {"answer_first": True, "blinded": True})
    give(heart, "solheim", one("o3", reason="Nobody told us"))
    gate = browser(heart.okonjo).get(reverse("question", args=["heart", 1])).text
    assert "1 of 4 advisors has answered" in gate
    assert 'id="results"' not in gate
    assert "Nobody told us" not in gate
    assert post(heart.okonjo, one("o1")).status_code == 302
    assert own(page(heart.okonjo)) == ["o1"]
    assert heart.solheim.user.name not in browser(heart.okonjo).get(reverse("question", args=["heart", 1])).text


def test_percentages_are_told_from_twenty_people_on_and_nothing_breaks_before_the_first():
    cast = {f"a{n}": (f"Dr A{n}", "advisor") for n in range(20)} | {"marsh": ("Helena Marsh", "moderator")}
    heart = room(CHOICE, cast=cast | {"lindqvist": ("Prof. Marianne Lindqvist", "chair")})
    assert "Nobody has answered yet" in page(heart.marsh).xpath('string(//*[@id="results"])')
    marsh, asked_for = browser(heart.marsh), {}
    for number in range(20):
        give(heart, f"a{number}", one("o1" if number < 5 else "o2"))
        if number in (2, 18):
            with CaptureQueriesContext(connection) as queries:
                assert "%" not in page(marsh).xpath('string(//*[@id="results"])')
            asked_for[number] = len(queries)
    assert asked_for[2] >= asked_for[18], "however many answered"
    assert "25%" in page(marsh).xpath('string(//*[@id="results"])')


def test_words_leave_the_figures_with_their_post():
    heart = room({"type": "table", "design": DESIGNS["table"]})
    given = give(heart, "okonjo", {"cells": {"r1": {"c1": "As Mrs Baker had it"}}})
    assert "Mrs Baker" in page(heart.tanabe).xpath('string(//*[@id="results"])')
    hold_post(now(given.post), by=heart.marsh, reason="It names a patient")
    for seat in (heart.tanabe, heart.marsh, heart.brandt):
        assert "Mrs Baker" not in page(seat).xpath('string(//*[@id="results"])')


def test_a_figure_to_mark_is_put_there_by_the_team_and_eighty_megapixels_are_refused():
    heart, kept = room({"type": "figure", "design": {"most": 2}}), BytesIO()
    address, picture = (reverse(name, args=["heart", 1]) for name in ("question-design", "question-figure"))
    marsh = browser(heart.marsh)
    assert "figure is still missing" in page(heart.okonjo).text_content()
    assert post(heart.okonjo, {"x-1": "1", "y-1": "1"}).status_code == 409
    refused = marsh.post(address, {"marks_most": "2", "image": upload(header_of_png(10_000, 8_000))})
    assert refused.status_code == 422
    assert "80 million dots; the most is 12" in refused.text
    assert browser(heart.okonjo).get(picture).status_code == 404
    Image.new("RGB", (2000, 500), "white").save(kept, "PNG")
    sent = {"marks_most": "2", "alt": "A curve", "image": upload(kept.getvalue())}
    assert marsh.post(address, sent).status_code == 302
    answer = browser(heart.okonjo).get(picture)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/webp")
    assert (heart.question.design["width"], heart.question.design["height"]) == (1600, 400)
    assert post(heart.okonjo, {"x-1": "25", "y-1": "50"}).status_code == 302
    assert page(heart.tanabe).xpath('//*[@id="results"]//*[@class="overlay"]//circle/@cx') == ["400.0", "400.0"]
    assert marsh.post(address, {"marks_most": "3"}).status_code == 302
    assert heart.question.design["image"], "other options change, the image stays"
    assert browser(heart.okonjo).get(address).status_code == 403


def test_changed_options_are_told_to_whoever_answered():
    heart = room(CHOICE)
    give(heart, "okonjo", one("o2", reason="Two nurses share it"))
    redesign_question(heart.question, {"options": ["Cardiology", "The family doctor"]}, by=heart.marsh)
    shown = page(heart.okonjo)
    assert "The options changed after you answered" in shown.text_content()
    assert own(shown) == []
    assert "Before the options changed: 1 person" in shown.text_content()


def test_questions_with_forms_are_set_up_with_the_board(client):
    adeyemi_in(client)
    typed = [
        {"type": "ranking", "options": "ECG\nEcho\nTroponin", "skip": "on"}, {"type": "scale", "scale": "0-10"},
        {"type": "number", "unit": "mg", "lowest": "0", "highest": "500"}, {},
    ]  # fmt: skip
    assert send(client, questions=typed).status_code == 302
    made = {one.type: one.design for one in Question.objects.all()}
    assert [one["label"] for one in made["ranking"]["options"]] == ["ECG", "Echo", "Troponin"]
    assert made["number"] == {"unit": "mg", "least": 0, "most": 500, "whole": False}
    assert (made["scale"]["high"], made["discussion"]) == (10, {})
    many = {"type": "points", "options": "\n".join(map(str, range(300)))}
    assert mended(send(client, slug="other", questions=[many]), "questions-0-options", "300 are too many")
    wrong = {"type": "number", "lowest": "9", "highest": "1"}
    assert mended(send(client, slug="other", questions=[wrong]), "questions-0-highest", "above the lowest")
