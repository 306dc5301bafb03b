"""The discussion as a file: in order, as its taker may read it, the same bytes each time, and always on record."""

import csv
import io
import re
import zipfile

import pytest
from django.test import Client
from docx import Document
from openpyxl import load_workbook

from advisory.api.commands.tokens import create_token
from advisory.events.models import Event
from advisory.refusals import Absent, Busy, Denied, Invalid
from advisory.rights import SYSTEM
from boards.models import Board
from boards.veils import veil
from discussions.commands import exports
from discussions.commands.exports import take_out
from discussions.commands.moderation import hold_post, react_to_post
from discussions.commands.threads import edit_post, remove_post
from discussions.models import Post
from discussions.taking.formats import FORMATS
from discussions.taking.prose import paragraphs, plain
from discussions.taking.tree import Ask
from tests import moulds
from tests.make import now, room, say, soon

pytestmark = pytest.mark.django_db
TABLE = {"kind": "table", "title": "Doses", "unit": "mg", "rows": [["Day", "Dose"], ["1", "=2+3"]]}
DRAWN = (
    '<p>A <strong>b <em>c</em></strong> &amp; <a href="https://x.org/?a&amp;b" rel="x">d</a><br>\ne</p>\n'
    '<ol start="3">\n<li>f\n<ul>\n<li>g</li>\n</ul>\n</li>\n</ol>\n<blockquote>\n<p>h &lt; i</p>\n</blockquote>'
)
ORDER = (
    "What about topic 1?",
    "Doses",
    "every",
    "At which level",
    "From the first sign",
    "What about topic 2?",
)
SEEN = Ask(names=True)


@pytest.fixture
def heart():
    """Two questions, the second blinded; on each an answer, and on the first what does not stand any more."""
    return moulds.cast(__name__, _told)


def _told():
    made = room({"stimulus": TABLE}, {"blinded": True})
    first = say(made.question, made.okonjo, "Before **every** cycle.\n\n- =cmd()\n- <b>not bold</b>")
    say(made.question, made.marsh, "At which level?", reply_to=first)
    say(made.question, made.tanabe, "From the first sign on.")
    react_to_post(first, "agree", by=made.tanabe, on=True)
    hold_post(say(made.question, made.solheim, "Held: Mrs Baker."), by=made.marsh, reason="A patient is named")
    remove_post(say(made.question, made.abernathy, "Taken back."), by=made.abernathy)
    say(made.asked(2), made.solheim, "Only the alias said this.")
    return made


def read(content, sort):
    """The words of a file, whatever its format."""
    if sort == "docx":
        document = Document(io.BytesIO(content))
        return "\n".join("".join(one.itertext()) for one in document.element.body.iter("{*}p"))
    if sort == "xlsx":
        book = load_workbook(io.BytesIO(content))
        return "\n".join(str(cell) for sheet in book for row in sheet.values for cell in row if cell is not None)
    return content.decode("utf-8-sig")


def taken(by, ask=SEEN, sort="html"):
    """What somebody takes out, as words."""
    return read(take_out(by.board, ask, sort, by=by), sort)


@pytest.mark.parametrize("sort", FORMATS)
def test_every_format_tells_the_board_in_its_order_and_cites_each_post(heart, sort):
    words = taken(heart.lindqvist, sort=sort)
    places = [words.index(part) for part in ORDER]
    assert places == sorted(places)
    standing = Post.objects.filter(held_at=None, removed_at=None)
    assert [str(post.pk) for post in standing if str(post.pk) not in words] == []
    assert "2 of 4 advisors answered" in words
    for gone in Post.objects.exclude(pk__in=standing):
        assert str(gone.pk) not in words
    assert "Mrs Baker" not in words
    assert "Taken back" not in words


@pytest.mark.once
@pytest.mark.parametrize("sort", FORMATS)
def test_the_same_board_is_the_same_bytes_whoever_takes_it_and_tells_nothing_of_them(heart, sort):
    first, again = (take_out(by.board, SEEN, sort, by=by) for by in (heart.lindqvist, heart.weidmann))
    assert first == again
    files = zipfile.ZipFile(io.BytesIO(first)) if sort in {"docx", "xlsx"} else None
    whole = b"\n".join(files.read(one) for one in files.namelist()) if files else first
    assert not re.search(
        rb"Lindqvist|Weidmann|python|<cp:lastModifiedBy>[^<]|<dc:creator>[^<]|20(?!00)\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ</dcterms",
        whole,
    )
    if files:
        assert {one.date_time for one in files.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [name for name in files.namelist() if "thumbnail" in name or "customXml" in name]


@pytest.mark.once
def test_names_are_told_as_the_taker_sees_them_and_never_without_asking(heart):
    named, without = taken(heart.lindqvist), taken(heart.lindqvist, Ask())
    alias = heart.solheim.alias_name
    assert f"{alias} (Prof. Ingrid Solheim)" in named
    assert "Dr Samuel Okonjo" in named
    Board.objects.update(moderators_blinded=True)
    blinded = taken(heart.marsh)
    assert alias in blinded
    assert "Solheim" not in blinded
    assert "Dr Samuel Okonjo" in blinded
    assert alias in without
    assert not re.search("Solheim|Okonjo|Marsh|Tanabe", without)


@pytest.mark.once
def test_without_names_no_alias_stands_beside_words_that_peers_read_under_a_name(heart):
    """Who reads both the file and the open question would know whose alias it is on the blinded one."""
    say(heart.question, heart.solheim, "Openly.")
    open_part = taken(heart.lindqvist, Ask(scope="question-1"))
    assert "Openly." in open_part
    assert veil(heart.solheim)[1] in open_part
    assert not re.search(r"Advisor \d", open_part)


def test_behind_the_wall_every_author_goes_by_alias_and_the_report_alone_is_no_export(heart):
    heart.weidmann.__class__.objects.filter(pk=heart.weidmann.pk).update(sight="blinded")
    words = taken(heart.weidmann)
    assert veil(heart.okonjo)[1] in words
    assert heart.solheim.alias_name in words
    assert not re.search("Solheim|Okonjo|Tanabe", words)
    heart.weidmann.__class__.objects.filter(pk=heart.weidmann.pk).update(sight="report")
    with pytest.raises(Denied):
        taken(heart.weidmann)


@pytest.mark.once
def test_the_day_alone_is_told_of_what_was_said_long_ago_where_authors_are_blinded(heart):
    Post.objects.update(published_at=soon(days=-3))
    long_ago = soon(days=-3).strftime("%Y-%m-%d")
    rows = list(csv.DictReader(io.StringIO(taken(heart.lindqvist, sort="csv"))))
    times = {row["Question"]: row["Time (UTC)"] for row in rows if row["Post"]}
    assert times["2"] == long_ago
    assert times["1"].startswith(f"{long_ago}T")


def test_held_and_removed_posts_are_in_for_the_desk_alone_and_marked(heart):
    words = taken(heart.marsh, Ask(names=True, held=True), "csv")
    rows = {row["Words"]: row["State"] for row in csv.DictReader(io.StringIO(words))}
    assert rows["Held: Mrs Baker."] == "Held"
    assert rows["Taken back."] == "Removed by its author"
    with pytest.raises(Denied):
        take_out(heart.weidmann.board, Ask(held=True), "csv", by=heart.weidmann)


def test_what_was_held_before_anybody_saw_it_is_as_if_it_were_never_written(heart):
    before = {sort: take_out(heart.board, SEEN, sort, by=heart.weidmann) for sort in FORMATS}
    Board.objects.update(screening="hold")
    held = say(heart.question, heart.solheim, "My patient, 71, died two days after the first dose of Product A.")
    say(heart.question, heart.solheim, "And a word to it.", reply_to=held)
    assert held.order is None
    for sort, content in before.items():
        assert take_out(heart.board, SEEN, sort, by=heart.weidmann) == content
    assert "My patient, 71" in taken(heart.marsh, Ask(names=True, held=True))


def test_an_answer_out_of_sight_keeps_its_place_for_the_replies_under_it(heart):
    answer = Post.objects.get(reply_to=None, author=heart.okonjo)
    hold_post(now(answer), by=heart.marsh, reason="Let me look")
    words = taken(heart.weidmann)
    assert "Not shown: held" in words
    assert "At which level" in words
    assert "every" not in words.partition("<main>")[2]
    assert "Okonjo" not in words


@pytest.mark.once
def test_a_change_after_seeing_the_others_says_so(heart):
    gated = room({"answer_first": True}, slug="gated")
    answer = say(gated.question, gated.okonjo, "Weekly.")
    say(gated.question, gated.tanabe, "Daily.")
    edit_post(now(answer), by=gated.okonjo, body="Daily too.", version=1)
    assert "changed after seeing the others" in taken(gated.marsh)


@pytest.mark.once
def test_no_cell_is_a_formula_or_a_link(heart):
    wicked = ["=1+1", "+1", "-1", "@SUM(A1)", "＝1", "https://example.org"]
    for words in wicked:
        say(heart.question, heart.solheim, words)
    sheet = load_workbook(io.BytesIO(take_out(heart.marsh.board, SEEN, "xlsx", by=heart.marsh)))["Discussion"]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "n"}
    assert [cell for cell in cells if cell.hyperlink] == []
    told = {cell.value for cell in cells}
    assert set(wicked) <= told
    for row in csv.reader(io.StringIO(taken(heart.marsh, sort="csv"))):
        assert [cell for cell in row if re.match("[=+@＝\t-]", cell)] == []


@pytest.mark.once
def test_characters_that_no_file_may_hold_are_left_out(heart):
    say(heart.question, heart.solheim, "A bell\x07 and a tab\x0b.")
    for sort in FORMATS:
        assert "A bell and a tab." in taken(heart.marsh, sort=sort)


@pytest.mark.once
def test_a_web_page_runs_nothing_and_fetches_nothing(heart):
    page = taken(heart.marsh)
    assert "default-src 'none'" in page
    assert not re.search(r"<script|\sstyle=|\son\w+=|\ssrc=|<link|&lt;b&gt;not bold.*<b>", page)
    assert "&lt;b&gt;not bold&lt;/b&gt;" in page


def test_a_section_or_a_question_alone(heart):
    assert "What about topic 2?" in taken(heart.marsh, Ask(scope="section-1"))
    assert "What about topic 2?" not in taken(heart.marsh, Ask(scope="question-1"))
    for scope in ("question-9", "section-4", "question-0", "section"):
        with pytest.raises(Absent):
            take_out(heart.marsh.board, Ask(scope=scope), "csv", by=heart.marsh)
    with pytest.raises(Invalid):
        take_out(heart.marsh.board, SEEN, "exe", by=heart.marsh)


def test_every_taking_is_on_record_before_the_file_is_there_and_tells_no_words(heart, monkeypatch):
    take_out(heart.weidmann.board, Ask(scope="question-1", names=True), "docx", by=heart.weidmann)
    event = Event.objects.get(kind="discussion.taken")
    assert (event.actor, event.stream.name) == (heart.weidmann.user, "board.heart.desk")
    assert event.facts == {"format": "docx", "scope": "question-1", "names": True, "held": False}
    for nobody in (heart.okonjo, heart.brandt):
        with pytest.raises(Denied):
            take_out(nobody.board, SEEN, "csv", by=nobody)
    assert Event.objects.filter(kind="discussion.taken").count() == 1


def test_what_was_read_while_rights_moved_is_read_again(heart, monkeypatch):
    """A moderator is blinded while their export is being read: what they get was read afterwards."""
    read_before, moves = exports.outline_of, iter([True])

    def read_and_move(by, ask):
        outline = read_before(by, ask)
        if next(moves, False):
            Board.objects.update(moderators_blinded=True)
            heart.board.log.__class__.objects.filter(pk=heart.board.log_id).update(rights=heart.board.log.rights + 99)
        return outline

    monkeypatch.setattr(exports, "outline_of", read_and_move)
    assert "Solheim" not in taken(heart.marsh)
    monkeypatch.setattr(exports, "_recorded", lambda *_, **__: False)
    with pytest.raises(Busy):
        take_out(heart.marsh.board, SEEN, "csv", by=heart.marsh)


@pytest.mark.once
def test_the_form_and_the_call_give_the_same_file(heart):
    browser = Client(HTTP_HOST="localhost")
    browser.force_login(heart.weidmann.user)
    page = browser.get("/boards/heart/export/?scope=question-2").text
    assert '<option value="question-2" selected>' in page
    assert 'name="held"' not in page
    form = {"scope": "question-2", "format": "html", "authors": "seen"}
    saved = browser.post("/boards/heart/export/", form)
    assert saved["Content-Disposition"] == 'attachment; filename="heart-question-2.html"'
    assert "sandbox" in saved["Content-Security-Policy"]
    called = browser.get("/api/v1/boards/heart/export?format=html&question=2&names=true")
    assert (called.status_code, called.content) == (200, saved.content)
    strict, there = Client(HTTP_HOST="localhost", enforce_csrf_checks=True), "/api/v1/boards/heart/export?format=csv"
    strict.force_login(heart.weidmann.user)
    bearer = {"Authorization": f"Bearer {create_token(heart.weidmann.user, by=SYSTEM)}", "Sec-Fetch-Site": "cross-site"}
    sites = ({"Sec-Fetch-Site": site} for site in ("cross-site", "same-site", "same-origin", "none"))
    statuses = [strict.get(there, headers=sent).status_code for sent in ({}, *sites, bearer)]
    assert statuses == [403, 403, 403, 200, 200, 200], "another site takes nothing out in anybody's name"
    assert Event.objects.filter(kind="discussion.taken").count() == 5
    wrong = browser.post("/boards/heart/export/", form | {"format": "exe"})
    assert wrong.status_code == 422
    assert '<option value="question-2" selected>' in wrong.text


def test_drawn_words_become_paragraphs_for_paper():
    assert plain(DRAWN) == "A b c & d (https://x.org/?a&b)\ne\n3. f\n    • g\n> h < i"
    assert [run.marks for run in paragraphs(DRAWN)[0].runs][1:3] == [{"bold"}, {"bold", "italic"}]
    assert paragraphs("") == []
