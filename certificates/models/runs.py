"""Certificates for many people at once: a list that is looked at, approved, and issued step by step."""

from django.db import models
from django.db.models import Count, Q
from django.utils.translation import gettext_lazy as _

from people.alphabet import Alphabetically

from .pending import Explained
from .records import Certificate
from .rules import CertificateRule


class IssueRunQuerySet(models.QuerySet):
    def with_counts(self):
        """Annotates how many people of the list get one, have got it, get none, and could not be given it."""
        outcomes = IssueRunRow.Outcome
        return self.annotate(
            to_issue=Count("rows", filter=Q(rows__outcome=outcomes.TO_ISSUE)),
            issued=Count("rows", filter=Q(rows__outcome=outcomes.ISSUED)),
            refused=Count("rows", filter=Q(rows__outcome=outcomes.REFUSED)),
            without=Count("rows", filter=Q(rows__outcome__in=[outcomes.NOT_DUE, outcomes.LEFT_OUT])),
        )

    def running(self):
        return self.filter(state=IssueRun.State.RUNNING)


class IssueRun(models.Model):
    """One list of people by one rule. Planned first, for an administrator to look at; then approved, then issued.

    The rows say how far it is: whatever stops the work, the next worker goes on with the rows that are left.
    """

    class State(models.TextChoices):
        PLANNED = "planned", _("waits for approval")
        RUNNING = "running", _("being issued")
        FINISHED = "finished", _("finished")
        CANCELLED = "cancelled", _("cancelled")

    rule = models.ForeignKey(
        CertificateRule, verbose_name=_("certificate rule"), on_delete=models.PROTECT, related_name="runs"
    )
    cohort = models.ForeignKey(
        "courses.Cohort",
        verbose_name=_("cohort"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("For the rule of a course: only this cohort. Without it, all of them."),
    )
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.PLANNED, editable=False)
    planned_at = models.DateTimeField(_("planned"), editable=False)
    planned_by = models.ForeignKey(
        "people.User", verbose_name=_("planned by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    approved_at = models.DateTimeField(_("approved"), null=True, editable=False)
    approved_by = models.ForeignKey(
        "people.User", verbose_name=_("approved by"), null=True, on_delete=models.SET_NULL, related_name="+"
    )
    finished_at = models.DateTimeField(_("finished"), null=True, editable=False)

    objects = IssueRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("list of certificates")
        verbose_name_plural = _("lists of certificates")
        ordering = ["-planned_at", "-pk"]

    def __str__(self):
        return str(self.cohort or self.rule)


class IssueRunRow(Explained):
    """A person or organization on the list: whether they get a certificate, and if not, why; then what came of it."""

    class Outcome(models.TextChoices):
        TO_ISSUE = "to_issue", _("gets one")
        ISSUED = "issued", _("issued")
        REFUSED = "refused", _("could not be issued")
        NOT_DUE = "not_due", _("gets none")
        LEFT_OUT = "left_out", _("left out")

    run = models.ForeignKey(IssueRun, on_delete=models.CASCADE, related_name="rows")
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    organization = models.ForeignKey("people.Organization", null=True, on_delete=models.PROTECT, related_name="+")
    cohort = models.ForeignKey("courses.Cohort", null=True, on_delete=models.PROTECT, related_name="+")
    outcome = models.CharField(_("what comes of it"), max_length=10, choices=Outcome)
    certificate = models.ForeignKey(Certificate, null=True, on_delete=models.PROTECT, related_name="+")
    done_at = models.DateTimeField(_("settled"), null=True)

    class Meta:
        verbose_name = _("person on a list of certificates")
        verbose_name_plural = _("people on lists of certificates")
        ordering = [Alphabetically("person__legal_name"), Alphabetically("organization__name"), "pk"]
        indexes = [models.Index(fields=["run", "outcome"], name="run_row_outcome")]
        constraints = [
            models.UniqueConstraint("run", "person", name="run_row_once"),
            models.UniqueConstraint("run", "organization", name="run_row_once_an_organization"),
            models.CheckConstraint(
                condition=Q(person__isnull=False, organization__isnull=True)
                | Q(person__isnull=True, organization__isnull=False),
                name="run_row_one_recipient",
            ),
        ]

    def __str__(self):
        return f"{self.holder}: {self.get_outcome_display()}"

    @property
    def holder(self):
        return self.organization if self.organization_id else self.person
