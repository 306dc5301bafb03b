"""One world for the guard table: the cast on four boards, one in each state, beside a board B of other people."""

from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

from allauth.usersessions.models import UserSession
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore

from advisory.accounts.backend import SignIn
from advisory.accounts.commands.credentials import submit_credential, verify_credential
from advisory.accounts.commands.profiles import change_photo
from advisory.clock import tick
from advisory.notifications.models import Notification
from advisory.notifications.reader import read_on
from boards.commands.agenda import add_item
from boards.commands.boards import archive_board, close_board
from boards.commands.hands import raise_hand
from boards.commands.invitations import invite_person
from boards.commands.lobby import admit, begin_session, join_session, open_session
from boards.commands.members import end_seat
from boards.commands.sessions import schedule_session
from boards.models import Invitation
from discussions.commands.cases import open_case, report_event
from discussions.commands.flags import flag_post
from discussions.commands.guidance import add_guide_note
from discussions.commands.handovers import dismiss_case
from discussions.commands.moderation import hold_post
from discussions.commands.notes import write_note
from discussions.commands.polls import ask_poll
from discussions.commands.propositions import propose
from discussions.commands.ratings import rate
from discussions.commands.rounds import open_round
from discussions.commands.sheets import begin_sheet
from discussions.commands.statements import add_statement
from discussions.commands.studies import create_study, freeze_study, seat_panel
from discussions.commands.survey_invitations import invite_to_survey
from discussions.commands.surveys import create_survey, open_survey
from discussions.commands.talks import open_talk
from discussions.models import Act, Flag, Post
from resources.anchoring import Chosen
from resources.commands.annotations import annotate
from resources.commands.collections import gather_documents
from resources.commands.details import describe_document
from resources.commands.documents import publish_document
from resources.commands.moderating import hold_annotation
from resources.models import Document
from tests.accounts.test_photo import picture, upload
from tests.boards.live.captioned import captioned, speak
from tests.guards.minuted import minuted
from tests.guards.reviewing import in_review, shown_unsigned
from tests.make import person, room, say, soon
from tests.resources.shelf import pdf

STATES = ("draft", "open", "closed", "archived")
MEMBERS = ("chair", "moderator", "sponsor", "advisor", "observer")
OUTSIDE = ("ex-member", "other board", "invited", "stranger")
ROLES = (*MEMBERS, *OUTSIDE, "anonymous")
NAMES = {
    "chair": "lindqvist", "moderator": "marsh", "sponsor": "weidmann", "advisor": "okonjo", "observer": "brandt",
    "ex-member": "tanabe",
}  # fmt: skip
CAST = {
    "lindqvist": ("Prof. Marianne Lindqvist", "chair"), "marsh": ("Helena Marsh", "moderator"),
    "weidmann": ("Dr Jonas Weidmann", "sponsor"), "brandt": ("Elise Brandt", "observer"),
    "okonjo": ("Dr Samuel Okonjo", "advisor"), "solheim": ("Prof. Ingrid Solheim", "advisor"),
    "tanabe": ("Dr Aiko Tanabe", "advisor"), "both": ("Vera Both", "moderator"),
}  # fmt: skip
THERE = {
    "lindqvist": ("Vera Both", "chair"),
    "marsh": ("Dr Alan Grant", "moderator"),
    "solheim": ("Dr Ellie Sattler", "advisor"),
}
QUESTIONS = ({"title": "Open to all"}, {"title": "For the team", "sponsor_only": True},
             {"title": "Behind a gate", "answer_first": True, "blinded": True},
             {"title": "With a form", "answer_first": True, "type": "choice",
              "design": {"options": ["Yes", "No"]}}, {"title": "With statements", "type": "statements"})  # fmt: skip


SURVEY = {"title": "Doses", "design": {"sections": [{"title": "First", "items": [
    {"kind": "choice", "label": "Which?", "required": True, "design": {"options": ["This", "That"]}}]}]}}  # fmt: skip


@dataclass
class World:
    """Who is who, each one's session, and the ids of what stands on each board."""

    people: dict = field(default_factory=dict)  # role -> user
    sessions: dict = field(default_factory=dict)  # role -> session key
    ids: dict = field(default_factory=dict)  # slug -> {name: id, "own": {role: id}}
    rooms: dict = field(default_factory=dict)
    things: dict = field(default_factory=dict)  # rows that belong to nobody's board, or to the open one

    def id(self, slug, name, role):
        """The id that a row means by a name on one board; what a board lacks is an id that nobody gave out."""
        found = self.ids[slug].get(name) or self.ids[""].get(name)
        found = found.get(role) if isinstance(found, dict) else found
        return str(found or uuid4())


def build():
    """Make it, with commands alone."""
    world = World()
    read_on()
    for slug in STATES:
        world.rooms[slug] = _board(world, slug)
    lungs = world.rooms["lungs"] = room(*[{"title": f"Theirs {n}"} for n in range(7)], slug="lungs", cast=THERE)
    theirs, heart = _page(lungs), world.rooms["open"]
    shown_unsigned(theirs, lungs, heart)
    world.ids["lungs"] = _talk(lungs) | {
        "seat": lungs.solheim.pk,
        "sponsor": lungs.lindqvist.pk,
        "invitation": _invited(lungs),
    }
    world.ids["lungs"] |= _annotated(lungs, world.ids["lungs"]["page"]) | _meeting(lungs)
    create_survey(lungs.board, by=lungs.lindqvist, **SURVEY)  # the third there, which no other board has
    reported = report_event(lungs.board, "A fall", by=lungs.solheim, client_id=uuid4())  # the second there, likewise
    world.ids["lungs"]["case"] = reported.reference
    world.ids["open"]["shelved"] = theirs  # of board B, and in the library of ours too
    world.people = {role: getattr(heart, name).user for role, name in NAMES.items()}
    world.people |= {"other board": lungs.marsh.user, "both": heart.both.user}
    world.people |= {"stranger": person("Sam Stranger"), "invited": person("Ivy Invited")}
    world.people["administrator"] = person("Ada Ministrator", is_staff=True)
    world.things = _things(world, heart)
    world.ids[""] = {name: thing.pk for name, thing in world.things.items()} | {"person": heart.solheim.user_id}
    world.sessions = {role: session_of(user) for role, user in world.people.items()}
    return world


def _things(world, heart):
    """What the advisor has and heard of, a sponsor's photo; what waits and what was done on the open board."""
    okonjo, ada = world.people["advisor"], world.people["administrator"]
    asked = Post.objects.get(pk=world.ids["open"]["own"]["advisor"])
    say(heart.question, heart.marsh, "Which dose?", reply_to=asked)
    change_photo(heart.weidmann.user, upload(picture((90, 90))), by=heart.weidmann.user)
    read_on()
    waiting = submit_credential(okonjo, by=okonjo, kind="npi", number="1234567893")
    verified = submit_credential(okonjo, by=okonjo, kind="orcid", number="0000-0002-1825-0097")
    verify_credential(verified, by=ada, evidence="Seen", seen_on=date(2026, 1, 1))
    session = UserSession.objects.create(
        user=okonjo, session_key=session_of(okonjo), ip="127.0.0.1", user_agent="Firefox"
    )
    heard, unheard = (Notification.objects.get(person=okonjo, notice="clarify") for _ in range(2))
    unheard.pk, unheard.key, unheard.subject_id = uuid4(), "held", world.ids["open"]["held"]
    unheard.save(force_insert=True)
    flag, act = (world.ids["open"][name] for name in ("flag", "act"))
    return {"credential": waiting, "verified": verified, "session": session,
            "flag": Flag.objects.get(pk=flag), "act": Act.objects.get(pk=act), "pictured": heart.weidmann.user,
            "heard": heard, "unheard": unheard,
            "note": add_guide_note(heart.question, "The dose", by=heart.marsh),
            "invitation": Invitation.objects.get(pk=world.ids["open"]["invitation"])}  # fmt: skip


def session_of(user):
    """The key of a session in which somebody is signed in."""
    session = SessionStore()
    session[SESSION_KEY], session[HASH_SESSION_KEY] = str(user.pk), user.get_session_auth_hash()
    session[BACKEND_SESSION_KEY] = f"{SignIn.__module__}.{SignIn.__name__}"
    session.save()
    return session.session_key


def _board(world, slug):
    made = room(*QUESTIONS, slug=slug, cast=CAST, opened=slug != "draft")
    ids = world.ids[slug] = _talk(made) if slug != "draft" else {"page": _page(made)}
    if slug == "draft":
        create_study(made.board, by=made.lindqvist, title="In preparation")
        for _ in range(2):
            create_survey(made.board, by=made.lindqvist, **SURVEY)
    ids |= _annotated(made, ids["page"]) | _meeting(made)
    ids["invitation"] = _invited(made)
    end_seat(made.tanabe, by=made.marsh)
    if slug in {"closed", "archived"}:
        dismiss_case(made.board.cases.get(), "A figure from a study", by=made.marsh)
        close_board(made.board, by=made.marsh)
        tick()
    if slug == "archived":
        archive_board(made.board, by=made.marsh)
    ids["seats"] = {role: getattr(made, name).pk for role, name in NAMES.items()}
    ids["seat"], ids["sponsor"], ids["watch"] = made.solheim.pk, made.weidmann.pk, made.brandt.pk
    ids["desk"] = made.marsh.pk
    return made


def _rated(made):
    """A study whose panel has begun to rate; polls of the team: one that runs, one not yet open, and one held."""
    panel = [getattr(made, name) for name in ("okonjo", "solheim") if name in made.seats]
    study = create_study(made.board, by=made.lindqvist, title="Consensus")
    add_statement(study, "A trace before the first dose.", by=made.lindqvist)
    seat_panel(study, panel, by=made.lindqvist)
    freeze_study(study, by=made.lindqvist)
    first = study.rounds.get()
    open_round(first, by=made.lindqvist)
    (rating,) = rate(first, {1: {"value": 7, "comment": "Clear."}}, by=panel[0])
    poll, drafted, kept = (ask_poll(made.question, "How often?", ("Weekly", "Never"), by=made.marsh, client_id=uuid4(),
                                    opens=opens) for opens in (True, False, True))  # fmt: skip
    hold_post(kept.post, by=made.marsh, reason="Asked too early")
    return {"comment": rating.handle, "poll": poll.pk, "drafted": drafted.pk, "kept": kept.pk}


def _talk(made):
    """An answer with a reply of everybody who writes, one that is held, and one for the team alone."""
    answer = say(made.question, made.solheim, "Blood pressure and an ECG for everyone, as on www.example.org")
    own = {role: say(made.question, getattr(made, name), f"Of the {role}", reply_to=answer).pk
           for role, name in NAMES.items() if name in made.seats and role != "observer"}  # fmt: skip
    held = say(made.question, made.solheim, "Mrs Baker had syncope")
    hold_post(held, by=made.marsh, reason="It names a patient")
    jottings = {role: write_note(made.board, f"Of the {role}", by=getattr(made, name), client_id=uuid4()).pk
                for role, name in NAMES.items() if role in ("chair", "moderator", "sponsor", "observer")
                and name in made.seats}  # fmt: skip
    case = open_case(held, by=made.marsh)
    secret, gated = (say(made.asked(number), made.solheim, "Not for all") for number in (2, 3))
    flag, act = flag_post(gated, by=made.marsh, reason="tone"), made.board.acts.get(verb="held")
    made.board.acts.filter(pk=act.pk).update(at=soon(hours=1))  # it can be undone however long the table takes
    return {"flag": flag.pk, "act": act.pk, "note": add_guide_note(made.question, "Dose", by=made.marsh).pk,
            "post": answer.pk, "own": own, "held": held.pk, "secret": secret.pk, "gated": gated.pk, "page": _page(made),
            "noticed": answer.findings.get().pk, "finding": held.findings.earliest("pk").pk,
            "case": case.reference, "jotting": jottings, "memo": jottings["chair"],
            "file": _page(made, format="pdf", file=pdf()), **_gathered(made), **_rated(made), **_proposed(made),
            **_surveyed(made), **in_review(made)}  # fmt: skip


def _surveyed(made):
    """A survey that an advisor has begun, with somebody invited by link, and one in preparation."""
    asked, _ = (create_survey(made.board, by=made.lindqvist, **SURVEY) for _ in range(2))
    (link,) = invite_to_survey(asked, ["nurse@example.org"], by=made.lindqvist)
    open_survey(asked, by=made.lindqvist)
    begin_sheet(asked, by=made.seats.get("okonjo") or made.solheim)
    return {"link": link.pk}


def _meeting(made):
    """A live session within the hour, with two points on its agenda."""
    session = schedule_session(made.board, by=made.lindqvist, title="We meet", starts_at=soon(hours=1))
    points = [add_item(session, title, by=made.lindqvist) for title in ("Welcome", "Doses")]
    told = {"meeting": session.pk, "point": points[0].pk}
    return told if made.board.slug == "draft" else told | _met(made) | minuted(made)


def _met(made):
    """One that goes on: the desk and an advisor with a hand up are in, another advisor waits."""
    live = schedule_session(made.board, by=made.lindqvist, title="We talk", starts_at=soon(hours=1))
    point = add_item(live, "Welcome", by=made.lindqvist)
    open_session(live, by=made.marsh)
    first = made.seats.get("okonjo", made.solheim)
    inside = join_session(live, by=first)
    for come in (made.marsh, made.lindqvist):
        join_session(live, by=come)
    admit(inside, by=made.marsh)
    begin_session(live, by=made.marsh)
    told = {"live": live.pk, "now": point.pk, "hand": raise_hand(live, by=first).pk, "inside": inside.pk}
    told |= {"caption": speak(captioned(made, live), first, "We act at 160.").pk}
    talk = open_talk(live, "asked", by=made.marsh)
    told |= {"talk": talk.number, "asked": say(talk, made.solheim, "Who phones?").pk}
    return told | {"guest": join_session(live, by=made.solheim).pk}


def _proposed(made):
    """A statement to vote on, and one that waits for the desk."""
    question = made.asked(5)
    if not question.takes_stances:
        return {}
    propose(question, "A trace before the first dose.", by=made.marsh)
    return {"statement": propose(question, "A trace every week.", by=made.solheim).pk}


def _invited(made):
    return invite_person(made.board, "invited@example.org", "advisor", by=made.lindqvist).pk


def _gathered(made):
    """A document on a topic, in a collection."""
    paper = Document.objects.get(pk=_page(made))
    describe_document(paper, by=made.lindqvist, kind="Slides" if made.board.slug == "lungs" else "Protocol")
    kept = gather_documents(made.board, by=made.lindqvist, title="Where to begin", documents=[paper])
    return {"collection": kept.pk, "term": Document.objects.get(pk=paper.pk).kind_id}


def _annotated(made, page):
    """A note of an advisor's on a document, for everybody who reads it, and one that is held, with an answer."""
    at, document = Chosen(exact="What to watch"), Document.objects.get(pk=page)
    shown, hidden = (annotate(document, "Why?", by=made.solheim, client_id=uuid4(), at=at, shared=True)[0]
                     for _ in range(2))  # fmt: skip
    below, _ = annotate(document, "So.", by=made.marsh, client_id=uuid4(), reply_to=hidden.pk)
    hold_annotation(hidden, by=made.marsh, reason="It names a patient")
    return {"annotation": shown.pk, "hidden": hidden.pk, "below": below.pk}


def _page(made, **content):
    content = content or {"format": "page", "body": "What to watch."}
    return publish_document(made.board, by=made.lindqvist, title="Protocol", **content).pk
