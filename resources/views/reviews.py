"""A version is sent for review, looked at, decided on and published, on one page."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from advisory.accounts.reauthentication import proof_for_signing, use_proof
from advisory.refusals import Absent, Conflict, Invalid, Refusal
from advisory.rights import allow, can
from boards.decorators import member_required
from resources.commands.passages import clear_passages, cover_passages
from resources.commands.remarks import raise_remark, settle_remark
from resources.commands.reviews import Signature, recall_version, send_for_review, sign_review
from resources.commands.versions import publish_version
from resources.forms.reviews import DecisionForm, RemarkForm, SendForm
from resources.models import Document, Version
from resources.reviewing import review_page, seats_on

STALE = "Your seat has changed since this page opened. Look it over, then send it again."


@require_safe
@member_required
def review(request, document_id, number):
    """How the review of a version stands."""
    return _page(request, _version(request, document_id, number))


@require_POST
@member_required
def sending(request, document_id, number):
    """Send a version for review."""
    version = _version(request, document_id, number)
    allow(request.member, "document.publish", version.document)
    seats = seats_on(version.board)
    form = SendForm(request.POST, version=version, seats=seats, zone=request.user.time_zone)

    def act():
        due_at = form.cleaned_data["due_at"]
        send_for_review(version, form.reviewers(), due_at=due_at, **_from(request))

    return _done(request, version, form, act, "Sent. Whoever looks first has been told.")


@require_POST
@member_required
def recall(request, document_id, number):
    """Call a version back from review."""
    version = _version(request, document_id, number)
    told = "Called back. What was signed counts no more."
    return _done(request, version, None, lambda: recall_version(version, **_from(request)), told)


@require_POST
@member_required
def publication(request, document_id, number):
    """Publish a version."""
    version = _version(request, document_id, number)
    told = "Published. Its readers see this version from now on."
    return _done(request, version, None, lambda: publish_version(version, **_from(request)), told)


@require_POST
@member_required
def clearing(request, document_id, number):
    """Let pass what was found in the words of a version."""
    version = _version(request, document_id, number)
    return _done(request, version, None, lambda: clear_passages(version, **_from(request)), "It may go on.")


@require_POST
@member_required
def covering(request, document_id, number):
    """Cover what was found in the words of a version."""
    version = _version(request, document_id, number)
    told = "Covered for good. The file is being looked through once more."
    return _done(request, version, None, lambda: cover_passages(version, by=request.member), told)


@never_cache
@require_POST
@member_required
def decision(request, document_id, number):
    """Sign a decision, once somebody has confirmed anew who they are."""
    version = _version(request, document_id, number)
    mine = version.reviews.standing().filter(reviewer=request.member, decision="").order_by("order").first()
    if mine is None:
        raise Conflict("closed", "This review does not wait for your decision any more.")
    form = DecisionForm(request.POST)
    proved_at = proof_for_signing(request) if form.is_valid() else None
    return _done(
        request, version, form, lambda: _sign(request, mine, form, proved_at), "Signed. The team has been told."
    )


@require_POST
@member_required
def remarks(request, document_id, number):
    """Raise a point, or answer one."""
    version, form = _version(request, document_id, number), RemarkForm(request.POST)

    def act():
        raise_remark(version, form.cleaned_data["body"], reply_to=form.cleaned_data["reply_to"], **_from(request))

    return _done(request, version, form, act, "")


@require_POST
@member_required
def settling(request, document_id, number, remark_id):
    """Settle a point, or open it again."""
    version = _version(request, document_id, number)
    found = version.remarks.select_related("version__document__board").filter(pk=remark_id).first()
    if found is None:
        raise Absent
    on = request.POST.get("on") == "1"
    return _done(request, version, None, lambda: settle_remark(found, on=on, **_from(request)), "")


def _version(request, document_id, number):
    """A version of a document of the caller's own board, for whoever may read it while it is reviewed, or 404."""
    seen = Document.objects.visible_to(request.member).filter(pk=document_id, board=request.board)
    found = Version.objects.select_related(*Version.together).filter(document__in=seen, number=number).first()
    if found is None:
        raise Absent
    allow(request.member, "review.read", found)
    return found


def _page(request, version, status=200, **forms):
    context = review_page(request.member, version, **forms)
    return render(request, "resources/reviews/detail.html", {"nav": "library", **context}, status=status)


def _done(request, version, form, act, told):
    """Do it and go back to the page; or the page again, with what was typed and what is wrong with it."""
    name = {DecisionForm: "decision", RemarkForm: "remark", SendForm: "sending"}.get(type(form))
    try:
        _require(request, form)
        act()
    except Refusal as refusal:
        if form is None or not isinstance(refusal, (Invalid, Conflict)):
            raise
        form.refuse(refusal)
        return _page(request, version, refusal.status, **{name: form})
    if told:
        messages.success(request, told)
    return _onward(request, version)


def _onward(request, version):
    """Back to the page; to the library for an observer who signed last, and does not review it any more."""
    slug, now = request.board.slug, Version.objects.select_related(*Version.together).get(pk=version.pk)
    if not can(request.member, "review.read", now):
        return redirect("library", slug)
    return redirect("version-review", slug, version.document_id, version.number)


def _require(request, form):
    if request.member.stale(request.POST.get("stamp")):
        raise Conflict("changed_policy", STALE)
    if form is not None and not form.is_valid():
        raise Invalid


def _sign(request, review, form, proved_at):
    given = form.cleaned_data
    signature = Signature(given["decision"], given["name"], given["change"], given["sha256"], proved_at)
    sign_review(review, signature, **_from(request))
    use_proof(request, proved_at)


def _from(request):
    return {"by": request.member, "stamp": request.POST.get("stamp")}
