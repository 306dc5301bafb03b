"""What the accounts themselves keep of a person, and what becomes of it."""

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.models import Session

from advisory.accounts.commands.erasure import emptied
from advisory.accounts.places import country_named, languages_named
from advisory.accounts.registries.personal import Line, deleted, personal

SECRET = "it is a secret of this installation"  # noqa: S105 - words for people
PROOF = "the log is chained, so that a changed entry is found; it names people by number alone"


def _person(row):
    kept = ("title", "name", "said_as", "email", "care_role", "specialty", "affiliation", "city", "time_zone")
    read = ("text_size", "less_motion", "single_keys", "is_staff", "created_at", "last_login")
    told = {name: getattr(row, name) for name in (*kept, *read)}
    return told | {"country": country_named(row.country), "languages": languages_named(row.languages)}


def _credential(row):
    told = {"kind": row.kind, "number": row.number, "register": row.register, "state": row.state}
    return told | {"submitted_at": row.submitted_at, "valid_until": row.valid_until}


def _check(row):
    told = {"credential": row.credential.number, "state": row.state, "at": row.at, "seen_on": row.seen_on}
    return told | {"words": row.words, "link": row.link}


def _event(row):
    return {"at": row.at, "kind": row.kind, "log": row.log.name}


def sessions_of(person):
    """Every sign-in of a person that stands, whichever door it came through."""
    keys = [one.pk for one in Session.objects.iterator() if one.get_decoded().get(SESSION_KEY) == str(person.pk)]
    return Session.objects.filter(pk__in=keys)


def _told(*names):
    return lambda row: {name: getattr(row, name) for name in names}


personal(
    Line("accounts.User", "you and how you want to read", ("pk",), tells=_person, erases=emptied),
    Line("accounts.Credential", "identifiers you gave", ("user",), tells=_credential, erases=deleted),
    Line("accounts.Check", "how your identifiers were checked", ("credential__user",), tells=_check, erases=deleted),
    Line("events.Event", "what the log says you did", ("actor",), tells=_event, kept=PROOF),
    Line("account.EmailAddress", "your addresses", ("user",), tells=_told("email", "verified", "primary"),
         erases=deleted),
    Line("account.EmailConfirmation", "links that confirm an address", ("email_address__user",), left_out=SECRET,
         erases=deleted),
    Line("usersessions.UserSession", "where you are signed in", ("user",),
         tells=_told("ip", "user_agent", "created_at", "last_seen_at"), erases=deleted),
    Line("sessions.Session", "the sign-ins themselves", found=sessions_of, left_out=SECRET, erases=deleted),
    Line("mfa.Authenticator", "passkeys, the authenticator app and recovery codes", ("user",),
         tells=_told("type", "created_at", "last_used_at"), erases=deleted),
    Line("socialaccount.SocialAccount", "accounts elsewhere that you sign in with", ("user",),
         tells=_told("provider", "uid", "date_joined", "last_login"), erases=deleted),
    Line("socialaccount.SocialToken", "tokens of accounts elsewhere", ("account__user",), left_out=SECRET,
         erases=deleted),
)  # fmt: skip
