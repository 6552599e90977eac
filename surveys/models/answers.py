"""Who answered, and what was answered: two tables that nothing in them joins (decision 0066)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class Participation(models.Model):
    """That somebody answered a survey. What, it does not know."""

    survey = models.ForeignKey("surveys.Survey", on_delete=models.PROTECT, related_name="participations")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="survey_participations")
    answered_on = models.DateField(_("answered"))

    class Meta:
        verbose_name = _("participation in a survey")
        verbose_name_plural = _("participations in surveys")
        ordering = ["survey", "person"]
        constraints = [models.UniqueConstraint("survey", "person", name="survey_answered_once")]

    def __str__(self):
        return f"{self.person} – {self.survey}"


class Response(models.Model):
    """What one of those who answered said, by the keys of the questions. Whose it is, and when it came, is not kept.

    The key is chance, so the order of rows tells nothing. ``seal`` lets the one who answered change it while the survey
    is open; afterwards it is empty.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    survey = models.ForeignKey("surveys.Survey", on_delete=models.PROTECT, related_name="responses")
    seal = models.CharField(max_length=64, blank=True)
    answers = models.JSONField(_("answers"), default=dict)

    class Meta:
        verbose_name = _("response to a survey")
        verbose_name_plural = _("responses to surveys")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint("survey", "seal", condition=~Q(seal=""), name="survey_response_once"),
        ]

    def __str__(self):
        return str(self.pk)
