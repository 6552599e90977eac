"""That a survey is open, told by mail once; and who wants no such mails."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from webinars.models import WaitingMailQuerySet


class SurveyNotice(models.Model):
    """One for a survey and a person. It is taken before its mail leaves, and never given to a second worker.

    It says that somebody was asked; whether they answered, it does not know.
    """

    survey = models.ForeignKey("surveys.Survey", on_delete=models.CASCADE, related_name="notices")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(_("created"))
    taken_at = models.DateTimeField(_("taken to be sent"), null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)

    objects = WaitingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail about a survey")
        verbose_name_plural = _("mails about surveys")
        ordering = ["pk"]
        indexes = [models.Index(fields=["id"], condition=Q(taken_at=None), name="survey_notice_waiting")]
        constraints = [models.UniqueConstraint("survey", "person", name="survey_told_once")]

    def __str__(self):
        return f"{self.person} – {self.survey}"


class SurveyNoticeRefusal(models.Model):
    """Who wants no mails about surveys."""

    person = models.OneToOneField("people.Person", on_delete=models.CASCADE, related_name="survey_notice_refusal")
    refused_at = models.DateTimeField()

    class Meta:
        verbose_name = _("refusal of mails about surveys")
        verbose_name_plural = _("refusals of mails about surveys")

    def __str__(self):
        return f"{self.refused_at:%Y-%m-%d}"
