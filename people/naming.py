"""Somebody of whom a name and an address were written down, before anybody knows whose person that is."""

import secrets

from django.db import models
from django.utils.translation import gettext_lazy as _


def new_key():
    """128 bits that nobody guesses."""
    return secrets.token_urlsafe(16)


class Named(models.Model):
    """``key`` makes the link by which they answer for themselves. What they are named for is the subclass's."""

    name = models.CharField(_("name and surname"), max_length=150)
    email = models.EmailField(_("e-mail"), blank=True)
    key = models.CharField(max_length=32, unique=True, default=new_key, editable=False)
    named_by = models.ForeignKey(
        "people.Person", verbose_name=_("named by"), on_delete=models.PROTECT, related_name="+"
    )
    named_at = models.DateTimeField(_("named"))

    class Meta:
        abstract = True

    def __str__(self):
        return self.name
