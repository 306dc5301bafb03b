"""Members of a panel rate statements; the desk keeps back a comment that would tell who wrote it."""

import secrets

from django.db import transaction
from django.utils import timezone

from advisory.events.record import committed, lock, record
from advisory.refusals import Absent, Conflict, Denied, Invalid
from advisory.rights import allow
from advisory.text import checked
from boards.commands.stamps import require_current
from boards.models import Board
from discussions.commands.acts import log_act
from discussions.commands.findings import MERE, screened
from discussions.commands.opening import keys_of, watch_words
from discussions.commands.writing import require_free
from discussions.models import Case, Item, Rating, RatingVersion, Round

LONGEST = 1000
OUTSIDE = "outside"


@transaction.atomic
def rate(round_, given, *, by, stamp=None):
    """Keep what a panel member makes of some statements: {statement number: {"value": 1-9 or "outside", "comment"}}.

    A statement left out stays as it was; the last answer of two devices stands, in one row, with its history.
    """
    by, round_ = lock(round_.study.board, by, round_)
    require_current(by, stamp)
    require_free(by)
    allow(by, "rating.give", round_)
    panelist = round_.study.panel.filter(member=by, dropped_at=None).first()
    if panelist is None:
        raise Denied("not_on_panel", "You are not on the panel of this study.")
    _require_open(round_)
    items = {item.version.statement.number: item for item in _items(round_)}
    if set(given) - set(items):
        raise Absent
    wanted = {number: _checked(number, answer) for number, answer in given.items()}
    return [_rated(items[number], panelist, answer, by) for number, answer in wanted.items()]


@transaction.atomic
def withhold_comment(rating, *, by, on, stamp=None):
    """Keep a comment back from the panel, or give it after all; its author is told on their page."""
    by, rating = lock(rating.item.round.study.board, by, rating)
    require_current(by, stamp)
    allow(by, "comment.withhold", rating.item.round)
    if bool(rating.withheld_at) == on and rating.decided_at:
        return None
    before = bool(rating.withheld_at), bool(rating.decided_at)
    _decide(rating, by, (on, True))
    place = {"study": rating.item.round.study.number, "number": rating.item.version.statement.number}
    facts = {"rating": str(rating.pk), "version": rating.version, "before": before, **place}
    return log_act("withheld" if on else "given", by=by, **facts)


def decide_anew(act, by):
    """Let a comment stand as it did before a decision on it, under the caller's lock; other words were decided anew."""
    rating = Rating.objects.select_related(*Rating.together).get(pk=act.facts["rating"])
    if rating.version != act.facts["version"]:
        raise Conflict("stale_version", "Its author has changed this comment since. Read it again, then decide.")
    _decide(rating, by, act.facts["before"])


def _decide(rating, by, standing):
    """Let a comment be kept back or not, and decided on or not yet."""
    withheld, decided = (timezone.now() if so else None for so in standing)
    rating.withheld_at, rating.decided_at = withheld, decided
    rating.save(update_fields=["withheld_at", "decided_at"])
    place = {"study": rating.item.round.study.number, "round": rating.item.round.number}
    record("comment.withheld" if withheld else "comment.given", rating.item.round, by=by, **place)


def _items(round_):
    return Item.objects.filter(round=round_).select_related("version__statement", "round__study__board")


def _require_open(round_):
    """The round's row decides, at the very second of closing too."""
    if round_.state != Round.State.OPEN or round_.study.board.state != Board.State.OPEN:
        word = "is not open yet" if round_.state == Round.State.DRAFT else "has closed"
        raise Conflict("closed", f"Round {round_.number} {word}. Your ratings of before stand; this one was not kept.")


def _checked(number, answer):
    value, comment = answer.get("value"), answer.get("comment") or ""
    if value not in (*range(1, 10), OUTSIDE) or isinstance(value, bool):
        raise Invalid(
            fields={f"s{number}": f"Rate statement {number} from 1 to 9, or say that it is outside your field."}
        )
    comment = checked(comment, f"c{number}", longest=LONGEST) if comment.strip() else ""
    return (None if value == OUTSIDE else value), comment


def _rated(item, panelist, answer, by):
    value, comment = answer
    rating = Rating.objects.select_related("current").filter(item=item, panelist=panelist).first()
    if rating and (rating.current.value, rating.current.comment) == answer:
        return rating
    rating = rating or Rating.objects.create(item=item, panelist=panelist)
    rating.version += 1
    salt = secrets.token_hex(16)
    rating.current = RatingVersion.objects.create(
        rating=rating, number=rating.version, value=value, comment=comment, salt=salt
    )
    rating.withheld_at = timezone.now() if comment and _waits(item.round.study, comment) else None
    rating.decided_at = None
    rating.save(update_fields=["version", "current", "withheld_at", "decided_at"])
    place = {"study": item.round.study.number, "round": item.round.number, "number": item.version.statement.number}
    sealed = {"words": committed(salt, comment), "shown": committed(salt, rating.current.shown)}
    record("rating.given", rating, by=by, **place, version=rating.version, **sealed)
    watch_words(comment, by=by, keys=keys_of(rating, rating.version), noticed=Case.Noticed.COMMENT)
    return rating


def _waits(study, comment):
    """Without rounds nobody reads a comment before the panel does; else what screening notices waits to be read."""
    return study.roundless or bool({one.kind for one in screened(study.board, comment)} - MERE)
