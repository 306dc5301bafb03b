"""What people hear of from libraries: a review that waits for them, how it went, what is new, what expires."""

from django.urls import reverse

from advisory.notifications.notices import DAILY, EVENT, Due, Heard, Notice, Told, notices
from advisory.rights import can
from boards.models import Membership
from resources.approval import turn
from resources.models import Document, Shelf, Version
from resources.news import brings
from resources.topics import followers, topics_on

BEFORE = (30, 7, 1)
GONE = "document.withdrawn", "document.hidden", "document.expired", "shelf.removed"
READ = "document.opened", "document.read", "shelf.opened", "shelf.read"
BRINGS = ("document.version_published", "document.described", "shelf.added")


def _seats(board):
    return Membership.objects.seated().filter(board=board, user__is_active=True).select_related("board", "user")


def _mine(person):
    found = Membership.objects.seated().filter(user=person).select_related("board", "user")
    return {seat.board_id: seat for seat in found if seat.role}


def _paper(thing):
    """The document that an event is about, or that came onto a shelf."""
    return thing.document if isinstance(thing, Shelf) else thing


def _shown_to(thing):
    """The seats where a document is shown, or on the board of the shelf that it came onto."""
    there = {"board": thing.board} if isinstance(thing, Shelf) else {"board__shelves__document": thing}
    found = Membership.objects.seated().filter(user__is_active=True, **there)
    return found.select_related("board", "user").distinct()


def _had_it(thing):
    """Whoever read a document before it came onto a shelf, from a seat elsewhere."""
    if not isinstance(thing, Shelf):
        return set()
    elsewhere = _shown_to(thing.document).exclude(board=thing.board)
    return {seat.user_id for seat in elsewhere if can(seat, "document.read", thing.document)}


def _version(thing):
    return thing if isinstance(thing, Version) else thing.version


def reviewers(event, thing):
    """Whose turn it is to look at a version."""
    version = _version(thing)
    waiting = turn(version.reviews.standing()) if version.state == Version.State.IN_REVIEW else []
    return [Heard(seat.user_id) for seat in _seats(version.board).filter(pk__in=[one.reviewer_id for one in waiting])]


def authors(event, version):
    """Whoever uploaded a version that is returned, or has every approval."""
    return [Heard(seat.user_id) for seat in _seats(version.board).filter(pk=version.uploaded_by_id)]


def readers(event, thing):
    """Whoever may read a document that is new to them or has a new version, but whoever published or described it."""
    document = _paper(thing)
    if document.current is None or event.facts.get("comes"):
        return []
    told = {event.actor_id} | followers(document) | _had_it(thing)
    seats = [seat for seat in _shown_to(thing) if seat.user_id not in told and brings(event, document, seat)]
    return [Heard(key) for key in {seat.user_id for seat in seats if can(seat, "document.read", document)}]


def keeping_up(event, thing):
    """Whoever follows a topic of a document and may read it, on whichever of their boards, once it is new to them."""
    document = _paper(thing)
    if document.current is None or event.facts.get("comes"):
        return []
    was = event.facts.get("was")
    added = followers(document, set(topics_on(document)) - set(was["topics"])) if was else set()
    seats = _shown_to(thing).filter(user__in=followers(document)).exclude(user=event.actor_id)
    known = {seat.user_id for seat in seats if not brings(event, document, seat)} - added | _had_it(thing)
    people = {seat.user for seat in seats if seat.user_id not in known}
    return [Heard(one.pk) for one in people if Document.objects.of(one).filter(pk=document.pk).exists()]


def expiring(now):
    """The team, 30, 7 and 1 days before the last day of a document is over; each is told once."""
    ending = Version.objects.published().filter(document__valid_until__gte=now.date())
    for version in ending.select_related("document__board"):
        last = version.document.valid_until
        stage = next((days for days in reversed(BEFORE) if (last - now.date()).days <= days), None)
        for seat in _seats(version.board) if stage else ():
            if can(seat, "document.publish", version.document):
                key = f"{last:%Y%m%d}.{stage}"
                yield Due(seat.user_id, version.log_id, "document", version.document_id, key)


def of_reviews(person, pairs):
    """Versions that wait for this person's decision."""
    seats, found = _mine(person), {}
    for row, thing in pairs:
        version = _version(thing)
        seat = seats.get(version.document.board_id)
        waiting = {one.reviewer_id for one in turn(version.reviews.standing())}
        if seat and version.state == Version.State.IN_REVIEW and version.reviews.filter(reviewer=seat).exists():
            found[row.pk] = _told(version, "waits for your review", done=seat.pk not in waiting)
    return found


def of_outcomes(person, pairs):
    """What became of a version that this person uploaded."""
    seats, found = _mine(person), {}
    for row, version in pairs:
        seat = seats.get(version.document.board_id)
        said = {"draft": "was returned to you", "approved": "has every approval"}.get(version.state)
        if seat and said and can(seat, "document.publish", version.document):
            found[row.pk] = _told(version, said)
    return found


def of_documents(person, pairs):
    """Documents that this person may read, as they are now, each on the board where they find it."""
    boards, found = {seat.board for seat in _mine(person).values()}, {}
    pairs = [(row, _paper(thing)) for row, thing in pairs]
    keys = [document.pk for _, document in pairs]
    known = {one.pk: one for one in Document.objects.of(person).filter(pk__in=keys).listed()}
    for row, document in pairs:
        version = document.pk in known and known[document.pk].current
        if version:
            said = "is there to read" if version.number == 1 else f"is now version {version.number}"
            read = version.readings.filter(member__user=person).exists()
            home = known[document.pk].place_among(boards)
            found[row.pk] = _told(version, said, page="document", done=read, board=home)
    return found


def of_expiring(person, pairs):
    """Documents whose last day comes."""
    seats, found = _mine(person), {}
    for row, document in pairs:
        seat, last = seats.get(document.board_id), document.valid_until
        if seat and last and document.current and can(seat, "document.publish", document):
            found[row.pk] = _told(document.current, f"expires after {last.day} {last:%B %Y}", page="document")
    return found


def _told(version, said, *, page="version-review", done=False, board=None):
    document = version.document
    board = board or document.board
    place = [board.slug, document.pk] + ([version.number] if page == "version-review" else [])
    quiet = f"A document on a board of yours {said}."
    return Told(
        f"{document.title} {said}", reverse(page, args=place), quiet=quiet, quote=board.letters_quote,
        where=board.title, at=version.published_at or version.sent_at, done=done,
    )  # fmt: skip


notices(
    Notice("review", "Documents to review", of_reviews, on=("version.sent", "review.signed"), hears=reviewers,
           once=EVENT, settles=("review.signed",), fades=("review.signed", "version.recalled", "version.returned"),
           hint="When it is your turn", icon="doc"),
    Notice("reviewed", "What became of a version of mine", of_outcomes, on=("version.returned", "version.approved"),
           hears=authors, once=EVENT, icon="doc"),
    Notice("documents", "New documents and versions", of_documents, on=BRINGS, hears=readers, once=EVENT,
           settles=READ, fades=GONE, email=DAILY, icon="book"),
    Notice("topics", "Documents on topics you follow", of_documents, on=BRINGS, hears=keeping_up, once=EVENT,
           settles=READ, fades=GONE,
           hint="You choose topics in the library", icon="book"),
    Notice("expiring", "Documents that expire", of_expiring, due=expiring, hint="30, 7 and 1 days before, for the team",
           fades=("document.described", "document.withdrawn", "document.version_published"), icon="clock"),
)  # fmt: skip
