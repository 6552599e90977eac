"""Who gets which certificate by itself, and who has earned one but does not have it yet."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .templates import CertificateTemplate

PATIENCE = timedelta(hours=1, minutes=15)


class CertificateRule(models.Model):
    """Who gets which certificate by itself: those who complete a course, or attend an event's sessions."""

    template = models.ForeignKey(
        CertificateTemplate, verbose_name=_("template"), on_delete=models.PROTECT, related_name="rules"
    )
    course = models.OneToOneField(
        "courses.CoursePage",
        verbose_name=_("course"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certificate_rule",
    )
    event = models.OneToOneField(
        "webinars.EventPage",
        verbose_name=_("event"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certificate_rule",
    )
    min_sessions = models.PositiveSmallIntegerField(
        _("sessions to attend"), default=0, help_text=_("For an event: 0 means all of them.")
    )
    active = models.BooleanField(_("in force"), default=True)

    class Meta:
        verbose_name = _("certificate rule")
        verbose_name_plural = _("certificate rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(course__isnull=False, event__isnull=True) | Q(course__isnull=True, event__isnull=False),
                name="certificate_rule_one_source",
                violation_error_message=_("Choose a course or an event, one of the two."),
            )
        ]

    def __str__(self):
        return str(self.course or self.event)

    @property
    def source(self):
        """What it certifies, as the field of a certificate: ``{"course": …}`` or ``{"event": …}``."""
        return {"course": self.course} if self.course_id else {"event": self.event}


class PendingQuerySet(models.QuerySet):
    def overdue(self, *, now):
        """Those that somebody should look at: refused for a reason, or left for longer than the hourly round takes."""
        return self.filter(~Q(problem="") | Q(earned_at__lt=now - PATIENCE))


class PendingCertificate(models.Model):
    """A certificate somebody may have earned, until it is issued: nothing earned is forgotten in a queue.

    Written in the transaction of the completion or attendance itself. ``problem`` says why it could not be issued.
    """

    person = models.ForeignKey(
        "people.Person", verbose_name=_("person"), on_delete=models.CASCADE, related_name="pending_certificates"
    )
    rule = models.ForeignKey(
        CertificateRule, verbose_name=_("certificate rule"), on_delete=models.CASCADE, related_name="pending"
    )
    cohort = models.ForeignKey(
        "courses.Cohort", verbose_name=_("cohort"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    earned_at = models.DateTimeField(_("earned"))
    tried_at = models.DateTimeField(_("last tried"), null=True, blank=True)
    problem = models.CharField(_("why it is not issued"), max_length=500, blank=True)

    objects = PendingQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate to be issued")
        verbose_name_plural = _("certificates to be issued")
        ordering = ["earned_at", "pk"]
        constraints = [models.UniqueConstraint("person", "rule", name="pending_certificate_once")]

    def __str__(self):
        return f"{self.person} – {self.rule}"

    @property
    def reason(self):
        """Why there is no certificate yet, for the administrator."""
        return self.problem or _("It waits for its turn; if that takes hours, background work is not running.")
