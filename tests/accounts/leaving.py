"""Dr Okonjo, who left traces everywhere; every word and address of theirs is one that can be looked for."""

import json
import time
from io import BytesIO
from uuid import uuid4
from zipfile import ZipFile

from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount, SocialToken
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from advisory.accounts.commands.credentials import submit_credential, verify_credential
from advisory.accounts.commands.profiles import change_profile
from advisory.accounts.models import User
from advisory.api.commands.tokens import create_token
from advisory.events.models import Event, Log
from advisory.notifications.models import Letter, MailHour, Notification, Preference
from boards.commands.hands import raise_hand
from boards.commands.lobby import admit, end_session, join_session, open_session
from boards.commands.sessions import schedule_session
from boards.models import (
    AgendaItem,
    Allowance,
    Breakout,
    Consent,
    Invitation,
    Membership,
    Mute,
    Placing,
    Policy,
    Recording,
)
from discussions.commands.ballots import cast_ballot
from discussions.commands.cases import report_event
from discussions.commands.drafts import keep_draft, mark_read
from discussions.commands.flags import flag_post
from discussions.commands.minutes import compile_minutes, send_minutes
from discussions.commands.moderation import hold_post, react_to_post, release_post
from discussions.commands.polls import ask_poll
from discussions.commands.propositions import propose, take_stance
from discussions.commands.ratings import rate
from discussions.commands.reminders import write_to_board
from discussions.commands.responses import give_response
from discussions.commands.rounds import open_round
from discussions.commands.sheets import begin_sheet, finish_sheet, save_section
from discussions.commands.statements import add_statement
from discussions.commands.studies import create_study, freeze_study, seat_panel
from discussions.commands.suggestions import suggest_change
from discussions.commands.survey_invitations import invite_to_survey
from discussions.commands.surveys import create_survey, open_survey
from discussions.commands.threads import edit_post, remove_post
from discussions.models import Clarification, Minutes, Note, NoteVersion
from resources.anchoring import Chosen
from resources.commands.annotations import annotate
from resources.commands.details import describe_document
from resources.commands.documents import open_document, publish_document
from resources.commands.following import follow_topic, note_visit
from resources.models import AnnotationReaction, Remark, Review, Term, Upload
from tests import make
from tests.accounts.test_photo import picture
from tests.boards.live.captioned import captioned, speak

ADDRESS, SECOND, NAME = "okonjo@example.org", "canary-two@example.org", "Samuel Okonjo"
PROFILE = {
    "said_as": "canary-KON-jo", "specialty": "canary-cardiology", "affiliation": "Canary Heart Centre",
    "city": "Canaryville", "country": "NG", "time_zone": "Africa/Lagos", "languages": ["yo"],
}  # fmt: skip
NUMBER, EVIDENCE, DRAFT, TAKEN_BACK = "canary-60418", "canary-evidence", "canary-draft", "canary-taken-back"
STANDS, OTHERS = "An ECG for everyone above sixty.", "Only with symptoms, says another."
TRACES = [ADDRESS, SECOND, NAME, "canary", "Canary", "198.51.100.7"]


def story():
    """A board on which Dr Okonjo did everything there is to do; gives the room."""
    form = {"type": "choice", "design": {"options": ["Yes", "No"]}}
    votes = {"type": "statements"}
    heart = make.room({"answer_first": True, "blinded": True}, {"sponsor_only": True}, {}, form, votes)
    person, seat = heart.okonjo.user, heart.okonjo
    change_profile(person, by=person, **PROFILE)
    _answers(heart, seat)
    _signs_in(User.objects.get(pk=person.pk))
    _identifies(person)
    _agrees(heart, person)
    _hears(heart, person)
    _rates(heart)
    _is_surveyed(heart)
    _meets(heart, seat)
    return heart


def _answers(heart, seat):
    make.say(heart.asked(1), heart.solheim, OTHERS)
    answer = make.say(heart.asked(1), seat, STANDS)
    gone = make.say(heart.asked(2), seat, TAKEN_BACK)
    remove_post(gone, by=seat)
    signed = make.say(heart.asked(3), seat, f"Yours, {NAME}, {ADDRESS}.")
    edit_post(signed, by=seat, body=f"Regards, {NAME}.", version=1)
    other = make.say(heart.asked(3), heart.tanabe, OTHERS)
    react_to_post(other, "agree", by=seat, on=True)
    hold_post(answer, by=heart.marsh, reason="Reading it")
    release_post(make.now(answer), by=heart.marsh)
    Clarification.objects.create(post=make.say(heart.asked(3), heart.marsh, "When?", reply_to=signed), member=seat)
    flag_post(other, by=seat, reason="other", note=f"{NAME} knows this patient.")
    said = {"board": heart.board, "author": seat, "role": "observer", "client_id": uuid4()}
    note = Note.objects.create(removed_at=timezone.now(), **said)
    NoteVersion.objects.create(note=note, number=1, body=TAKEN_BACK, html=TAKEN_BACK, salt="00")
    keep_draft(heart.asked(3), by=seat, body=DRAFT)
    mark_read(heart.asked(3), by=seat, order=1)
    chosen = {"chosen": ["o1"], "reason": f"I am {NAME}."}
    give_response(heart.asked(4), by=seat, value=chosen, client_id=uuid4())
    _votes(heart, seat)
    report_event(heart.board, "A patient fell after the second dose.", by=seat, client_id=uuid4())
    write_to_board(heart.board, "The call is on Friday.", by=heart.marsh)
    _reads(heart, seat)


def _reads(heart, seat):
    document = publish_document(heart.board, by=heart.weidmann, format="page", title="Protocol", body="Read this.")
    open_document(document, by=seat)
    describe_document(document, by=heart.weidmann, kind="Protocol")
    note_visit(by=seat.user)
    follow_topic(Term.objects.get(word="Protocol"), by=seat.user, on=True)
    Upload.objects.create(board=heart.board, by=seat, name=f"{NAME}.pdf", size=9)
    version = document.versions.get()
    signed = {"decision": "approve", "signed_name": NAME, "signed_at": timezone.now()}
    review = Review.objects.create(version=version, function="medical", reviewer=seat, **signed)
    Remark.objects.create(version=version, review=review, by=seat, body=f"{NAME} asks for a source.", salt="00")
    at = Chosen(exact="Read this")
    note, _ = annotate(document, f"Yours, {NAME}.", by=seat, client_id=uuid4(), at=at, shared=True)
    AnnotationReaction.objects.create(annotation=note, member=seat, kind="agree")


def _votes(heart, seat):
    for mode in ("named", "detached"):
        asked = ask_poll(heart.asked(3), "Which?", ("A", "B"), by=heart.marsh, client_id=uuid4(), mode=mode)
        cast_ballot(asked, [1], by=seat, client_id=uuid4())
    propose(heart.asked(5), f"{NAME} is right.", by=seat)
    take_stance(propose(heart.asked(5), OTHERS, by=heart.marsh), 1, by=seat)


def _signs_in(person):
    client = Client(REMOTE_ADDR="198.51.100.7", HTTP_USER_AGENT="canary-browser")
    client.force_login(person)
    client.get(reverse("account"))
    client.post(reverse("account-photo"), {"photo": SimpleUploadedFile("canary.jpg", picture())})
    second = EmailAddress.objects.create(user=person, email=SECOND)
    EmailConfirmation.objects.create(email_address=second, key="canary-key", sent=timezone.now())
    Authenticator.objects.create(user=person, type="totp", data={"secret": "canary-secret"})
    elsewhere = SocialAccount.objects.create(
        user=person, provider="saml", uid="canary-uid", extra_data={"mail": ADDRESS}
    )
    SocialToken.objects.create(account=elsewhere, token="canary-token")
    create_token(person, by=person)
    usersession = apps.get_model("usersessions.UserSession")
    usersession.objects.get_or_create(
        user=person, session_key=client.session.session_key,
        defaults={"ip": "198.51.100.7", "user_agent": "canary-browser"},
    )  # fmt: skip


def _identifies(person):
    admin = make.person("Grace Adeyemi", is_staff=True)
    credential = submit_credential(person, by=person, kind="other", number=NUMBER, register="Canary register")
    verify_credential(credential, by=admin, evidence=EVIDENCE, seen_on=timezone.now().date())


def _agrees(heart, person):
    text = Policy.objects.create(
        board=heart.board, kind="agreement", version=9, body="I agree.", html="<p>I agree.</p>", salt="",
        published_by=person,
    )  # fmt: skip
    Consent.objects.create(person=person, policy=text, way="page")
    Invitation.objects.create(
        board=heart.board, address=ADDRESS, name=NAME, role="advisor", nonce="n", digest=uuid4().hex,
        invited_by=heart.marsh.user, expires_at=timezone.now(), accepted_by=person, accepted_at=timezone.now(),
        suggestion="Ask Dr Canary",
    )  # fmt: skip


def _is_surveyed(heart):
    """Handed one sheet in that names its writer, left another, and was sent a link to a third survey."""
    words = {"kind": "prose", "label": "Anything else?"}
    design = {"sections": [{"title": "One", "items": [words]}]}
    for finishes in (True, False):
        survey = create_survey(heart.board, by=heart.lindqvist, title="How it was", design=design)
        open_survey(survey, by=heart.lindqvist)
        begin_sheet(survey, by=heart.okonjo)
        save_section(survey, "s1", {"q1": {"words": f"{NAME} of {ADDRESS}"}}, by=heart.okonjo)
        if finishes:
            finish_sheet(survey, by=heart.okonjo)
    elsewhere = create_survey(heart.board, by=heart.lindqvist, title="For guests", asked="nobody")
    invite_to_survey(elsewhere, [ADDRESS], by=heart.lindqvist)


def _meets(heart, seat):
    """Leads a point of a meeting, comes, is placed in a room and raises a hand, and signs its minutes."""
    session = schedule_session(heart.board, by=heart.marsh, title="We meet", starts_at=make.soon(hours=1))
    AgendaItem.objects.create(session=session, place=1, title="Doses", lead=seat)
    open_session(session, by=heart.marsh)
    admit(join_session(session, by=seat), by=heart.marsh)
    raise_hand(session, by=seat)
    Mute.objects.create(session=session, member=seat)
    Placing.objects.create(session=session, breakout=Breakout.objects.create(session=session), member=seat)
    recording = Recording.objects.create(session=session, begun_by=heart.lindqvist, state="empty")
    Allowance.objects.create(recording=recording, member=seat, choice="audio")
    speak(captioned(heart, session), seat, f"I am {NAME}, good evening.")
    end_session(session, by=heart.marsh)
    minutes = compile_minutes(session, by=heart.marsh)
    send_minutes(minutes, by=heart.marsh)
    suggest_change(minutes.parts.get(title="Notes"), by=seat, client_id=uuid4(), words=f"Ask {NAME}.")
    Minutes.objects.update(approved_by=seat, signed_name=NAME)


def _rates(heart):
    """On a panel, with a comment that names its writer."""
    study = create_study(heart.board, by=heart.lindqvist, title="Monitoring")
    add_statement(study, "A trace before the first dose.", by=heart.lindqvist)
    seat_panel(study, [heart.okonjo], by=heart.lindqvist)
    freeze_study(study, by=heart.lindqvist)
    open_round(study.rounds.get(), by=heart.lindqvist)
    rate(study.rounds.get(), {1: {"value": 7, "comment": f"As {NAME} always says."}}, by=heart.okonjo)


def _hears(heart, person):
    letter = Letter.objects.create(person=person)
    about = {"log": heart.board.log, "subject_type": "board", "subject_id": heart.board.pk}
    Notification.objects.create(person=person, notice="opened", key="k", letter=letter, **about)
    Preference.objects.create(person=person, notice="opened", email="off")
    MailHour.objects.create(person=person, hour=9)


def just_signed_in(person):
    """A browser in which somebody has proved a moment ago who they are."""
    client = Client()
    client.force_login(person)
    session = client.session
    session["account_authentication_methods"] = [{"method": "password", "at": time.time(), "reauthenticated": True}]
    session["account_authentication_methods_user"] = str(person.pk)
    session.save()
    return client


def leading_to_people():
    """Every model from which foreign keys lead to a person, walked from the schema."""
    found = {User}
    while True:
        more = {model for model in apps.get_models(include_auto_created=True) if _leads(model, found)} | found
        if more == found:
            return {model._meta.label for model in found}
        found = more


def _leads(model, found):
    forward = [field for field in model._meta.get_fields() if field.is_relation and field.concrete]
    return any(field.related_model in found for field in forward)


def everything_kept():
    """Each value in each table of the database, sessions opened: [(table, text)]."""
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f"SELECT * FROM {connection.ops.quote_name(table)}")
            for row in cursor.fetchall():
                yield table, " ".join(map(str, row))
    for session in apps.get_model("sessions.Session").objects.all():
        yield "django_session", str(session.get_decoded())


def traces():
    """Where something of Dr Okonjo can still be found: {table: what}."""
    return {table: trace for table, text in everything_kept() for trace in TRACES if trace in text}


def opened(copy):
    """A copy as {file: what it holds}."""
    with ZipFile(BytesIO(copy)) as files:
        return {name: _read(name, files.read(name)) for name in files.namelist()}


def _read(name, content):
    return json.loads(content) if name.endswith(".json") else content


def site_events(kind):
    """What the installation's log says of a kind."""
    return Event.objects.filter(log=Log.objects.get(name="site"), kind=kind)


def seats(person):
    """A person's seats as they are now."""
    return Membership.objects.filter(user=person.pk)
