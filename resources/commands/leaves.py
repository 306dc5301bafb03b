"""The pages of a version are kept as they are drawn, and what was found in its file is told to the team."""

from django.db import transaction

from advisory.events.record import lock, record
from advisory.refusals import Conflict
from advisory.rights import allow
from resources.commands.carrying import carry_notes, places_ahead
from resources.commands.versions import hide
from resources.models import Check, Leaf, Version
from resources.search import index_document


@transaction.atomic
def keep_leaves(version, leaves, *, by):
    """Keep pages that were drawn of a version's file; the first one begins anew. Gives the pictures left over."""
    drawn = version.sha256
    by, version = lock(version.board, by, version)
    allow(by, "version.draw", version)
    _same(version, drawn)
    left = []
    if leaves[0].number == 1:
        left = list(version.leaves.values_list("picture", flat=True))
        version.leaves.all().delete()
    Leaf.objects.bulk_create([_leaf(version, leaf) for leaf in leaves])
    return left


def end_drawing(version, found, checks, *, by):
    """Say that a version's file was looked at and drawn, or why it was not."""
    _end_drawing(version, (found, checks), by, places_ahead(version.document, version))


@transaction.atomic
def _end_drawing(version, told, by, ahead):
    (found, checks), drawn = told, version.sha256
    by, version = lock(version.board, by, version)
    allow(by, "version.draw", version)
    _same(version, drawn)
    for check in checks:
        told = {"state": check.state, "said": check.said[:300], "places": check.places}
        Check.objects.update_or_create(version=version, what=check.what, defaults=told)
    version.pages, version.minutes = version.leaves.count(), found.minutes
    version.save(update_fields=["pages", "minutes"])
    if version.state == Version.State.PUBLISHED and version.stopped:
        hide(version, by)
    elif version.state == Version.State.PUBLISHED:
        carry_notes(version.document, ahead)
        index_document(version.document)
    record("version.checked", version, by=by, version=version.number)


def _same(version, drawn):
    """Go on only while the file that was drawn stands in the version."""
    if version.sha256 != drawn:
        raise Conflict("changed", "Another file stands in this version by now.")


def _leaf(version, leaf):
    told = {"number": leaf.number, "width": leaf.width, "height": leaf.height, "picture": leaf.picture}
    return Leaf(version=version, **told, text=leaf.text, boxes=leaf.boxes)
