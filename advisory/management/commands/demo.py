"""A lively board with invented people, made only with commands."""

import json
from datetime import timedelta
from pathlib import Path
from uuid import NAMESPACE_URL, uuid5

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from advisory.accounts.commands.credentials import submit_credential, verify_credential
from advisory.accounts.commands.people import create_person, make_administrator
from advisory.clock import tick
from advisory.demo.cast import (
    BOARD,
    FORMS,
    GUIDANCE,
    IDENTIFIERS,
    PASSWORD,
    PEOPLE,
    PLACES,
    QUESTIONS,
    SAFETY_CASE,
    SAFETY_DESK,
    SAFETY_WORDS,
    SCREENED_WORDS,
    SECTIONS,
    SLUG,
)
from advisory.demo.library import fill_library
from advisory.demo.meeting import AGENDA, HOUR, MEETING
from advisory.demo.panel import COMMENTS, POLL, POLL_OPTIONS, POLL_VOTES, STATEMENTS, STUDY
from advisory.demo.survey import BEGUN, OPEN, PATIENTS, SHEETS, sheet_of
from advisory.lines import LineCommand
from advisory.notifications.reader import look_ahead
from advisory.rights import SYSTEM, can
from advisory.zones import zone_of
from boards.commands.agenda import add_item
from boards.commands.boards import add_section, choose_screening, create_board, open_board
from boards.commands.consents import give_consents, publish_policies
from boards.commands.members import seat_member
from boards.commands.safety import entrust_member, set_safety_desk
from boards.commands.sessions import schedule_session
from boards.forms.consents import default_texts
from boards.links import Holder
from boards.models import Board, Consent, Membership, Policy
from discussions.commands.ballots import cast_ballot
from discussions.commands.cases import assess_case, open_case
from discussions.commands.guidance import add_guide_note, tick_guide_note
from discussions.commands.moderation import hold_post, react_to_post
from discussions.commands.polls import ask_poll
from discussions.commands.questions import add_question
from discussions.commands.ratings import rate
from discussions.commands.responses import give_response
from discussions.commands.rounds import close_round, open_round, plan_round, publish_round
from discussions.commands.sheets import begin_sheet, finish_sheet, save_section
from discussions.commands.statements import add_statement
from discussions.commands.studies import create_study, freeze_study, seat_panel
from discussions.commands.survey_invitations import invite_to_survey
from discussions.commands.surveys import close_survey, create_survey, open_survey, plan_survey, share_survey
from discussions.commands.threads import create_post
from discussions.models import Question

POINTS = (
    "How often in the first three months", "Who reads the traces outside a cardiac centre",
    "What patients should do with an abnormal trace at the weekend",
)  # fmt: skip
TALK = Path(settings.BASE_DIR) / "advisory" / "demo" / "talk.json"


class Command(LineCommand):
    help = "Make the demo board; a second time nothing happens."

    def handle(self, *args, **options):
        if Board.objects.filter(slug=SLUG).exists():
            self.stdout.write("The demo board is there already.")
            return
        with transaction.atomic():
            seats = _seats()
            _talk(seats)
            _forms(seats)
            fill_library(seats)
            _points(seats)
            _safety(seats)
            _screened(seats)
            _panel(seats)
            _poll(seats)
            _surveys(seats)
            _meeting(seats)
            look_ahead()  # so that the bells stand still from the first page on
        self.stdout.write(f"The demo board is at /boards/{SLUG}/ with {len(seats)} members.")


def _seats():
    hashed = make_password(PASSWORD)
    people = {row[0]: _person(hashed, *row) for row in PEOPLE}
    if not people["medical"].is_staff:
        make_administrator(people["medical"])
    medical = get_user_model().objects.get(pk=people["medical"].pk)
    _identify(people, medical)
    board = create_board(slug=SLUG, by=medical, closes_at=timezone.now() + timedelta(days=14), **BOARD)
    sponsor = seat_member(board, medical, "sponsor", by=SYSTEM)
    seats = {"medical": sponsor}
    for account, _, role, *_ in PEOPLE:
        if role and account != "medical":
            expert = {"patient_expert": True, "named": True} if account == "patient" else {}
            seats[account] = seat_member(board, people[account], role, by=sponsor, **expert)
    _agree(board, seats.values(), by=sponsor)
    _guide(board, sponsor)
    open_board(board, by=sponsor)
    return {
        account: Membership.objects.select_related("board", "user").get(pk=seat.pk) for account, seat in seats.items()
    }


def _agree(board, seats, *, by):
    """Everybody has agreed to the board's texts, and to have their voice recorded."""
    publish_policies(board, default_texts(), by=by)
    for seat in seats:
        answers = {policy.pk: _choice(policy) for policy in Policy.objects.current(board).values()}
        give_consents(seat, answers, by=seat.user)


def _choice(policy):
    return Consent.Choice.GIVEN if policy.required else Consent.Choice.AUDIO


def _person(hashed, account, name, _, *place):
    told = ("specialty", "city", "time_zone", "country", "care_role", "affiliation", "languages")
    profile = dict(zip(told, (*place, *PLACES[account]), strict=True)) | {"demo": True}
    return create_person(email=f"{account}@demo.test", name=name, hashed=hashed, **profile)


def _identify(people, administrator):
    """Some have given identifiers, and some of these are checked."""
    today = timezone.now().date()
    for account, kind, number, register, seen in IDENTIFIERS:
        person = people[account]
        credential = submit_credential(person, by=person, kind=kind, number=number, register=register)
        if seen:
            verify_credential(
                credential, by=administrator, evidence=seen, seen_on=today, valid_until=today + timedelta(days=365)
            )


def _guide(board, by):
    sections = [add_section(board, title, by=by) for title in SECTIONS]
    now = timezone.now()
    for number, (section, title, prompt, minutes, days, policies, stimulus) in enumerate(QUESTIONS, start=1):
        times = {"due_at": now + timedelta(days=days)} if days else {"opens_at": now + timedelta(days=10)}
        add_question(
            board, sections[section - 1], by=by, title=title, prompt=prompt, minutes=minutes, stimulus=stimulus,
            guidance=GUIDANCE.get(number, ""), **times, **dict.fromkeys(policies, True),
        )  # fmt: skip
    for section, title, prompt, kind, design, policies, _ in FORMS:
        add_question(
            board, sections[section - 1], by=by, title=title, prompt=prompt, minutes=3, type=kind, design=design,
            due_at=now + timedelta(days=12), **dict.fromkeys(policies, True),
        )  # fmt: skip


def _talk(seats):
    tick()
    board = Board.objects.get(slug=SLUG)
    talk = json.loads(TALK.read_text(encoding="utf-8"))
    for question in board.questions.filter(number__in=talk):
        rows = talk[str(question.number)]
        posts = [_say(question, seats[row["by"]], row["answer"], f"{place}") for place, row in enumerate(rows)]
        for place, (post, row) in enumerate(zip(posts, rows, strict=True)):
            for turn, reply in enumerate(row["replies"]):
                _say(question, seats[reply["by"]], reply["reply"], f"{place}.{turn}", post.pk)
            for kind, accounts in row["reactions"].items():
                for who in accounts:
                    _react(post, kind, seats[who])


def _forms(seats):
    """Three questions that are answered with a form stand at the end of the guide, answered by some."""
    for question, (*_, given) in zip(_with_forms(), FORMS, strict=True):
        for account, value in given:
            key = uuid5(NAMESPACE_URL, f"demo/{SLUG}/{question.number}/{account}")
            give_response(question, by=seats[account], value=value, client_id=key)


def _with_forms():
    return Question.objects.select_related("board").filter(board__slug=SLUG, number__gt=len(QUESTIONS))


def _say(question, seat, words, name, reply_to=None):
    key = uuid5(NAMESPACE_URL, f"demo/{SLUG}/{question.number}/{name}")
    return create_post(question, by=seat, body=words, client_id=key, reply_to=reply_to)[0]


def _react(post, kind, seat):
    """Those who have not answered yet cannot have read the others: their reaction waits until they have."""
    if can(seat, "post.see", post):
        react_to_post(post, kind, by=seat, on=True)


def _points(seats):
    """What the sixth question should cover, one point of it already spoken to."""
    asked, by = Question.objects.select_related("board").get(board__slug=SLUG, number=6), seats["moderator"]
    notes = [add_guide_note(asked, text, by=by) for text in POINTS]
    tick_guide_note(notes[0], by=by, on=True)


def _safety(seats):
    """One safety case: held, assessed by the moderator, and still to be passed on."""
    medical, moderator = seats["medical"], seats["moderator"]
    entrust_member(medical, by=moderator, on=True)
    set_safety_desk(medical.board, by=moderator, **SAFETY_DESK)
    question = medical.board.questions.get(number=4)
    post = _say(question, seats["advisor5"], SAFETY_WORDS, "safety")
    hold_post(post, by=moderator, reason="We look into something you wrote")
    assess_case(open_case(post, by=moderator), SAFETY_CASE, by=moderator, version=0)


def _screened(seats):
    """A post that screening held before anybody saw it: it may say who a patient is. From then on nothing is held."""
    board, moderator = seats["medical"].board, seats["moderator"]
    choose_screening(board, "hold", by=moderator)
    _say(board.questions.get(number=4), seats["advisor3"], SCREENED_WORDS, "screened")
    choose_screening(board, "propose", by=moderator)


def _panel(seats):
    """A consensus study whose first round is published and whose second is open."""
    board, by = seats["medical"].board, seats["chair"]
    study, panel = create_study(board, by=by, **STUDY), [seat for seat in seats.values() if seat.advises]
    for text, number, _ in STATEMENTS:
        add_statement(study, text, by=by, question=board.questions.get(number=number))
    seat_panel(study, panel, by=by)
    freeze_study(study, by=by)
    open_round(study.rounds.get(number=1), by=by)
    for place, seat in enumerate(panel):
        account = next(name for name, one in seats.items() if one is seat)
        rows = enumerate(STATEMENTS, start=1)
        given = {
            number: {"value": row[2][place], "comment": COMMENTS.get((account, number), "")} for number, row in rows
        }
        rate(study.rounds.get(number=1), given, by=seat)
    for command in (close_round, publish_round):
        command(study.rounds.get(number=1), by=by)
    second = study.rounds.get(number=2)
    plan_round(second, None, timezone.now() + timedelta(days=6), by=by)
    open_round(second, by=by)


def _poll(seats):
    """A poll in a thread of the second question, in which some have voted."""
    question = Question.objects.select_related("board").get(board__slug=SLUG, number=2)
    under, key = question.posts.published().first(), uuid5(NAMESPACE_URL, f"demo/{SLUG}/poll")
    poll = ask_poll(question, POLL, POLL_OPTIONS, by=seats["moderator"], client_id=key, reply_to=under.pk)
    for name, pick in POLL_VOTES.items():
        cast_ballot(poll, [pick], by=seats[name], client_id=uuid5(NAMESPACE_URL, f"demo/{SLUG}/{name}"))


def _surveys(seats):
    """A survey of patients that is over and shared, and one that waits for the advisors, begun by some."""
    board, by = seats["medical"].board, seats["chair"]
    patients = create_survey(board, by=by, **PATIENTS)
    links = invite_to_survey(patients, [f"patient{n}@demo.test" for n in range(1, len(SHEETS) + 3)], by=by)
    open_survey(patients, by=by)
    for link, row in zip(links, SHEETS, strict=False):
        _fill(patients, Holder(link.digest), sheet_of(row))
    begin_sheet(patients, by=Holder(links[-1].digest))
    for command in (close_survey, share_survey):
        command(patients, by=by)
    asked = create_survey(board, by=by, **OPEN)
    invite_to_survey(asked, ["nurse@demo.test"], by=by)
    plan_survey(asked, None, timezone.now() + timedelta(days=8), by=by)
    open_survey(asked, by=by)
    for account, option in BEGUN.items():
        _fill(asked, seats[account], {"s1": {"q1": {"chosen": [option]}}}, finish=False)


def _fill(survey, by, sections, *, finish=True):
    begin_sheet(survey, by=by)
    for key, given in sections.items():
        save_section(survey, key, given, by=by)
    if finish:
        finish_sheet(survey, by=by)


def _meeting(seats):
    """A live session tomorrow, where the moderator is, with an agenda that leads to questions of the guide."""
    by, (hour, minute) = seats["moderator"], HOUR
    tomorrow = timezone.now().astimezone(zone_of(by.user.time_zone)) + timedelta(days=1)
    starts = tomorrow.replace(hour=hour, minute=minute, second=0, microsecond=0)
    session = schedule_session(by.board, by=seats["chair"], starts_at=starts, **MEETING)
    keys = dict(by.board.questions.values_list("number", "pk"))
    for title, minutes, lead, number in AGENDA:
        link = f"question:{keys[number]}" if number else ""
        add_item(session, title, by=by, minutes=minutes, lead=seats[lead], link=link)
