"""The library of the demo board: what is published, what is to be read before, what is in review, and notes."""

from datetime import timedelta
from uuid import NAMESPACE_URL, uuid5

from django.utils import timezone

from advisory.demo.recording import heartbeat, slides
from resources.anchoring import Chosen
from resources.commands.annotations import annotate
from resources.commands.approvals import set_approvals
from resources.commands.collections import gather_documents
from resources.commands.details import describe_document, place_document
from resources.commands.documents import open_document, publish_document
from resources.commands.remarks import raise_remark
from resources.commands.reviews import Signature, send_for_review, sign_review
from resources.commands.tracks import set_track
from resources.commands.versions import add_version
from resources.commands.vocabulary import set_term
from resources.models import Document, Review

WORDS = (("area", "Cardio-oncology"), ("area", "Haematology"), ("product", "Product A"))
SCHEDULE = "Blood pressure at every visit.\n\nAn ECG before the first dose and at weeks 4{} and 52.\n\n"
READER = "Where a handheld ECG is available, name the person who reads the trace"
PROTOCOL = (
    f"{SCHEDULE.format(', 26')}{READER}.",
    f"{SCHEDULE.format(', 12, 26')}{READER} and the time within which they reply to the patient.",
)
CHANGED = "A visit in week 12, and how soon whoever reads a trace replies."
SUMMARY = (
    "Three studies used a handheld ECG at least weekly. Detection was highest in weeks 4 to 12, and fell when traces "
    "were not reviewed within two days.\n\nAll figures in this demo are invented."
)
SLIDES = """Who reads the trace?

- Named reader: 7 of 8 traces were seen within two days
- No reader: 3 of 8"""
HEARD = """WEBVTT

00:00.000 --> 00:03.000
A heart that beats regularly

00:03.000 --> 00:07.000
Four seconds without a beat

00:07.000 --> 00:12.000
It beats again"""
CHAPTERS = "0:00 Regular\n0:03 The pause\n0:07 Regular again"
LEAFLET = (
    "Feel your pulse for one minute each morning.\n\nCall the number on your card when it pauses, races or you feel "
    "faint. You never call too early."
)
PORTUGUESE = "Tensão arterial em cada visita.\n\nUm ECG antes da primeira dose e nas semanas 4, 12, 26 e 52."
NOTE, ANSWER = "By whom, where there is no cardiac team?", "That is what question 6 asks. The wording stays open."
IN_ORDER = "What to read, and in which order, in the week before we meet."


def fill_library(seats):
    """Documents of most kinds in force, one of them changed since it was read, and two on their way through review."""
    by = seats["medical"]
    for facet, word in WORDS:
        set_term(facet, word, by=by)
    protocol, summary = _protocol(seats), _summary(by)
    _published(by, "When events were found, in four slides", kind="Slides", file=slides())
    pause = _published(by, "What a pause of four seconds sounds like", kind="Recording", file=heartbeat())
    set_track(pause.current, by=by, sort="captions", language="en", text=HEARD)
    set_track(pause.current, by=by, sort="chapters", language="en", text=CHAPTERS)
    _published(by, "Protocolo de monitorização, resumo", kind="Protocol", body=PORTUGUESE, language="pt")
    _published(by, "Guideline on heart monitoring", kind="Guideline", address="https://www.example.org/guideline")
    gathered = {"summary": IN_ORDER, "documents": [summary, protocol, pause]}
    gather_documents(by.board, by=by, title="Before the live session", **gathered)
    set_approvals(by.board, {"medical": 1, "legal": 2}, by=by)
    _reviewed(seats)


def _published(by, title, *, kind, summary="", **content):
    """Something in force that is said to be of a kind, on the board's area and product."""
    about = {"language": content.pop("language", "en"), "kind": kind, "summary": summary}
    form = "pdf" if "file" in content else "link" if "address" in content else "page"
    made = publish_document(by.board, by=by, title=title, format=form, **content)
    describe_document(made, by=by, areas=["Cardio-oncology"], products=["Product A"], **about)
    return Document.objects.select_related(*Document.together).get(pk=made.pk)


def _protocol(seats):
    """Read in its first version by most, changed since, and noted upon."""
    by, (first, second) = seats["medical"], PROTOCOL
    said = "What clinics do today, and what the board is asked to change in it."
    made = _published(by, "Monitoring protocol for clinics", kind="Protocol", body=first, summary=said)
    place_document(made, by=by, question_number=6)
    for account in ("advisor1", "advisor4", "advisor5", "patient"):
        open_document(made, by=seats[account])
    add_version(made, by=by, format="page", body=second, changed=CHANGED)
    key = uuid5(NAMESPACE_URL, NOTE)
    place = Chosen(exact="the time within which they reply")
    note, _ = annotate(made, NOTE, by=seats["advisor2"], client_id=key, at=place, shared=True)
    annotate(made, ANSWER, by=seats["moderator"], client_id=uuid5(key, ANSWER), reply_to=note.pk)
    return made


def _summary(by):
    """To be read before question 5 is answered; its last day comes soon."""
    said = "Three studies of rhythm events in the first year of treatment, in one page."
    title = "Evidence summary: rhythm events in year one"
    made = _published(by, title, kind="Evidence summary", body=SUMMARY, summary=said)
    describe_document(made, by=by, valid_until=timezone.now().date() + timedelta(days=24))
    place_document(made, by=by, question_number=5, preread=True, minutes=8)
    return made


def _reviewed(seats):
    """Slides that wait for two reviewers, and a leaflet that one of them has approved."""
    version = _sent(seats, "Live session slides: monitoring thresholds", kind="Slides", body=SLIDES)
    point = "Eight people answered, seven are shown. Is the passed answer counted?"
    raise_remark(version, point, by=seats["moderator"])
    leaflet = _sent(seats, "Checking your pulse: for patients", kind="Patient material", body=LEAFLET)
    (review,) = Review.objects.select_related(*Review.together).filter(version=leaflet, function="medical")
    moderator = seats["moderator"]
    signature = Signature("approve", moderator.user.name, "", leaflet.sha256, timezone.now())
    sign_review(review, signature, by=moderator)


def _sent(seats, title, **content):
    by, due_at = seats["medical"], timezone.now() + timedelta(days=2)
    version = _published(by, title, **content).versions.get()
    people = {"medical": seats["moderator"].pk, "legal": seats["observer"].pk}
    send_for_review(version, people, by=by, due_at=due_at)
    version.refresh_from_db()
    return version
