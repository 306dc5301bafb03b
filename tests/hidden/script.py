"""What happens on the board, line by line; in some worlds there is more of it, which only some may know."""

from datetime import timedelta
from uuid import uuid5

from boards.commands.boards import choose_screening
from boards.commands.members import end_seat, move_member, seat_member
from discussions.commands.cases import open_case, report_event
from discussions.commands.clarifications import ask_to_clarify
from discussions.commands.drafts import keep_draft, mark_read
from discussions.commands.exports import take_out
from discussions.commands.flags import answer_flag, flag_post
from discussions.commands.guidance import add_guide_note, tick_guide_note
from discussions.commands.insights import mark_insight
from discussions.commands.moderation import react_to_post
from discussions.commands.notes import write_note
from discussions.commands.questions import close_question
from discussions.commands.responses import give_response
from discussions.commands.restrictions import restrict_member
from discussions.commands.threads import edit_post
from discussions.taking.tree import Ask
from resources.anchoring import Chosen
from resources.commands.annotations import annotate, react_to_annotation
from resources.commands.documents import open_document
from tests.hidden.post import ORDINAL
from tests.hidden.still import BEGIN
from tests.make import now, person

HELD = "Mr Carver, born 3 May 1961, took the drug and had a fatal bleed. Write to carver@example.org."


def spoken(world):
    """Two have voices that others know by alias; others speak beside them, and one leaves."""
    first, second, late = world.first, world.second, 7 * world.way.late
    world.say("open one", 10, "okonjo", 1)
    world.say("open two", 11, "solheim", 1, to="open one")
    world.say("blinded one", 20 + late, first, 2, body="Mrs Baker had **syncope**, as @Advisor 17 knows.")
    world.say("blinded two", 25 + late, second, 2)
    world.say("blinded three", 31 + late, "tanabe", 2)
    world.whisper("typing", 39, first, "typing", 2)
    world.say("reply", 40 + late, second, 2, to="blinded one", body="The syncope again")
    world.say("probe", 48, "weidmann", 2, to="blinded one", body="When was that?")
    world.say("reply to tanabe", 49, first, 2, to="blinded three")
    world.act("reaction", 50, react_to_post, world.posts["blinded three"], "agree", by=getattr(world, first), on=True)
    world.act("edit", 51, edit_post, now(world.posts["blinded two"]), by=getattr(world, second), version=1,
              body="On second thoughts I would not wait.")  # fmt: skip
    _beside(world, first, second)
    world.act("draft", 52, keep_draft, world.asked(2), by=getattr(world, first), body="Perhaps")
    world.say("for the team", 53, first, 4)
    world.say("until close", 54, second, 3)
    for place, name in enumerate((first, "tanabe", second)):
        _entered(world, 53, name, ("Daily", "Weekly", "Never")[place])
    _entered(world, 54, first, "Twice a day")
    for label in ("blinded one", "open one"):
        asked = f"asked of {label}"
        world.posts[asked], _ = world.act(asked, 54, ask_to_clarify, now(world.posts[label]), by=world.lindqvist,
                                          body="Which dose?", client_id=uuid5(ORDINAL, asked))  # fmt: skip
    world.act("case by name", 54, open_case, now(world.posts["open one"]), by=world.lindqvist)
    world.act("novak leaves", 55, end_seat, world.novak, by=world.lindqvist)
    world.act("screening", 56, choose_screening, world.lindqvist.board, "hold", by=world.lindqvist)


def observed(world):
    """Both observers open pages and a document, are there, type, read to the end, and write; the team marks things."""
    paths = ["/", "/boards/heart/", "/boards/heart/backroom/", *(f"/boards/heart/questions/{n}/" for n in range(1, 4))]
    paths += [f"/boards/heart/library/{world.paper.pk}/", f"/boards/heart/library/{world.paper.pk}/file/"]
    for name in ("brandt", "fabre"):
        for path in paths:
            world.still.at(f"{name} reads {path}", minutes=60)
            world.browsers[name].ask(path)
            world.heard()
        for number in (1, 2):
            world.act(f"{name} has read {number}", 61, mark_read, world.asked(number), by=getattr(world, name), order=9)
            world.whisper(f"{name} is here", 62, name, "here", number)
            world.whisper(f"{name} types", 62, name, "typing", number)
        world.act(f"{name} opens", 63, open_document, world.paper, by=getattr(world, name))
        _noted(world, f"{name} notes", 64, name, world.asked(1).board)
    world.whisper("marsh types", 65, "marsh", "typing", 4)
    note = world.act("guide note", 65, add_guide_note, world.asked(1), "Doses", by=world.marsh)
    world.act("tick", 65, tick_guide_note, note, by=world.marsh, on=True)
    world.act("insight", 65, mark_insight, now(world.posts["open two"]), by=world.marsh, note="It is about time")


def kept(world):
    """A reply that waits to be read from its first moment, and everything that is done at the desk around it."""
    okonjo, marsh, board = world.okonjo, world.marsh, world.asked(1).board
    world.say("held", 70, "okonjo", 1, to="asked of open one", body=HELD)
    held, flagged = world.posts["held"], world.posts["open two"]
    assert (bool(held.held_at), held.order) == (True, None)
    world.known["held"] = held.pk
    _noted(world, "note of it", 71, "marsh", held)
    case = world.act("case", 72, open_case, held, by=marsh)
    assert case
    flag = world.act("flag", 73, flag_post, flagged, by=okonjo, reason="off_topic", note="Not here")
    world.act("answer", 74, answer_flag, flag, by=marsh, answer="It stays")
    world.act(
        "report", 75, report_event, board, "A patient of mine bled", by=okonjo, client_id=uuid5(ORDINAL, "report")
    )
    _kept_beside(world)
    world.act("export", 77, take_out, board, Ask(names=False), "csv", by=marsh)
    until = BEGIN + timedelta(days=9)
    world.act("restriction", 78, restrict_member, okonjo, by=world.lindqvist, until=until, reason="Let it cool down")
    world.act("own draft", 78, keep_draft, world.asked(1), by=okonjo, body="Perhaps")
    world.act("opening", 79, open_document, world.paper, by=okonjo)


def closed(world):
    """The question whose answers waited for its end is open to all; people with voices go, move and come by name."""
    chair = world.lindqvist
    world.act("close", 80, close_question, world.asked(3), by=chair)
    for name in (world.first, world.second):
        world.whisper(f"{name} is here", 81, name, "here", 2)
    world.act("okonjo leaves", 82, end_seat, world.okonjo, by=chair)
    world.act("solheim moves", 83, move_member, world.solheim, "observer", by=chair)
    world.act("somebody comes", 84, lambda: seat_member(chair.board, person("Dr Late Comer"), "advisor", by=chair))


def _entered(world, minutes, name, text):
    """Somebody fills in the table of the fifth question."""
    label = f"{text} in the table"
    world.act(label, minutes, give_response, world.asked(5), by=getattr(world, name),
              value={"cells": {"r1": {"c2" if text == "Never" else "c1": text}}, "reason": f"{text}, I would say."},
              client_id=uuid5(ORDINAL, label))  # fmt: skip


def _kept_beside(world):
    """A draft that is its writer's alone, and a note that waits to be read."""
    _annotated(world, "private note", 76, "okonjo", "For me alone: syncope", shared=False)
    waiting = _annotated(world, "note that waits", 76, "okonjo", HELD)
    assert (bool(waiting.held_at), waiting.shared_at) == (True, None)


def _beside(world, first, second):
    """Two voices beside the paper: a note, its answer, and who agrees with that."""
    asked = _annotated(world, "note of one", 51, first, "Which dose, in **week 2**?")
    answer = _annotated(world, "answer of two", 51, second, "The lower.", reply_to=asked.pk)
    world.act("agreed", 51, react_to_annotation, answer, "agree", by=getattr(world, first), on=True)


def _annotated(world, label, minutes, name, words, *, reply_to=None, shared=True):  # noqa: PLR0913 - as _noted
    """Somebody writes a note on a part of the paper, or answers one."""
    at = None if reply_to else Chosen(fragment="xywh=percent:10,10,20,5")
    given = {"by": getattr(world, name), "client_id": uuid5(ORDINAL, label), "reply_to": reply_to, "shared": shared}
    return world.act(label, minutes, annotate, world.paper, words, at=at, **given)[0]


def _noted(world, label, minutes, name, place):
    world.act(label, minutes, write_note, place, "Have a look", by=getattr(world, name),
              client_id=uuid5(ORDINAL, label))  # fmt: skip
