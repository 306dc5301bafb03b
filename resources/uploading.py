"""The page on which files are added: how far each has come, what it is, and what is ready to be sent for review."""

from django.shortcuts import render

from resources.forms.reviews import SendForm
from resources.forms.uploads import AboutForm
from resources.intake.formats import TYPES
from resources.models import Upload, Version
from resources.quoting import quotes
from resources.reviewing import seats_on

STALE = "Your seat has changed since this page opened. Look it over, then send it again."
TAKEN = ",".join(f".{ending}" for ending in TYPES)


def ready(member):
    """The drafts that a member uploaded, that were looked through, and that nothing stops."""
    arrived = [upload.into for upload in Upload.objects.arrived(member)]
    return [version for version in arrived if version.is_drawn and not version.stopped]


def uploads_page(request, status=200, *, form=None, about=None, sending=None):
    """The page, or the part of it that its script asks for; a form that came back with mistakes stands in its place."""
    member = request.member
    shown = list(Upload.objects.filter(board=request.board, by=member).newest())
    for one in shown:
        if one.into and one.into.stopped and one.into.is_open:
            one.quoted = quotes(one.into)
    arrived = [one for one in shown if one.into and one.into.state == Version.State.DRAFT]
    wanted = about.pk if about else request.GET.get("about")
    about = next((one for one in arrived if str(one.pk) == str(wanted)), arrived[0] if arrived else None)
    context = {"nav": "library", "uploads": shown, "taken": TAKEN, "about": about}
    if about:
        context["about_form"] = form if form and not sending else AboutForm(None, document=about.into.document)
    context |= _sending(member, sending)
    part = next((part for part in ("jobs", "panel") if part in request.GET), "")
    return render(request, f"resources/uploads/{f'_{part}' if part else 'page'}.html", context, status=status)


def _sending(member, form):
    versions = ready(member)
    if not (versions and member.board.approvals):
        return {}
    offered = form or SendForm(version=versions[0], seats=seats_on(member.board), zone=member.user.time_zone)
    return {"send_form": offered, "sendable": len(versions)}
