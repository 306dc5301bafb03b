"""Tokens by which a person's programs act as them."""

import uuid

from django.conf import settings
from django.db import models
from django.utils import timezone


class Token(models.Model):
    """A bearer token, kept as its hash; it ends with its revocation and with the person's password."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="tokens")
    digest = models.CharField(max_length=64, unique=True)
    sign_in = models.CharField(max_length=128)
    created_at = models.DateTimeField(default=timezone.now)
    revoked_at = models.DateTimeField(null=True, blank=True)

    def __str__(self):
        return f"token of {self.user}"
