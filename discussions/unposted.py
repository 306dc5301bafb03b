"""Words that wait for a moderator and stand in no post: comments without a name, proposed statements, held notes."""

from collections import Counter

from django.urls import reverse

from discussions.models import Proposition, Rating
from discussions.screening import screen
from resources.models import Annotation


def waiting_comments(**where):
    """Comments that the panel does not read yet, since nobody has decided on them; in an order that tells nothing."""
    found = Rating.objects.filter(decided_at=None, **where).exclude(withheld_at=None).exclude(current__comment="")
    return found.select_related(*Rating.together).order_by("pk")


def noticed_in(board, words):
    """What screening finds in some words, as it stands there."""
    return [one.words for one in screen(words, board.product_names)]


def held_notes(board):
    """The notes on a board's documents that nobody but the desk reads yet."""
    held = Annotation.objects.filter(document__board=board, removed_at=None).exclude(held_at=None)
    return held.select_related("document").order_by("document__number", "created_at")


def unposted(board):
    """What of it waits on a board: [(how much, where it is decided on)]."""
    rounds = Counter(one.item.round for one in waiting_comments(item__round__study__board=board))
    proposed = Proposition.objects.filter(question__board=board, state=Proposition.State.PROPOSED)
    numbers = Counter(proposed.order_by("question__number").values_list("question__number", flat=True))
    told = [
        (f"{_many(count, 'comment')} in consensus {one.study.number}, round {one.number}",
         reverse("round", args=[board.slug, one.study.number, one.number]))
        for one, count in rounds.items()
    ]  # fmt: skip
    notes = Counter(one.document for one in held_notes(board))
    told += [
        (f"{_many(count, 'note')} on {one.title}", f"{reverse('document', args=[board.slug, one.pk])}?show=held#notes")
        for one, count in notes.items()
    ]
    return told + [
        (f"{_many(count, 'proposed statement')} in Question {number}", reverse("question", args=[board.slug, number]))
        for number, count in numbers.items()
    ]


def _many(count, thing):
    return f"{count} {thing}{'' if count == 1 else 's'}"
