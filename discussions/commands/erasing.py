"""Words of somebody who is erased: what they took back goes with its salt, and what names them goes too."""

from django.db.models import Q
from django.utils import timezone

from advisory.events.record import record
from advisory.search.filing import unindex
from discussions.commands.posts import tell_opener, touch
from discussions.models import NoteVersion, Post, PostVersion


def forget_words(versions, person, by):
    """Erase text and salt of words taken back and of words that name their writer; all others stay as the record.

    The caller holds the locks of the boards. Without its salt a seal says nothing about a text, and the chain is whole.
    """
    versions = PostVersion.objects.filter(post__author__user=person.pk)
    naming = versions.filter(_naming(person))
    standing = Post.objects.filter(removed_at=None, current__in=naming)
    for post in standing.select_related(*Post.together):
        _take_back(post, by)
    gone = versions.filter(Q(post__removed_at__isnull=False) | _naming(person))
    PostVersion.objects.filter(pk__in=list(gone.values_list("pk", flat=True))).update(body="", html="", salt="")


def forget_notes(flags, person, by):
    """Erase what a person wrote to the moderators beside their flags; that something was flagged stays."""
    flags.update(note="")


def forget_comments(versions, person, by):
    """Erase text and salt of comments on statements that name whoever wrote them; the ratings stay as the record."""
    versions.filter(_naming(person, "comment")).update(comment="", salt="")


def forget_propositions(propositions, person, by):
    """Erase text and salt of statements that were not put to the board, and of those that name their writer."""
    gone = propositions.filter(~Q(state="accepted") | _naming(person, "text"))
    unindex(*gone)
    gone.update(text="", salt="")


def _naming(person, field="body"):
    found = Q(**{f"{field}__icontains": person.own_name})
    for address in person.addresses:
        found |= Q(**{f"{field}__icontains": address})
    return found


def _take_back(post, by):
    post.removed_at = timezone.now()
    touch(post, "removed_at")
    record("post.dropped" if post.held_at else "post.removed", post, by=by, after_gate=False)
    if not post.question.shared and not post.held_at:
        tell_opener("post.addressed", post, by=by)


def forget_jottings(versions, person, by):
    """Erase text and salt of notes that somebody took back in the back room, and of those that name their writer."""
    versions = NoteVersion.objects.filter(note__author__user=person.pk)
    gone = versions.filter(Q(note__removed_at__isnull=False) | _naming(person))
    NoteVersion.objects.filter(pk__in=list(gone.values_list("pk", flat=True))).update(body="", html="", salt="")


def forget_suggestions(suggestions, person, by):
    """Erase text and salt of what somebody suggested to change in minutes; what became of it stays as the record."""
    suggestions.update(words="", proposed="", salt="")


def forget_approvals(minutes, person, by):
    """Erase the name that was signed under minutes; that and when they were approved stays as the record."""
    minutes.update(signed_name="")
