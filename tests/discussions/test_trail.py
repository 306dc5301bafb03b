"""The audit trail beside itself: what its entries tell together to whoever is kept from names."""

import pytest

from boards.models import Board, Membership
from discussions.trail import entries
from resources.commands.documents import open_document, publish_document
from tests.make import room, say
from tests.resources.shelf import pdf

pytestmark = pytest.mark.django_db


def test_no_name_stands_beside_an_alias_that_acted_at_the_same_time():
    heart = room({"blinded": True})
    Board.objects.update(moderators_blinded=True)
    paper = publish_document(heart.board, by=heart.weidmann, title="Protocol", format="pdf", file=pdf())
    open_document(paper, by=heart.okonjo)
    say(heart.question, heart.okonjo)
    told = {}
    for name in ("lindqvist", "marsh"):
        found = entries(getattr(heart, name), heart.board.log.events.order_by("-number")[:4])
        told[name] = [(one.kind, one.who) for one in found if one.kind in ("post.created", "document.opened")]
    assert told["marsh"] == [
        ("post.created", heart.okonjo.alias_name), ("document.opened", "An advisor"),
    ]  # fmt: skip
    assert {who for _, who in told["lindqvist"]} == {"Dr Samuel Okonjo"}
    assert Membership.objects.get(pk=heart.marsh.pk).gaze != "names"
