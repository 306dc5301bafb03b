"""Words of somebody who is erased in what libraries keep: names they signed with, remarks and notes that name them."""

from django.db import transaction
from django.db.models import Q

from advisory.files import discard
from advisory.search.filing import unindex
from resources.models import Annotation


def forget_signatures(reviews, person, by):
    """Erase the name that was signed; the decision, when it was made and for which file stay as the record."""
    reviews.update(signed_name="")


def forget_remarks(remarks, person, by):
    """Erase text and salt of remarks that name whoever wrote them; all others stay as the record."""
    naming = Q(body__icontains=person.own_name)
    for address in person.addresses:
        naming |= Q(body__icontains=address)
    remarks.filter(naming).update(body="", salt="")


def forget_uploads(uploads, person, by):
    """Forget the files that somebody was sending; what has become a version is the board's."""
    pieces = [name for one in uploads for name in one.pieces]
    uploads.delete()
    transaction.on_commit(lambda: [discard(name) for name in pieces])


def forget_annotations(versions, person, by):
    """Erase text and salt of notes that were taken back or never shared, and of those that name their writer."""
    naming = Q(body__icontains=person.own_name)
    for address in person.addresses:
        naming |= Q(body__icontains=address)
    gone = versions.filter(naming | Q(annotation__removed_at__isnull=False) | Q(annotation__shared_at=None))
    unindex(*Annotation.objects.filter(current__in=gone))
    gone.update(body="", html="", salt="")


def forget_following(rows, person, by):
    """Forget which topics somebody followed and when they were in the library."""
    rows.delete()
