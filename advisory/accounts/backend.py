"""Who may sign in: active people, and demo people only where the demo is on."""

from allauth.account.auth_backends import AuthenticationBackend
from django.conf import settings
from django.db.models import UUIDField

from advisory.accounts.models.people import User
from advisory.prepared import prepared


def may_sign_in(person):
    """Whether a person may be signed in on this installation now."""
    return bool(person and person.is_active and (settings.DEMO or not person.demo))


class SignIn(AuthenticationBackend):
    """Sign-in by e-mail address; asked again on every request."""

    def user_can_authenticate(self, user):
        return may_sign_in(user)

    def get_user(self, user_id):
        person = _person.first(key=user_id)
        return person if may_sign_in(person) else None


def ahead_of_person(key):
    """What finding somebody who is signed in asks."""
    return _person.of(key=key)


@prepared(key=UUIDField())
def _person(key):
    return User.objects.filter(pk=key)
