"""A board of four that meets live: made on the running product, with its waiting room open."""

CALLED = """
from datetime import timedelta
from django.conf import settings
from django.utils import timezone
from advisory.accounts.models import User
from advisory.rights import SYSTEM
from boards.commands.agenda import add_item
from boards.commands.boards import add_section, create_board, open_board
from boards.commands.breakouts import add_breakout
from boards.commands.lobby import open_session
from boards.commands.members import seat_member
from boards.commands.sessions import schedule_session
from discussions.commands.questions import add_question
slug, points, rooms, opened, details = {slug!r}, {points!r}, {rooms!r}, {opened}, {details!r}
settings.JANUS_URL = settings.JANUS_URL or "ws://127.0.0.1"  # whoever serves knows which
board = create_board(slug=slug, title="We meet", objective="Who comes?", by=SYSTEM)
cast = dict(chair="chair", moderator="moderator", advisor1="advisor", advisor2="advisor", observer="observer")
people = {{name: User.objects.get(email=f"{{name}}@demo.test") for name in cast}}
seats = {{name: seat_member(board, people[name], role, by=SYSTEM) for name, role in cast.items()}}
chair = seats["chair"]
add_question(board, add_section(board, "Calls", by=chair), by=chair, title="Calls", prompt="Who comes?")
open_board(board, by=chair)
session = schedule_session(
    board, by=chair, title="We meet", starts_at=timezone.now() + timedelta(hours=1), **details)
for title, minutes in points:
    add_item(session, title, minutes=minutes, by=chair)
for name, placed in rooms.items():
    add_breakout(session, name, people=[seats[one] for one in placed], by=chair)
if opened:
    open_session(session, by=chair)
print(f"/boards/{{slug}}/sessions/{{session.pk}}/")
"""


OPENED = """
from boards.commands.lobby import open_session
from boards.models import Membership, Session
chair = Membership.objects.get(board__slug={slug!r}, user__email="chair@demo.test")
open_session(Session.objects.get(board=chair.board), by=chair)
"""


def call_together(site, slug, *points, rooms=None, opened=True, **details):
    """Where the session is to which chair, moderator, two advisors and an observer may come, now if it is `opened`.

    `rooms`: breakout rooms by name, each with the accounts of those who are placed there.
    """
    script = CALLED.format(slug=slug, points=points, rooms=rooms or {}, opened=opened, details=details)
    return site.shell(script).splitlines()[-1]


SHELVED = """
from io import BytesIO
from django.core.files.uploadedfile import SimpleUploadedFile
from pypdf import PdfWriter
from boards.models import Membership
from resources.commands.documents import publish_document
seat = Membership.objects.select_related("board", "user").get(board__slug={slug!r}, user__email="chair@demo.test")
writer, file = PdfWriter(), BytesIO()
for _ in range(3):
    writer.add_blank_page(320, 180)
writer.write(file)
kept = SimpleUploadedFile("slides.pdf", file.getvalue(), "application/pdf")
publish_document(seat.board, by=seat, format="pdf", title={title!r}, file=kept)
"""


def shelve(site, slug, title):
    """Publish three pages on the shelf of a board; they are drawn soon."""
    site.shell(SHELVED.format(slug=slug, title=title))


RATED = """
from boards.commands.agenda import change_item
from boards.models import AgendaItem, Membership
from discussions.commands.statements import add_statement
from discussions.commands.studies import create_study, freeze_study, seat_panel
seats = Membership.objects.select_related("board", "user").filter(board__slug={slug!r})
chair, rater = (seats.get(user__email=f"{{name}}@demo.test") for name in ("chair", "advisor1"))
study = create_study(chair.board, by=chair, title={statement!r}, rule="percentage")
add_statement(study, {statement!r}, by=chair)
seat_panel(study, [rater], by=chair)
freeze_study(study, by=chair)
item = AgendaItem.objects.select_related(*AgendaItem.together).get(session__board=chair.board, title={title!r})
change_item(item, by=chair, link=f"study:{{study.pk}}")
"""


def put_to_rating(site, slug, title, statement):
    """Have a point of a session's agenda lead to a statement that the first advisor is to rate."""
    site.shell(RATED.format(slug=slug, title=title, statement=statement))


LED = """
from boards.commands.agenda import change_item
from boards.models import AgendaItem, Membership
from discussions.models import Question
chair = Membership.objects.select_related("board", "user").get(board__slug={slug!r}, user__email="chair@demo.test")
item = AgendaItem.objects.select_related(*AgendaItem.together).get(session__board=chair.board, title={title!r})
question = Question.objects.get(board=chair.board, number=1)
change_item(item, by=chair, link=f"question:{{question.pk}}")
"""


def put_to_question(site, slug, title):
    """Have a point of a session's agenda lead to the first question of its board."""
    site.shell(LED.format(slug=slug, title=title))


def join(person, path):
    """Come to a session as somebody does: past the look at oneself, with nothing on."""
    page = person.open(f"{path}prejoin/")
    page.get_by_role("button", name="Join", exact=True).click()
    return page
