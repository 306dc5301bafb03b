"""Search finds what its reader may read, and by no hit, count or order anything else."""

from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from advisory.search import finding
from advisory.search.asking import Asked
from advisory.search.models import SearchEntry
from advisory.search.refiling import fill
from advisory.search.words import folded
from boards.commands.consents import give_consents
from boards.commands.members import end_seat
from boards.models import Membership
from discussions.commands.insights import mark_insight
from discussions.commands.moderation import hold_post, release_post
from discussions.commands.moves import move_post
from discussions.commands.questions import close_question
from discussions.commands.redactions import redact_post
from discussions.commands.removals import restore_post, strike_post
from discussions.commands.threads import edit_post, remove_post
from discussions.models import Post
from resources.commands.documents import publish_document
from tests.boards.inviting import choices, publish
from tests.make import now, person, room, say
from tests.searching import search

pytestmark = pytest.mark.django_db


def words_found(seat, asked, **chosen):
    """The words of every post that somebody finds."""
    return [hit.text for hit in search(seat.user, asked, **chosen) if "post-" in hit.url]


def told(seat, asked, **chosen):
    """Everything that the results page tells somebody."""
    client = Client()
    client.force_login(seat.user)
    return client.get("/search/", {"q": asked, **chosen}).content.decode()


def heading(seat, asked, **chosen):
    """The line that says how much was found."""
    return told(seat, asked, **chosen).partition('result-line">')[2].partition("</h1>")[0]


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
    assert [hit.title for hit in search(made.solheim.user, "inside")] == ["Troponin in Zürich"]


def test_words_are_found_by_their_forms_their_beginning_and_as_a_phrase():
    made = room()
    say(made.question, made.okonjo, "A named person reads the traces within two working days.")
    say(made.question, made.tanabe, "Der Herzrhythmus, 心電図を読む人; l’électrocardiogramme.")
    one, other = "A named person", "Der Herzrhythmus"
    for asked, found in {
        "reading trace": one, "work day": one, '"named person"': one, '"person named"': None, '"two working day"': None,
        '"read"': None, "herz": other, "rhythmus": None, "心電図": other, "電図": other, "electro": other,
        "l'électrocardiogramme": other, "named herz": None, "“named person” reads": one, '"named person': one,
    }.items():  # fmt: skip
        assert [text.startswith(found) for text in words_found(made.solheim, asked)] == [True] * bool(found), asked


def test_nobody_finds_what_is_said_on_a_board_of_others():
    made = room()
    say(made.question, made.okonjo, "The canary sings.")
    stranger = person("Dr Stranger")
    assert search(stranger, "canary") == []
    assert search(stranger, "heart") == []
    left = made.okonjo
    assert words_found(left, "canary") == ["The canary sings."]
    end_seat(left, by=made.lindqvist)
    assert search(left.user, "canary") == []
    assert search(left.user, "by:me") == []


def test_behind_the_gate_only_ones_own_words_are_found():
    made = room({"answer_first": True, "blinded": True})
    say(made.question, made.okonjo, "The canary sings.")
    assert words_found(made.solheim, "canary") == []
    assert heading(made.solheim, "canary").startswith("No results")
    assert words_found(made.okonjo, "canary") == ["The canary sings."]
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


def test_who_may_not_know_a_patient_expert_finds_an_advisor():
    made = room({"blinded": True}, {})
    Membership.objects.filter(pk=made.abernathy.pk).update(patient_expert=True)
    for number in (1, 2):
        say(made.asked(number), made.abernathy, "The canary sings.")
    assert len(words_found(made.marsh, "canary", by="experts")) == 2
    assert len(words_found(made.solheim, "canary", by="experts")) == 1
    assert len(words_found(made.solheim, "canary", by="advisors")) == 1


def test_answers_to_the_team_alone_are_found_by_the_team_and_their_author():
    made = room({"sponsor_only": True}, {"after_close": True})
    for number in (1, 2):
        say(made.asked(number), made.okonjo, "The canary sings.")
    found = {name: len(words_found(getattr(made, name), "canary")) for name in made.seats}
    team = dict.fromkeys(("lindqvist", "marsh", "weidmann", "okonjo"), 2)
    peers = dict.fromkeys(("brandt", "solheim", "tanabe", "abernathy"), 0)
    assert found == team | peers
    say(made.question, made.marsh, "Which canary?", reply_to=Post.objects.get(question=made.question))
    assert words_found(made.okonjo, "which canary") == words_found(made.marsh, "which canary") == ["Which canary?"]
    assert words_found(made.solheim, "which canary") == []
    close_question(made.asked(2), by=made.marsh)
    assert [len(words_found(getattr(made, name), "canary")) for name in peers] == [1] * 4


def test_whoever_has_a_text_to_agree_to_finds_nothing_until_they_have():
    made = room({"title": "Canary", "prompt": "Does the canary sing?"})
    say(made.question, made.okonjo, "The canary sings.")
    assert len(search(made.solheim.user, "canary")) == 2
    publish(made)
    assert search(made.solheim.user, "canary") == []
    give_consents(made.solheim, choices(made), by=made.solheim.user)
    assert len(search(made.solheim.user, "canary")) == 2


def test_held_removed_covered_and_changed_words_are_found_by_nobody_until_they_are_back():
    made = room()
    said = [say(made.question, made.okonjo, f"The canary {one}.") for one in ("sings", "left", "slept", "flew", "hid")]
    held, gone, changed, struck, covered = said
    hold_post(held, by=made.marsh, reason="A canary")
    remove_post(gone, by=made.okonjo)
    edit_post(changed, by=made.okonjo, body="The bird slept.", version=1)
    strike_post(struck, by=made.marsh, reason="A canary")
    redact_post(covered, "canary", by=made.marsh, reason="A canary")
    assert [words_found(getattr(made, name), "canary") for name in made.seats] == [[]] * len(made.seats)
    assert words_found(made.solheim, "bird") == ["The bird slept."]
    release_post(now(held), by=made.marsh)
    restore_post(now(struck), by=made.marsh)
    assert words_found(made.solheim, "canary") == ["The canary sings.", "The canary flew."]


def test_what_was_moved_is_found_by_those_who_read_it_where_it_stands():
    made = room({}, {"sponsor_only": True})
    post = say(made.question, made.okonjo, "The canary sings.")
    move_post(post, made.asked(2), by=made.marsh)
    assert words_found(made.solheim, "canary") == []
    assert words_found(made.weidmann, "canary q:2") == words_found(made.okonjo, "by:me") == ["The canary sings."]


def test_hits_stand_in_the_order_of_questions_and_publication_whatever_the_hour():
    made = room({}, {"blinded": True})
    say(made.asked(2), made.okonjo, "Canary one.")
    say(made.asked(1), made.okonjo, "Canary two.")
    say(made.asked(2), made.tanabe, "Canary three.")
    assert words_found(made.solheim, "canary") == ["Canary two.", "Canary one.", "Canary three."]


def test_a_list_is_narrowed_by_what_its_reader_may_know_with_counts():
    made = room({}, {"answer_first": True})
    first = say(made.question, made.okonjo, "The canary sings.")
    say(made.question, made.solheim, "My canary too.")
    say(made.question, made.marsh, "Which canary?")
    say(made.asked(2), made.tanabe, "A canary behind the gate.")
    mark_insight(first, by=made.marsh, note="It sings.")
    page = told(made.solheim, "canary")
    counts = {"me": 1, "advisors": 2, "moderators": 1, "new": 2, "week": 3, "heart": 3}
    for value, number in counts.items():
        assert f'value="{value}"' in page
        assert f'<span class="n">{number}</span>' in page.partition(f'value="{value}"')[2].partition("</label>")[0]
    assert 'value="insight"' not in page
    assert words_found(made.solheim, "canary", by=["me", "moderators"]) == ["My canary too.", "Which canary?"]
    assert words_found(made.marsh, "canary", marked="insight") == ["The canary sings."]
    assert "1 result" in heading(made.solheim, "canary", by="me")
    assert heading(made.solheim, "canary", by="team").startswith("No results")
    assert heading(made.solheim, "canary", by="nobody", when="ever", board="another").startswith("3 results")


def test_beyond_the_most_that_is_looked_through_the_number_is_not_said(monkeypatch):
    made = room()
    for number in range(12):
        say(made.question, made.okonjo, f"Canary {number}.")
    assert heading(made.solheim, "canary").startswith("12 results")
    page = told(made.solheim, "canary")
    assert "1 to 10 of 12" in page
    assert "q=canary&amp;page=2" in page
    monkeypatch.setattr(finding, "MOST", 11)
    page = told(made.solheim, "canary")
    assert heading(made.solheim, "canary").startswith("At least 11 results")
    assert "1 to 10 of 11+" in page
    assert '<span class="n">11+</span>' in page
    say(made.question, made.solheim, "My canary.")
    mine = told(made.solheim, "canary", by="me", board="heart")
    assert "1 result" in mine.partition('result-line">')[2]
    assert '<span class="n">11+</span>' in mine


@pytest.mark.parametrize("seats", [1, 3])
def test_searching_takes_few_queries_however_many_boards_and_hits(seats):
    made = [room(slug=f"heart-{place}") for place in range(seats)]
    for one in made:
        say(one.question, one.okonjo, "The canary sings.")
    client = Client()
    client.force_login(made[0].solheim.user)
    client.get("/search/", {"q": "canary"})
    with CaptureQueriesContext(connection) as asked:
        client.get("/search/", {"q": "canary"})
    assert len(asked) <= 16, "\n\n".join(one["sql"] for one in asked.captured_queries)


@pytest.mark.parametrize("most", [1, 500])
def test_whoever_sits_on_many_boards_finds_the_same(monkeypatch, most):
    made = room({}, {})
    for number in (1, 2):
        say(made.asked(number), made.okonjo, f"The canary sings {number}.")
    say(made.question, made.tanabe, "A bird sings.")
    for name, value in {"MOST": most, "FEW": 0, "MANY": 0}.items():
        monkeypatch.setattr(finding, name, value)
    there = {"canary": 2, "by:me": 2, "by:me sings": 2, '"bird sings"': 1, "bir": 1, "q:2": 2, "q:2 bird": 0}
    for asked, many in there.items():
        assert len(search(made.okonjo.user, asked)) == min(most, many), asked


def test_a_search_is_bounded_and_says_so_and_nothing_typed_is_an_operator(client):
    made = room()
    say(made.question, made.okonjo, "NEAR the heart AND the lungs OR the liver.")
    client.force_login(made.solheim.user)
    refused = client.get("/search/", {"q": "x" * 10_000})
    assert refused.status_code == 422
    assert "at most 200 characters" in refused.content.decode()
    assert client.get("/search/", {"q": "x" * 200}).status_code == 200
    typed = ("<b>\x00' %", '"', '""', "'", "\\", "a\\'b", "NEAR(a b)", "heart AND", "-heart", "words:heart", "{heart}:",
             "heart*", "*", "^heart", "§b", "·read", "a | b & !c", "':*", "q:99999", "by:you", "😀", "( ) <->",
             '"' * 199, "a " * 100, "ﬁ½㎏")  # fmt: skip
    for one in typed:
        page = client.get("/search/", {"q": one, "in": "nowhere", "page": "-1", "board": "x", "when": "'"})
        assert page.status_code == 200, one
        assert "<b>" not in page.content.decode()
    assert [len(words_found(made.solheim, one)) for one in ("near and or", "heart AND lungs", "heart NOT lungs")] == [
        1, 1, 0,
    ]  # fmt: skip
    client.logout()
    assert client.get("/search/", {"q": "heart"}).status_code == 302


def test_the_index_written_anew_is_the_same_and_forgets_what_is_not_there(capsys):
    made = room()
    publish_document(made.board, by=made.weidmann, format="page", title="Troponin", body="Words inside.")
    posts = [say(made.question, made.okonjo, f"The canary {one}.") for one in ("sings", "left")]
    hold_post(posts[0], by=made.marsh, reason="A canary")
    fields = ("kind", "thing", "part", "board", "audience", "owner", "sort", "number", "place", "role", "words")

    def kept():
        return sorted(SearchEntry.objects.values_list(*fields), key=str)

    before = kept()
    SearchEntry.objects.filter(kind="post").update(thing=uuid4())
    for _ in range(2):
        call_command("reindex")
        assert kept() == before
    assert f"{len(before)} things can be found." in capsys.readouterr().out
    SearchEntry.objects.all().delete()
    fill()
    assert kept() == before


def test_an_excerpt_shows_where_the_words_stand_and_nothing_of_the_mark_up():
    text = "Words before. " * 20 + "Then Müller said <b> so. " + "Words after. " * 40
    pieces = Asked("muller SAYS said").excerpt(text)
    assert [words for words, looked_for in pieces if looked_for] == ["Müller", "said"]
    assert pieces[0] == ("…", False)
    assert "".join(words for words, _ in pieces).strip("…") in text
    assert (Asked("x").excerpt(""), Asked("x").excerpt("**First** ** two")) == ([], [("First ** two", False)])
    marked = [words for words, so in Asked('"named person" trace').excerpt("A named person’s tracing.") if so]
    assert marked == ["named person", "tracing"]
    assert folded("Straße ΣΊΣΥΦΟΣ") == "strasse σισυφοσ"
