"""Who gets which certificate, and who has earned one but does not have it yet."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certificates.problems import words

from .records import Role
from .templates import CertificateTemplate

PATIENCE = timedelta(hours=1, minutes=15)


class RuleQuerySet(models.QuerySet):
    def of_itself(self):
        """Rules by which participants get their certificate without anybody's approval."""
        return self.filter(active=True, automatic=True, role=Role.PARTICIPANT)


class CertificateRule(models.Model):
    """Who gets which certificate: those who complete a course or attend an event, or those who teach it."""

    template = models.ForeignKey(
        CertificateTemplate, verbose_name=_("template"), on_delete=models.PROTECT, related_name="rules"
    )
    course = models.ForeignKey(
        "courses.CoursePage",
        verbose_name=_("course"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certificate_rules",
    )
    event = models.ForeignKey(
        "webinars.EventPage",
        verbose_name=_("event"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="certificate_rules",
    )
    role = models.CharField(
        _("for whom"),
        max_length=12,
        choices=Role,
        default=Role.PARTICIPANT,
        help_text=_("Trainers are those who host a session, or are named as trainer or speaker."),
    )
    min_sessions = models.PositiveSmallIntegerField(
        _("sessions to attend"),
        default=0,
        help_text=_("For an event. Where sessions, days and hours are all 0, every session has to be attended."),
    )
    min_days = models.PositiveSmallIntegerField(
        _("days to attend"), default=0, help_text=_("For an event of several days: days with an attended session.")
    )
    min_hours = models.PositiveSmallIntegerField(
        _("hours to attend"), default=0, help_text=_("For an event: length of the attended sessions together.")
    )
    automatic = models.BooleanField(
        _("issued without asking"),
        default=True,
        help_text=_("Otherwise an administrator approves a list. Trainers’ certificates are always on a list."),
    )
    active = models.BooleanField(_("in force"), default=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate rule")
        verbose_name_plural = _("certificate rules")
        constraints = [
            models.CheckConstraint(
                condition=Q(course__isnull=False, event__isnull=True) | Q(course__isnull=True, event__isnull=False),
                name="certificate_rule_one_source",
                violation_error_message=_("Choose a course or an event, one of the two."),
            ),
            models.UniqueConstraint(
                fields=["course", "role"],
                name="certificate_rule_one_a_course",
                violation_error_message=_("This course has a rule for them already."),
            ),
            models.UniqueConstraint(
                fields=["event", "role"],
                name="certificate_rule_one_an_event",
                violation_error_message=_("This event has a rule for them already."),
            ),
        ]

    def __str__(self):
        page = self.course or self.event
        return f"{page} ({self.get_role_display()})" if self.role == Role.TRAINER else str(page)

    @property
    def source(self):
        """What it certifies, as fields of a certificate: a course or an event, and the role."""
        page = {"course": self.course} if self.course_id else {"event": self.event}
        return {**page, "role": self.role}


class Explained(models.Model):
    """Keeps a reason as a code with its facts; the words are found when somebody reads it."""

    problem = models.CharField(_("why it is not issued"), max_length=20, blank=True)
    facts = models.JSONField(default=dict, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def reason(self):
        return words(self.problem, self.facts)


class PendingQuerySet(models.QuerySet):
    def overdue(self, *, now):
        """Those that somebody should look at: refused for a reason, or left for longer than the hourly round takes."""
        late = Q(earned_at__lt=now - PATIENCE) & (Q(not_before=None) | Q(not_before__lt=now - PATIENCE))
        return self.filter(~Q(problem__in=["", "too_early"]) | late)

    def due(self, *, now):
        return self.filter(Q(not_before=None) | Q(not_before__lte=now))


class PendingCertificate(Explained):
    """A certificate somebody may have earned, until it is issued: nothing earned is forgotten in a queue.

    Written in the transaction of the completion or attendance itself. ``problem`` says why it could not be issued;
    before ``not_before`` it is not tried.
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
    not_before = models.DateTimeField(_("not before"), null=True, blank=True)

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
        return super().reason or gettext("It waits for its turn; if that takes hours, background work is not running.")
