"""A board that cannot be made leaves nothing behind; whoever made the form finds their words again."""

from html import escape

import pytest
from django.contrib.auth import get_user_model
from django.urls import reverse

from advisory.refusals import Invalid
from boards.models import Board
from discussions.commands.setup import make_board
from tests import make
from tests.discussions.maker import adeyemi_in, form, later, mended, nothing_made, send

pytestmark = [pytest.mark.django_db, pytest.mark.once]
SCRIPT = "<script>alert('x')</script>"


@pytest.fixture
def adeyemi(client):
    """Who makes boards here."""
    return adeyemi_in(client)


@pytest.mark.parametrize(
    ("board", "field", "words"),
    [
        ({"objective": ""}, "objective", "Fill this in."),
        ({"objective": "a" * 401}, "objective", "The question you want answered has 401 characters; the most is 400."),
        ({"title": "Heart\x00"}, "title", "cannot be stored"),
        ({"title": "Heart\u202e"}, "title", "hidden characters"),
        ({"title": "a" * 161}, "title", "Board name has 161 characters"),
        ({"sponsor": "\u2067Cardia"}, "sponsor", "hidden characters"),
        ({"background": "a" * 20_001}, "background", "20,001 characters"),
        ({"slug": ""}, "slug", "Fill this in."),
        ({"slug": "Herz und Blut"}, "slug", "small letters"),
        ({"slug": "new"}, "slug", "Another board"),
        ({"slug": "a" * 61}, "slug", "61 characters"),
        ({"slug": "hérz"}, "slug", "small letters"),
        ({"my_role": "advisor"}, "my_role", "advisor"),
        ({"opens_at": "tomorrow"}, "opens_at", "Write a day and a time"),
        ({"opens_at": "9999-12-31T23:59"}, "opens_at", "Write a day and a time"),
        ({"opens_at": "0001-01-01T00:00"}, "opens_at", "Write a day and a time"),
        ({"opens_at": "2020-01-01T09:00"}, "opens_at", "still to come"),
        ({"opens_at": later(9), "closes_at": later(8)}, "closes_at", "before it opens"),
    ],
)
def test_a_board_field_that_cannot_be_kept_says_so(client, adeyemi, board, field, words):
    answer = send(client, **board, people=[{"email": "okonjo@example.org"}])
    assert mended(answer, field, words)
    assert nothing_made()
    assert not get_user_model().objects.filter(email="okonjo@example.org").exists()


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        ({"prompt": ""}, "prompt", ""),
        ({"prompt": "", "title": "Baseline"}, "prompt", "Fill this in."),
        ({"prompt": "a" * 601}, "prompt", "Question has 601 characters"),
        ({"prompt": "What\x00?"}, "prompt", "cannot be stored"),
        ({"guidance": "\u202dread"}, "guidance", "hidden characters"),
        ({"section": "a" * 161}, "section", "Section has 161"),
        ({"title": "a" * 81}, "title", "Short title has 81"),
        ({"minutes": "0"}, "minutes", "1"),
        ({"minutes": "9" * 5000}, "minutes", "whole number"),
        ({"due_at": "2020-01-01T09:00"}, "due_at", "still to come"),
        ({"due_at": later(2)}, "due_at", "before the board opens"),
        ({"due_at": later(30)}, "due_at", "The board closes on"),
        ({"stimulus_kind": "film", "stimulus_text": "x"}, "stimulus_kind", "film"),
        ({"stimulus_text": "Words without a kind"}, "stimulus_kind", "Choose text, figure or table."),
        ({"stimulus_kind": "text"}, "stimulus_text", "Write the text"),
        ({"stimulus_kind": "table", "stimulus_text": "One,two"}, "stimulus_text", "a header and"),
        ({"stimulus_kind": "table", "stimulus_text": "One,two\n1"}, "stimulus_text", "same number of cells"),
        ({"stimulus_kind": "table", "stimulus_text": 'One,two\n"1,2'}, "stimulus_text", "quotation mark"),
        ({"stimulus_kind": "figure", "stimulus_text": "One,two\n1,high"}, "stimulus_text", "numbers"),
        ({"stimulus_kind": "text", "stimulus_text": "a\x00"}, "stimulus_text", "cannot be stored"),
        ({"stimulus_kind": "text", "stimulus_text": "a", "stimulus_title": "\u202e"}, "stimulus_title", "hidden"),
    ],
)
def test_a_bad_question_leaves_nothing_behind_and_keeps_what_was_typed(client, adeyemi, row, field, words):
    good = {"prompt": "The first question, which is right?"}
    people = [{"email": "okonjo@example.org", "name": "Dr Samuel Okonjo"}]
    answer = send(client, questions=[good, row], people=people, opens_at=later(5), closes_at=later(25))
    if not words:
        assert answer.url == "/boards/heart/"
        return
    assert mended(answer, f"questions-1-{field}", words)
    assert nothing_made()
    assert not get_user_model().objects.filter(email="okonjo@example.org").exists()
    for kept in ("The first question, which is right?", "okonjo@example.org", "Dr Samuel Okonjo", later(5)):
        assert kept in answer.text


@pytest.mark.parametrize(
    ("row", "field", "words"),
    [
        ({"name": "Dr Samuel Okonjo"}, "email", "Fill this in."),
        ({"email": "okonjo"}, "email", "Write a whole address"),
        ({"email": "okonjo@exam\u202eple.org"}, "email", "hidden characters"),
        ({"email": "okonjo\x00@example.org"}, "email", "cannot be stored"),
        ({"email": "a" * 250 + "@example.org"}, "email", "262 characters"),
        ({"email": "o@example.org", "name": "a" * 121}, "name", "121 characters"),
        ({"email": "o@example.org", "name": "Dr O\r\nBcc: all@example.org"}, "name", "on one line"),
        ({"email": "o@example.org", "role": "owner"}, "role", "owner"),
        ({"email": "o@example.org", "role": "observer", "patient_expert": "on"}, "role", "advisor's seat"),
        ({"email": "adeyemi@example.org"}, "email", "already has a seat"),
        ({"email": "Ruth@Example.org"}, "email", "is invited already"),
    ],
)
def test_a_bad_person_leaves_nothing_behind(client, adeyemi, row, field, words):
    answer = send(client, people=[{"email": "ruth@example.org", "name": "Ruth Abernathy"}, row])
    assert mended(answer, f"people-1-{field}", words)
    assert nothing_made()
    assert not get_user_model().objects.filter(email="ruth@example.org").exists()
    assert "ruth@example.org" in answer.text


def test_a_closed_account_takes_no_seat(client, adeyemi):
    okonjo = make.person("Dr Samuel Okonjo")
    type(okonjo).objects.update_or_create(pk=okonjo.pk, defaults={"is_active": False})
    answer = send(client, people=[{}, {"email": okonjo.email}])
    assert mended(answer, "people-1-email", "This account is closed")
    assert nothing_made()


def test_the_address_of_another_board_is_taken(client, adeyemi):
    make.room()
    answer = send(client, title="Second heart")
    assert mended(answer, "slug", "Another board has this address.")
    assert "Second heart" in answer.text
    assert Board.objects.count() == 1


def test_all_that_needs_mending_is_said_at_once(client, adeyemi):
    answer = send(client, title="", questions=[{"title": "a" * 81}], people=[{"name": "Nobody"}])
    found = answer.context["form"].errors, answer.context["questions"].errors[0], answer.context["people"].errors[0]
    assert [list(errors) for errors in found] == [["title"], ["title"], ["email"]]
    assert "Three things to mend" in answer.text


def test_markup_in_every_field_is_shown_as_words(client, adeyemi):
    row = dict.fromkeys(("section", "title", "prompt", "guidance", "stimulus_title", "stimulus_text"), SCRIPT)
    row |= {"stimulus_kind": "text", "due_at": SCRIPT}
    board = dict.fromkeys(("objective", "background", "title", "sponsor"), SCRIPT)
    people = [{"name": SCRIPT, "email": "ruth@example.org"}]
    wrong = send(client, **board, questions=[row], people=people)
    assert wrong.status_code == 422
    made = send(client, **board, questions=[row | {"due_at": ""}], people=people)
    for page in (wrong, client.get(made.url), client.get("/boards/heart/questions/1/"), client.get("/")):
        assert SCRIPT not in page.text
        assert escape(SCRIPT) in page.text


@pytest.mark.parametrize(
    "broken",
    [{}, {"questions-TOTAL_FORMS": "many"}, {"people-TOTAL_FORMS": "9" * 5000}, {"questions-TOTAL_FORMS": "100000"}],
)
def test_a_form_that_no_page_sent_is_refused(client, adeyemi, broken):
    sent = form() | broken if broken else {}
    assert client.post(reverse("board-new"), sent).status_code == 422
    assert nothing_made()


def test_a_row_is_named_to_programs_too(adeyemi):
    board = {"slug": "heart", "title": "Heart", "objective": "Why?", "my_role": "chair"}
    people = [{}, {"email": "okonjo@example.org", "role": "advisor"}, {"email": "adeyemi@example.org", "role": "chair"}]
    with pytest.raises(Invalid) as refusal:
        make_board(board, by=adeyemi, people=people)
    assert refusal.value.fields == {"people-2-email": "Grace Adeyemi already has a seat on this board."}
    assert nothing_made()


def test_the_empty_form_has_rows_for_questions_and_people(client, adeyemi):
    page = client.get(reverse("board-new"))
    assert page.status_code == 200
    assert (len(page.context["questions"]), len(page.context["people"])) == (10, 16)
    assert 'type="datetime-local"' in page.text
    assert "to mend" not in page.text
