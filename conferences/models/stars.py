"""What somebody put into their own programme."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from .items import Item


class Star(models.Model):
    """One item of «my programme»; seen by its person alone."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="programme_stars")
    item = models.ForeignKey(Item, on_delete=models.CASCADE, related_name="stars")

    class Meta:
        verbose_name = _("item of one’s own programme")
        verbose_name_plural = _("items of one’s own programmes")
        constraints = [models.UniqueConstraint("person", "item", name="star_once")]

    def __str__(self):
        return f"{self.person}: {self.item}"
