"""What everybody who writes or changes words is held to: whether they may now, how fast, and from which version."""

from datetime import timedelta

from django.conf import settings
from django.db.models import Count
from django.utils import timezone

from advisory.prepared import prepared
from advisory.refusals import Conflict, Denied, TooMany
from advisory.zones import day_in, hour_in
from discussions.commands.answers import above
from discussions.models import Note, NoteVersion, Post, PostVersion, Proposition, ResponseVersion, Thread
from resources.models import Annotation, AnnotationVersion

UNDER_HELD = "It is said to a post that is held"
APPROVED_FIRST = "A moderator lets it in first"


def require_free(by):
    """Refuse writing to a member who may only read for a time, and say until when."""
    if by.restricted:
        until, zone = by.restricted_until, by.user.time_zone
        when = f"{day_in(until, zone)}, {hour_in(until, zone)}"
        message = f"You can read here, and write again from {when}. Your text was not posted; you can copy it."
        raise Denied("restricted", message)


def require_patience(by):
    """Refuse more posts, notes and changes in a minute than one person may make, over all of their boards."""
    if sum(number for _, number in _written_since(**_lately(by.user_id))) >= settings.LIMIT_POSTS:
        raise TooMany


def ahead_of_writing(person):
    """What has to be known of a person who writes, for whoever asks it ahead."""
    return _written_since.of(**_lately(person.pk))


def _lately(person):
    return {"user": person, "since": timezone.now().replace(microsecond=0) - timedelta(minutes=1)}


def require_latest(words, version):
    """Refuse to change a post or a note from a version that is not its present one; both texts are told."""
    latest = words.edition if isinstance(words, Post) else words.version
    if version != latest:
        what = words._meta.verbose_name
        message = f"This {what} was changed elsewhere meanwhile. Both texts are here; choose what to keep."
        raise Conflict("stale_version", message, facts={"body": words.current.body, "version": latest})


def under_held(parent, *, by):
    """Why words said to a post wait until a moderator has read them: a post above was held, and they may repeat it."""
    if parent is None or by.moderates:
        return ""
    held = {key for (key,) in _held_in(thread=parent.thread_id)}
    return UNDER_HELD if held and held & {parent.pk, *above(parent)} else ""


def approved_later(question, *, by):
    """Why an advisor's words wait in a live session whose questions are let in one by one, or nothing."""
    return APPROVED_FIRST if question.approved_first and by.advises else ""


@prepared(thread=Thread._meta.pk)
def _held_in(thread):
    seen = Post.objects.filter(held_at__isnull=False, order__isnull=False, removed_at=None)
    return seen.filter(thread=thread).values_list("pk")


@prepared(user=Post._meta.pk, since=Post._meta.get_field("created_at"))
def _written_since(user, since):
    """How many posts, notes and later versions of one, answers of marks alone, and statements: a row for each seat."""
    first = Post.objects.filter(author__user=user, created_at__gt=since), "author"
    later = PostVersion.objects.filter(post__author__user=user, number__gt=1, at__gt=since), "post__author"
    noted = Note.objects.filter(author__user=user, created_at__gt=since), "author"
    again = NoteVersion.objects.filter(note__author__user=user, number__gt=1, at__gt=since), "note__author"
    marked = ResponseVersion.objects.filter(response__member__user=user, words=None, at__gt=since), "response__member"
    proposed = Proposition.objects.filter(author__user=user, at__gt=since), "author"
    beside = Annotation.objects.filter(member__user=user, created_at__gt=since), "member"
    mended = AnnotationVersion.objects.filter(annotation__member__user=user, number__gt=1, at__gt=since)
    mended = mended, "annotation__member"
    written = (first, later, noted, again, marked, proposed, beside, mended)
    rows, *more = (found.order_by().values_list(author).annotate(Count("pk")) for found, author in written)
    return rows.union(*more, all=True)
