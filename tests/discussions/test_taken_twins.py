"""Two worlds in which two authors changed places: whoever is kept from names takes out and reads the same."""

import io
import re
from uuid import uuid4
from zipfile import ZipFile

import pytest
from django.test import Client
from pypdf import PdfReader

from boards.models import Board, Membership
from discussions.commands.cases import open_case
from discussions.commands.clarifications import ask_to_clarify
from discussions.commands.exports import take_out
from discussions.commands.flags import flag_post
from discussions.commands.log import take_log
from discussions.commands.moderation import hold_post, react_to_post, release_post
from discussions.commands.questions import pass_question
from discussions.commands.redactions import redact_post
from discussions.commands.restrictions import restrict_member
from discussions.commands.threads import edit_post
from discussions.taking.formats import FORMATS
from discussions.taking.ledger import conduct_in, trail_in
from discussions.taking.tree import Ask
from tests.guards.asking import undone
from tests.make import now, room, say, soon

pytestmark = pytest.mark.django_db
NEVER_TWICE = re.compile(
    r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{32,64}\b|[0-9a-f]{4}…[0-9a-f]{4}|\b[0-9a-f]{8}\b"
    r"|\d\d:\d\d(:\d\d)?|csrf\S+|value=\"\w{64}\"|bookmark\w+ w:id=\"\d+\"|p[0-9a-f]{32}|content=\"\w+\""
)


@pytest.fixture
def heart():
    """A blinded question, an open one and one for the team; moderators do not see names."""
    return room({"blinded": True}, {}, {"sponsor_only": True, "blinded": True}, moderators_blinded=True)


def taken(heart, one, other):
    """What a blinded moderator gets after `one` and `other` did their parts: one always as Advisor 1041."""
    Membership.objects.filter(pk=other.pk).update(alias=1090)
    Membership.objects.filter(pk=one.pk).update(alias=1041)
    Membership.objects.filter(pk=other.pk).update(alias=1042)
    one, other = (Membership.objects.select_related("board", "user").get(pk=seat.pk) for seat in (one, other))
    answer = say(heart.question, one, "From 41.")
    say(heart.question, other, "From 42.", reply_to=answer)
    edit_post(now(answer), by=one, body="From 41, mended.", version=1)
    react_to_post(now(answer), "agree", by=other, on=True)
    flag_post(now(answer), by=other, reason="tone")
    hold_post(now(answer), by=heart.lindqvist, reason="Let me look")
    release_post(now(answer), by=heart.lindqvist)
    hold_post(say(heart.question, one, "Held."), by=heart.marsh, reason="Later")
    pass_question(heart.asked(2), by=other)
    team = say(heart.asked(3), other, "For the team.")
    ask_to_clarify(team, by=heart.marsh, body="Which dose?", client_id=uuid4(), reason="Unclear")
    ask_to_clarify(now(answer), by=heart.lindqvist, body="Why?", client_id=uuid4(), reason="Unclear too")
    redact_post(now(answer), "mended", by=heart.lindqvist, reason="A name")
    restrict_member(one, by=heart.lindqvist, until=soon(days=2), reason="Tone")
    open_case(now(answer), by=heart.lindqvist, noticed="team")
    return dict(_everything(heart))


def _everything(heart):
    marsh = heart.marsh
    for sort in FORMATS:
        for ask in (Ask(names=True, held=True), Ask()):
            yield f"{sort} {ask}", _words(take_out(heart.board, ask, sort, by=marsh), sort)
    for sort in ("csv", "pdf"):
        for name, read in (("trail", trail_in(sort, {})), ("conduct", conduct_in(sort, ""))):
            content = take_log(heart.board, sort, read, by=marsh)
            yield f"{name} {sort}", _words(content, sort)
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(marsh.user)
    for query in ("", "?tab=trail", "?tab=trail&q=okonjo", "?tab=trail&q=solheim", "?tab=trail&q=post.created"):
        page = browser.get(f"/boards/heart/audit/{query}").text
        yield query, NEVER_TWICE.sub("", page.partition("<main")[2])


def _words(content, sort):
    if sort in {"docx", "xlsx"}:
        files = ZipFile(io.BytesIO(content))
        content = b"\n".join(name.encode() + files.read(name) for name in files.namelist())
    if sort == "pdf":
        content = "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).encode()
    return NEVER_TWICE.sub("", content.decode())


def test_whoever_is_kept_from_names_takes_and_reads_the_same_whoever_wrote_it(heart):
    assert Board.objects.get(slug="heart").moderators_blinded
    with undone():
        first = taken(heart, heart.okonjo, heart.solheim)
    with undone():
        second = taken(heart, heart.solheim, heart.okonjo)
    for what, words in first.items():
        assert words == second[what], what
    told = " ".join(first.values())
    assert "Advisor 1041" in told
    assert "For the team." in told
