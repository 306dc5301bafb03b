"""What the guards' boards have in review, and what came before reviewers signed there."""

from resources.commands.approvals import set_approvals
from resources.commands.details import shelve_document
from resources.commands.documents import publish_document
from resources.commands.remarks import raise_remark
from resources.commands.reviews import send_for_review
from resources.models import Document


def shown_unsigned(theirs, lungs, heart):
    """Board B's document in the library of ours, from when reviewers signed on neither."""
    set_approvals(heart.board, {}, by=heart.lindqvist)
    shelve_document(Document.objects.get(pk=theirs), heart.board, by=lungs.lindqvist)
    set_approvals(heart.board, {"legal": 1}, by=heart.lindqvist)


def in_review(made):
    """A document in review with the observer, or where there is none with the chair, and a point about it."""
    set_approvals(made.board, {"legal": 1}, by=made.lindqvist)
    page = {"format": "page", "body": "Not for everybody yet."}
    version = publish_document(made.board, by=made.marsh, title="In review", **page).versions.get()
    send_for_review(version, {"legal": made.seats.get("brandt", made.lindqvist).pk}, by=made.marsh)
    return {"sent": version.document_id, "remark": raise_remark(version, "Which source?", by=made.marsh).pk}
