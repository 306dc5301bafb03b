"""Files are sent in pieces (tus 1.0), so that a cut line or a restart costs the last piece alone."""

from base64 import b64decode
from functools import wraps

from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import HttpResponse, JsonResponse
from django.urls import reverse
from django.utils.http import http_date
from django.views.decorators.http import require_http_methods

from advisory.http import error_body
from advisory.refusals import Absent, Invalid, Refusal, Unsupported
from advisory.rights import allow
from boards.decorators import member_required
from resources.commands.uploads import add_piece, begin_upload, drop_upload
from resources.intake.limits import Limits
from resources.models import Upload
from resources.uploading import uploads_page

TUS = {"Tus-Resumable": "1.0.0", "Cache-Control": "no-store"}
ABLE = {"Tus-Version": "1.0.0", "Tus-Extension": "creation,expiration,termination", "Tus-Max-Size": Limits().film}
OFFSETS = "application/offset+octet-stream"
PIECE = 1 << 20


def resumable(view):
    """Answer as tus asks, refusals as data."""

    @wraps(view)
    def answered(request, *args, **kwargs):
        if request.headers.get("Tus-Resumable", "1.0.0") != TUS["Tus-Resumable"]:
            return HttpResponse(status=412, headers=ABLE)
        try:
            answer = view(request, *args, **kwargs)
        except Refusal as refusal:
            answer = JsonResponse(error_body(refusal), status=refusal.status)
        for name, value in TUS.items():
            answer[name] = value
        return answer

    return answered


@require_http_methods(["GET", "HEAD", "OPTIONS", "POST"])
@member_required
def uploads(request):
    """The page on which files are added; a POST begins one upload, OPTIONS tells what is understood."""
    allow(request.member, "document.publish", request.board)
    if request.method == "POST":
        return _begun(request)
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers=TUS | ABLE)
    return uploads_page(request)


@require_http_methods(["HEAD", "PATCH", "DELETE"])
@member_required
def upload(request, upload_id):
    """How much of a file is there, its next piece, or its end."""
    allow(request.member, "document.publish", request.board)
    found = Upload.objects.select_related(*Upload.together).filter(board=request.board, by=request.member)
    one = found.filter(pk=upload_id).first()
    if one is None:
        raise Absent
    return {"HEAD": _told, "PATCH": _added, "DELETE": _dropped}[request.method](request, one)


@resumable
def _begun(request):
    size = _number(request, "Upload-Length")
    name = _metadata(request).get("filename", "")
    made = begin_upload(request.board, by=request.member, name=name, size=size)
    place = reverse("upload", args=[request.board.slug, made.pk])
    return HttpResponse(status=201, headers={"Location": place, "Upload-Expires": http_date(made.expires.timestamp())})


@resumable
def _told(request, one):
    return HttpResponse(headers=_stands(one) | {"Upload-Length": one.size})


@resumable
def _added(request, one):
    if request.content_type != OFFSETS:
        raise Unsupported(message=f"A piece is sent as {OFFSETS}.")
    offset = _number(request, "Upload-Offset")
    with TemporaryUploadedFile("piece", OFFSETS, 0, None) as piece:
        while part := request.read(PIECE):
            piece.write(part)
        piece.size = piece.tell()
        now = add_piece(one, offset, piece, by=request.member)
    return HttpResponse(status=204, headers=_stands(now))


@resumable
def _dropped(request, one):
    drop_upload(one, by=request.member)
    return HttpResponse(status=204)


def _stands(one):
    """How much of a file is there, and until when that is kept."""
    return {"Upload-Offset": one.offset, "Upload-Expires": http_date(one.expires.timestamp())}


def _number(request, header):
    told = request.headers.get(header, "")
    if not (told.isascii() and told.isdigit() and len(told) < 16):
        raise Invalid(message=f"{header} has to be a number of bytes.")
    return int(told)


def _metadata(request):
    """What tus tells beside the bytes: "filename ZG9j,…"."""
    pairs = (pair.split() for pair in request.headers.get("Upload-Metadata", "").split(","))
    try:
        return {pair[0]: b64decode(pair[1]).decode("utf-8", "replace") for pair in pairs if len(pair) == 2}
    except ValueError as trouble:  # of base64, and of letters that are none
        raise Invalid(message="Upload-Metadata could not be understood.") from trouble
