"""A ``Cohort``: a dated run of a course, with its seats and its live sessions."""

from datetime import datetime, time, timedelta

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from people.waiting import WaitedFor

from .allotments import Nominee, SeatAllotment
from .queue import QueuePlace


def _each(rows, path, value):
    """``value`` over those ``rows`` that belong, by ``path``, to the cohort of the query around; 0 without any."""
    rows = rows.filter(**{path: OuterRef("pk")}).order_by().values(path).annotate(value=value)
    return Coalesce(Subquery(rows.values("value")), 0)


class CohortQuerySet(models.QuerySet):
    def locked(self, pk):
        """The cohort as it is now, with its course; its row is held until the transaction ends."""
        return self.select_for_update(of=("self",)).select_related("course").get(pk=pk)

    def announced(self):
        """What people may know of: cohorts of published courses, also cancelled ones, so that they learn of it."""
        return self.exclude(state=Cohort.State.DRAFT).filter(course__live=True)

    def public(self):
        return self.filter(state=Cohort.State.OPEN, course__live=True)

    def taking(self, *, now):
        """Cohorts into which people come now, by whatever way, the soonest first (seats apart)."""
        opened = Q(enroll_opens_at__isnull=True) | Q(enroll_opens_at__lte=now)
        lasts = Q(self_paced=True) | Q(ends_on__gte=timezone.localdate(now, timezone.get_default_timezone()))
        return self.public().filter(opened, lasts, enroll_closes_at__gt=now).order_by("starts_on", "pk")

    def enrolling(self, *, now):
        """Those of them in which one may enroll by oneself, or apply for a place."""
        return self.taking(now=now).filter(admission__in=Cohort.ASKED_FOR)

    def with_taken(self):
        """Annotates ``taken``, people enrolled; of seats besides: ``promised`` to organizations, ``held`` offered."""
        kept = _each(SeatAllotment.objects.all(), "cohort", Sum("seats"))
        came_in = _each(Nominee.objects.filter(state=Nominee.State.ACCEPTED), "allotment__cohort", Count("pk"))
        taken = Count("enrollments", filter=Q(enrollments__withdrawn_at__isnull=True))
        held = _each(QueuePlace.objects.offered(), "cohort", Count("pk"))
        return self.annotate(taken=taken, promised=kept - came_in, held=held)


class Cohort(WaitedFor, ClusterableModel):
    """A dated run of a course. Dates are Kyiv calendar days; the enrollment window is in exact moments (UTC)."""

    class State(models.TextChoices):
        DRAFT = "draft", _("draft")
        OPEN = "open", _("announced")
        CANCELLED = "cancelled", _("cancelled")

    class Admission(models.TextChoices):
        """How one comes in. Coordinators and invitation links let people in whatever it is."""

        OPEN = "open", _("everyone enrolls by themselves")
        APPLICATION = "application", _("by application, a coordinator decides")
        INVITATION = "invitation", _("by invitation link only")
        SCHOOL = "school", _("only the school enrolls people")

    ASKED_FOR = (Admission.OPEN, Admission.APPLICATION)

    course = models.ForeignKey(
        "courses.CoursePage", verbose_name=_("course"), on_delete=models.PROTECT, related_name="cohorts"
    )
    number = models.PositiveSmallIntegerField(_("number"), default=1)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.DRAFT)
    admission = models.CharField(_("how one comes in"), max_length=12, choices=Admission, default=Admission.OPEN)
    enroll_opens_at = models.DateTimeField(_("enrollment opens"), null=True, blank=True)
    enroll_closes_at = models.DateTimeField(_("enrollment closes"))
    starts_on = models.DateField(_("starts on"))
    ends_on = models.DateField(_("ends on"))
    seats = models.PositiveIntegerField(_("seats"), default=0, help_text=_("0 means without limit."))
    self_paced = models.BooleanField(
        _("at one’s own pace"), default=False, help_text=_("One may finish after the end date too.")
    )
    reading_days = models.PositiveSmallIntegerField(
        _("days the lessons stay open after the end"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(3650)],
        help_text=_("Empty: always, as at one’s own pace. What people wrote themselves stays theirs in any case."),
    )
    reads_until = models.DateTimeField(_("lessons are read until"), null=True, editable=False)

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = _("cohort")
        verbose_name_plural = _("cohorts")
        ordering = ["-starts_on", "course", "number"]
        constraints = [
            models.UniqueConstraint(
                "course",
                "number",
                name="cohort_number_unique",
                violation_error_message=_("This course already has a cohort with this number."),
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="cohort_ends_after_start",
                violation_error_message=_("A cohort ends after it starts."),
            ),
            models.CheckConstraint(
                condition=Q(enroll_opens_at__isnull=True) | Q(enroll_closes_at__gt=F("enroll_opens_at")),
                name="cohort_enrollment_closes_after_it_opens",
                violation_error_message=_("Enrollment closes after it opens."),
            ),
        ]

    def __str__(self):
        return f"{self.course.title}, {self.label}"

    def save(self, **kwargs):
        """``reads_until`` follows from the end, so that gates need no arithmetic."""
        ends = None if self.reading_days is None else self.deadline
        self.reads_until = ends and ends + timedelta(days=self.reading_days)
        super().save(**kwargs)

    @property
    def label(self):
        return gettext("Cohort %(number)s") % {"number": self.number}

    @cached_property
    def taken(self):
        """People enrolled; a list that shows it asks ``with_taken`` instead."""
        return self.enrollments.active().count()

    @cached_property
    def promised(self):
        """Seats that are kept for organizations, and nobody has yet; a list asks ``with_taken`` instead."""
        return Cohort.objects.with_taken().values_list("promised", flat=True).get(pk=self.pk)

    @cached_property
    def held(self):
        """Seats that are held for people who waited and have not answered yet; a list asks ``with_taken`` instead."""
        return self.queue_places.offered().count()

    @property
    def seats_left(self):
        """Free seats, or None without limit."""
        return max(self.seats - self.taken - self.promised - self.held, 0) if self.seats else None

    def is_full(self):
        return self.seats_left == 0

    @property
    def is_asked_for(self):
        """Whether one gets a place here by asking for it."""
        return self.admission in self.ASKED_FOR

    @property
    def is_by_application(self):
        return self.admission == self.Admission.APPLICATION

    @property
    def is_cancelled(self):
        return self.state == self.State.CANCELLED

    @property
    def queue_ends_at(self):
        """Until when free seats are offered to who waits: enrollment has closed and the first day has come, in Kyiv."""
        begins = datetime.combine(self.starts_on, time.min, tzinfo=timezone.get_default_timezone())
        return max(self.enroll_closes_at, begins)

    def offers_places(self, *, now):
        has_opened = self.enroll_opens_at is None or now >= self.enroll_opens_at
        is_on = self.state == self.State.OPEN and self.course.live and not self.is_over(now=now)
        return is_on and has_opened and now < self.queue_ends_at

    @property
    def deadline(self):
        """Until when the course can be completed: the midnight after the last day in Kyiv, or None without end."""
        if self.self_paced:
            return None
        return datetime.combine(self.ends_on + timedelta(days=1), time.min, tzinfo=timezone.get_default_timezone())

    def is_over(self, *, now):
        return self.deadline is not None and now >= self.deadline


class CohortSession(models.Model):
    """A live session of a cohort, the module of the programme beside which it stands, and what attendance completes."""

    cohort = ParentalKey(Cohort, on_delete=models.CASCADE, related_name="session_rows", verbose_name=_("cohort"))
    session = models.ForeignKey(
        "webinars.Session", on_delete=models.PROTECT, related_name="+", verbose_name=_("session")
    )
    module = models.ForeignKey(
        "courses.ModulePage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("module"),
    )
    lesson = models.ForeignKey(
        "courses.LessonPage",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("lesson that attendance completes"),
    )
    required = models.BooleanField(_("attendance needed for completion"), default=True)

    class Meta:
        verbose_name = _("cohort session")
        verbose_name_plural = _("cohort sessions")
        constraints = [models.UniqueConstraint(fields=["cohort", "session"], name="cohort_session_unique")]

    def __str__(self):
        return str(self.session)
