"""What the log says about people's accounts; it stands in the installation's own log."""

from django.contrib.auth import get_user_model

from advisory.events.kinds import Audience, Kind, Subject, audiences, kinds, subjects
from advisory.events.record import SITE

audiences(
    Audience("people", f"{SITE}.people", "nobody live; administrators in the audit trail", lambda _: f"{SITE}.people")
)
subjects(Subject("person", lambda ids: get_user_model().objects.in_bulk(ids)))
kinds(
    Kind("person.added", "{actor} added an account", "people", "person"),
    Kind("person.promoted", "{actor} made somebody an administrator", "people", "person"),
    Kind("person.deactivated", "{actor} deactivated an account", "people", "person", moves_rights=True),
    Kind("password.changed", "{actor} changed a password", "people", "person", moves_rights=True),
    Kind("token.made", "{actor} made a token for programs", "people", "person"),
    Kind("token.revoked", "{actor} revoked a token", "people", "person", moves_rights=True),
    Kind("session.ended", "{actor} ended a session", "people", "person", moves_rights=True),
)
