"""Tokens are made for a person's programs, and revoked."""

import secrets

from django.db import transaction
from django.utils import timezone

from advisory.accounts.commands.people import Site
from advisory.api.bearers import hashed
from advisory.api.models import Token
from advisory.events.record import lock, record, site_log


@transaction.atomic
def create_token(person, *, by):
    """Make a token and return it; it is shown this once and kept only as a hash."""
    lock(Site())
    token = secrets.token_urlsafe(32)
    Token.objects.create(user=person, digest=hashed(token), sign_in=person.get_session_auth_hash())
    person.log_id = site_log().pk
    record("token.made", person, by=by)
    return token


@transaction.atomic
def revoke_token(token, *, by):
    """End a token; its sockets end with it."""
    lock(Site())
    token.revoked_at = timezone.now()
    token.save(update_fields=["revoked_at"])
    token.user.log_id = site_log().pk
    record("token.revoked", token.user, by=by)
