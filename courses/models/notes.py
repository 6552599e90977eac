"""What one writes down for oneself about a lesson. Nobody else sees it: no list, no log, no export but one’s own."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Note(models.Model):
    """One person's words about one lesson, and whether they want to find it again; ``version`` is new at each save."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="notes")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.PROTECT, related_name="+")
    text = models.TextField(_("text"), blank=True)
    bookmarked = models.BooleanField(_("bookmarked"), default=False)
    version = models.UUIDField(default=uuid.uuid4)
    saved_at = models.DateTimeField(_("saved"))

    class Meta:
        verbose_name = _("note")
        verbose_name_plural = _("notes")
        constraints = [
            models.UniqueConstraint("person", "lesson", name="note_one_a_lesson"),
            models.CheckConstraint(condition=~Q(text="") | Q(bookmarked=True), name="note_says_something"),
        ]

    def __str__(self):
        return f"№ {self.pk}"
