"""What has arrived is described, joined to the document that it is a version of, and sent for review."""

from django.contrib import messages
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from advisory.refusals import Absent, Conflict, Invalid
from advisory.rights import allow
from boards.decorators import member_required
from resources.commands.details import describe_document
from resources.commands.joining import join_document
from resources.commands.reviews import send_for_review
from resources.forms.reviews import SendForm
from resources.forms.uploads import AboutForm
from resources.models import Upload
from resources.reviewing import seats_on
from resources.uploading import STALE, ready, uploads_page


@require_POST
@member_required
def about(request, upload_id):
    """Say what a file is that has arrived."""
    allow(request.member, "document.publish", request.board)
    upload = Upload.objects.arrived(request.member).filter(pk=upload_id).first()
    if upload is None:
        raise Absent
    form = AboutForm(request.POST, document=upload.into.document)
    return _answered(request, form, lambda: _describe(request, upload.into, form), "Kept.", about=upload)


@require_POST
@member_required
def sending(request):
    """Send everything that is ready for review, to the same people."""
    allow(request.member, "document.publish", request.board)
    versions = ready(request.member)
    if not versions:
        raise Conflict("closed", "Nothing here is ready to be sent.")
    form = SendForm(request.POST, version=versions[0], seats=seats_on(request.board), zone=request.user.time_zone)
    return _answered(request, form, lambda: _send(request, versions, form), f"Sent: {len(versions)}.", sending=form)


def _describe(request, version, form):
    given = form.cleaned_data
    if not given["follows"]:
        return describe_document(version.document, **form.details(), **_from(request))
    followed = request.board.documents.filter(pk=given["follows"]).first()
    if followed is None:
        raise Invalid(fields={"follows": "This document is not on the board any more. Choose another, or none."})
    joined = join_document(version, followed, changed=given["changed"], **_from(request))
    if given["valid_until"]:
        describe_document(joined, valid_until=given["valid_until"], **_from(request))
    return joined


def _send(request, versions, form):
    for version in versions:
        send_for_review(version, form.reviewers(), due_at=form.cleaned_data["due_at"], **_from(request))


def _answered(request, form, act, told, **shown):
    """Do it and go back to the page; or the page again, with what was typed and what is wrong with it."""
    try:
        if request.member.stale(request.POST.get("stamp")):
            raise Conflict("changed_policy", STALE)
        if not form.is_valid():
            raise Invalid
        act()
    except (Invalid, Conflict) as refusal:
        form.refuse(refusal)
        return uploads_page(request, refusal.status, **{"form": form, **shown})
    messages.success(request, told)
    return redirect("uploads", request.board.slug)


def _from(request):
    return {"by": request.member, "stamp": request.POST.get("stamp")}
