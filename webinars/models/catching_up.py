"""Attending afterwards: what to watch or read, and a short check until a day."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .reminders import WaitingMailQuerySet


class CatchUp(models.Model):
    """How one may attend a session afterwards: within ``days`` of its end, with all of the check answered right.

    ``questions`` are {"text", "answers"}, of which the first answer is the right one; people see them in another order.
    ``number`` rises with each change of the questions, so that nobody is judged by others than they saw.
    """

    session = models.OneToOneField("webinars.Session", on_delete=models.PROTECT, related_name="catch_up")
    days = models.PositiveSmallIntegerField(_("for how many days after the session"), default=7)
    url = models.URLField(_("recording or text"), max_length=500, blank=True)
    note = models.TextField(_("what to watch or read"), max_length=2000, blank=True)
    questions = models.JSONField(default=list)
    number = models.PositiveSmallIntegerField(_("version"), default=1)
    opened_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(_("opened"))
    closed_at = models.DateTimeField(_("closed"), null=True)

    class Meta:
        verbose_name = _("way to attend afterwards")
        verbose_name_plural = _("ways to attend afterwards")

    def __str__(self):
        return str(self.session)


class CatchUpWord(models.Model):
    """That somebody who missed the session was told of it; once, whatever becomes of the questions.

    Taken before its mail leaves, as a ``Reminder`` is, and so never sent twice.
    """

    catch_up = models.ForeignKey(CatchUp, on_delete=models.CASCADE, related_name="words")
    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(_("created"))
    taken_at = models.DateTimeField(_("taken to be sent"), null=True)
    sent_at = models.DateTimeField(_("sent"), null=True)

    objects = WaitingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("word of attending afterwards")
        verbose_name_plural = _("words of attending afterwards")
        ordering = ["pk"]
        indexes = [models.Index(fields=["id"], condition=Q(taken_at=None), name="catch_up_word_waiting")]
        constraints = [models.UniqueConstraint("catch_up", "person", name="catch_up_told_once")]

    def __str__(self):
        return f"{self.person}: {self.catch_up}"


class CatchUpTry(models.Model):
    """Somebody answered the check. ``passed`` only with everything right; one such is enough, and there is one."""

    catch_up = models.ForeignKey(CatchUp, on_delete=models.PROTECT, related_name="tries")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(_("version of the questions"))
    answers = models.JSONField()
    right = models.PositiveSmallIntegerField(_("right answers"))
    passed = models.BooleanField(_("passed"))
    answered_at = models.DateTimeField(_("answered"))

    class Meta:
        verbose_name = _("answered check")
        verbose_name_plural = _("answered checks")
        ordering = ["answered_at", "pk"]
        constraints = [
            models.UniqueConstraint("catch_up", "person", condition=Q(passed=True), name="catch_up_passed_once")
        ]

    def __str__(self):
        return f"{self.person}: {self.right}"
