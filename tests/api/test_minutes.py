"""The minutes of a live session as a program reads them, and what one would change in them."""

from uuid import uuid4

import pytest

from discussions.commands.minutes import send_minutes
from discussions.commands.suggestions import decline_suggestion
from discussions.models import Suggestion
from tests.discussions.minuted import drafted, part, sent, suggested
from tests.make import room

pytestmark = pytest.mark.django_db


def test_who_came_reads_minutes_suggests_a_change_once_and_learns_what_became_of_it(program):
    heart = room()
    minutes = sent(heart)
    notes, mine = part(minutes, "Notes"), program(heart.okonjo)
    address = f"boards/heart/sessions/{minutes.session.number}/minutes"
    told = program(heart.marsh).get(address)
    assert (told["state"], told["revision"], told["approved_at"]) == ("sent", 1, None)
    assert "Notes" in [one["title"] for one in told["parts"]]
    wish = {"client_id": str(uuid4()), "words": "Three days.", "proposed": "Three **days** were named."}
    for _ in range(2):
        answer = mine("POST", f"{address}/parts/{notes.pk}/suggestions", wish)
        assert (answer.status_code, answer.json()["me"], answer.json()["state"]) == (200, True, "waiting")
    decline_suggestion(Suggestion.objects.get(), "Two were said.", by=heart.marsh)
    [wished] = mine.get(address)["suggestions"]
    assert (wished["words"], wished["state"], wished["answer"]) == ("Three days.", "declined", "Two were said.")
    mine.refused(
        422, "POST", f"{address}/parts/{notes.pk}/suggestions", {**wish, "client_id": str(uuid4()), "words": 1}
    )
    mine.refused(404, "POST", f"{address}/parts/{uuid4()}/suggestions", wish)


def test_a_draft_is_not_there_for_who_came_and_peers_know_each_other_by_alias(program):
    heart = room({"blinded": True})
    minutes = drafted(heart)
    address = f"boards/heart/sessions/{minutes.session.number}/minutes"
    program(heart.okonjo).refused(404, "GET", address)
    send_minutes(minutes, by=heart.marsh)
    suggested(heart, minutes, "okonjo", words="In our unit nobody is told.")
    by = {name: program(getattr(heart, name)).get(address)["suggestions"][0]["by"] for name in ("solheim", "marsh")}
    assert by == {"solheim": heart.okonjo.alias_name, "marsh": "Dr Samuel Okonjo"}
