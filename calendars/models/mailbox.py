"""How far the mailbox of answers was read."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReplyMailbox(models.Model):
    """One mailbox that answers come to. ``name`` is account, server and folder, so another one starts anew.

    ``last_number`` holds while the server says the same ``validity`` (RFC 9051 §2.3.1.1).
    """

    name = models.CharField(max_length=300, unique=True)
    validity = models.PositiveBigIntegerField(default=0)
    last_number = models.PositiveBigIntegerField(default=0)
    read_at = models.DateTimeField(_("read"), null=True)
    tried_at = models.DateTimeField(_("last attempt"), null=True)
    error = models.TextField(_("last error"), blank=True)
    taken = models.PositiveIntegerField(_("answers taken"), default=0)
    left = models.PositiveIntegerField(_("letters left for people"), default=0)
    left_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=12, blank=True)

    class Meta:
        verbose_name = _("mailbox of answers")
        verbose_name_plural = _("mailboxes of answers")

    def __str__(self):
        return self.name
