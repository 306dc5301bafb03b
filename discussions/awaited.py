"""For whom questions wait: advisors who have neither answered nor passed, and those whom the team asked something."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db.models import Max

from boards.models import Membership, Role
from discussions.models import Gate, Post


@dataclass
class Probes:
    """What the team asked one advisor on one question: how often, how much of it was answered, since when they wait."""

    asked: int = 0
    answered: int = 0
    since: datetime | None = None
    posts: list = field(default_factory=list)

    @property
    def waiting(self):
        """How many wait for an answer."""
        return self.asked - self.answered


def probes_of(questions):
    """The team's probes of advisors that stand: {(member, question): Probes}.

    Asked is whoever wrote as an advisor what a probe replies to, else whoever began the thread; a later post of theirs
    in the same thread answers it; a clarification says itself whether it is settled.
    """
    rows = Post.objects.filter(question__in=questions, probe=True, held_at=None, removed_at=None)
    rows = rows.exclude(order=None).order_by("order").values_list(
        "pk", "question_id", "thread_id", "order", "published_at", "reply_to__author", "reply_to__role",
        "thread__opener", "thread__role", "clarification__member", "clarification__settled_at",
    )  # fmt: skip
    asked = [(row, who) for row in rows if (who := row[9] or _asked(row[5:9]))]
    spoke = _spoke({row[2] for row, _ in asked})
    found = {}
    for (post, question, thread, order, at, *_, named, settled), who in asked:
        probes = found.setdefault((who, question), Probes())
        probes.asked += 1
        if settled or (not named and spoke.get((thread, who), 0) > order):
            probes.answered += 1
        else:
            probes.since = probes.since or at
            probes.posts.append(post)
    return found


def awaited(questions, *, by_alias=False):
    """The seats of advisors for whom each question waits, in the order of names: {question id: [seat]}.

    By alias those who left, moved or have not agreed yet are among them: else the list would tell whose aliases those
    were.
    """
    here = Membership.objects.filter(board__in={question.board_id for question in questions})
    taken = here.seated().agreed().filter(seat=Role.ADVISOR, user__is_active=True)
    seats = list((here.circle() if by_alias else taken).select_related("board").by_name())
    through = set(Gate.objects.filter(question__in=questions).values_list("question_id", "member_id"))
    asked = {(question, member) for (member, question), probes in probes_of(questions).items() if probes.waiting}
    return {
        question.pk: [
            seat
            for seat in seats
            if seat.board_id == question.board_id
            and question.asks
            and ((question.pk, seat.pk) not in through or (question.pk, seat.pk) in asked)
        ]
        for question in questions
    }


def _asked(row):
    author, role, opener, thread_role = row
    if role == Role.ADVISOR:
        return author
    return opener if thread_role == Role.ADVISOR else None


def _spoke(threads):
    """The last place at which each person stands in some threads: {(thread, member): order}."""
    found = Post.objects.filter(thread__in=threads, removed_at=None).exclude(order=None).order_by()
    rows = found.values_list("thread_id", "author_id").annotate(last=Max("order"))
    return {(thread, member): last for thread, member, last in rows}
