"""A board's library as a program reads it: what is in force and meant for it, newest first."""

import pytest

from resources.commands.details import describe_document, place_document
from resources.commands.versions import add_version
from tests.make import room
from tests.resources.shelf import published
from tests.resources.test_reviews import sent

pytestmark = pytest.mark.django_db


def test_a_library_tells_what_is_in_force_and_meant_for_me_and_keeps_that_i_read_it(program):
    heart = room({"title": "Baseline"})
    first = published(heart, format="page", body="Words.", title="Basics")
    describe_document(first, by=heart.weidmann, kind="Protocol", tags=["dose"])
    place_document(first, by=heart.weidmann, question_number=1, preread=True)
    describe_document(
        published(heart, format="page", body="Words.", title="For observers"), by=heart.weidmann, roles=["observer"]
    )
    add_version(first, by=heart.weidmann, format="link", address="https://example.org/", changed="A link now")
    published(heart, format="page", body="Words.", title="Dosing")
    sent(heart)
    mine = program(heart.okonjo)
    page = mine.get("boards/heart/library", limit=1)
    assert [one["title"] for one in page["items"]] == ["Dosing"]
    (told,) = mine.get("boards/heart/library", after=page["next"])["items"]
    assert (told["title"], told["kind"], told["tags"], told["questions"]) == ("Basics", "Protocol", ["dose"], [1])
    assert (told["preread"], told["opened"], told["read"]) == (True, False, False)
    assert (told["version"]["number"], told["version"]["address"]) == (2, "https://example.org/")
    address = f"boards/heart/library/{first.pk}"
    assert mine("PUT", f"{address}/reading", {"version": 1}).status_code == 409
    assert mine("PUT", f"{address}/reading", {"version": 2}).status_code == 204
    assert mine.get(address)["read"]
    assert len(program(heart.brandt).get("boards/heart/library")["items"]) == 3
    mine.refused(422, "GET", "boards/heart/library", after="x")
