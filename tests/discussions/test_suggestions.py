"""What whoever came would change in minutes: suggested, taken with its words or by hand, declined with a reason."""

from uuid import uuid4

import pytest

from advisory.refusals import Absent, Conflict, Denied, Invalid
from discussions.commands.minutes import (
    change_part,
    send_minutes,
)
from discussions.commands.suggestions import decline_suggestion, suggest_change, take_suggestion
from discussions.models import Suggestion
from tests.boards.test_sessions import seen
from tests.discussions.minuted import drafted, part, read, sent, suggested
from tests.make import room

pytestmark = pytest.mark.django_db


def test_a_suggestion_on_a_board_with_aliases_names_nobody_to_peers():
    heart = room({"blinded": True})
    minutes = sent(heart)
    suggested(heart, minutes, "okonjo", words="In our unit nobody is told.")
    told = read(heart, minutes, "solheim")
    assert heart.okonjo.alias_name in told
    assert "Okonjo" not in told
    assert "nobody is told" in told
    assert "Samuel Okonjo" in read(heart, minutes, "marsh")


def test_who_came_suggests_changes_that_are_taken_with_their_words_or_declined_with_a_reason():
    heart = room()
    minutes = sent(heart)
    change_part(part(minutes, "Notes"), "Notes", "One reading.", by=heart.marsh)
    worded = suggested(heart, minutes, proposed="Three readings.")
    other = suggested(heart, minutes, "solheim", proposed="Four readings.")
    take_suggestion(worded, by=heart.marsh, worded=True)
    assert part(minutes, "Notes").body == "Three readings."
    with pytest.raises(Conflict):
        take_suggestion(other, by=heart.marsh, worded=True)
    decline_suggestion(other, "Three were said.", by=heart.lindqvist)
    told = read(heart, minutes, "okonjo")
    assert "Declined: <bdi>Three were said.</bdi>" in told
    assert "1 taken, 1 declined, 0 waiting" in told
    with pytest.raises(Conflict):
        take_suggestion(other, by=heart.marsh)
    with pytest.raises(Denied):
        take_suggestion(suggested(heart, minutes), by=heart.okonjo)


def test_what_cannot_be_suggested_is_refused_in_words_and_nothing_typed_is_lost():
    heart = room()
    draft = drafted(heart)
    notes = part(draft, "Notes")
    with pytest.raises(Absent):
        suggested(heart, draft)
    send_minutes(draft, by=heart.marsh)
    key = uuid4()
    for _ in range(2):
        suggest_change(notes, by=heart.okonjo, client_id=key, words="Three days.")
    assert Suggestion.objects.count() == 1
    with pytest.raises(Conflict, match="Send yours again"):
        suggest_change(notes, by=heart.weidmann, client_id=key, words="Mine.")
    with pytest.raises(Invalid):
        suggested(heart, draft, words=" ", proposed=notes.body)
    with pytest.raises(Denied):
        suggested(heart, draft, "brandt")
    typed = {"words": "So " * 900, "proposed": "Keep these words", "client_id": uuid4()}
    answer = seen(heart.okonjo, "minutes-suggestion", draft.session_id, notes.pk, **typed)
    assert answer.status_code == 422
    assert "Keep these words" in answer.content.decode()
