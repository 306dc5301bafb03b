"""Who is behind a connection, and whether they are still in: a session or a token, checked again and again."""

from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY, get_user_model, load_backend
from django.contrib.sessions.models import Session
from django.db.models import UUIDField
from django.http import parse_cookie
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from advisory.prepared import foresee, prepared

_bearers = {}
_holding = []


@dataclass(frozen=True)
class Viewer:
    """Somebody at the other end, and by which sign-in: a session's key or a token's id."""

    user_id: Any
    sign_in: str
    session: str = ""
    token: Any = None
    held: str = ""


def holding_back(find):
    """Name a function person -> the code of what they have to do first, or ""; asked when a page connects."""
    if find not in _holding:
        _holding.append(find)


def bearers(find, living):
    """Name the functions token -> (user, token id) or nothing, and ids -> {token id: user} still good."""
    _bearers.update(find=find, living=living)


def viewer_of(headers):
    """Who sends these headers (names in lower case), or nobody."""
    scheme, _, token = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        user, key = _bearers["find"](token.strip()) or (None, None)
        return Viewer(user.pk, user.get_session_auth_hash(), token=key) if user else None
    return _by_session(_cookie(headers.get("cookie", "")))


def alive(viewers):
    """Those of some viewers whose sign-in still stands."""
    viewers, now = set(viewers), timezone.now()
    keys = sorted({viewer.session for viewer in viewers if viewer.session})
    ids = sorted({viewer.user_id for viewer in viewers})
    foresee(*([_sessions.of(keys=keys, now=now)] if keys else []), *([_people.of(ids=ids)] if ids else []))
    sessions, people = {key for (key,) in _sessions(keys=keys, now=now)}, {one.pk: one for one in _people(ids=ids)}
    tokens = _bearers["living"]({viewer.token for viewer in viewers if viewer.token})
    backend = load_backend(settings.AUTHENTICATION_BACKENDS[0])
    return {
        viewer
        for viewer in viewers
        if (viewer.session in sessions or viewer.token in tokens)
        and _unchanged(people.get(viewer.user_id), viewer, backend)
    }


@prepared(keys=[Session._meta.get_field("session_key")], now=Session._meta.get_field("expire_date"))
def _sessions(keys, now):
    return Session.objects.filter(session_key__in=keys, expire_date__gt=now).values_list("session_key")


@prepared(ids=[UUIDField()])
def _people(ids):
    return get_user_model().objects.filter(pk__in=ids)


def _unchanged(person, viewer, backend):
    if person is None or not backend.user_can_authenticate(person):
        return False
    return constant_time_compare(person.get_session_auth_hash(), viewer.sign_in)


def _cookie(text):
    return parse_cookie(text).get(settings.SESSION_COOKIE_NAME, "")


def _by_session(key):
    if not key:
        return None
    session = import_module(settings.SESSION_ENGINE).SessionStore(key)
    backend = session.get(BACKEND_SESSION_KEY)
    if SESSION_KEY not in session or backend not in settings.AUTHENTICATION_BACKENDS:
        return None
    user_id = get_user_model()._meta.pk.to_python(session[SESSION_KEY])
    person = load_backend(backend).get_user(user_id)
    if person is None or not constant_time_compare(session.get(HASH_SESSION_KEY, ""), person.get_session_auth_hash()):
        return None
    held = next(filter(None, (find(person) for find in _holding)), "")
    return Viewer(person.pk, person.get_session_auth_hash(), session=key, held=held)
