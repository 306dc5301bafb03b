"""What a point of an agenda may lead to here: a question of the guide, a poll in its talk, or a consensus study."""

from uuid import UUID

from django.urls import reverse

from advisory.rights import can
from boards.linked import Sort, linked_by
from discussions.consensus.pages import studies_for
from discussions.models import Poll, Question

SHORT = 60


def _questions(member):
    return [(key, f"Question {number}: {title}") for key, number, title in
            member.board.questions.values_list("pk", "number", "title")]  # fmt: skip


def _asked(member, ids):
    slug = member.board.slug
    found = Question.objects.filter(board=member.board_id, pk__in=map(UUID, ids)).values_list("pk", "number")
    return {str(key): (f"Question {number}", reverse("question", args=[slug, number])) for key, number in found}


def _seen(member, **which):
    found = Poll.objects.select_related(*Poll.together).filter(post__question__board=member.board_id, **which)
    standing = found.filter(post__removed_at=None).order_by("post__question__number", "post__created_at")
    return [poll for poll in standing if can(member, "poll.see", poll)]


def _polls(member):
    words = ((poll, " ".join(poll.post.current.body.split())) for poll in _seen(member))
    return [(poll.pk, said if len(said) <= SHORT else f"{said[: SHORT - 1]}…") for poll, said in words]


def _voted(member, ids):
    found = _seen(member, pk__in=map(UUID, ids))
    return {str(poll.pk): (f"Poll in Question {poll.question.number}",
            reverse("poll", args=[member.board.slug, poll.pk])) for poll in found}  # fmt: skip


def _studies(member):
    return [(study.pk, study.title) for study in studies_for(member)]


def _rated(member, ids):
    found = (study for study in studies_for(member) if str(study.pk) in ids)
    return {str(study.pk): (f"Consensus {study.number}", reverse("study", args=[member.board.slug, study.number]))
            for study in found}  # fmt: skip


linked_by(
    Sort("question", "Questions", _questions, _asked),
    Sort("poll", "Polls", _polls, _voted),
    Sort("study", "Consensus, rated from 1 to 9", _studies, _rated),
)
