"""Minutes of a live session: put together, sent, amended by who came, approved and locked, taken out."""

import re
from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.utils import timezone
from docx import Document as Word
from pypdf import PdfReader

from advisory.events.models import Event
from advisory.notifications.models import Notification
from advisory.notifications.reader import read_on
from advisory.refusals import Conflict, Denied, Invalid
from boards.commands.lobby import end_session
from boards.commands.walls import set_wall
from boards.models import Attendance
from discussions.commands.ballots import cast_ballot
from discussions.commands.minutes import (
    Approval,
    add_part,
    approve_minutes,
    change_part,
    compile_minutes,
    remove_part,
    send_minutes,
)
from discussions.commands.moderation import hold_post
from discussions.commands.notes import remove_note, write_note
from discussions.commands.polls import ask_poll, close_poll, share_poll
from discussions.commands.questions import extend_question
from discussions.commands.suggestions import take_suggestion
from discussions.commands.talks import ask_room, settle_post, stage_post
from discussions.models import Minutes, Poll
from tests.boards.test_sessions import seen
from tests.discussions.minuted import drafted, ended, fresh, page, part, read, sent, signed, suggested
from tests.discussions.panels import opened, panel_of, panel_room, published, rated, study_of
from tests.discussions.talking import asked, met
from tests.make import now, room, say

pytestmark = pytest.mark.django_db


def test_a_draft_says_what_was_spoken_of_asked_and_voted():
    heart = room()

    def happens(session):
        post = asked(heart, session, words="Who *phones*?")
        settle_post(now(post), by=heart.marsh, on=True)
        asked(heart, session, words="And on Sunday?")
        hold_post(now(asked(heart, session, words="Mrs Baker fell")), by=heart.marsh, reason="It names a patient")
        poll = ask_room(heart.question, "Do you agree?", by=heart.marsh, client_id=uuid4())
        for name in ("okonjo", "solheim"):
            cast_ballot(poll, [4], by=getattr(heart, name), client_id=uuid4())
        close_poll(Poll.objects.get(pk=poll.pk), by=heart.marsh)
        share_poll(Poll.objects.get(pk=poll.pk), by=heart.marsh)
        ask_poll(heart.question, "Hidden?", ("Yes", "No"), by=heart.marsh, client_id=uuid4(), hidden=True)

    session = ended(heart, ("Doses", f"question:{heart.question.pk}"), happens=happens)
    draft = drafted(heart, session)
    told = {one.title: one.body for one in draft.parts.all()}
    assert list(told) == ["1. Doses", "Questions from the room", "Notes", "Decisions and actions"]
    assert "of 10 planned. Question 1." in told["1. Doses"]
    assert "**Do you agree?** 2 votes." in told["1. Doses"]
    assert "- 5, fully: 2" in told["1. Doses"]
    assert "**Hidden?** A poll; its counts are not open to all." in told["1. Doses"]
    assert "- “Who phones?” Answered." in told["Questions from the room"]
    assert "1 question stayed open" in told["Questions from the room"]
    assert "Baker" not in str(told)
    assert compile_minutes(session, by=heart.lindqvist) == draft


def test_a_draft_names_every_question_that_was_on_the_stage_one_after_the_other():
    heart = room()

    def happens(session):
        for words in ("Which dose?", "Which trace?", "Which day?"):
            stage_post(now(asked(heart, session, words=words)), by=heart.marsh, on=words != "Which day?")

    told = drafted(heart, ended(heart, happens=happens)).parts.get(title="Questions from the room").body
    for words in ("Which dose?", "Which trace?"):
        assert f"- “{words}” Put on the stage." in told
    assert "1 question stayed open" in told


def test_a_draft_says_what_a_panel_agreed_on_once_that_is_open_to_all_and_what_goes_on_in_writing():
    heart = panel_room(3)
    study = study_of(heart, "A trace before the first dose.", "A trace *every* week.", planned=2, rule="percentage")

    def happens(session):
        round_ = opened(study, 1, by=heart.marsh)
        for member, last in zip(panel_of(heart), (1, 5, ""), strict=True):
            rated(round_, member, 8, last)
        published(round_, by=heart.marsh)
        extend_question(heart.question, timezone.now() + timedelta(days=3), by=heart.marsh)

    session = ended(heart, ("Doses", f"question:{heart.question.pk}"), happens=happens)
    decided = part(drafted(heart, session), "Decisions and actions").body
    assert "**Monitoring, round 1:** 1 of 1 with consensus." in decided
    assert "How the panel rated 1 more is not open to all yet." in decided
    assert "- Agreement: “A trace before the first dose.” Median 8, 3 ratings." in decided
    assert "every" not in decided
    assert "- Question 1, “" in decided
    assert "goes on in writing until" in decided


def test_notes_of_the_team_come_into_minutes_only_as_a_moderator_chose_and_saved_them():
    heart = room({}, {"sponsor_only": True})
    secret = say(heart.questions[1], heart.okonjo)

    def happens(session):
        for place, words in ((heart.board, "Ask about *Sundays*"), (secret, "Okonjo hesitates"), (heart.board, "Gone")):
            note = write_note(place, words, by=heart.marsh, client_id=uuid4())
        remove_note(note, by=heart.marsh)

    minutes = drafted(heart, ended(heart, happens=happens))
    at = minutes.session_id, part(minutes, "Notes").pk
    offered = seen(heart.marsh, "minutes-part", *at).content.decode()
    assert "Ask about Sundays" in offered
    assert "hesitates" not in offered
    assert "Gone" not in offered
    chosen = re.search(r'name="notes" value="([^"]+)"', offered)[1]
    typed = {"title": "Notes", "body": "We met.", "stamp": heart.marsh.stamp}
    again = seen(heart.marsh, "minutes-part", *at, **typed, notes=chosen).content.decode()
    assert "We met.\n\n- Ask about Sundays</textarea>" in again
    assert part(minutes, "Notes").body == ""
    seen(heart.marsh, "minutes-part", *at, **typed | {"body": "- Ask about Sundays"})
    assert part(minutes, "Notes").body == "- Ask about Sundays"
    write_note(heart.board, "Too late", by=heart.marsh, client_id=uuid4())
    assert "Too late" not in seen(heart.lindqvist, "minutes-parts", minutes.session_id).content.decode()


def test_minutes_begin_once_the_session_is_over_and_the_page_of_the_session_leads_to_them():
    heart = room()
    session = met(heart)
    with pytest.raises(Conflict):
        compile_minutes(session, by=heart.marsh)
    end_session(session, by=heart.marsh)
    assert "Put together the minutes" in seen(heart.marsh, "session", session.pk).content.decode()
    assert "Minutes" not in seen(heart.okonjo, "session", session.pk).content.decode()
    with pytest.raises(Denied):
        compile_minutes(session, by=heart.weidmann)
    made = seen(heart.marsh, "minutes", session.pk, stamp=heart.marsh.stamp)
    assert "Minutes: We meet" in made.content.decode()
    assert seen(heart.okonjo, "minutes", session.pk).status_code == 404
    send_minutes(fresh(Minutes.objects.get()), by=heart.marsh)
    assert "Read the minutes" in seen(heart.okonjo, "session", session.pk).content.decode()


def test_who_came_is_named_to_each_as_they_may_know_and_observers_leave_no_trace():
    heart = room({"blinded": True})
    minutes = sent(heart)
    alias = heart.okonjo.alias_name
    Attendance.objects.filter(member=heart.okonjo).update(seconds=1200)
    for name in ("solheim", "brandt"):
        told = read(heart, minutes, name)
        assert alias in told
        assert "20 minutes" not in told
        assert "Okonjo" not in told
    assert "Samuel Okonjo" in read(heart, minutes, "marsh")
    assert "20 minutes" in read(heart, minutes, "marsh")
    assert all("Brandt" not in read(heart, minutes, name) for name in ("marsh", "solheim", "weidmann"))


def test_minutes_are_read_by_who_came_and_by_all_once_they_are_approved():
    heart = room()
    session = met(heart)
    Attendance.objects.filter(member=heart.tanabe).delete()
    Attendance.objects.filter(member=heart.abernathy).update(state="waiting", turned_out=True)
    end_session(session, by=heart.marsh)
    minutes = drafted(heart, session)
    change_part(part(minutes, "Notes"), "Notes", "Only at the desk.", by=heart.marsh)
    change_part(part(minutes, "Notes"), "Notes", "Home readings.", by=heart.marsh)
    send_minutes(minutes, by=heart.marsh)
    reads = {name: page(heart, minutes, name).status_code == 200 for name in heart.seats}
    assert reads == dict.fromkeys(heart.seats, True) | {"tanabe": False, "abernathy": False}
    assert page(heart, minutes, "okonjo", **{"from": 1, "to": 3}).status_code == 404
    old = fresh(minutes).parts.get(body="Only at the desk.")
    assert seen(heart.okonjo, "minutes-suggestion", session.pk, old.pk).status_code == 404
    approve_minutes(fresh(minutes), signed(heart, minutes), by=heart.lindqvist)
    assert page(heart, minutes, "tanabe").status_code == 200
    set_wall(heart.board, by=heart.lindqvist, sight="blinded")
    assert page(heart, minutes, "weidmann").status_code == 404


def test_sections_are_changed_added_and_taken_out_and_every_revision_is_kept_and_compared():
    heart = room()
    minutes = drafted(heart)
    change_part(part(minutes, "Notes"), "Notes", "Act after a home reading.", by=heart.marsh)
    change_part(part(minutes, "Notes"), "Notes", "Act after three days of home readings.", by=heart.lindqvist)
    add_part(minutes, "Actions", "- Reword statement 6", by=heart.marsh)
    remove_part(part(minutes, "Decisions and actions"), by=heart.marsh)
    assert [one.title for one in fresh(minutes).parts_in(5)] == ["1. Doses", "Notes", "Actions"]
    told = page(heart, minutes, "marsh", **{"from": 2, "to": 5}).content.decode()
    assert "<del>reading.</del>" in told
    assert "<ins>three days of </ins>" in told
    assert "<del>Decisions and actions</del>" in told
    assert page(heart, minutes, "marsh", **{"from": 5, "to": 2}).status_code == 404
    call_command("verify_audit", board="heart")
    assert "Reword" not in str([event.facts for event in Event.objects.all()])


def test_a_change_on_an_older_section_is_refused_with_both_texts_and_saved_over_the_newer_one():
    heart = room()
    minutes = drafted(heart)
    old = part(minutes, "Notes")
    change_part(old, "Notes", "Theirs.", by=heart.lindqvist)
    answer = seen(heart.marsh, "minutes-part", minutes.session_id, old.pk, title="Notes", body="Mine.")
    told = answer.content.decode()
    assert answer.status_code == 409
    assert "Theirs." in told
    assert "Mine.</textarea>" in told
    newer = part(minutes, "Notes")
    assert f"/parts/{newer.pk}/" in told
    seen(heart.marsh, "minutes-part", minutes.session_id, newer.pk, title="Notes", body="Mine.")
    assert part(minutes, "Notes").body == "Mine."


def test_the_chair_signs_the_revision_that_was_read_and_nothing_changes_after_that():
    heart = room()
    minutes = sent(heart)
    waiting, early = suggested(heart, minutes), signed(heart, minutes)
    with pytest.raises(Conflict):
        approve_minutes(minutes, early, by=heart.lindqvist)
    take_suggestion(waiting, by=heart.marsh)
    change_part(part(minutes, "Notes"), "Notes", "Three days.", by=heart.marsh)
    with pytest.raises(Conflict):
        approve_minutes(minutes, early, by=heart.lindqvist)
    with pytest.raises(Denied):
        approve_minutes(minutes, signed(heart, minutes), by=heart.marsh)
    for wrong in (signed(heart, minutes, "Helena Marsh"), Approval("Prof. Marianne Lindqvist", 2, None),
                  Approval("Prof. Marianne Lindqvist", 2, timezone.now() - timedelta(minutes=6))):  # fmt: skip
        with pytest.raises(Invalid):
            approve_minutes(minutes, wrong, by=heart.lindqvist)
    approve_minutes(minutes, signed(heart, minutes), by=heart.lindqvist)
    for late in (lambda: change_part(part(minutes, "Notes"), "Notes", "No.", by=heart.marsh),
                 lambda: add_part(fresh(minutes), "More", "", by=heart.marsh), lambda: suggested(heart, minutes),
                 lambda: approve_minutes(minutes, signed(heart, minutes), by=heart.lindqvist)):  # fmt: skip
        with pytest.raises(Conflict):
            late()
    told = read(heart, minutes, "okonjo")
    assert "Nothing in it changes any more" in told
    assert "Suggest a change" not in told


def test_minutes_are_taken_out_as_word_and_pdf_and_that_is_on_record():
    heart = room()
    minutes = sent(heart)
    change_part(part(minutes, "Notes"), "Notes", "- A **home** reading\n- Named on the card", by=heart.marsh)
    stamp = heart.okonjo.stamp
    word = seen(heart.okonjo, "minutes-docx", minutes.session_id, stamp=stamp)
    said = "\n".join(one.text for one in Word(BytesIO(word.content)).paragraphs)
    paper = seen(heart.okonjo, "minutes-pdf", minutes.session_id, stamp=stamp)
    printed = "\n".join(one.extract_text() for one in PdfReader(BytesIO(paper.content)).pages)
    for text in (said, printed):
        assert "Minutes: We meet" in text
        assert "A home reading" in text
        assert "Not approved" in text
        assert "Decisions and actions" not in text
    assert Event.objects.filter(kind="minutes.taken", actor_id=heart.okonjo.user_id).count() == 2


def test_who_came_hears_that_there_are_minutes_to_read_and_the_desk_what_was_suggested():
    heart = room()
    read_on()
    minutes = sent(heart)
    suggested(heart, minutes)
    read_on()
    told = {(row.notice, row.person_id) for row in Notification.objects.filter(notice__in=("minutes", "suggested"))}
    readers = {getattr(heart, name).user_id for name in heart.seats} - {heart.marsh.user_id}
    assert {person for notice, person in told if notice == "minutes"} == readers
    assert {person for notice, person in told if notice == "suggested"} == {
        heart.marsh.user_id, heart.lindqvist.user_id}  # fmt: skip
    assert "Minutes to read: We meet" in seen(heart.okonjo, "notifications").content.decode()


def test_who_suggested_and_who_came_stand_as_they_met_though_the_board_came_to_keep_names():
    heart = room()
    minutes = sent(heart)
    suggested(heart, minutes, "okonjo", words="In our unit nobody is told.")
    before = read(heart, minutes, "solheim").count("Dr Samuel Okonjo")
    heart.board.questions.update(blinded=True)
    after = read(heart, minutes, "solheim")
    assert after.count("Dr Samuel Okonjo") == before > 1
    assert heart.okonjo.alias_name not in after
