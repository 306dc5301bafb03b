"""What moderators wrote to advisors, as each of them reads it."""

from django.db.models import Q
from django.utils import timezone

from discussions.hours import said_in
from discussions.models import Gate, Post, Reminded
from discussions.models.steering import LOCAL

FEW = 3


def filled(body, due_at, zone):
    """A text with the due time as it is said in one zone, in place of the words that stand for it."""
    return body.replace(LOCAL, said_in(due_at, zone, timezone.now()) if due_at else "soon")


def worded(reminder, person):
    """A reminder as one person reads it."""
    return filled(reminder.body, reminder.question and reminder.question.due_at, person.time_zone)


def spoken_since(person, reminders):
    """The reminders after which a person spoke on the question or passed it: their ids."""
    if not reminders:
        return set()
    questions, first = [one.question_id for one in reminders], min(one.at for one in reminders)
    posts = Post.objects.filter(author__user=person, question__in=questions, created_at__gt=first)
    gates = Gate.objects.filter(member__user=person, question__in=questions, opened_at__gt=first)
    spoke = [*posts.values_list("question_id", "created_at"), *gates.values_list("question_id", "opened_at")]
    return {one.pk for one in reminders if any(asked == one.question_id and at > one.at for asked, at in spoke)}


def messages_to(member, now):
    """The latest that moderators wrote to one advisor and that has reached them, newest first."""
    if not member.advises:
        return []
    reached = Q(send_at=None) | Q(send_at__lte=now)
    rows = Reminded.objects.filter(reached, member=member).order_by("-reminder__at")[:FEW]
    found = [
        row.reminder for row in rows.select_related("reminder__question", "reminder__by__user", "reminder__by__board")
    ]
    return [{"reminder": one, "words": worded(one, member.user)} for one in found]
