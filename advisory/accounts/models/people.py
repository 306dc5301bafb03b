"""People: healthcare professionals, patient experts and the teams that work with them."""

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from advisory.accounts.models.profile import Profile
from advisory.accounts.titles import untitled

FORMER = "Former member"


class Role(models.TextChoices):
    """What somebody may do on the installation as a whole."""

    ADMINISTRATOR = "administrator"
    PERSON = "person"


class UserManager(BaseUserManager):
    """Finds people by their e-mail address, whatever its case."""

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser, Profile):
    """A person; a placeholder has no address and can never sign in, and neither can who was erased."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True, null=True, blank=True)
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    erased_at = models.DateTimeField(null=True, blank=True)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self):
        return self.name

    @property
    def role(self):
        """The person's role on the installation, none once the account is closed; a seat's role is its own."""
        if not self.is_active:
            return ""
        return Role.ADMINISTRATOR if self.is_staff else Role.PERSON

    @property
    def user_id(self):
        """A person acts as themselves."""
        return self.pk

    @property
    def addresses(self):
        """Every e-mail address that leads to the person."""
        return {self.email, *self.emailaddress_set.values_list("email", flat=True)} - {None, ""}

    @property
    def own_name(self):
        """The name without the title before it."""
        return untitled(self.name, self.title)

    @property
    def initials(self):
        """Two letters for the round picture, titles left out."""
        words = self.own_name.split() or ["?"]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
