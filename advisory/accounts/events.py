"""What the log says about people's accounts; it stands in the installation's own log."""

from django.contrib.auth import get_user_model

from advisory.accounts.models import Credential
from advisory.events.kinds import Audience, Kind, Subject, audiences, kinds, subjects
from advisory.events.record import SITE

audiences(
    Audience("people", f"{SITE}.people", "nobody live; administrators in the audit trail", lambda _: f"{SITE}.people")
)
subjects(
    Subject("person", lambda ids: get_user_model().objects.in_bulk(ids)),
    Subject("credential", lambda ids: Credential.objects.in_bulk(ids)),
)
kinds(
    Kind("person.added", "{actor} added an account", "people", "person"),
    Kind("person.promoted", "{actor} made somebody an administrator", "people", "person"),
    Kind("person.deactivated", "{actor} deactivated an account", "people", "person", moves_rights=True),
    Kind("person.exported", "{actor} took a copy of their own data", "people", "person"),
    Kind("person.erased", "{actor} erased an account", "people", "person", moves_rights=True),
    Kind("profile.changed", "{actor} changed a profile", "people", "person"),
    Kind("credential.submitted", "{actor} gave an identifier", "people", "credential"),
    Kind("credential.withdrawn", "{actor} took an identifier back", "people", "credential"),
    Kind("credential.verified", "{actor} confirmed an identifier", "people", "credential"),
    Kind("credential.rejected", "{actor} refused an identifier", "people", "credential"),
    Kind("credential.lapsed", "An identifier is over its last day", "people", "credential"),
    Kind("password.changed", "{actor} changed a password", "people", "person", moves_rights=True),
    Kind("token.made", "{actor} made a token for programs", "people", "person"),
    Kind("token.revoked", "{actor} revoked a token", "people", "person", moves_rights=True),
    Kind("factor.added", "{actor} added a second step to their sign-in", "people", "person"),
    Kind("factor.removed", "{actor} removed a second step", "people", "person"),
    Kind("session.ended", "{actor} ended a session", "people", "person", moves_rights=True),
)
