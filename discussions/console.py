"""Everything the moderator's console shows, composed in the order that keeps it live: heads first, rights last."""

from django.urls import reverse

from advisory.events.readers import NAMES
from boards.sessions.floor import floor_of
from discussions.activity import activity_of
from discussions.commands.reminders import AGAIN_AFTER, remindable, reminded_lately
from discussions.gridding import VIEWS, cells, columns, legend
from discussions.headline import headline
from discussions.models import GuideNote, Question, Reminded
from discussions.nudging import MOST, days, nudges
from discussions.participation import Participation, Silent
from discussions.queue import queue_of
from discussions.telling import EXACT_FOR
from discussions.unposted import unposted
from discussions.voices import balance, gini, shares


class Console:
    """One board as one moderator steers it now."""

    def __init__(self, member, view="posts"):
        self.member, self.board = member, member.board
        self.view = view if view in VIEWS else "posts"
        self.participation = Participation(member)
        self.guide = self.participation.guide
        self.ends = self.guide.ends

    def context(self):
        """The names that the templates use; what they say is allowed where the page is `steady`."""
        part, items = self.participation, queue_of(self.member, self.participation.now)
        context = {
            "nav": "moderate", "board": self.board, "me": self.member, "stamp": self.member.stamp,
            "follow": " ".join(f"{name}:{head}" for name, head in self._heads().items()),
            "headline": headline(part), "next": self._next(), "figures": self._figures(items), "items": items,
            "view": self.view, "views": VIEWS, "counted": VIEWS[self.view], "legend": legend(self.view),
            "grids": [self._drawn(grid) for grid in part.grids], "advisors": part.advisors,
            "feed": activity_of(self.member, self._streams()), "covered": self._covered(),
            "unposted": unposted(self.board),
            **self._nudged(),
        }  # fmt: skip
        self.steady = not self.guide.moved()
        return context

    def _streams(self):
        inside = [f".q{question.number}{end}" for question in self.guide.questions for end in ("", ".staff")]
        return [f"{self.board.stream}{suffix}" for suffix in ("", ".desk", *inside)]

    def _heads(self):
        return self.guide.heads("", ".mine", *(name.removeprefix(self.board.stream) for name in self._streams()[1:]))

    def _next(self):
        """The question that a reminder would be about: it closes first of all that somebody has not answered."""
        opened = [one for one in self.participation.questions if one.state == Question.State.OPEN]
        opened.sort(key=lambda one: (one.due_at is None, one.due_at, one.number))
        waiting = ((one, self.participation.count_missing(one)) for one in opened)
        return next(({"question": one, "count": count} for one, count in waiting if count), None)

    def _figures(self, items):
        part = self.participation
        (done, asked), (replies, week) = part.answered, part.exchanged
        probes = list(part.probes.values())
        oldest = min((hold.at for item in items for hold in item.holds), default=None)
        held = sum(bool(item.holds) for item in items)
        return [
            ("Answered, all open questions", done, f"of {asked}"),
            ("Replies between advisors", replies, f"{week} this week"),
            ("Probes answered", sum(one.answered for one in probes), f"of {sum(one.asked for one in probes)}"),
            self._silence(),
            ("Held now", held, f"oldest {days(part.now - oldest)}" if oldest else "nothing waits"),
        ]

    def _silence(self):
        grid = self.participation.grids[0]
        quiet = [(self.participation.now - (row.spoke_at or _since(row, grid)), row.name) for row in grid.rows]
        if not quiet:
            return "Longest silence", "None", "nobody has spoken yet" if grid.silent else "no advisors yet"
        span, name = max(quiet)
        spoken = days(span)
        return "Longest silence", spoken[0].upper() + spoken[1:], name

    def _drawn(self, grid):
        to = columns(self.board, grid.questions)
        blinded = any(question.blinded for question in grid.questions)
        rows = [
            {
                "row": row, "cells": cells(row, to, self.view), "alias": row.seat.alias if blinded else None,
                "day": row.hidden or (row.seen_at and self.participation.now - row.seen_at > EXACT_FOR),
            }
            for row in grid.rows
        ]  # fmt: skip
        return {"questions": grid.questions, "rows": rows, "hidden": grid.hidden, "silent": len(grid.silent),
                "voices": _voices(grid, self._floor(grid))}  # fmt: skip

    def _floor(self, grid):
        """How long each spoke in live sessions, in the grid that calls people as these do, and in no other."""
        hidden, names = bool(grid.hidden), self.member.gaze == NAMES
        return floor_of(*(one for one in self.board.sessions.all() if hidden == (one.aliased and not names)))

    def _nudged(self):
        since = self.participation.now - AGAIN_AFTER
        rows = Reminded.objects.filter(reminder__board=self.board, reminder__at__gt=since).order_by("reminder__at")
        told = {(who, one): at for who, one, at in rows.values_list("member", "reminder__question", "reminder__at")}
        found = nudges(self.participation, told)
        return {"nudges": found[:MOST], "more_nudges": len(found) - MOST if len(found) > MOST else 0}

    def _covered(self):
        """The points of open questions that nobody has spoken to yet."""
        left = GuideNote.objects.filter(question__board=self.board, question__state=Question.State.OPEN, ticked_at=None)
        return list(left.select_related("question").order_by("question__number", "added_at"))


def _since(row, grid):
    """Since when somebody who has said nothing could speak: by alias nothing tells when they came."""
    opened = [question.opens_at for question in grid.questions if question.opens_at]
    return min(opened, default=row.seat.board.created_at) if row.hidden else row.seat.seated_at


def _voices(grid, floor):
    """Each advisor's share of posts and words, the loudest first, how unequal they are, and seconds spoken live."""
    words = [row.words for row in grid.rows]
    parts = zip(grid.rows, shares([row.posts for row in grid.rows]), shares(words), strict=True)
    words += [0] * len(grid.silent)
    lines = [
        {"row": row, "posts": round(100 * posts), "words": round(100 * said), "floor": floor.get(row.seat.pk, 0)}
        for row, posts, said in parts
    ]
    lines.sort(key=lambda line: (-line["words"], -line["posts"]))
    return {"lines": lines, "gini": gini(words), "balance": balance(words), "spoken": bool(floor)}


def reminding(member, question, chosen=None):
    """What the form of a reminder shows: everybody for whom a question waits, in the words they would read."""
    part, told = Participation(member), reminded_lately(member.board, question)
    seats = remindable(question, member)
    rows = {row.seat.pk: row for row, _ in part.parts[question.pk]}
    lines = [(rows[seat.pk], [seat]) for seat in seats if seat.pk in rows]
    lines.sort(key=lambda line: (line[0].hidden, line[0].seat.alias if line[0].hidden else 0))
    silent = [seat for seat in seats if seat.pk not in rows]
    lines += [(Silent(silent), silent)] if silent else []
    return [
        {
            "row": row, "seats": seats, "chosen": chosen is None or str(row.key) in chosen,
            "told": max(told[seat.pk] for seat in seats) if all(seat.pk in told for seat in seats) else None,
        }
        for row, seats in lines
    ]  # fmt: skip


def place_of(board):
    """Where a board's console stands."""
    return reverse("moderate", args=[board.slug])
