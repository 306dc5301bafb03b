"""The wall on the sponsor's side, what chair and moderators see by a switch, and a seat handed over."""

import pytest

from advisory.events.models import Event
from advisory.events.readers import ALIASES, NAMES, VEILED, seats
from advisory.refusals import Conflict, Denied, Invalid
from boards.commands.invitations import invite_person
from boards.commands.members import end_seat, move_member, seat_member
from boards.commands.safety import entrust_member
from boards.commands.successions import hand_over
from boards.commands.walls import set_sight, set_wall, switch_board
from discussions.commands.restrictions import restrict_member
from tests.live import browser_of
from tests.make import person, room, say, soon

pytestmark = pytest.mark.django_db


def sees(heart, name):
    """How somebody stands on the board now, as the hub and the pages know it."""
    seat = getattr(heart, name)
    return seats("heart", [seat.user_id])[seat.user_id]


def test_the_board_says_what_the_sponsor_s_side_reads_and_one_seat_may_differ():
    heart = room({}, {"sponsor_only": True})
    before = sees(heart, "weidmann")
    assert (before.gaze, "board.heart.q2.staff" in before.streams) == (NAMES, True)
    set_wall(heart.board, "report", by=heart.lindqvist)
    behind = sees(heart, "weidmann")
    assert behind.stamp != before.stamp
    assert set(behind.streams) == {"board.heart", "board.heart.library", "board.heart.mine"}
    set_sight(heart.weidmann, "blinded", by=heart.marsh)
    assert sees(heart, "weidmann").gaze == VEILED
    assert set(sees(heart, "weidmann").streams) == set(before.streams)
    set_sight(heart.weidmann, "", by=heart.lindqvist)
    assert set(sees(heart, "weidmann").streams) == set(behind.streams)
    told = Event.objects.filter(kind__endswith="walled").order_by("number").values_list("kind", "facts")
    assert list(told) == [
        ("board.walled", {"sight": "report"}), ("member.walled", {"sight": "blinded"}),
        ("member.walled", {"sight": "report"}),
    ]  # fmt: skip


def test_nobody_widens_their_own_and_from_behind_the_wall_nobody_lets_others_in():
    heart = room()
    set_wall(heart.board, "report", by=heart.lindqvist)
    for act in (
        lambda by: set_wall(heart.board, "named", by=by),
        lambda by: set_sight(by, "named", by=by),
        lambda by: move_member(heart.brandt, "moderator", by=by),
        lambda by: invite_person(heart.board, "mine@example.org", "moderator", by=by),
        lambda by: switch_board(heart.board, {"moderators_seat": False}, by=by),
    ):
        with pytest.raises(Denied):
            act(heart.weidmann)
    with pytest.raises(Denied):
        switch_board(heart.board, {"chairs_blinded": False, "moderators_blinded": True}, by=heart.marsh)
    with pytest.raises(Invalid):
        set_sight(heart.okonjo, "report", by=heart.lindqvist)
    with pytest.raises(Invalid):
        set_wall(heart.board, "everything", by=heart.lindqvist)


def test_a_sponsor_who_takes_another_seat_and_comes_back_stands_where_they_stood():
    heart = room()
    set_sight(heart.weidmann, "report", by=heart.lindqvist)
    move_member(heart.weidmann, "observer", by=heart.lindqvist)
    move_member(heart.weidmann, "sponsor", by=heart.lindqvist)
    assert not heart.weidmann.reads_raw


def test_chair_and_moderator_differ_by_the_board_s_switches():
    heart = room()
    stamps = {name: sees(heart, name).stamp for name in ("marsh", "lindqvist")}
    off = {"moderators_blinded": True, "moderators_seat": False, "moderators_unmask": False, "moderators_export": False}
    switch_board(heart.board, off, by=heart.lindqvist)
    company, expert = heart.marsh, heart.lindqvist
    assert (company.gaze, company.unmasks, company.exports) == (ALIASES, False, False)
    assert (expert.gaze, expert.unmasks, expert.exports) == (NAMES, True, True)
    assert not [name for name, stamp in stamps.items() if sees(heart, name).stamp == stamp]
    with pytest.raises(Denied):
        invite_person(heart.board, "mine@example.org", "chair", by=company)
    with pytest.raises(Denied):
        set_wall(heart.board, "named", by=company)
    switch_board(heart.board, {"moderators_blinded": False}, by=heart.weidmann)
    assert sees(heart, "marsh").gaze == NAMES
    switch_board(heart.board, {"chairs_blinded": True}, by=heart.weidmann)
    assert sees(heart, "lindqvist").gaze == ALIASES


def test_once_somebody_has_answered_the_rules_only_grow_closer():
    heart = room({"blinded": True})
    switch_board(heart.board, {"moderators_blinded": True, "moderators_unmask": False}, by=heart.lindqvist)
    set_wall(heart.board, "blinded", by=heart.lindqvist)
    say(heart.question, heart.okonjo)
    for act in (
        lambda: switch_board(heart.board, {"moderators_blinded": False}, by=heart.lindqvist),
        lambda: switch_board(heart.board, {"moderators_unmask": True}, by=heart.lindqvist),
        lambda: set_wall(heart.board, "named", by=heart.lindqvist),
        lambda: set_sight(heart.weidmann, "named", by=heart.lindqvist),
    ):
        with pytest.raises(Conflict, match="only grow closer"):
            act()
    set_sight(heart.weidmann, "report", by=heart.lindqvist)
    set_wall(heart.board, "report", by=heart.lindqvist)
    with pytest.raises(Conflict):
        set_sight(heart.weidmann, "blinded", by=heart.lindqvist)


def test_a_page_that_grew_stale_before_the_lock_was_held_sets_nothing(monkeypatch):
    heart = room()
    monkeypatch.setattr("boards.views.people._require_current", lambda request: None)
    browser, before = browser_of(heart.lindqvist), "-".join([heart.lindqvist.stamp.split("-")[0], "before"])
    for address, typed in (
        ("wall/", {"sight": "report"}),
        (f"{heart.weidmann.pk}/sight/", {"sight": "report"}),
        ("switches/", {"moderators_blinded": "on"}),
    ):
        browser.post(f"/boards/heart/people/{address}", typed | {"stamp": before})
    assert not Event.objects.filter(kind__in=("board.walled", "member.walled", "board.switched")).exists()


def test_nobody_of_their_own_side_leads_a_sponsor_around_the_wall():
    heart = room()
    second = seat_member(heart.board, person("Lena Vogt"), "sponsor", by=heart.lindqvist)
    set_sight(heart.weidmann, "report", by=heart.lindqvist)
    with pytest.raises(Denied):
        move_member(heart.weidmann, "moderator", by=second)
    switch_board(heart.board, {"moderators_seat": False}, by=heart.lindqvist)
    with pytest.raises(Conflict):
        hand_over(heart.marsh, heart.weidmann, by=heart.marsh, after="leave")
    hand_over(heart.marsh, heart.weidmann, by=heart.lindqvist, after="leave")
    assert heart.weidmann.role == "moderator"


def test_whoever_is_kept_from_names_gives_them_neither_to_themselves_nor_to_others():
    heart = room({"blinded": True}, moderators_blinded=True, chairs_blinded=True)
    say(heart.question, heart.okonjo)
    entrust_member(heart.marsh, by=heart.lindqvist, on=True)
    for seat, role in ((heart.brandt, "sponsor"), (heart.okonjo, "sponsor")):
        with pytest.raises(Denied):
            move_member(seat, role, by=heart.marsh)
    with pytest.raises(Denied):
        invite_person(heart.board, "mine@example.org", "sponsor", by=heart.lindqvist)
    move_member(heart.brandt, "moderator", by=heart.marsh)
    move_member(heart.brandt, "observer", by=heart.marsh)
    hand_over(heart.marsh, heart.brandt, by=heart.marsh, after="sponsor")
    assert (heart.marsh.gaze, heart.marsh.answers_for_safety, heart.brandt.answers_for_safety) == (VEILED, False, True)
    told = Event.objects.filter(log=heart.board.log_id, kind__in=("member.entrusted", "member.relieved"))
    assert list(told.order_by("number").values_list("kind", "subject_id")) == [
        ("member.entrusted", heart.marsh.pk), ("member.entrusted", heart.brandt.pk),
        ("member.relieved", heart.marsh.pk),
    ]  # fmt: skip


def test_nobody_is_led_around_the_wall_by_another_seat_once_somebody_has_answered():
    heart = room({})
    say(heart.question, heart.okonjo)
    set_wall(heart.board, "report", by=heart.lindqvist)
    with pytest.raises(Conflict, match="only grow closer"):
        hand_over(heart.marsh, heart.weidmann, by=heart.marsh, after="observer")
    with pytest.raises(Conflict, match="only grow closer"):
        move_member(heart.weidmann, "observer", by=heart.lindqvist)
    end_seat(heart.weidmann, by=heart.lindqvist)
    with pytest.raises(Conflict, match="only grow closer"):
        seat_member(heart.board, heart.weidmann.user, "observer", by=heart.lindqvist)
    seat_member(heart.board, heart.weidmann.user, "sponsor", by=heart.lindqvist)
    assert not heart.weidmann.reads_raw


def test_nobody_takes_a_seat_at_the_desk_who_may_only_read():
    heart = room({})
    restrict_member(heart.weidmann, by=heart.lindqvist, until=soon(days=1), reason="Let it cool down")
    with pytest.raises(Conflict, match="may only read"):
        hand_over(heart.marsh, heart.weidmann, by=heart.marsh, after="observer")


def test_a_seat_at_the_desk_is_handed_to_somebody_of_the_team():
    heart = room()
    for wrong in ("okonjo", "lindqvist"):
        with pytest.raises(Conflict):
            hand_over(heart.marsh, getattr(heart, wrong), by=heart.marsh, after="leave")
    with pytest.raises(Invalid):
        hand_over(heart.marsh, heart.brandt, by=heart.marsh, after="chair")
    hand_over(heart.marsh, heart.brandt, by=heart.marsh, after="observer")
    assert (heart.brandt.role, heart.marsh.role) == ("moderator", "observer")
    hand_over(heart.brandt, heart.weidmann, by=heart.lindqvist, after="leave")
    assert (heart.weidmann.role, heart.brandt.role) == ("moderator", "")
    told = list(Event.objects.filter(log=heart.board.log_id).order_by("-number").values_list("kind", flat=True)[:4])
    assert told == ["member.left", "member.succeeded", "member.moved", "member.succeeded"]
