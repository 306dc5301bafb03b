"""Slides in a live session: who puts a document on the stage, who turns its pages, and what everybody then sees."""

import pytest
from django.test import Client
from django.urls import reverse

from advisory.events.frames import frame
from advisory.events.models import Event
from advisory.refusals import Absent, Conflict, Denied
from boards.commands.lobby import end_session, join_session, leave_session
from boards.commands.presenting import let_present
from resources.commands.decks import close_deck, show_deck, turn_slide
from resources.commands.details import describe_document
from resources.models import Deck, Leaf
from tests.boards.test_lobby import inside, opened
from tests.boards.test_sessions import seen
from tests.make import room
from tests.resources.shelf import pdf, published

pytestmark = pytest.mark.django_db


def paged(heart, pages=3, **about):
    """A document in force whose pages were drawn, each with a few words."""
    paper = published(heart, format="pdf", file=pdf(pages), **about)
    version = paper.current
    Leaf.objects.bulk_create(
        Leaf(version=version, number=number, width=960, height=540, picture=f"{number}.webp", text=f"Dose {number}")
        for number in range(1, pages + 1)
    )
    version.pages = pages
    version.save(update_fields=["pages"])
    return paper


def meeting(heart):
    """A session that goes on with Helena Marsh and Dr Okonjo in it."""
    session = opened(heart)
    inside(heart, session, "okonjo")
    return session


def stage(heart, session, name):
    """The stage as somebody's page shows it."""
    page = seen(getattr(heart, name), "session", session.pk).text
    return page.partition('id="r-slide"')[2].partition("</section>")[0]


def test_a_page_that_is_turned_to_is_seen_by_everybody_who_was_let_in():
    heart = room()
    session, paper = meeting(heart), paged(heart)
    assert "slide 1 of" not in stage(heart, session, "okonjo")
    show_deck(session, paper.pk, by=heart.marsh)
    turn_slide(session, paper.current.pk, 2, by=heart.marsh)
    for name in ("okonjo", "marsh"):
        shown = stage(heart, session, name)
        assert "slide 2 of 3" in shown
        assert "versions/1/pages/2/" in shown
        assert '<figcaption class="vh">Dose 2</figcaption>' in shown
    join_session(session, by=heart.brandt)
    assert "slide 2 of 3" in stage(heart, session, "brandt")
    assert 'id="r-slide"' not in seen(heart.solheim, "session", session.pk).text


def test_a_turn_is_told_with_the_page_as_it_is_and_older_turns_with_the_same():
    heart = room()
    session, paper = meeting(heart), paged(heart)
    show_deck(session, paper.pk, by=heart.marsh)
    for slide in (2, 3):
        turn_slide(session, paper.current.pk, slide, by=heart.marsh)
    events = Event.objects.filter(stream__name=session.stream, kind="slide.turned").order_by("seq")
    assert [event.facts["slide"] for event in events] == [2, 3]
    early, late = (frame(event, session, "names") for event in events)
    assert early["html"] == late["html"]
    assert 'data-turn="3" data-slide="3"' in late["html"]
    assert (late["facts"], late["into"]) == ({"id": str(session.pk), "session": 1}, "replace:#r-slide")


def test_a_turn_sent_twice_or_past_the_end_or_for_another_document_does_no_harm():
    heart = room()
    session, paper, other = meeting(heart), paged(heart), paged(heart, title="Doses")
    with pytest.raises(Conflict):
        turn_slide(session, paper.current.pk, 2, by=heart.marsh)
    show_deck(session, paper.pk, by=heart.marsh)
    for slide in (2, 2, 99, 99):
        turn_slide(session, paper.current.pk, slide, by=heart.marsh)
    deck = Deck.objects.get(session=session)
    assert (deck.slide, deck.turns) == (3, 3)
    show_deck(session, other.pk, by=heart.marsh)
    with pytest.raises(Conflict):
        turn_slide(session, paper.current.pk, 2, by=heart.lindqvist)
    assert "Doses" in stage(heart, session, "okonjo")
    close_deck(session, by=heart.marsh)
    assert "slide" not in stage(heart, session, "okonjo").partition(">")[2]
    end_session(session, by=heart.marsh)
    with pytest.raises(Conflict):
        show_deck(session, paper.pk, by=heart.marsh)


def test_whoever_was_given_the_presenting_turns_while_they_are_in_and_nobody_else():
    heart = room()
    session, paper = meeting(heart), paged(heart)
    show_deck(session, paper.pk, by=heart.marsh)
    assert "b-later" not in seen(heart.okonjo, "session", session.pk).text
    with pytest.raises(Denied):
        turn_slide(session, paper.current.pk, 2, by=heart.okonjo)
    let_present(session, heart.okonjo, by=heart.marsh)
    assert "You are presenting" in seen(heart.okonjo, "session", session.pk).text
    sent = {"version": paper.current.pk, "slide": "2", "stamp": heart.okonjo.stamp}
    assert "slide 2 of 3" in seen(heart.okonjo, "deck-slide", session.pk, **sent).text
    assert seen(heart.okonjo, "deck-slide", session.pk, **sent | {"slide": "two"}).status_code == 404
    leave_session(session.attendances.get(member=heart.okonjo), by=heart.okonjo)
    with pytest.raises(Denied):
        turn_slide(session, paper.current.pk, 3, by=heart.okonjo)


def test_on_a_board_that_keeps_names_the_desk_alone_presents():
    heart = room({"blinded": True})
    session, paper = meeting(heart), paged(heart)
    show_deck(session, paper.pk, by=heart.marsh)
    with pytest.raises(Conflict, match="no sound and no picture"):
        let_present(session, heart.okonjo, by=heart.marsh)
    with pytest.raises(Denied):
        turn_slide(session, paper.current.pk, 2, by=heart.okonjo)
    page = seen(heart.okonjo, "session", session.pk).text
    assert "presenting" not in page
    assert "slide 1 of 3" in page


def test_only_a_document_that_everybody_may_read_page_by_page_is_shown():
    heart, lungs = (
        room(),
        room(slug="lungs", cast={"weidmann": ("Dr Ada Fern", "sponsor"), "lindqvist": ("Bo Ek", "chair")}),
    )
    session, narrow, theirs = meeting(heart), paged(heart), paged(lungs)
    describe_document(narrow, by=heart.weidmann, roles=["observer"])
    blank = published(heart, format="page", body="Read it.")
    for paper, refusal in ((narrow, Conflict), (blank, Conflict), (theirs, Absent)):
        with pytest.raises(refusal):
            show_deck(session, paper.pk, by=heart.marsh)
    assert f"/deck/{narrow.pk}/" not in seen(heart.marsh, "session", session.pk).text


def test_a_document_that_is_narrowed_meanwhile_leaves_the_stage_with_its_pictures():
    heart = room()
    session, paper = meeting(heart), paged(heart)
    show_deck(session, paper.pk, by=heart.marsh)
    client = Client()
    client.force_login(heart.okonjo.user)
    describe_document(paper, by=heart.weidmann, roles=["observer"])
    for name in ("okonjo", "marsh"):
        assert "Monitoring protocol" not in stage(heart, session, name)
    picture = reverse("leaf-picture", args=["heart", paper.pk, 1, 1])
    assert client.get(picture).status_code == 404
    assert "no longer in force" in seen(heart.marsh, "session", session.pk).text
