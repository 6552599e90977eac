"""Files of people whom the school puts into a cohort, and what became of each of them."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class EnrollmentList(models.Model):
    """What was read from one file for one cohort. Nothing of it is written before ``confirmed_at``.

    The same file waits or runs once in a cohort: ``digest`` is the SHA-256 of its bytes. ``problems`` are (line, why).
    """

    cohort = models.ForeignKey("courses.Cohort", on_delete=models.PROTECT, related_name="lists")
    file_name = models.CharField(_("file"), max_length=150)
    digest = models.CharField(max_length=64)
    problems = models.JSONField(_("rows that cannot be read"), default=list, blank=True)
    uploaded_by = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(_("uploaded"))
    confirmed_by = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    done_at = models.DateTimeField(_("carried out"), null=True)

    class Meta:
        verbose_name = _("list of people to enroll")
        verbose_name_plural = _("lists of people to enroll")
        ordering = ["-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "cohort", "digest", condition=Q(done_at__isnull=True), name="enrollment_list_one_of_a_file"
            ),
            models.CheckConstraint(
                condition=Q(done_at__isnull=True) | Q(confirmed_at__isnull=False),
                name="enrollment_list_done_was_confirmed",
            ),
        ]

    def __str__(self):
        return f"{self.cohort}: {self.file_name}"

    @property
    def waits(self):
        """True while nothing of it is written down yet."""
        return self.confirmed_at is None

    @property
    def runs(self):
        return not self.waits and self.done_at is None


class ListedPersonQuerySet(models.QuerySet):
    def undecided(self):
        return self.filter(how="")

    def to_do(self):
        return self.filter(outcome="")


class ListedPerson(models.Model):
    """One line of a list: who it is, and whether they got their place."""

    class How(models.TextChoices):
        EMAIL = "email", _("by e-mail")
        PHONE = "phone", _("by phone")
        NAME = "name", _("by name")
        HAND = "hand", _("decided by hand")
        NEW = "new", _("new to the school")
        SKIPPED = "skipped", _("left out")

    class Outcome(models.TextChoices):
        ENROLLED = "enrolled", pgettext_lazy("somebody of a list", "enrolled")
        HAD_PLACE = "had_place", pgettext_lazy("somebody of a list", "had a place already")
        REFUSED = "refused", pgettext_lazy("somebody of a list", "not enrolled")
        SKIPPED = "skipped", pgettext_lazy("somebody of a list", "left out")

    file = models.ForeignKey(EnrollmentList, on_delete=models.CASCADE, related_name="people")
    line = models.PositiveIntegerField(_("line"))
    name = models.CharField(_("name"), max_length=150, blank=True)
    email = models.CharField(_("e-mail"), max_length=254, blank=True)
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    suggestions = models.JSONField(default=list, blank=True)
    person = models.ForeignKey("people.Person", null=True, on_delete=models.PROTECT, related_name="+")
    how = models.CharField(_("matched"), max_length=12, choices=How, blank=True)
    outcome = models.CharField(_("result"), max_length=12, choices=Outcome, blank=True)
    problem = models.CharField(_("why"), max_length=250, blank=True)

    objects = ListedPersonQuerySet.as_manager()

    class Meta:
        verbose_name = _("person of a list")
        verbose_name_plural = _("people of a list")
        ordering = ["line", "pk"]
        constraints = [models.UniqueConstraint("file", "name", "email", "phone", name="listed_person_once")]

    def __str__(self):
        return self.called

    @property
    def called(self):
        return self.name or self.email or self.phone
