"""When modules and steps open, and what has opened to somebody for good."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class OpeningRule(models.Model):
    """When a module or a step opens to who is enrolled: in every cohort, or in one, whose own rule then holds instead.

    Changed by ``courses.opening.ruling``. What a rule waits for lies in time, before its page on the path, or in a live
    session that ends: so no two rules ever wait for each other.
    """

    class When(models.TextChoices):
        START = "start", _("from the start on")
        DATE = "date", _("on a date")
        DAYS = "days", _("days after the start")
        PREVIOUS = "previous", _("after what stands before it")
        SESSION = "session", _("after a live session")

    page = models.ForeignKey(
        "wagtailcore.Page", verbose_name=_("module or step"), on_delete=models.CASCADE, related_name="opening_rules"
    )
    cohort = models.ForeignKey(
        "courses.Cohort",
        verbose_name=_("cohort"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="opening_rules",
        help_text=_("Empty: for all cohorts of the course that have no rule of their own for it."),
    )
    when = models.CharField(_("opens"), max_length=8, choices=When, default=When.DATE)
    opens_at = models.DateTimeField(_("the date"), null=True, blank=True)
    days = models.PositiveSmallIntegerField(
        _("days"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(730)],
        help_text=_(
            "After the first day of the cohort, or of one’s own enrollment where people go at their own pace. After a "
            "live session: so many days after its end it opens to those too who were not there."
        ),
    )
    session = models.ForeignKey(
        "webinars.Session",
        verbose_name=_("live session"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("One of the cohort. It opens to each person whose attendance is credited."),
    )

    class Meta:
        verbose_name = _("rule of opening")
        verbose_name_plural = _("rules of opening")
        ordering = ["page__path", "cohort"]
        constraints = [
            models.UniqueConstraint("page", "cohort", name="opening_rule_once_for_a_cohort"),
            models.UniqueConstraint("page", condition=Q(cohort__isnull=True), name="opening_rule_once_for_all"),
            models.CheckConstraint(
                condition=Q(when__in=["start", "previous"])
                | Q(when="date", opens_at__isnull=False)
                | Q(when="days", days__isnull=False)
                | Q(when="session", days__isnull=False, session__isnull=False, cohort__isnull=False),
                name="opening_rule_says_when",
                violation_error_message=_("Say when it opens."),
            ),
        ]

    def __str__(self):
        return f"{self.page}: {self.get_when_display()}"


class Opening(models.Model):
    """A module or step that has opened to a person and stays open, whatever rules or attendance become."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="openings")
    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField(_("opened"))

    class Meta:
        verbose_name = _("opening")
        verbose_name_plural = _("openings")
        constraints = [models.UniqueConstraint("person", "page", name="opening_once")]

    def __str__(self):
        return f"{self.person} – {self.page}"
