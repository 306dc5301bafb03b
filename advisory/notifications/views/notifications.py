"""One's notifications: how many, which, and the way to what each is about."""

from django.contrib.auth.decorators import login_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from advisory.notifications.commands.notifications import mark_seen, mark_seen_all
from advisory.notifications.models import Notification
from advisory.notifications.notices import NOTICES
from advisory.notifications.telling import told
from advisory.refusals import Absent, SignedOut

MOST = 40


@require_safe
@login_required
def notifications(request):
    """The latest notifications, newest first, each as it may be known now."""
    rows = list(Notification.objects.filter(person=request.user, hidden=False).order_by("-made_at", "pk")[:MOST])
    found = told(request.user, rows)
    lines = [_line(row, found[row.pk]) for row in rows if row.pk in found]
    context = {"nav": "notifications", "lines": lines, "news": sum(line["new"] for line in lines)}
    return render(request, "notifications/list.html", context)


def _line(row, told_of):
    return {"row": row, "told": told_of, "icon": NOTICES[row.notice].icon, "new": not (row.read_at or told_of.done)}


@require_safe
def count(request):
    """How many notifications are new, for the bell, which is told when nobody is signed in and led nowhere."""
    if not request.user.is_authenticated:
        raise SignedOut
    return JsonResponse({"unread": Notification.objects.unread().filter(person=request.user).count()})


@require_safe
@login_required
def notification(request, key):
    """Lead to what one notification is about, and count it as seen."""
    row = get_object_or_404(Notification, pk=key, person=request.user)
    found = told(request.user, [row]).get(row.pk)
    mark_seen(row, by=request.user)
    if found is None:
        raise Absent
    return redirect(found.url)


@require_POST
@login_required
def reading(request):
    """Count all notifications as seen."""
    mark_seen_all(by=request.user)
    return redirect("notifications")
