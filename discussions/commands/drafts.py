"""Drafts and read marks: private to one member, without lock or event."""

from django.db import transaction
from django.db.models import Max, Q
from django.utils import timezone

from advisory.notifications.commands.notifications import mark_read_meanwhile
from advisory.refusals import Invalid
from advisory.rights import allow
from advisory.text import LONGEST
from discussions import asked
from discussions.models import Draft, ReadMark
from discussions.permissions import reads_question


@transaction.atomic
def keep_draft(question, *, by, body, place=""):
    """Keep words that are not yet sent; empty words clear the draft."""
    allow(by, "draft.keep", question)
    body = str(body).replace("\x00", "").encode(errors="ignore").decode()
    if len(body) > 2 * LONGEST:
        raise Invalid(fields={"body": "This draft is too long to keep here. Shorten it or send it in two parts."})
    if not body.strip():
        Draft.objects.filter(member=by, question=question, place=place).delete()
        return
    kept = {"body": body, "updated_at": timezone.now()}
    Draft.objects.update_or_create(member=by, question=question, place=place, defaults=kept)


def forget_draft(question, member, place):
    """Drop the draft of words that were sent, under the caller's lock."""
    if any(draft.place == place for draft in asked.drafts(question=question.pk, member=member.pk)):
        Draft.objects.filter(member=member, question=question, place=place).delete()


@transaction.atomic
def mark_read(question, *, by, order):
    """Note how far a member has read; it never goes back."""
    allow(by, "board.see", question.board)
    if not reads_question(by, question):
        return
    seen = question.posts.all() if by.moderates else question.posts.filter(Q(held_at=None) | Q(author=by))
    order = max(0, min(int(order), seen.aggregate(last=Max("order"))["last"] or 0))
    mark, _ = ReadMark.objects.get_or_create(member=by, question=question)
    if ReadMark.objects.filter(pk=mark.pk, order__lt=order).update(order=order, at=timezone.now()):
        mark_read_meanwhile(seen.filter(order__lte=order).values("pk"), by=by)
