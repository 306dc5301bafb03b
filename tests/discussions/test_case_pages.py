"""The safety desk's pages without script: what is typed is kept, hidden names stay hidden, papers too."""

import csv
from io import BytesIO, StringIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from advisory.events.models import Event
from advisory.refusals import Conflict
from boards.commands.boards import archive_board, close_board
from boards.commands.members import seat_member
from boards.commands.safety import entrust_member
from boards.models import Membership
from discussions.commands.cases import open_case, report_event
from discussions.commands.findings import settle_finding
from discussions.commands.flags import answer_flag, flag_post
from discussions.commands.handovers import dismiss_case, export_case, export_cases, reopen_case
from discussions.commands.moderation import hold_post
from discussions.models import Case, Finding, Flag
from discussions.reconciling import loose_ends
from tests.discussions.test_cases import PHONED, WORDS, safety
from tests.make import now, person, room, say

pytestmark = pytest.mark.django_db
ASSESSED = {
    "version": "0", "serious": "yes", "title": "=A pause", "narrative": "Line one\nline *two* #panic()",
    "patient_verdict": "met", "patient_words": "One of mine", "reporter_verdict": "met", "product_verdict": "met",
    "product_words": "we stopped the drug", "event_verdict": "unclear", "event_words": "four seconds",
}  # fmt: skip


def at(seat):
    client = Client()
    client.force_login(seat.user)
    return client


def page(client, path):
    answer = client.get(path)
    assert answer.status_code == 200, path
    return answer.content.decode()


@pytest.fixture
def heart():
    """A blinded board whose moderators know aliases alone, with one case."""
    made = room({"blinded": True}, moderators_blinded=True)
    post = say(made.question, made.tanabe, WORDS)
    hold_post(post, by=made.marsh, reason="We look into something")
    open_case(now(post), by=made.marsh)
    return made


@pytest.fixture
def case(heart):
    return f"/boards/heart/cases/{heart.board.cases.get().reference}/"


@pytest.mark.once
def test_the_desk_works_through_a_case_by_its_forms(heart, case):
    marsh = at(heart.marsh)
    assert "left to report" in page(marsh, case)
    marsh.post(f"{case}assessment/", ASSESSED)
    shown = page(marsh, case)
    assert "<mark>One of mine</mark>" in shown
    assert "Three of four met" in shown
    stale = marsh.post(f"{case}assessment/", ASSESSED | {"title": "Mine"})
    assert (stale.status_code, "Somebody else assessed" in stale.content.decode()) == (409, True)
    assert 'value="Mine"' in stale.content.decode()
    assert 'name="version" value="1"' in stale.content.decode(), "sent again it is taken"
    late = marsh.post(f"{case}handover/", PHONED | {"at": "2100-01-01T10:00", "note": "Ms Keller took it"})
    assert (late.status_code, "Ms Keller took it" in late.content.decode()) == (422, True)
    wrong = marsh.post(f"{case}handover/", PHONED | {"at": "yesterday"})
    assert (wrong.status_code, "Write a day and a time" in wrong.content.decode()) == (422, True)
    for typed in (PHONED, PHONED, PHONED | {"at": "2100-01-01T10:00"}, PHONED | {"to": "The affiliate"}):
        marsh.post(f"{case}handover/", typed)
    passed = heart.board.cases.get().handovers
    assert [one.to for one in passed.all()] == [PHONED["to"], "The affiliate"], "sent twice is noted once"
    assert "Waits for a receipt" in page(marsh, case)
    assert [marsh.post(f"{case}receipt/", {"receipt": told}).status_code for told in ("DS-118", " DS-118", "DS-9")] == [
        302, 302, 409,
    ]  # fmt: skip
    assert "Kept there as" in page(marsh, case)
    assert "DS-118" in page(marsh, "/boards/heart/cases/")


@pytest.mark.once
def test_a_blinded_moderator_reads_an_alias_until_they_answer_for_safety_and_say_why(heart, case):
    safety(heart, "marsh")
    marsh, name = at(heart.marsh), "Aiko Tanabe"
    for path in (case, "/boards/heart/cases/", "/notifications/"):
        assert name not in page(marsh, path)
    for form in (f"{case}paper/", "/boards/heart/cases/table/"):
        assert name.encode() not in _text(marsh.post(form))
    unsaid = marsh.post(f"{case}unmasking/", {"unmasking": " "})
    assert unsaid.status_code == 422
    assert name not in unsaid.content.decode()
    marsh.post(f"{case}unmasking/", {"unmasking": "Drug Safety asks"})
    assert name in page(marsh, case)
    assert name.encode() in _text(marsh.post(f"{case}paper/"))
    seat_member(heart.board, person("Dr Extra"), "moderator", by=heart.lindqvist)
    entrust_member(Membership.objects.get(user__name="Dr Extra"), by=heart.marsh, on=True)
    assert name not in page(at(Membership.objects.get(user__name="Dr Extra")), case)


def _text(answer):
    assert answer.status_code == 200
    if answer["Content-Type"] == "application/pdf":
        return "\n".join(one.extract_text() for one in PdfReader(BytesIO(answer.content)).pages).encode()
    return answer.content


@pytest.mark.once
def test_a_paper_is_readable_tagged_and_says_nothing_of_who_made_it(heart, case):
    marsh = at(heart.marsh)
    assert marsh.get("/boards/heart/cases/%00/").status_code == 404
    marsh.post(f"{case}assessment/", ASSESSED | {"narrative": "#panic() $x$ \\ «日本» #let"})
    answer = marsh.post(f"{case}paper/")
    assert answer["Content-Disposition"].endswith('.pdf"')
    assert "no-store" in answer["Cache-Control"]
    read = PdfReader(BytesIO(answer.content))
    text = " ".join(_text(answer).decode().split())
    assert "#panic() $x$ \\" in text
    assert "One of mine had a pause of four seconds" in text
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert set(read.metadata) <= {"/Title", "/Creator"}
    assert b"Marsh" not in answer.content
    assert b"/tmp" not in answer.content
    assert marsh.post(f"{case}paper/").content == answer.content, "the same case is the same file"
    assert Event.objects.filter(kind="case.exported").count() == 2


def test_a_file_is_drawn_for_the_seat_that_its_taker_has_under_the_lock(heart, case):
    before = Membership.objects.select_related("board", "user").get(pk=heart.marsh.pk)
    entrust_member(heart.marsh, on=True, by=heart.lindqvist)
    found = Case.objects.drawn().get()
    assert [before.safety, export_case(found, by=before).safety] == [False, True]
    assert export_cases(heart.board, by=before).safety


def test_the_table_holds_every_case_and_what_became_none_and_no_cell_is_a_formula(heart, case):
    marsh = at(heart.marsh)
    marsh.post(f"{case}assessment/", ASSESSED)
    report_event(heart.board, "@A patient fell.", by=heart.brandt, client_id="11111111-1111-4111-8111-111111111111")
    post = say(heart.question, heart.okonjo, "One of my patients had a stroke on the drug in week 3.")
    assert post.findings.about_safety().exists()
    answer = marsh.post("/boards/heart/cases/table/")
    rows = list(csv.DictReader(StringIO(answer.content.decode("utf-8-sig"))))
    assert [row["State"] for row in rows] == ["Open", "Open", "No case: waits"]
    told = {row["Title"]: row for row in rows}
    assert told["'=A pause"]["Reporter"] == heart.tanabe.alias_name
    assert told["'=A pause"]["Suspect product"] == "met"
    assert [row["Words"] for row in rows if row["Noticed"] == "Reported by a member"] == ["'@A patient fell."]
    assert not any(cell.startswith(tuple("=+-@")) for row in rows for cell in row.values())


def test_what_was_noticed_and_is_no_case_stays_on_the_list_with_its_decision():
    heart = room()
    post = say(heart.question, heart.okonjo, "One of my patients had a stroke on the drug in week 3.")
    other = say(heart.question, heart.tanabe, "Most of mine do well.")
    flag_post(other, by=heart.okonjo, reason="safety")
    Case.objects.all().delete()
    assert [(end.post.pk, end.waits) for end in loose_ends(heart.board)] == [(post.pk, True), (other.pk, True)]
    close_board(heart.board, by=heart.marsh)
    with pytest.raises(Conflict, match="wait for a decision"):
        archive_board(heart.board, by=heart.marsh)
    assert "can be archived once what waits above is decided on" in page(at(heart.marsh), "/boards/heart/cases/")
    answer_flag(Flag.objects.get(), by=heart.marsh, answer="Not an event")
    settle_finding(Finding.objects.about_safety().first(), "set_aside", by=heart.marsh)
    told = {end.post.pk: (end.waits, end.decided) for end in loose_ends(heart.board)}
    assert told[other.pk] == (False, ["Helena Marsh: answered"])
    assert told[post.pk][1] == ["Helena Marsh: it is not"]
    at(heart.marsh).post(f"/boards/heart/posts/{other.pk}/case/")
    assert [end.post.pk for end in loose_ends(heart.board)] == [post.pk]


def test_a_finding_that_is_one_becomes_a_case_from_the_moment_it_was_found():
    heart = room()
    post = say(heart.question, heart.okonjo, "One of my patients had a stroke on the drug in week 3.")
    for finding in Finding.objects.about_safety():
        settle_finding(finding, "upheld", by=heart.marsh)
    case = heart.board.cases.get()
    assert (case.noticed, case.post_id, case.aware_at) == ("finding", post.pk, post.findings.first().at)


@pytest.mark.once
def test_a_report_keeps_what_was_typed_and_reaches_the_desk_once(heart):
    okonjo = at(heart.okonjo)
    shown = page(okonjo, "/boards/heart/cases/report/")
    key = shown.partition('name="client_id" value="')[2].partition('"')[0]
    empty = okonjo.post("/boards/heart/cases/report/", {"report": "  ", "client_id": key})
    assert empty.status_code == 422
    for _ in range(2):
        assert okonjo.post("/boards/heart/cases/report/", {"report": "A fall.", "client_id": key}).status_code == 302
    reported = heart.board.cases.get(post=None)
    assert heart.okonjo.alias_name in page(at(heart.marsh), f"/boards/heart/cases/{reported.reference}/")
    for noticed, where in (("form", b"reported by form"), ("comment", b"in words beside the posts")):
        Case.objects.filter(pk=reported.pk).update(noticed=noticed)
        assert where in _text(at(heart.marsh).post(f"/boards/heart/cases/{reported.reference}/paper/"))
    Case.objects.filter(pk=reported.pk).update(noticed="form")
    assert "Okonjo" not in page(at(heart.marsh), f"/boards/heart/cases/{reported.reference}/")
    assert "/boards/heart/cases/report/" in page(okonjo, "/boards/heart/")
    assert page(okonjo, "/").count("/safety/") == 1


@pytest.mark.once
def test_who_of_the_sponsor_answers_for_safety_reads_the_case_and_its_held_words(heart, case):
    weidmann = at(heart.weidmann)
    assert weidmann.get(case).status_code == 403
    at(heart.lindqvist).post(f"/boards/heart/people/{heart.weidmann.pk}/safety/", {"on": "1"})
    assert "pause of" in page(weidmann, case)
    assert "Answers for safety" in page(at(heart.lindqvist), "/boards/heart/people/")
    said = [
        say(heart.question, heart.okonjo, f"One of my patients had a stroke on the drug in week {n}.") for n in "34"
    ]
    hold_post(said[0], by=heart.marsh, reason="We look into something")
    for reader, opened in ((heart.lindqvist, said), (heart.weidmann, said[1:])):
        listed = page(at(reader), "/boards/heart/cases/")
        assert [f"/posts/{one.pk}/case/" in listed for one in said] == [one in opened for one in said]
        assert ("for chair and moderators alone" in listed) == (reader == heart.weidmann)
    at(heart.lindqvist).post(f"/boards/heart/people/{heart.weidmann.pk}/safety/", {"on": "0"})
    assert weidmann.get(case).status_code == 403


def test_many_cases_take_no_more_queries(heart, case):
    def asked(path):
        with CaptureQueriesContext(connection) as queries:
            page(marsh, path)
        return len(queries)

    marsh = at(safety(heart, "marsh"))
    few = asked("/boards/heart/cases/")
    for number in range(8):
        open_case(say(heart.question, heart.solheim, f"Case {number}"), by=heart.marsh)
    assert asked("/boards/heart/cases/") <= few + 1
    assert asked(case) <= 24


@pytest.mark.once
def test_a_press_on_a_post_or_on_what_was_noticed_in_it_leads_to_its_case():
    heart = room()
    marsh = at(heart.marsh)
    post = say(heart.question, heart.okonjo, "One of my patients had a stroke on the drug in week 3.")
    assert f'action="/boards/heart/posts/{post.pk}/case/"' in page(marsh, f"/boards/heart/posts/{post.pk}/moderation/")
    finding = post.findings.about_safety().first()
    opened = marsh.post(f"/boards/heart/findings/{finding.pk}/verdict/", {"verdict": "upheld"})
    pressed = marsh.post(f"/boards/heart/posts/{post.pk}/case/")
    assert opened.url == pressed.url == f"/boards/heart/cases/{heart.board.cases.get().reference}/"
    queue = page(marsh, "/boards/heart/moderate/")
    flag_post(now(post), by=heart.tanabe, reason="safety")
    assert heart.board.cases.get().reference not in queue
    assert heart.board.cases.get().reference in page(marsh, "/boards/heart/moderate/")


def test_the_log_says_what_was_decided_for_safety_and_on_a_flag():
    heart = room()
    post = say(heart.question, heart.okonjo, "One of mine died after the second dose.")
    settle_finding(post.findings.get(), "set_aside", by=heart.marsh)
    case = open_case(now(post), by=heart.marsh)
    dismiss_case(case, "A goldfish", by=heart.lindqvist)
    reopen_case(Case.objects.get(), by=heart.lindqvist)
    answer_flag(flag_post(now(post), by=heart.tanabe, reason="tone"), by=heart.marsh, answer="We spoke with them")
    told = page(at(heart.marsh), "/boards/heart/audit/")
    for words in (
        "(possible adverse event): it is not", f"Opened a safety case: {case.reference}", "Reason: A goldfish",
        f"Opened a safety case again: {case.reference}", "Answered a flag: its tone", "Reason: We spoke with them",
    ):  # fmt: skip
        assert words in told, words
