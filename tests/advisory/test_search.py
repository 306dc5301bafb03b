"""Search finds what its reader may read, and by no hit, count or order anything else."""

import pytest
from django.test import Client

from advisory.search import excerpt, folded, search, terms_of
from boards.commands.consents import give_consents
from boards.commands.members import end_seat
from discussions.commands.moderation import hold_post
from discussions.commands.threads import edit_post, remove_post
from resources.commands.documents import publish_document
from tests.boards.inviting import choices, publish
from tests.make import person, room, say

pytestmark = pytest.mark.django_db


def words_found(seat, asked):
    """The words of every post that somebody finds."""
    return [hit.text for hit in search(seat.user, asked) if "post-" in hit.url]


def told(seat, asked):
    """Everything that the results page tells somebody."""
    client = Client()
    client.force_login(seat.user)
    return client.get("/search/", {"q": asked}).content.decode()


def test_search_finds_boards_questions_documents_and_posts_without_case_and_accents():
    made = room({"title": "Über Troponin", "prompt": "Who needs a troponin?"})
    publish_document(made.board, by=made.weidmann, format="page", title="Troponin in Zürich", body="Words inside.")
    say(made.question, made.okonjo, "TROPONIN for nobody without a reason.")
    say(made.question, made.tanabe, "An ECG for everyone.")
    hits = search(made.solheim.user, "troponin")
    assert [(hit.label, hit.title) for hit in hits] == [
        ("Document", "Troponin in Zürich"), ("Question", "Über Troponin"), ("Answer", "Über Troponin"),
    ]  # fmt: skip
    assert [hit.title for hit in search(made.solheim.user, "uber TROPO")] == ["Über Troponin"]
    assert search(made.solheim.user, "troponin zurich")[0].title == "Troponin in Zürich"
    assert [hit.label for hit in search(made.solheim.user, "how is the heart watched")] == ["Board"]
    assert search(made.solheim.user, "  ") == []
    assert search(made.solheim.user, "inside") == []


def test_nobody_finds_what_is_said_on_a_board_of_others():
    made = room()
    say(made.question, made.okonjo, "The canary sings.")
    stranger = person("Dr Stranger")
    assert search(stranger, "canary") == []
    assert search(stranger, "heart") == []
    left = made.tanabe
    assert words_found(left, "canary") == ["The canary sings."]
    end_seat(left, by=made.lindqvist)
    assert search(left.user, "canary") == []


def test_behind_the_gate_only_ones_own_words_are_found():
    made = room({"answer_first": True, "blinded": True})
    say(made.question, made.okonjo, "The canary sings.")
    assert words_found(made.solheim, "canary") == []
    assert "0" not in told(made.solheim, "canary").partition("<h1")[2].partition("</h1>")[0]
    assert "No results" in told(made.solheim, "canary")
    say(made.question, made.solheim, "My canary too.")
    assert words_found(made.solheim, "canary") == ["The canary sings.", "My canary too."]


def test_a_blinded_author_is_found_by_words_and_shown_by_alias():
    made = room({"blinded": True})
    say(made.question, made.okonjo, "The canary sings.")
    page = told(made.solheim, "canary")
    assert made.okonjo.alias_name in page
    assert "Okonjo" not in page
    assert search(made.solheim.user, "okonjo") == []
    assert search(made.solheim.user, made.okonjo.alias_name) == []
    assert "Okonjo" in told(made.marsh, "canary")


def test_answers_to_the_team_alone_are_found_by_the_team_and_their_author():
    made = room({"sponsor_only": True})
    say(made.question, made.okonjo, "The canary sings.")
    found = {name: len(words_found(getattr(made, name), "canary")) for name in made.seats}
    assert found == {
        "lindqvist": 1, "marsh": 1, "weidmann": 1, "okonjo": 1, "brandt": 0, "solheim": 0, "tanabe": 0, "abernathy": 0,
    }  # fmt: skip


def test_whoever_has_a_text_to_agree_to_finds_nothing_until_they_have():
    made = room({"title": "Canary", "prompt": "Does the canary sing?"})
    say(made.question, made.okonjo, "The canary sings.")
    assert len(search(made.solheim.user, "canary")) == 2
    publish(made)
    assert search(made.solheim.user, "canary") == []
    give_consents(made.solheim, choices(made), by=made.solheim.user)
    assert len(search(made.solheim.user, "canary")) == 2


def test_held_removed_and_changed_words_are_found_by_whom_they_are_shown_to():
    made = room()
    held, gone, changed = (say(made.question, made.okonjo, f"The canary {one}.") for one in ("sings", "left", "slept"))
    hold_post(held, by=made.marsh, reason="A canary")
    remove_post(gone, by=made.okonjo)
    edit_post(changed, by=made.okonjo, body="The bird slept.", version=1)
    assert words_found(made.solheim, "canary") == []
    assert words_found(made.weidmann, "canary") == []
    assert words_found(made.brandt, "canary") == []
    for seat in (made.okonjo, made.marsh, made.lindqvist):
        assert words_found(seat, "canary") == ["The canary sings."]


def test_hits_stand_in_the_order_of_questions_and_publication_whatever_the_hour():
    made = room({}, {"blinded": True})
    say(made.asked(2), made.okonjo, "Canary one.")
    say(made.asked(1), made.okonjo, "Canary two.")
    say(made.asked(2), made.tanabe, "Canary three.")
    assert words_found(made.solheim, "canary") == ["Canary two.", "Canary one.", "Canary three."]


def test_a_search_is_bounded_and_says_so(client):
    made = room()
    client.force_login(made.okonjo.user)
    refused = client.get("/search/", {"q": "x" * 201})
    assert refused.status_code == 422
    assert "at most 200 characters" in refused.content.decode()
    assert client.get("/search/", {"q": "x" * 200}).status_code == 200
    hostile = client.get("/search/", {"q": "<b>\x00' %", "in": "nowhere", "page": "-1"})
    assert hostile.status_code == 200
    assert "<b>" not in hostile.content.decode()
    client.logout()
    assert client.get("/search/", {"q": "heart"}).status_code == 302


def test_an_excerpt_shows_where_the_words_stand_and_nothing_of_the_mark_up():
    text = "Words before. " * 20 + "Then Müller said <b> so. " + "Words after. " * 40
    pieces = excerpt(text, terms_of("muller SAID"))
    assert [words for words, looked_for in pieces if looked_for] == ["Müller", "said"]
    assert pieces[0] == ("…", False)
    assert "".join(words for words, _ in pieces).strip("…") in text
    assert excerpt("", ["x"]) == []
    assert folded("Straße ΣΊΣΥΦΟΣ") == "strasse σισυφοσ"
