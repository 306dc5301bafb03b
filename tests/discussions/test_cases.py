"""Safety cases: opened once, assessed in versions, passed on and settled, none forgotten when a board is put away."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.utils import timezone

from advisory.events.audit import verify
from advisory.events.models import Event
from advisory.refusals import Conflict, Denied, Invalid
from boards.commands.boards import archive_board, close_board
from boards.commands.members import end_seat, move_member, seat_member
from boards.commands.safety import entrust_member, set_safety_desk
from boards.models import Membership
from discussions.commands.cases import assess_case, open_case, report_event
from discussions.commands.flags import flag_post
from discussions.commands.handovers import (
    dismiss_case,
    hand_over_case,
    note_receipt,
    reopen_case,
    unmask_reporter,
)
from discussions.commands.moderation import hold_post
from discussions.commands.threads import edit_post
from discussions.models import Assessment, Case
from discussions.permissions import knows_reporter
from tests.live import at_once
from tests.make import now, person, room, say

pytestmark = pytest.mark.django_db
WORDS = "One of mine had a pause of four seconds in week 6 and we stopped the drug."
CRITERIA = {
    "patient": {"verdict": "met", "words": "One of mine"}, "reporter": {"verdict": "met", "words": ""},
    "product": {"verdict": "met", "words": "we stopped the drug"},
    "event": {"verdict": "unclear", "words": "a pause of four seconds"},
}  # fmt: skip
MADE = {"title": "A pause", "criteria": CRITERIA, "serious": "unknown", "narrative": "Sinus pause of 4 s."}
PHONED = {"to": "Drug Safety, Basel", "how": "phone"}


def case_of(heart, words=WORDS, by="marsh"):
    return open_case(say(heart.question, heart.tanabe, words), by=getattr(heart, by))


def again(case):
    return Case.objects.drawn().get(pk=case.pk)


def safety(heart, name="weidmann"):
    entrust_member(getattr(heart, name), by=heart.lindqvist, on=True)
    return getattr(heart, name)


def kinds(heart):
    found = Event.objects.filter(log=heart.board.log, kind__startswith="case").order_by("number")
    return list(found.values_list("kind", flat=True))


def test_a_case_goes_from_first_awareness_to_its_receipt_and_the_chain_commits_to_every_word():
    heart = room()
    with time_machine.travel("2026-06-03T19:41:00Z", tick=False):
        post = say(heart.question, heart.tanabe, WORDS)
    with time_machine.travel("2026-06-04T12:00:00Z", tick=False):
        case = open_case(post, by=heart.marsh)
        assert (case.reference, case.aware_at.isoformat()) == ("SC-2026-0001", "2026-06-03T19:41:00+00:00")
        assert case.due_at - case.aware_at == timedelta(hours=24)
        assert open_case(now(post), by=heart.lindqvist).pk == case.pk, "one open case a post"
        assess_case(case, MADE, by=heart.marsh, version=0)
        hand_over_case(again(case), {**PHONED, "at": timezone.now() - timedelta(hours=1)}, by=heart.marsh)
        assert again(case).state == "handed-over"
        note_receipt(again(case), "DS-118", by=heart.lindqvist)
    case = again(case)
    assert (case.state, case.handovers.get().receipt, case.settled_by.user.name) == (
        "closed", "DS-118", "Prof. Marianne Lindqvist",
    )  # fmt: skip
    assert kinds(heart) == ["case.opened", "case.assessed", "case.handed-over", "case.closed"]
    assert verify(heart.board.log) is None
    Assessment.objects.filter(case=case).update(criteria=CRITERIA | {"event": {"verdict": "not-met", "words": ""}})
    assert "words were changed" in str(verify(heart.board.log))


def test_references_count_on_each_board_and_begin_anew_with_the_year():
    """A gap would tell of cases on boards that a reader knows nothing of."""
    heart, lungs = (
        room(),
        room(slug="lungs", cast={"lindqvist": ("Vera Both", "chair"), "tanabe": ("Dr Grant", "advisor")}),
    )
    with time_machine.travel("2026-12-31T23:00:00Z", tick=False):
        first = case_of(heart)
        second = open_case(say(lungs.question, lungs.tanabe, WORDS), by=lungs.lindqvist)
    with time_machine.travel("2027-01-01T00:00:00Z", tick=False):
        third = case_of(heart)
        fourth = case_of(heart)
    told = [one.reference for one in (first, second, third, fourth)]
    assert told == ["SC-2026-0001", "SC-2026-0001", "SC-2027-0001", "SC-2027-0002"]


def test_a_members_safety_flag_opens_a_case_by_itself_and_another_reason_opens_none():
    heart = room()
    post = say(heart.question, heart.tanabe, WORDS)
    flag_post(post, by=heart.okonjo, reason="tone")
    assert not heart.board.cases.exists()
    for name in ("solheim", "weidmann"):
        flag_post(now(post), by=getattr(heart, name), reason="safety")
    case = heart.board.cases.get()
    assert (case.noticed, case.opened_by, case.reporter.user.name) == ("flag", None, "Dr Aiko Tanabe")
    assert Event.objects.get(kind="case.opened").actor is None


def test_the_case_keeps_the_words_as_they_were_when_it_was_opened():
    heart = room()
    case = case_of(heart)
    edit_post(now(case.post), by=heart.tanabe, body="We repeat the trace.", version=1)
    assert again(case).said.body == WORDS


def test_two_who_assess_at_once_are_told_of_each_other():
    heart = room()
    case = case_of(heart)
    assess_case(case, MADE, by=heart.marsh, version=0)
    with pytest.raises(Conflict) as refusal:
        assess_case(again(case), MADE, by=heart.lindqvist, version=0)
    assert (refusal.value.code, refusal.value.facts) == ("stale_version", {"version": 1})
    assess_case(again(case), MADE | {"title": "A longer pause"}, by=heart.lindqvist, version=1)
    assert [one.title for one in again(case).assessments.all()] == ["A pause", "A longer pause"]


def test_what_is_no_event_says_why_and_can_be_opened_again_unless_another_case_is_open():
    heart = room()
    case = case_of(heart)
    with pytest.raises(Invalid):
        dismiss_case(case, "  ", by=heart.marsh)
    dismiss_case(case, "A figure from a study", by=heart.marsh)
    assert again(case).state == "no-event"
    other = open_case(now(case.post), by=heart.marsh)
    assert other.pk != case.pk
    with pytest.raises(Conflict, match="open already"):
        reopen_case(again(case), by=heart.marsh)
    dismiss_case(again(other), "The same", by=heart.marsh)
    reopen_case(again(case), by=heart.marsh)
    assert (again(case).state, again(case).settled_at) == ("open", None)
    hand_over_case(again(case), {**PHONED, "receipt": "DS-9"}, by=heart.marsh)
    with pytest.raises(Conflict):
        dismiss_case(again(case), "Late thought", by=heart.marsh)


def test_a_hand_over_is_neither_still_to_come_nor_before_anybody_could_read_it():
    heart = room()
    case = case_of(heart)
    for at in (timezone.now() + timedelta(hours=1), case.aware_at - timedelta(hours=1)):
        with pytest.raises(Invalid) as refusal:
            hand_over_case(again(case), {**PHONED, "at": at}, by=heart.marsh)
        assert set(refusal.value.fields) == {"at"}
    assert again(case).state == "open"


def test_any_member_reports_once_however_often_it_is_sent():
    heart = room()
    key = uuid4()
    for name in ("okonjo", "okonjo", "brandt"):
        report_event(heart.board, "A patient fell.", by=getattr(heart, name), client_id=key)
    told = heart.board.cases.order_by("opened_at").values_list("reporter__user__name", "noticed", "post")
    assert list(told) == [("Dr Samuel Okonjo", "form", None), ("Elise Brandt", "form", None)]
    assert verify(heart.board.log) is None
    heart.board.cases.update(report="Nothing happened.")
    assert "words were changed" in str(verify(heart.board.log))


def test_a_reporter_stays_unnamed_when_their_seat_becomes_another():
    heart = room({"blinded": True}, moderators_blinded=True)
    case = report_event(heart.board, "A patient fell.", by=heart.okonjo, client_id=uuid4())
    move_member(heart.okonjo, "observer", by=heart.lindqvist)
    assert not knows_reporter(heart.marsh, again(case))


def test_a_board_is_put_away_only_when_every_case_is_settled():
    heart = room()
    first, second = case_of(heart), case_of(heart, "Another syncope.")
    hand_over_case(again(second), PHONED, by=heart.marsh)
    close_board(heart.board, by=heart.marsh)
    with pytest.raises(Conflict) as refusal:
        archive_board(heart.board, by=heart.marsh)
    assert (refusal.value.code, first.reference in refusal.value.message) == ("open_case", True)
    assert second.reference in refusal.value.message, "without a receipt it is not settled"
    with pytest.raises(Conflict, match="Something at the desk") as refusal:
        archive_board(heart.board, by=heart.weidmann)
    assert refusal.value.facts == {}
    dismiss_case(again(first), "A study", by=heart.marsh)
    note_receipt(again(second), "DS-1", by=heart.marsh)
    archive_board(heart.board, by=heart.marsh)
    late = open_case(now(first.post), by=heart.marsh)
    assert late.is_open, "what is found later is still passed on"


def test_only_who_answers_for_safety_looks_behind_an_alias_and_for_themselves_alone():
    heart = room({"blinded": True}, moderators_blinded=True)
    medical = safety(heart)
    seat_member(heart.board, person("Dr Extra"), "moderator", by=heart.lindqvist)
    case = case_of(heart)
    marsh = safety(heart, "marsh")
    extra = Membership.objects.get(user__name="Dr Extra")
    assert [knows_reporter(who, again(case)) for who in (heart.lindqvist, medical, marsh, extra)] == [
        True, medical.sees_names, False, False,
    ]  # fmt: skip
    with pytest.raises(Denied):
        unmask_reporter(again(case), "To ask", by=extra)
    with pytest.raises(Invalid):
        unmask_reporter(again(case), "", by=marsh)
    unmask_reporter(again(case), "Drug Safety asks for the name", by=marsh)
    assert [knows_reporter(who, again(case)) for who in (marsh, extra)] == [True, False]
    assert kinds(heart)[-1] == "case.unmasked"


def test_the_mark_is_given_by_others_on_a_seat_of_the_team_and_goes_with_it():
    heart = room()
    for by, whom in (("marsh", "marsh"), ("marsh", "okonjo"), ("okonjo", "weidmann")):
        with pytest.raises(Denied):
            entrust_member(getattr(heart, whom), by=getattr(heart, by), on=True)
    case = case_of(heart)
    before = heart.weidmann.stamp
    with pytest.raises(Denied):
        assess_case(case, MADE, by=heart.weidmann, version=0)
    safety(heart)
    assert heart.weidmann.stamp != before, "an open page is told to load anew"
    assess_case(again(case), MADE, by=heart.weidmann, version=0)
    move_member(heart.weidmann, "advisor", by=heart.marsh)
    move_member(heart.weidmann, "sponsor", by=heart.marsh)
    assert not heart.weidmann.answers_for_safety
    safety(heart)
    end_seat(heart.weidmann, by=heart.marsh)
    seat_member(heart.board, heart.weidmann.user, "sponsor", by=heart.marsh)
    assert not heart.weidmann.answers_for_safety


def test_a_change_of_the_clock_leaves_running_clocks_alone():
    heart = room()
    with time_machine.travel("2026-11-27T12:00:00Z", tick=False):  # a Friday
        first = case_of(heart)
        set_safety_desk(
            heart.board, by=heart.weidmann, safety_clock="day", safety_country="CH", safety_zone="Europe/Zurich"
        )
        second = case_of(heart, "Another")
        assert again(first).due_at.isoformat() == "2026-11-28T12:00:00+00:00"
        assert again(second).due_at.isoformat() == "2026-11-30T12:00:00+00:00"
        for wrong in ({"safety_clock": "week"}, {"safety_country": "ZZ"}, {"safety_zone": "Mars/Base"}):
            with pytest.raises(Invalid) as refusal:
                set_safety_desk(heart.board, by=heart.marsh, **wrong)
            assert set(refusal.value.fields) == set(wrong)


def test_nobody_but_the_desk_receives_a_byte_of_a_case(client):
    heart = room()
    case = case_of(heart)
    hold_post(now(case.post), by=heart.marsh, reason="We look into something")
    hand_over_case(again(case), {**PHONED, "receipt": "DS-1"}, by=heart.marsh)
    streams = set(Event.objects.filter(kind__startswith="case").values_list("stream__name", flat=True))
    assert streams == {"board.heart.desk"}
    for name in ("tanabe", "okonjo", "brandt", "weidmann"):
        client.force_login(getattr(heart, name).user)
        for page in ("/", "/boards/heart/", "/boards/heart/questions/1/", "/notifications/"):
            assert case.reference not in client.get(page).content.decode()
        assert client.get("/boards/heart/cases/").status_code == 403
        assert client.get(f"/boards/heart/cases/{case.reference}/").status_code == 403
        assert client.get("/boards/heart/cases/SC-2026-9999/").status_code == 403


@pytest.mark.django_db(transaction=True)
def test_two_who_open_a_case_at_once_open_one_and_two_boards_number_apart():
    heart, lungs = room(), room(slug="lungs")
    posts = [say(one.question, one.tanabe, WORDS) for one in (heart, lungs)]
    at_once(
        lambda: open_case(now(posts[0]), by=heart.marsh),
        lambda: open_case(now(posts[0]), by=heart.lindqvist),
        lambda: flag_post(now(posts[0]), by=heart.okonjo, reason="safety"),
        lambda: open_case(now(posts[1]), by=lungs.marsh),
        lambda: report_event(lungs.board, "A fall.", by=lungs.okonjo, client_id=uuid4()),
    )
    assert (heart.board.cases.count(), lungs.board.cases.count()) == (1, 2)
    year = timezone.now().year
    told = [set(one.board.cases.values_list("reference", flat=True)) for one in (heart, lungs)]
    assert told == [{f"SC-{year}-0001"}, {f"SC-{year}-{n:04}" for n in (1, 2)}]
    assert [verify(one.board.log) for one in (heart, lungs)] == [None, None]


def test_a_storm_of_reports_ends_and_words_that_were_typed_come_back(client, settings):
    settings.LIMIT_FLAGS = 3
    heart = room()
    client.force_login(heart.okonjo.user)
    path, answers = "/boards/heart/cases/report/", []
    for number in range(4):
        answers.append(client.post(path, {"report": f"A fall {number}", "client_id": uuid4()}))
    assert [answer.status_code for answer in answers] == [302, 302, 302, 429]
    assert "A fall 3" in answers[3].content.decode()
