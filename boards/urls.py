"""Addresses of invitations, people and consents."""

from django.urls import path

from boards.views import (
    agenda,
    breakouts,
    captions,
    consents,
    joining,
    lines,
    lobby,
    people,
    recordings,
    room,
    screening,
    sessions,
    walls,
)

JOIN = "join/<str:token>/"
BOARD = "boards/<slug:slug>/"
PEOPLE = f"{BOARD}people/"
INVITATION = f"{PEOPLE}invitations/<uuid:invitation_id>/"
MEMBER = f"{PEOPLE}<uuid:member_id>/"
SESSIONS = f"{BOARD}sessions/"
SESSION = f"{SESSIONS}<uuid:session_id>/"
ITEM = f"{SESSION}agenda/<uuid:item_id>/"
HAND = f"{SESSION}hands/<uuid:hand_id>/"
SMALL = f"{SESSION}breakouts/<uuid:breakout_id>/"
GUEST = f"{SESSION}attendances/<uuid:attendance_id>/"

urlpatterns = [
    path(JOIN, joining.invitation, name="join"),
    path(f"{JOIN}consent/", joining.consent, name="join-consent"),
    path(f"{JOIN}details/", joining.details, name="join-details"),
    path(f"{JOIN}decline/", joining.decline, name="join-decline"),
    path("account/consents/", consents.consents, name="consents"),
    path(f"{BOARD}consent/", consents.consent, name="consent"),
    path(f"{BOARD}consent/<slug:kind>/withdrawal/", consents.withdrawal, name="consent-withdrawal"),
    path(f"{BOARD}texts/", consents.texts, name="texts"),
    path(PEOPLE, people.people, name="people"),
    path(f"{PEOPLE}invitations/", people.invitations, name="invitations"),
    path(f"{INVITATION}resending/", people.resending, name="resending"),
    path(f"{INVITATION}revocation/", people.revocation, name="revocation"),
    path(f"{PEOPLE}wall/", walls.wall, name="wall"),
    path(f"{PEOPLE}screening/", screening.screening, name="screening"),
    path(f"{PEOPLE}switches/", walls.switches, name="switches"),
    path(f"{MEMBER}sight/", walls.sight, name="sight"),
    path(f"{MEMBER}succession/", walls.succession, name="succession"),
    path(f"{MEMBER}role/", people.role, name="role"),
    path(f"{MEMBER}safety/", people.entrusting, name="entrusting"),
    path(f"{MEMBER}ending/", people.ending, name="ending"),
    path(f"{SESSION}mutes/", lines.mutes, name="mutes"),
    path(f"{SESSION}mutes/<uuid:member_id>/lifting/", lines.unmuting, name="unmuting"),
    path(f"{SESSION}presenter/", lines.presenter, name="presenter"),
    path(f"{SESSION}spotlight/", lines.spotlight, name="spotlight"),
    path(SESSIONS, sessions.sessions, name="sessions"),
    path(f"{SESSIONS}new/", sessions.new, name="session-new"),
    path(SESSION, sessions.session, name="session"),
    path(f"{SESSION}edit/", sessions.edit, name="session-edit"),
    path(f"{SESSION}cancellation/", sessions.cancellation, name="session-cancellation"),
    path(f"{SESSION}calendar.ics", sessions.calendar, name="session-calendar"),
    path(f"{SESSION}agenda/", agenda.agenda, name="agenda"),
    path(ITEM, agenda.item, name="agenda-item"),
    path(f"{ITEM}removal/", agenda.removal, name="agenda-removal"),
    path(f"{ITEM}move/", agenda.move, name="agenda-move"),
    path(f"{ITEM}extension/", room.extension, name="agenda-extension"),
    path(f"{SESSION}breakouts/", breakouts.breakouts, name="breakouts"),
    *(
        path(f"{SESSION}breakouts/{act}/", breakouts.running, {"act": act}, name=f"breakouts-{act}")
        for act in breakouts.ACTS
    ),
    path(f"{SESSION}breakouts/leaving/", breakouts.visit, name="breakouts-leaving"),
    path(SMALL, breakouts.breakout, name="breakout"),
    path(f"{SMALL}removal/", breakouts.removal, name="breakout-removal"),
    path(f"{SMALL}visit/", breakouts.visit, name="breakout-visit"),
    path(f"{SESSION}next/", room.turning, name="agenda-turning"),
    path(f"{SESSION}prejoin/", lobby.prejoin, name="prejoin"),
    *(path(f"{SESSION}{act}/", lobby.door, {"act": act}, name=f"session-{act}") for act in lobby.DOOR),
    path(f"{SESSION}locking/", lobby.locking, name="session-locking"),
    path(f"{SESSION}greeting/", lobby.greeting, name="session-greeting"),
    path(f"{SESSION}telling/", lobby.telling, name="session-telling"),
    path(f"{SESSION}leaving/", lobby.leaving, name="session-leaving"),
    path(f"{GUEST}admission/", lobby.admission, name="guest-admission"),
    path(f"{GUEST}declining/", lobby.declining, name="guest-declining"),
    path(f"{SESSION}recordings/", recordings.recordings, name="recordings"),
    path(f"{SESSION}recordings/ending/", recordings.ending, name="recording-ending"),
    path(f"{SESSION}recordings/<uuid:recording_id>/retry/", recordings.retry, name="recording-retry"),
    path(f"{SESSION}captions/", captions.captions, name="captions"),
    path(f"{SESSION}captions/ending/", captions.ending, name="captions-ending"),
    path(f"{SESSION}room/", room.parts, name="session-room"),
    path(f"{SESSION}presence/", room.presence, name="session-presence"),
    path(f"{SESSION}hands/", room.hands, name="hands"),
    path(f"{HAND}calling/", room.calling, name="hand-calling"),
    path(f"{HAND}lowering/", room.lowering, name="hand-lowering"),
]
