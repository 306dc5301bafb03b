"""The small parts that templates draw."""

import re
from datetime import UTC, date, datetime

import pytest
from django import forms
from django.conf import settings
from django.template import Context, Template
from django.utils import timezone


def drawn(source, **context):
    return Template("{% load ui %}" + source).render(Context(context))


def test_an_icon_is_silent_and_takes_its_picture_from_the_sheet():
    mark = drawn("{% icon 'move' 16 'flip' %}")
    assert ('class="icon flip"' in mark, 'aria-hidden="true"' in mark, 'icons.svg#move"' in mark) == (True, True, True)


def test_every_icon_that_a_template_names_is_on_the_sheet():
    sheet = set(re.findall(r'<symbol id="(\w+)"', (settings.BASE_DIR / "static" / "icons.svg").read_text()))
    pages = (settings.BASE_DIR / "templates").rglob("*.html")
    named = {name for page in pages for name in re.findall(r'{% icon "(\w+)"', page.read_text())}
    assert named - sheet == set()
    assert len(named) > 20


def test_a_moment_has_its_exact_time_in_utc():
    year = timezone.now().year
    at = datetime(year, 6, 2, 9, 14, 5, tzinfo=UTC)
    assert drawn("{{ at|moment }}", at=at) == f'<time datetime="{year}-06-02T09:14:05Z">2 June, 09:14 UTC</time>'


@pytest.mark.parametrize("at", [datetime(2025, 6, 2, 9, 14, tzinfo=UTC), "2025-06-02T09:14:00Z"])
def test_a_moment_rounded_to_the_day_tells_no_time(at):
    assert drawn("{{ at|moment:'day' }}", at=at) == '<time datetime="2025-06-02">2 June 2025</time>'


@pytest.mark.parametrize("at", [date(2025, 6, 2), "2025-06-02"])
def test_a_date_is_never_given_a_time(at):
    assert drawn("{{ at|moment }}", at=at) == '<time datetime="2025-06-02">2 June 2025</time>'


def test_words_of_people_stay_text_in_every_part():
    html = drawn("{% avatar bad %}{{ bad|clock }}{{ bad|place }}{{ bad|browser }}", bad='<b>"x')
    assert "<b>" not in html


class Asked(forms.Form):
    prompt = forms.CharField(label="Question", help_text="Ask one thing")


def test_a_field_is_joined_to_its_hint_and_its_error():
    html = drawn("{% field form.prompt %}", form=Asked({}, prefix="q"))
    assert 'for="id_q-prompt"' in html
    assert 'aria-describedby="id_q-prompt_helptext id_q-prompt_error"' in html
    assert 'aria-invalid="true"' in html
    assert 'id="id_q-prompt_error"' in html


def test_complaints_name_the_row_and_lead_to_the_field():
    rows = forms.formset_factory(Asked, extra=0)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-prompt": ""}
    )
    html = drawn("{% complaints rows as found %}{% include 'components/_complaints.html' %}", rows=rows)
    assert "One thing to mend" in html
    assert '<a href="#id_form-0-prompt">Question, row 1</a>' in html
