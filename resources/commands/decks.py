"""Slides in a live session: a document of the library is put on the stage, its pages are turned, it is taken off."""

from django.db import transaction

from advisory.events.record import lock, record
from advisory.refusals import Absent, Conflict
from advisory.rights import allow
from boards.commands.lobby import require_running
from boards.commands.stamps import require_current
from resources.decks import offered
from resources.models import Deck, Document, Version


@transaction.atomic
def show_deck(session, document_id, *, by, stamp=None):
    """Put a document on the stage from its first page, in place of what stands there."""
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "deck.turn", session)
    require_running(session)
    deck, _ = Deck.objects.get_or_create(session=session)
    version = _showable(document_id, by)
    if deck.version_id != version.pk:
        _turn(deck, version, 1)
        record("deck.shown", session, by=by, **_told(deck))


@transaction.atomic
def turn_slide(session, version, slide, *, by, stamp=None):
    """Turn to a page by its number; one that is past the end is the last, and one turned twice is turned once."""
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "deck.turn", session)
    require_running(session)
    deck = _standing(session)
    if str(deck.version_id) != str(version):
        raise Conflict("changed_deck", "Another document is on the stage by now. Nothing was turned.")
    slide = max(1, min(slide, deck.version.pages))
    if slide != deck.slide:
        _turn(deck, deck.version, slide)
        record("slide.turned", session, by=by, **_told(deck))


@transaction.atomic
def close_deck(session, *, by, stamp=None):
    """Take the slides off the stage."""
    by, session = lock(session.board, by, session)
    require_current(by, stamp)
    allow(by, "deck.turn", session)
    require_running(session)
    deck = _standing(session)
    if deck.version:
        _turn(deck, None, 1)
        record("deck.closed", session, by=by, **_told(deck))


def _standing(session):
    found = Deck.objects.filter(session=session).select_related("version").first()
    if found is None:
        raise Conflict("no_deck", "No slides are on the stage. Nothing was turned.")
    return found


def _showable(document_id, by):
    """The version in force of a document that every member of the board may read page by page, or why it is none."""
    found = Document.objects.visible_to(by).filter(pk=document_id, shelves__board=by.board).first()
    if found is None:
        raise Absent
    if not found.for_everybody:
        raise Conflict("not_for_all", "Not every member of the board may read this document. Choose another one.")
    if not offered(by).filter(pk=found.pk).exists():
        raise Conflict("no_pages", "This document has no pages that could be shown. Choose another one.")
    return Version.objects.published().get(document=found)


def _turn(deck, version, slide):
    deck.version, deck.slide, deck.turns = version, slide, deck.turns + 1
    deck.save()


def _told(deck):
    """The whole of what the stage shows, so that no line of the log needs the one before."""
    shown = {"version": str(deck.version_id), "slide": deck.slide, "slides": deck.version.pages} if deck.version else {}
    return {"session": deck.session.number} | shown
