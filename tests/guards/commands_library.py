"""Rows of the library, for the guard table of the commands: versions, their review, and who approves."""

from uuid import uuid4

from django.utils import timezone

from boards.commands.members import seat_member
from resources.anchoring import Chosen
from resources.commands import (
    annotations,
    approvals,
    collections,
    details,
    documents,
    joining,
    leaves,
    moderating,
    passages,
    readings,
    remarks,
    reviews,
    taking,
    tracks,
    uploads,
    versions,
    vocabulary,
)
from resources.intake.verdicts import Examined, Leaf
from resources.models import Annotation, Collection, Document, Remark, Review, Upload, Version
from tests.guards.commands import STAFF, WRITERS, Command, publish

NEW_PAGE = {"about": {"title": "P"}, "number": None, "content": {"format": "page", "body": "So.", "sha256": "0" * 64}}
MENDED = {"format": "page", "body": "So.", "sha256": "0" * 64}


def paper(name):
    """How a command on a document of the world is given."""
    return lambda world: Document.objects.select_related(*Document.together).get(pk=world.ids["open"][name])


def on_document(command, *given, **details):
    """A command on the published document."""
    return lambda world, room, by: command(paper("page")(world), *given, by=by, **details)


def on_version(command, *given, **details):
    """A command on the version that is in review."""
    return lambda world, room, by: command(sent(world), *given, by=by, **details)


def sent(world):
    """The version in review, as it is now."""
    return Version.objects.select_related(*Version.together).get(document=world.ids["open"]["sent"])


def expire(world, room, by):
    """Let the clock, and nobody else, hide what is over."""
    version = paper("page")(world).current
    return versions.expire_version(Version.objects.select_related(*Version.together).get(pk=version.pk), by=by)


def sign(world, room, by):
    """Decide on the version in review, which waits for the observer alone."""
    review = Review.objects.select_related(*Review.together).get(version=sent(world))
    signature = reviews.Signature("approve", by.user.name, "", review.version.sha256, timezone.now())
    return reviews._sign(review, signature, by, None)


def settle(world, room, by):
    """Settle a point about the version in review."""
    remark = Remark.objects.select_related(*Remark.together).get(pk=world.ids["open"]["remark"])
    return remarks.settle_remark(remark, by=by, on=True)


def sending(world):
    """A file that the chair is sending."""
    chair = world.rooms["open"].lindqvist
    return Upload.objects.create(board=chair.board, by=chair, name="a.pdf", size=9)


def join(world, room, by):
    """Make what is in review the next version of the published document."""
    return joining.join_document(sent(world), paper("page")(world), by=by, changed="So.")


PAGE = [Leaf(1, 10, 10, "", "", [])]


def on_note(command, *given, name="annotation", **details):
    """A command on an advisor's note."""
    notes = Annotation.objects.drawn()
    return lambda world, room, by: command(notes.get(pk=world.ids["open"][name]), *given, by=by, **details)


def answer_below(world, room, by):
    """Answer an answer to a note that is held."""
    above = world.ids["open"]["below"]
    return annotations.annotate(paper("page")(world), "Why?", by=by, client_id=uuid4(), reply_to=above)


def lend(world, room, by):
    """Show the published document on another board, on which one only watches."""
    there = world.rooms["lungs"]
    if by.user_id not in {seat.user_id for seat in there.board.seats.seated()}:
        seat_member(there.board, by.user, "observer", by=there.lindqvist)
    return details.shelve_document(paper("page")(world), there.board, by=by)


def annotate(world, room, by):
    """Write a note on the published document."""
    at = Chosen(passage="p0-1")
    return annotations.annotate(paper("page")(world), "Why?", by=by, client_id=uuid4(), at=at)


def on_collection(command, **details):
    """A command on the collection of the board."""
    return lambda world, room, by: command(Collection.objects.get(pk=world.ids["open"]["collection"]), by=by, **details)


def put_together(world, room, by):
    """Make a collection of the published document."""
    papers = [paper("page")(world)]
    return collections.gather_documents(room.board, by=by, title="To begin with", documents=papers)


def put_anew(world, room, by):
    """Change the collection of the board."""
    return on_collection(collections.change_collection, title="Other", documents=[paper("page")(world)])(
        world, room, by
    )


def line(name, give, may=STAFF, **how):
    """A row by the short name of a command of the library."""
    return Command(f"resources.commands.{name}", give, may, **how)


LIBRARY = [
    line("annotations.annotate", annotate, WRITERS),
    line("annotations.annotate", answer_below, "chair moderator", unseen="sponsor advisor"),
    line("annotations.share_annotation", on_note(annotations.share_annotation), ""),
    line("annotations.edit_annotation", on_note(annotations.edit_annotation, "Mine", version=1), ""),
    line("annotations.remove_annotation", on_note(annotations.remove_annotation), ""),
    line("moderating.hold_annotation", on_note(moderating.hold_annotation, reason="Why"), "chair moderator"),
    line("moderating.release_annotation", on_note(moderating.release_annotation), "chair moderator"),
    line("moderating.strike_annotation", on_note(moderating.strike_annotation), "chair moderator"),
    line("annotations.resolve_annotation", on_note(annotations.resolve_annotation, on=True)),
    line("annotations.resolve_annotation", on_note(annotations.resolve_annotation, name="hidden", on=True),
         "chair moderator", unseen="sponsor advisor observer"),
    line("moderating.release_annotation", on_note(moderating.release_annotation, name="hidden"), "chair moderator",
         unseen="sponsor advisor observer"),
    line("annotations.react_to_annotation", on_note(annotations.react_to_annotation, "agree", on=True), WRITERS),
    line("taking.take_notes", on_document(taking.take_notes, format="json"), WRITERS + " observer"),
    line("documents.publish_document", publish),
    line("documents._publish", lambda _, room, by: documents._publish(room.board, by, NEW_PAGE)),
    line("documents.open_document", on_document(documents.open_document), WRITERS + " observer"),
    line("versions.withdraw_document", on_document(versions.withdraw_document, reason="Outdated")),
    line("versions.expire_version", expire, ""),
    line("versions._added", on_document(versions._added, kept=MENDED | {"changed": "So."}, ahead={})),
    line("versions._replace", lambda world, room, by: versions._replace(sent(world), by, MENDED)),
    line("passages.clear_passages", on_version(passages.clear_passages)),
    line("passages.cover_passages", on_version(passages.cover_passages)),
    line("joining.join_document", join),
    line("versions._publish", lambda world, room, by: versions._publish(sent(world), by, None, {"sha256": ""})),
    line("leaves.keep_leaves", on_version(leaves.keep_leaves, PAGE), ""),
    line("leaves._end_drawing", on_version(leaves._end_drawing, (Examined(""), []), ahead={}), ""),
    line("uploads.begin_upload", lambda _, room, by: uploads.begin_upload(room.board, by=by, name="a.pdf", size=9)),
    line("uploads._add", lambda world, room, by: uploads._add(sending(world), 0, ("a", 9), by)),
    line("uploads.drop_upload", lambda world, room, by: uploads.drop_upload(sending(world), by=by), "chair"),
    line("uploads.end_upload", lambda world, room, by: uploads.end_upload(sending(world), by=by), "chair"),
    line("reviews.send_for_review", on_version(reviews.send_for_review, {})),
    line("reviews.recall_version", on_version(reviews.recall_version)),
    line("reviews._sign", sign, "observer"),
    line("remarks.raise_remark", on_version(remarks.raise_remark, "Which dose?"), STAFF + " observer"),
    line("remarks.settle_remark", settle, STAFF + " observer"),
    line("collections.gather_documents", put_together),
    line("collections.change_collection", put_anew),
    line("collections.remove_collection", on_collection(collections.remove_collection)),
    line("details.describe_document", on_document(details.describe_document, title="Another")),
    line("details.place_document", on_document(details.place_document, question_number=1)),
    line("details.shelve_document", lambda world, room, by: details.shelve_document(
        paper("page")(world), world.rooms["lungs"].board, by=by)),
    line("details.shelve_document", lend, ""),
    line("readings.mark_document_read", on_document(readings.mark_document_read, version=1), WRITERS + " observer"),
    line("readings.keep_place", on_document(readings.keep_place, version=1, place=3), WRITERS + " observer"),
    line("tracks._set", lambda world, room, by: tracks._set(sent(world), by, {"sort": "captions"}, "")),
    line("vocabulary.set_term", lambda _, room, by: vocabulary.set_term("area", "Oncology", by=by),
         STAFF + " other-board"),
    line("approvals.set_approvals", lambda _, room, by: approvals.set_approvals(room.board, {}, by=by),
         "chair sponsor"),
]  # fmt: skip
