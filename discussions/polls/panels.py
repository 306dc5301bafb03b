"""A poll as HTML inside its post: for everybody of one way of seeing, and for one member with what they may know."""

import re

from django.template.loader import render_to_string
from django.utils.safestring import mark_safe

from advisory.rights import can
from discussions.models import Poll
from discussions.models.polls import FEWEST
from discussions.polls.telling import PERCENT_FROM, Standing, tells_all

TEMPLATE = "discussions/polls/_poll.html"
ANY = re.compile(r'<section class="poll[^>]* data-poll="([\w-]+)".*?</section>', re.DOTALL)


def draw_shared(post, gaze):
    """The poll of a post as its drawn copy holds it: nothing in it differs from member to member."""
    poll = getattr(post, "poll", None)
    if poll is None:
        return ""
    poll.post = post
    turnout = post.question.shared or gaze == "names"
    return mark_safe(render_to_string(TEMPLATE, _seen(poll, counts=tells_all(poll, gaze), turnout=turnout)))


def draw_own(poll, standing, *, picks=(), error=""):
    """The poll as one member may know it, with what they chose, the way to vote, and what a moderator does."""
    member = standing.member
    turnout = poll.question.shared or member.is_staff_seat
    mine = standing.picks.get(poll.pk, ())
    told = _seen(poll, counts=standing.counts(poll), turnout=turnout, mine=mine, chosen=picks or mine)
    told |= {"own": True, "may_vote": standing.may_vote(poll), "voted": standing.voted(poll), "error": error}
    told |= {"may_run": _runs(member, poll), "may_share": poll.tells and not poll.shared_at}
    return mark_safe(render_to_string(TEMPLATE, told))


def polled(html, member, question):
    """Drawn posts with each poll as the viewer may know it; without a query where there is none."""
    keys = set(ANY.findall(html))
    if not keys:
        return html
    found = list(Poll.objects.select_related(*Poll.together).filter(pk__in=keys, post__question=question))
    for poll in found:
        poll.post.question = question
    standing = Standing(member, found)
    drawn = {str(poll.pk): draw_own(poll, standing) for poll in found}
    return ANY.sub(lambda one: drawn.get(one[1], one[0]), html)


def _runs(member, poll):
    running = poll.question.state == "open" and poll.board.state == "open"
    return running and not poll.post.out_of_sight and can(member, "poll.run", poll)


def _seen(poll, *, counts, turnout, mine=(), chosen=()):
    n = poll.voted
    return {
        "poll": poll, "slug": poll.board.slug, "counted": counts, "turnout": turnout, "n": n, "whole": n or 1,
        "percent": n >= PERCENT_FROM, "fewest": FEWEST, "detached": poll.mode == Poll.Mode.DETACHED,
        "rows": [
            {"place": place, "words": words, "count": count, "mine": place in mine, "chosen": place in chosen}
            for place, (words, count) in enumerate(zip(poll.options, poll.counts, strict=True))
        ],
    }  # fmt: skip
