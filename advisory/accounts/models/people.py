"""People: healthcare professionals, patient experts and the teams that work with them."""

import uuid

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone


class Role(models.TextChoices):
    """What somebody may do on the installation as a whole."""

    ADMINISTRATOR = "administrator"
    PERSON = "person"


class UserManager(BaseUserManager):
    """Finds people by their e-mail address, whatever its case."""

    def get_by_natural_key(self, email):
        return self.get(email__iexact=email)


class User(AbstractBaseUser):
    """A person; a placeholder has no address and can never sign in."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(unique=True, null=True, blank=True)
    name = models.CharField(max_length=120)
    specialty = models.CharField(max_length=120, blank=True)
    city = models.CharField(max_length=80, blank=True)
    time_zone = models.CharField(max_length=60, default="UTC")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)
    demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    def __str__(self):
        return self.name

    @property
    def role(self):
        """The person's role on the installation; a seat's role is its own."""
        return Role.ADMINISTRATOR if self.is_staff else Role.PERSON

    @property
    def user_id(self):
        """A person acts as themselves."""
        return self.pk

    @property
    def initials(self):
        """Two letters for the round picture, titles left out."""
        words = [word for word in self.name.split() if not word.endswith(".") and word not in {"Dr", "Prof"}]
        words = words or self.name.split() or ["?"]
        return (words[0][0] + (words[-1][0] if len(words) > 1 else "")).upper()
