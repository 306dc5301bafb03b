"""The minutes of a live session: read, compared, written section by section, commented on, approved, taken out."""

from uuid import uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from advisory.accounts.reauthentication import proof_for_signing, use_proof
from advisory.prepared import prepared
from advisory.refusals import Absent, Conflict, Invalid, Refusal
from advisory.rights import allow, can
from boards.decorators import member_required
from boards.models import Session
from boards.views.sessions import session_of
from discussions.commands.minutes import (
    Approval,
    add_part,
    approve_minutes,
    change_part,
    compile_minutes,
    remove_part,
    send_minutes,
    take_minutes,
)
from discussions.commands.suggestions import decline_suggestion, suggest_change, take_suggestion
from discussions.forms.minutes import ApprovalForm, PartForm, SuggestionForm
from discussions.minutes.jotted import jotted
from discussions.minutes.papers import WRITERS
from discussions.minutes.reading import MinutesPage, page_context, part_now
from discussions.models import Minutes, MinutesPart, Suggestion

FORM = require_http_methods(["GET", "HEAD", "POST"])


@FORM
@member_required
def minutes(request, session_id):
    """Read them, or two revisions side by side; sent, they are put together."""
    if request.method == "POST":
        session = session_of(request, session_id)
        compile_minutes(session, **_from(request))
        return redirect("minutes", request.board.slug, session.pk)
    return _page(request, _minutes(request, session_id))


@require_POST
@member_required
def sending(request, session_id):
    """Send the draft to who came."""
    found = _minutes(request, session_id)
    send_minutes(found, **_from(request))
    messages.success(request, "Sent. Who came can read and comment now.")
    return _back(found)


@never_cache
@require_POST
@member_required
def approval(request, session_id):
    """Approve by signature, once the chair has confirmed anew who they are."""
    found = _minutes(request, session_id)
    allow(request.member, "minutes.approve", request.board)
    form = ApprovalForm(request.POST)
    try:
        if not form.is_valid():
            raise Invalid
        _approve(request, found, form)
        return _back(found)
    except (Invalid, Conflict) as refusal:
        form.refuse(refusal)
        return _page(request, found, refusal.status, approval=form)


@FORM
@member_required
def parts(request, session_id):
    """Add a section."""
    found = _minutes(request, session_id)
    allow(request.member, "minutes.keep", request.board)
    form = PartForm(request.POST or None, jotted=jotted(found.session, request.member))
    if form.is_bound and form.is_valid():
        try:
            add_part(found, **form.cleaned_data, **_from(request))
            return _back(found)
        except Refusal as refusal:
            form.refuse(refusal)
    return _form(request, found, form, heading="New section")


@FORM
@member_required
def part(request, session_id, part_id):
    """Word a section anew; one that changed meanwhile comes back with both texts, and is saved over the newer one."""
    found, status, stale = _part(request, session_id, part_id), 200, None
    allow(request.member, "minutes.keep", request.board)
    stands, notes = {"title": found.title, "body": found.body}, jotted(found.minutes.session, request.member)
    form = PartForm(request.POST or None, initial=stands, jotted=notes)
    if form.is_bound and form.is_valid():
        try:
            change_part(found, **form.cleaned_data, **_from(request))
            return _back(found.minutes)
        except (Invalid, Conflict) as refusal:
            form.refuse(refusal)
            stale, status = part_now(found) if refusal.code == "stale" else None, refusal.status
    more = {"part": stale or found, "stale": stale, "status": 422 if form.errors and status == 200 else status}
    return _form(request, found.minutes, form, heading="Change this section", **more)


@require_POST
@member_required
def removal(request, session_id, part_id):
    """Take a section out."""
    found = _part(request, session_id, part_id)
    remove_part(found, **_from(request))
    return _back(found.minutes)


@FORM
@member_required
def suggestion(request, session_id, part_id):
    """Suggest a change of a section."""
    found, status = _part(request, session_id, part_id), None
    allow(request.member, "minutes.suggest", found.minutes)
    form = SuggestionForm(request.POST or None, initial={"proposed": found.body, "client_id": uuid4()})
    if form.is_bound and form.is_valid():
        try:
            suggest_change(found, **form.cleaned_data, **_from(request))
            messages.success(request, "Sent. Chair and moderators answer it.")
            return _back(found.minutes)
        except (Invalid, Conflict) as refusal:
            form.refuse(refusal)
            status = refusal.status
    return _form(request, found.minutes, form, status=status, heading="Suggest a change", part=found, suggests=True)


@require_POST
@member_required
def taking(request, session_id, suggestion_id):
    """Take a suggestion, with its words or by hand."""
    found = _suggestion(request, session_id, suggestion_id)
    take_suggestion(found, worded=request.POST.get("worded") == "1", **_from(request))
    return _back(found.minutes)


@require_POST
@member_required
def declining(request, session_id, suggestion_id):
    """Decline a suggestion, and say why."""
    found = _suggestion(request, session_id, suggestion_id)
    decline_suggestion(found, request.POST.get("answer"), **_from(request))
    return _back(found.minutes)


@require_POST
@member_required
def file(request, session_id, sort):
    """Take them out as a file."""
    found = _minutes(request, session_id)
    member, found = take_minutes(found, sort, **_from(request))
    media, written = WRITERS[sort]
    name = f"{request.board.slug}-minutes-{found.session.number}.{sort}"
    said = {"Content-Disposition": content_disposition_header(True, name), "Cache-Control": "no-store"}
    return HttpResponse(written(MinutesPage(found, member)), content_type=media, headers=said)


def _minutes(request, session_id):
    """The minutes of a session of this board, for whoever may read them now, or 404."""
    session = session_of(request, session_id)
    found = _written.first(session=session.pk)
    if found is None or not can(request.member, "minutes.read", found):
        raise Absent
    return found


@prepared(session=Session._meta.pk)
def _written(session):
    return Minutes.objects.select_related(*Minutes.together).filter(session=session)


def _part(request, session_id, part_id):
    """A section as it stood in a revision that may be read, or 404."""
    found = _minutes(request, session_id)
    row = MinutesPart.objects.select_related(*MinutesPart.together).filter(minutes=found, pk=part_id).first()
    readable = row and (row.until is None or row.until > (found.sent_revision or 0))
    if not readable and not (row and can(request.member, "minutes.keep", request.board)):
        raise Absent
    return row


def _suggestion(request, session_id, suggestion_id):
    found = Suggestion.objects.select_related(*Suggestion.together).filter(
        part__minutes=_minutes(request, session_id), pk=suggestion_id
    )
    row = found.first()
    if row is None:
        raise Absent
    return row


def _page(request, found, status=200, approval=None):
    page = MinutesPage(found, request.member)
    context = page_context(page) | {"approval": approval or ApprovalForm(initial={"revision": found.revision})}
    before, after = (_number(request.GET.get(name), found.revision - gap) for name, gap in (("from", 1), ("to", 0)))
    if "to" in request.GET or "from" in request.GET:
        context |= {"compared": page.compare(before, after)}
        if context["compared"] is None:
            raise Absent
    context |= {"before": before, "after": after}
    return render(request, "discussions/minutes/detail.html", context, status=status)


def _approve(request, found, form):
    proved_at = proof_for_signing(request)
    given = form.cleaned_data
    approve_minutes(found, Approval(given["name"], given["revision"], proved_at), **_from(request))
    use_proof(request, proved_at)


def _number(typed, otherwise):
    return int(typed) if str(typed or "").isdecimal() and len(typed) < 6 else otherwise


def _form(request, found, form, *, status=None, **more):
    context = {"nav": "sessions", "session": found.session, "minutes": found, "form": form, **more}
    status = status or (422 if form.errors else 200)
    return render(request, "discussions/minutes/form.html", context, status=status)


def _from(request):
    return {"by": request.member, "stamp": request.POST.get("stamp")}


def _back(found):
    return redirect("minutes", found.board.slug, found.session_id)
