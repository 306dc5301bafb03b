"""The audit trail shows what somebody with the database in their hands did to it, and where first."""

import io
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection
from django.db.models import F

from advisory.events import audit
from advisory.events.models import Event, Log, Stream
from advisory.events.record import sealed
from discussions.commands.moderation import hold_post, react_to_post, release_post
from discussions.commands.threads import edit_post, remove_post
from discussions.models import Post, PostVersion
from tests import moulds
from tests.make import now, person, room, say

pytestmark = pytest.mark.django_db
BOARD = "board.heart"


@pytest.fixture
def story():
    """A board on which a good deal has happened."""
    return moulds.cast(__name__, _told)


def _told():
    heart = room({"answer_first": True, "blinded": True}, {"sponsor_only": True})
    answer = say(heart.question, heart.okonjo, "Troponin before every cycle")
    reply = say(heart.question, heart.marsh, "At which level?", reply_to=answer)
    edit_post(answer, by=heart.okonjo, body="Troponin before the first three cycles", version=1)
    react_to_post(now(answer), "insightful", by=heart.weidmann, on=True)
    hold_post(now(answer), by=heart.marsh, reason="A patient is named")
    release_post(now(answer), by=heart.lindqvist)
    remove_post(reply, by=heart.marsh)
    say(heart.asked(2), heart.tanabe, "For the team alone")
    return heart


def entry(number):
    """One entry of the board's log."""
    return Event.objects.filter(log__name=BOARD, number=number)


def last():
    """The number of the last entry."""
    return Log.objects.get(name=BOARD).number


def checked(head=None):
    """The number of the first bad entry, or nothing."""
    found = audit.verify(Log.objects.get(name=BOARD), head)
    return found and found.number


def command(name, **options):
    """A command's exit code and what it printed on either side."""
    out, err, code = io.StringIO(), io.StringIO(), 0
    try:
        call_command(name, stdout=out, stderr=err, **options)
    except SystemExit as end:
        code = end.code
    return code, out.getvalue(), err.getvalue()


def spoken(number=0):
    """The entries that commit to words."""
    return [event for event in Event.objects.order_by("number") if "words" in event.facts][number]


def cut(number):
    """Cut the tail of the log behind an entry, and mend every count that would show it."""
    Event.objects.filter(log__name=BOARD, number__gt=number).delete()
    for stream in Stream.objects.filter(log__name=BOARD):
        stream.head = stream.events.count()
        stream.save()
    Log.objects.filter(name=BOARD).update(number=number, digest=entry(number).get().digest)


def reseal(begin):
    """Seal everything anew from an entry on, as somebody who knows the definition would."""
    seal = entry(begin - 1).get().digest
    for event in Event.objects.filter(log__name=BOARD, number__gte=begin).select_related("stream").order_by("number"):
        seal = event.digest = sealed(seal, event)
        event.save()
    Log.objects.filter(name=BOARD).update(digest=seal)


def test_a_lively_story_is_as_it_was_written(story):
    assert checked() is None
    code, out, err = command("verify_audit")
    assert (code, err, out.count("\n")) == (0, "", 1)
    assert "as they were written" in out
    assert command("verify_audit", board="heart")[0] == 0


@pytest.mark.parametrize("change", [
    {"kind": "post.removed"},
    {"facts": {"role": "chair"}},
    {"facts": {}},
    {"at": F("at") + timedelta(microseconds=1)},
    {"digest": "0" * 64},
    {"subject_type": "post"},
    {"seq": 999},
])  # fmt: skip
def test_a_flipped_entry_is_found_where_it_stands(story, change):
    entry(7).update(**change)
    assert checked() == 7


def test_an_act_that_is_put_to_somebody_else_is_found(story):
    spoken = Event.objects.filter(kind="post.created").first()
    entry(spoken.number).update(actor=person("Mallory Mauve"))
    assert checked() == spoken.number


def test_a_dropped_entry_is_found(story):
    entry(8).delete()
    assert checked() == 8


def test_a_dropped_entry_is_found_though_the_others_close_the_gap(story):
    entry(8).delete()
    for number in range(9, last() + 1):
        entry(number).update(number=number - 1)
    Log.objects.filter(name=BOARD).update(number=F("number") - 1)
    assert checked() == 8


def test_a_swapped_pair_is_found(story):
    entry(5).update(number=10**6)
    entry(6).update(number=5)
    entry(10**6).update(number=6)
    assert checked() == 5


def test_an_entry_that_was_slipped_in_at_the_end_is_found(story):
    event = entry(last()).get()
    event.pk, event.number, event.seq = None, event.number + 1, event.seq + 1
    event.digest = sealed(event.digest, event)
    event.save(force_insert=True)
    assert checked() == event.number


@pytest.mark.parametrize("part", ["body", "html"])
def test_a_changed_word_is_found_where_it_was_said(story, part):
    event = spoken()
    PostVersion.objects.filter(post=event.subject_id, number=1).update(**{part: "Never any troponin"})
    assert checked() == event.number
    code, out, _ = command("verify_audit")
    assert (code, out.count("\n")) == (1, 1)
    assert f"entry {event.number}: its words were changed" in out


@pytest.mark.parametrize("salt", ["00" * 16, "not hexadecimal", ""])
def test_a_changed_salt_is_found(story, salt):
    event = spoken(1)
    PostVersion.objects.filter(post=event.subject_id).update(salt=salt)
    assert checked() == event.number


def test_a_version_that_is_gone_is_found(story):
    event = spoken(2)
    Post.objects.update(current=None)
    PostVersion.objects.filter(post=event.subject_id, number=event.facts["version"]).delete()
    assert checked() == event.number


def test_the_first_bad_entry_is_named_when_there_are_several(story):
    event = spoken()
    PostVersion.objects.filter(post=event.subject_id, number=1).update(body="Never any troponin")
    entry(event.number + 2).update(kind="post.removed")
    assert checked() == event.number
    entry(event.number - 1).update(kind="post.removed")
    assert checked() == event.number - 1


def test_erased_words_are_told_apart_and_are_no_fault(story):
    log = Log.objects.get(name=BOARD)
    assert audit.erased(log) == 0
    event = spoken()
    PostVersion.objects.filter(post=event.subject_id).update(salt="", body="", html="")
    assert checked() is None
    assert audit.erased(log) == 2
    code, out, _ = command("verify_audit")
    assert (code, out.count("\n")) == (0, 1)
    assert "2 texts were erased" in out


def test_a_cut_tail_is_found_by_the_lock_row(story):
    end = last()
    entry(end).delete()
    assert checked() == end


def test_a_cut_tail_is_found_by_the_head_that_was_kept_though_every_count_was_mended(story, tmp_path):
    code, out, _ = command("audit_head", board="heart")
    assert (code, out.split()[:2]) == (0, [BOARD, str(last())])
    kept = tmp_path / "head"
    kept.write_text(out)
    assert command("verify_audit", board="heart", head=str(kept))[0] == 0
    end = last()
    cut(end - 3)
    assert command("verify_audit")[0] == 0
    code, out, _ = command("verify_audit", head=str(kept))
    assert code == 1
    assert f"entry {end - 2}: the log was cut" in out


def test_a_forged_chain_is_found_by_the_head_that_was_kept(story):
    log = Log.objects.get(name=BOARD)
    head = (log.number, log.digest)
    entry(6).update(actor=person("Mallory Mauve"))
    reseal(6)
    assert checked() is None
    assert checked(head) == head[0]


def test_a_board_goes_on_after_its_head_was_kept(story):
    log = Log.objects.get(name=BOARD)
    say(story.question, story.tanabe, "One more")
    assert checked((log.number, log.digest)) is None


def test_a_log_that_is_gone_is_missed(story, tmp_path):
    kept = tmp_path / "head"
    kept.write_text(f"board.lungs 3 {'a' * 64} 2026-01-01T00:00:00Z\n")
    assert command("verify_audit", head=str(kept))[:2] == (1, "board.lungs: the whole log is missing\n")
    code, out, err = command("verify_audit", board="heart", head=str(kept))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "--head" in err


@pytest.mark.parametrize("written", ["", "board.heart\n", "board.heart many deadbeef\n", b"\xff\xfe", None])
def test_a_head_that_cannot_be_read_is_named(story, tmp_path, written):
    kept = tmp_path / "head"
    if written is not None:
        kept.write_bytes(written if isinstance(written, bytes) else written.encode())
    code, out, err = command("verify_audit", head=str(kept))
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "--head" in err


@pytest.mark.parametrize("name", ["verify_audit", "audit_head"])
def test_a_board_that_is_not_there_is_named(name):
    code, out, err = command(name, board="nowhere")
    assert (code, out, err.count("\n")) == (2, "", 1)
    assert "nowhere" in err


def test_an_installation_without_boards_has_nothing_wrong():
    assert command("verify_audit")[:2] == (0, "0 logs with 0 entries are as they were written.\n")
    assert command("audit_head") == (0, "", "")


def test_heads_of_all_logs_are_printed_a_line_each(story):
    code, out, _ = command("audit_head")
    logs = Log.objects.order_by("name")
    assert code == 0
    assert [line.split()[:3] for line in out.splitlines()] == [[log.name, str(log.number), log.digest] for log in logs]


def test_somebody_who_writes_meanwhile_is_no_fault(story, monkeypatch):
    """The check reads a living board: entries that arrive while it reads are read too, or left for the next time."""
    seen = audit._words

    def read(log, events):
        monkeypatch.setattr(audit, "_words", seen)
        say(story.question, story.tanabe, "While you check")
        return seen(log, events)

    monkeypatch.setattr(audit, "_words", read)
    assert checked() is None
    assert checked() is None


def test_the_check_changes_nothing(story, django_assert_max_num_queries):
    with django_assert_max_num_queries(60) as asked:
        command("verify_audit")
    assert not [query for query in asked if query["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert not connection.needs_rollback
