"""Who has earned a certificate but does not have it yet, and how a reason is kept."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from certificates.problems import words

from .rules import CertificateRule

PATIENCE = timedelta(hours=1, minutes=15)


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
