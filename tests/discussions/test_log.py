"""The log of a board: what moderators did, the audit trail as each reader may know it, verified and taken out."""

import csv
import io
import json
import re
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from advisory.events.models import Event
from advisory.events.proofs import flaw, proof_of
from advisory.refusals import Conflict, Denied
from boards.commands.members import move_member
from boards.models import Board
from discussions.commands import log as commands
from discussions.commands.clarifications import ask_to_clarify
from discussions.commands.exports import take_out
from discussions.commands.log import open_log, take_log, verify_log
from discussions.commands.moderation import hold_post, react_to_post, release_post
from discussions.commands.moves import move_post
from discussions.commands.pins import pin_post, unpin_post
from discussions.commands.questions import pass_question
from discussions.commands.redactions import redact_post
from discussions.commands.removals import strike_post
from discussions.commands.restrictions import restrict_member
from discussions.commands.undoing import undo_act
from discussions.models import Act, Post
from discussions.models.threads import MARK
from discussions.taking.ledger import conduct_in, trail_in
from discussions.taking.tree import Ask
from discussions.views import log
from tests.make import now, room, say, soon

pytestmark = pytest.mark.django_db
PAGE, WICKED = "/boards/heart/audit/", "=HYPERLINK(1) #let x = 1 \\ <b>"


@pytest.fixture
def heart():
    """A blinded and an open question; an answer that was held and came back, one that is held, a reaction, a pass."""
    made = room({"blinded": True}, {}, {})
    answer = say(made.question, made.okonjo, "Weekly.")
    hold_post(answer, by=made.marsh, reason="Let me look")
    release_post(now(answer), by=made.marsh)
    hold_post(say(made.question, made.solheim, "Mrs Baker."), by=made.lindqvist, reason=WICKED)
    react_to_post(now(answer), "agree", by=made.tanabe, on=True)
    pass_question(made.question, by=made.abernathy)
    say(made.asked(2), made.tanabe, "Openly.")
    return made


def looks(seat, query=""):
    """What the log's page says to somebody."""
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(seat.user)
    return browser.get(f"{PAGE}?{query}")


def trail(seat, query=""):
    """The rows of the audit trail on a page: [(number, when, who, event and about, seal)]."""
    rows = re.findall(r"<tr><td.*?</tr>", looks(seat, f"tab=trail&{query}").text, re.S)
    cells = [re.findall(r"<td[^>]*>(.*?)</td>", row, re.S) for row in rows]
    return [tuple(" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row) for row in cells]


def taken(seat, sort="csv", asked=None):
    """A file of the audit trail."""
    return take_log(seat.board, sort, trail_in(sort, asked or {}), by=seat)


def test_the_moderation_log_says_who_did_what_when_and_why(heart):
    act = Act.objects.get(verb="held", post__author=heart.solheim)
    assert f'name="act" value="{act.pk}"' in looks(heart.marsh).text
    assert 'tone-warn">Held' in looks(heart.marsh).text
    undo_act(act, by=heart.marsh)
    page = looks(heart.lindqvist).text
    assert "Let me look" in page
    assert "=HYPERLINK(1)" in page
    assert "<b>Released</b>" in page
    assert "Answer by Prof. Ingrid Solheim, Question 1" in page
    assert re.search(r'badge">Undone by Helena Marsh, [0-9]+ [A-Z][a-z]+ 2[0-9]{3}', page)
    assert "Released" not in looks(heart.lindqvist, "part=moved").text.partition('class="loglist')[2]
    for nobody in (heart.weidmann, heart.okonjo, heart.brandt):
        assert looks(nobody).status_code == 403


def test_each_act_says_how_much_whereto_and_until_when_and_whether_it_waits(heart):
    open_one = say(heart.asked(2), heart.okonjo, "Dr Brown at Riverside said so.")
    redact_post(open_one, "Dr Brown", by=heart.marsh, reason="A name")
    ask_to_clarify(now(open_one), by=heart.marsh, body="Which dose?", client_id=uuid4(), reason="Unclear")
    move_post(now(open_one), heart.asked(3), by=heart.lindqvist, reason="About topic 1")
    restrict_member(heart.tanabe, by=heart.lindqvist, until=soon(days=2), reason="Tone")
    page = looks(heart.lindqvist).text
    for words in (
        "Redacted 2 words",
        "Asked to clarify",
        "Moved to Question 3",
        f"until {soon(days=2):%-d %B}",
        "Waiting",
    ):
        assert words in page, words
    export = take_out(heart.board, Ask(names=True), "html", by=heart.lindqvist).decode()
    assert "Dr Brown" not in export
    assert MARK in export
    assert "Clarification" in export
    strike_post(now(open_one), by=heart.marsh, reason="Off")
    export = take_out(heart.board, Ask(names=True, held=True), "html", by=heart.lindqvist).decode()
    assert "Removed by a moderator" in export


def test_the_moderation_log_shows_every_act_once_newest_first_by_pages(heart, monkeypatch):
    monkeypatch.setattr(log, "MANY", 3)
    post, query, seen = Post.objects.get(author=heart.tanabe), "", []
    for number in range(4):
        (unpin_post if number % 2 else pin_post)(now(post), by=heart.marsh)
    while query is not None:
        page = looks(heart.marsh, query).text
        seen.append(re.findall(r"<div><p><b>(\w+)", page))
        older = re.search(r'href="[?]([^"]*)">Older', page)
        query = older and older[1].replace("&amp;", "&")
    assert seen == [["Unpinned", "Pinned", "Unpinned"], ["Pinned", "Held", "Released"], ["Held"]]
    assert looks(heart.marsh, "skip=999999999999999999").status_code == 200


def test_the_trail_shows_every_entry_once_newest_first_by_pages(heart):
    for number in range(40):
        react_to_post(Post.objects.get(author=heart.tanabe), "agree", by=heart.solheim, on=number % 2 == 0)
    last = trail(heart.lindqvist)
    end = Event.objects.filter(log=heart.board.log_id).count()
    assert [int(row[0]) for row in last] == list(range(end, end - 50, -1))
    older = trail(heart.lindqvist, f"before={end - 49}")
    assert int(older[0][0]) == end - 50
    assert trail(heart.lindqvist, f"after={end - 50}") == last
    assert f"after={older[0][0]}" in looks(heart.lindqvist, f"tab=trail&before={end - 49}").text


def test_the_trail_is_searched_by_person_event_number_and_day(heart):
    chair = heart.lindqvist
    assert {row[2] for row in trail(chair, "q=okonjo")} == {"Dr Samuel Okonjo"}
    assert {row[3].split()[0] for row in trail(chair, "q=post.held")} == {"post.held"}
    assert [row[0] for row in trail(chair, "q=3-5")] == ["5", "4", "3"]
    assert [row[0] for row in trail(chair, "first=2&last=3")] == ["3", "2"]
    assert {row[3].split()[0] for row in trail(chair, "kind=question.passed")} == {"question.passed"}
    assert trail(chair, f"until={soon(days=-1):%Y-%m-%d}") == []
    assert trail(chair, f"since={soon(days=0):%Y-%m-%d}&q=7")
    assert trail(chair, "q=%22nobody%27") == []
    wrong = looks(chair, "tab=trail&since=soon&first=-1&kind=shout&q=" + "9" * 80).text
    assert "Write a day, like 2027-06-04." in wrong
    assert "Entries are counted from 1." in wrong
    assert 'value="soon"' in wrong
    assert "between the years 2000 and 2199" in looks(chair, "tab=trail&until=9999-12-31&since=0001-01-01").text


def test_who_reacted_is_nobodys_business_here_too(heart):
    rows = [row for row in trail(heart.lindqvist) if row[3].startswith("post.reacted")]
    assert [row[2] for row in rows] == ["A member"]
    assert not [row for row in trail(heart.lindqvist, "q=tanabe") if row[3].startswith("post.reacted")]
    assert 'A member,post.reacted,"Answer by Dr Samuel Okonjo' in taken(heart.lindqvist).decode()


@pytest.mark.once
def test_a_moderator_from_whom_names_are_kept_reads_aliases_and_days(heart):
    Board.objects.update(moderators_blinded=True)
    Event.objects.update(at=soon(days=-3))
    rows = [row for row in trail(heart.marsh) if "opened" not in row[3]]
    inside = [row for row in rows if "Question 1" in row[3] or "question." in row[3]]
    assert not [row for row in inside if re.search("Okonjo|Solheim|Abernathy|Tanabe", " ".join(row))]
    assert heart.okonjo.alias_name in {row[2] for row in rows}
    assert ("An advisor", "question.passed An advisor, Question 1") in {(row[2], row[3]) for row in rows} or (
        "An advisor", "question.passed An advisor"
    ) in {(row[2], row[3]) for row in rows}  # fmt: skip
    assert not [row for row in rows if ":" in row[1]]
    move_member(heart.okonjo, "observer", by=heart.lindqvist)
    move_member(heart.okonjo, "sponsor", by=heart.lindqvist)
    after = [row for row in trail(heart.marsh) if "opened" not in row[3] and "member.moved" not in row[3]]
    assert [row[2:] for row in after] == [row[2:] for row in rows], "who is of the team now advised without a name"
    assert trail(heart.marsh, "q=okonjo") == []
    assert trail(heart.marsh, "q=marianne")
    page = looks(heart.marsh, "tab=trail").text
    assert not re.search(r"[0-9a-f]{64}", page.partition("<main")[2])
    assert not re.search(r"Okonjo|Solheim|Abernathy", looks(heart.marsh).text)
    table = taken(heart.marsh).decode()
    assert not re.search(r"[0-9a-f]{64}|\.mine\.", table)
    with pytest.raises(Denied):
        taken(heart.marsh, "proof")


def test_verifying_finds_what_was_changed_and_stands_in_the_log(heart, monkeypatch):
    assert verify_log(heart.board, by=heart.marsh) is None
    told = Event.objects.get(kind="log.verified")
    assert told.facts["bad"] == 0
    assert told.facts["through"] == told.number - 1
    assert "form an unbroken chain" in looks(heart.lindqvist).text
    spoken = Event.objects.filter(kind="post.created").order_by("number").first()
    Event.objects.filter(pk=spoken.pk).update(kind="post.removed")
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(heart.lindqvist.user)
    answer = browser.post(f"{PAGE}verification/", {"tab": "trail"})
    assert answer.headers["Location"] == f"{PAGE}?tab=trail#verified"
    assert f"Entry {spoken.number} is not as it was written" in browser.get(PAGE).text
    monkeypatch.setattr(commands, "MOST", 3)
    with pytest.raises(Conflict):
        verify_log(heart.board, by=heart.marsh)
    with pytest.raises(Denied):
        verify_log(heart.board, by=heart.weidmann)


def test_opening_the_log_stands_in_it_once_a_day(heart):
    for _ in range(2):
        looks(heart.lindqvist)
        looks(heart.marsh, "tab=trail")
    opened = Event.objects.filter(kind="log.opened")
    assert sorted(event.actor.name for event in opened) == ["Helena Marsh", "Prof. Marianne Lindqvist"]
    opened.update(at=soon(days=-1))
    open_log(heart.board, by=heart.marsh)
    assert opened.count() == 3


@pytest.mark.once
def test_a_proof_holds_elsewhere_and_a_change_in_it_shows(heart, tmp_path):
    head = (heart.board.log.__class__.objects.get(pk=heart.board.log_id).number, "0" * 64)
    lines = taken(heart.lindqvist, "proof").decode().splitlines()
    assert flaw(lines) == ""
    assert "kept elsewhere" in flaw(lines, head)
    assert not re.search("Weekly|Openly|Okonjo|Let me look", "\n".join(lines))
    kinds = [json.loads(line)["kind"] for line in lines[1:]]
    assert (
        kinds
        == list(Event.objects.filter(log=heart.board.log_id).order_by("number").values_list("kind", flat=True))[
            : len(kinds)
        ]
    )
    changed = [*lines[:4], lines[4].replace("member.seated", "member.moved"), *lines[5:]]
    assert flaw(changed) == "entry 4: it or its order was changed"
    assert "entry 4: it or another" in flaw([*lines[:4], *lines[5:]])
    assert f"entry {len(lines) - 1}: it is missing" in flaw(lines[:-1])
    assert "not a proof file" in flaw(["nonsense"])
    kept, out = tmp_path / "proof.jsonl", io.StringIO()
    kept.write_text("\n".join(lines), encoding="utf-8")
    call_command("verify_audit", proof=str(kept), stdout=out)
    assert f"{len(lines) - 1} entries of board.heart hold." in out.getvalue()
    kept.write_text("\n".join(changed), encoding="utf-8")
    with pytest.raises(SystemExit) as end:
        call_command("verify_audit", proof=str(kept), stdout=out)
    assert end.value.code == 1
    assert flaw(list(proof_of(heart.board.log))) == ""


def test_the_table_tells_every_entry_with_its_seal_and_no_formula(heart):
    rows = list(csv.DictReader(io.StringIO(taken(heart.lindqvist).decode("utf-8-sig"))))
    seals = {str(event.number): event.digest for event in Event.objects.filter(log=heart.board.log_id)}
    assert {row["Entry"]: row["Seal"] for row in rows}.items() <= seals.items()
    assert len(rows) == len(seals) - 1
    conduct = take_log(heart.board, "csv", conduct_in("csv", ""), by=heart.lindqvist).decode("utf-8-sig")
    assert f"'{WICKED}" in {row["Reason"] for row in csv.DictReader(io.StringIO(conduct))}
    assert [event.facts for event in Event.objects.filter(kind="log.taken")] == [{"format": "csv"}] * 2


@pytest.mark.once
@pytest.mark.parametrize("read", [trail_in("pdf", {}), conduct_in("pdf", "")], ids=["trail", "conduct"])
def test_the_paper_is_readable_and_tells_nothing_of_who_made_it(heart, read):
    first, again = read(heart.lindqvist), read(heart.marsh)
    assert first == again
    paper = PdfReader(io.BytesIO(first))
    words = "\n".join(page.extract_text() for page in paper.pages)
    assert "Heart and blood" in words
    assert "Answer by" in words
    assert "=HYPERLINK(1) #let x" in words or "post.held" in words
    assert {"/Author", "/CreationDate", "/ModDate"} & set(paper.metadata or {}) == set()


def test_a_form_gives_the_file_that_the_page_shows(heart):
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(heart.lindqvist.user)
    saved = browser.post(f"{PAGE}file/", {"tab": "trail", "format": "csv", "q": "3-5"})
    assert saved["Content-Disposition"] == 'attachment; filename="heart-trail.csv"'
    assert saved.content.decode().count("\r\n") == 4
    assert browser.post(f"{PAGE}file/", {"tab": "conduct", "format": "proof"}).status_code == 422
    assert browser.post(f"{PAGE}file/", {"tab": "trail", "format": "exe"}).status_code == 422


@pytest.mark.parametrize("tab", ["trail", "conduct"])
def test_the_page_takes_a_bounded_number_of_queries(heart, tab):
    counts, browser = [], Client(HTTP_HOST="localhost")
    browser.force_login(heart.lindqvist.user)
    for _ in range(2):
        browser.get(f"{PAGE}?tab={tab}")
        with CaptureQueriesContext(connection) as made:
            browser.get(f"{PAGE}?tab={tab}")
        counts.append(len(made))
        for seat in (heart.okonjo, heart.solheim, heart.abernathy):
            hold_post(say(heart.asked(2), seat, "More"), by=heart.marsh, reason="Look")
    assert counts[1] <= counts[0] + 1
    assert counts[1] <= 21, "\n".join(one["sql"][:200] for one in made.captured_queries)
