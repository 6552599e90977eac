"""The secret behind a person's private calendar feed."""

import hashlib
import secrets

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


def digest(token):
    """What is kept of a token: enough to recognise it, not enough to use it."""
    return hashlib.sha256(token.encode()).hexdigest()


class FeedTokenQuerySet(models.QuerySet):
    def active(self):
        return self.filter(revoked_at__isnull=True)


class FeedToken(models.Model):
    """A revocable, unguessable address of one person's feed. The token itself is shown once and stored hashed."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="feed_tokens")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("created"))
    revoked_at = models.DateTimeField(_("revoked"), null=True, blank=True)

    objects = FeedTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")
        constraints = [
            models.UniqueConstraint("person", condition=Q(revoked_at__isnull=True), name="feed_token_one_active")
        ]

    def __str__(self):
        return f"{self.person}, {self.created_at:%Y-%m-%d}"

    @staticmethod
    def new_secret():
        """160 random bits, safe in an address (RFC 4648 base64url)."""
        return secrets.token_urlsafe(20)
