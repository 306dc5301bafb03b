"""The library of the demo board: what is published, what is to be read before, and a version in review."""

from datetime import timedelta

from django.utils import timezone

from resources.commands.approvals import set_approvals
from resources.commands.details import describe_document, place_document
from resources.commands.documents import publish_document
from resources.commands.remarks import raise_remark
from resources.commands.reviews import send_for_review

PROTOCOL = (
    "Blood pressure at every visit.\n\nAn ECG before the first dose and at weeks 4, 12, 26 and 52.\n\n"
    "Where a handheld ECG is available, name the person who reads the trace and the time within which they reply."
)
SUMMARY = (
    "Three studies used a handheld ECG at least weekly. Detection was highest in weeks 4 to 12, and fell when traces "
    "were not reviewed within two days.\n\nAll figures in this demo are invented."
)
IN_FORCE = "What clinics do today, and what the board is asked to change in it."
STUDIES = "Three studies of rhythm events in the first year of treatment, in one page."
SLIDES = """Who reads the trace?

- Named reader: 7 of 8 traces were seen within two days
- No reader: 3 of 8"""


def fill_library(seats):
    """Two documents in force, one of them a pre-read, and slides that wait for two reviewers."""
    board, by = seats["medical"].board, seats["medical"]
    told = {"by": by, "format": "page"}
    protocol = publish_document(board, title="Monitoring protocol, version 3", body=PROTOCOL, question_number=6, **told)
    describe_document(protocol, by=by, summary=IN_FORCE, kind="Protocol")
    summary = publish_document(board, title="Evidence summary: rhythm events in year one", body=SUMMARY, **told)
    ends = timezone.now().date() + timedelta(days=24)
    describe_document(summary, by=by, summary=STUDIES, kind="Evidence summary", valid_until=ends)
    place_document(summary, by=by, question_number=5, preread=True, minutes=8)
    set_approvals(board, {"medical": 1, "legal": 2}, by=by)
    slides = publish_document(board, title="Live session slides: monitoring thresholds", body=SLIDES, **told)
    describe_document(slides, by=by, kind="Slides")
    version, due_at = slides.versions.get(), timezone.now() + timedelta(days=2)
    people = {"medical": seats["moderator"].pk, "legal": seats["observer"].pk}
    send_for_review(version, people, by=by, due_at=due_at)
    raise_remark(
        version, "Eight people answered, seven are shown. Is the passed answer counted?", by=seats["moderator"]
    )
