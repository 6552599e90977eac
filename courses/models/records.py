"""What people did: enrollment, lessons done, quiz attempts. Append-mostly, changed by verbs only."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext_lazy as _

from courses import grading

from .extensions import Extension


class EnrollmentQuerySet(models.QuerySet):
    def active(self):
        """Places held, also in a cohort that is cancelled or over: what they opened stays open."""
        return self.filter(withdrawn_at__isnull=True)

    def reading(self, *, now):
        """Those of them by which one may read the lessons: the cohort goes on, or its lessons stay open."""
        more = Extension.objects.filter(enrollment=OuterRef("pk"), page__isnull=True, until__gt=now)
        lasts = Q(cohort__reads_until__isnull=True) | Q(cohort__reads_until__gt=now)
        return self.active().filter(lasts | Exists(more))

    def completable(self):
        """Places that may still become a completed course."""
        return self.active().filter(completed_at__isnull=True).exclude(cohort__state="cancelled")


class Enrollment(models.Model):
    """A person's place in a cohort. Leaving sets ``withdrawn_at``; coming back makes a new row."""

    cohort = models.ForeignKey(
        "courses.Cohort", verbose_name=_("cohort"), on_delete=models.PROTECT, related_name="enrollments"
    )
    person = models.ForeignKey(
        "people.Person", verbose_name=_("person"), on_delete=models.PROTECT, related_name="enrollments"
    )
    link = models.ForeignKey(
        "courses.InvitationLink",
        verbose_name=_("invitation link"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="enrollments",
    )
    enrolled_at = models.DateTimeField(_("enrolled"))
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    completed_at = models.DateTimeField(_("completed"), null=True, blank=True)

    objects = EnrollmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("enrollment")
        verbose_name_plural = _("enrollments")
        ordering = ["-enrolled_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                "cohort", "person", condition=Q(withdrawn_at__isnull=True), name="enrollment_one_active"
            )
        ]

    def __str__(self):
        return f"{self.person} – {self.cohort}"

    @property
    def deadline(self):
        """Until when this person can complete the course: the cohort's end, or later; None without end."""
        end = self.cohort.deadline
        more = end and self.extensions.filter(page__isnull=True, until__gt=end).values_list("until", flat=True).first()
        return more or end

    def is_over(self, *, now):
        return self.cohort.is_over(now=now) and now >= self.deadline


class LessonCompletion(models.Model):
    """A lesson a person marked done. It belongs to the person, so it survives a change of cohort; never undone."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="lesson_completions")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.PROTECT, related_name="completions")
    completed_at = models.DateTimeField(_("completed"))

    class Meta:
        verbose_name = _("lesson done")
        verbose_name_plural = _("lessons done")
        constraints = [models.UniqueConstraint("person", "lesson", name="lesson_completion_unique")]

    def __str__(self):
        return f"{self.person} – {self.lesson}"


class LessonOpening(models.Model):
    """When a person first opened a lesson that wants some minutes before it is done; kept for such lessons alone."""

    person = models.ForeignKey("people.Person", on_delete=models.CASCADE, related_name="+")
    lesson = models.ForeignKey("courses.LessonPage", on_delete=models.CASCADE, related_name="+")
    opened_at = models.DateTimeField(_("opened"))

    class Meta:
        verbose_name = _("lesson opened")
        verbose_name_plural = _("lessons opened")
        constraints = [models.UniqueConstraint("person", "lesson", name="lesson_opening_once")]

    def __str__(self):
        return f"{self.person} – {self.lesson}"


class QuizAttemptQuerySet(models.QuerySet):
    def finished(self):
        return self.filter(finished_at__isnull=False)

    def open(self):
        return self.filter(finished_at__isnull=True)

    def graded(self):
        return self.finished().filter(score__isnull=False)

    def to_mark(self):
        """Finished, but a trainer has to read an essay first."""
        return self.finished().filter(score__isnull=True)


class QuizAttempt(models.Model):
    """One try at a quiz. ``snapshot`` is what was asked, as it was then; grading reads nothing else."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="quiz_attempts")
    quiz = models.ForeignKey("courses.QuizPage", on_delete=models.PROTECT, related_name="attempts")
    number = models.PositiveSmallIntegerField(_("attempt"))
    snapshot = models.JSONField(_("what was asked"))
    pass_percent = models.PositiveSmallIntegerField(_("pass mark, percent"))
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    due_at = models.DateTimeField(_("time ends"), null=True, blank=True)
    score = models.DecimalField(_("points"), max_digits=10, decimal_places=5, null=True, blank=True)
    max_score = models.DecimalField(_("points possible"), max_digits=10, decimal_places=5)
    passed = models.BooleanField(_("passed"), default=False)

    objects = QuizAttemptQuerySet.as_manager()

    class Meta:
        verbose_name = _("quiz attempt")
        verbose_name_plural = _("quiz attempts")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.UniqueConstraint("person", "quiz", "number", name="quiz_attempt_number_unique"),
            models.UniqueConstraint(
                "person", "quiz", condition=Q(finished_at__isnull=True), name="quiz_attempt_one_open"
            ),
        ]

    def __str__(self):
        return f"{self.person} – {self.quiz}, {self.number}"

    @property
    def points(self):
        """The score as one reads it, or None."""
        return grading.readable(self.score)

    @property
    def points_possible(self):
        return grading.readable(self.max_score)

    @property
    def waits_for_mark(self):
        return self.finished_at is not None and self.score is None


class QuizAnswer(models.Model):
    """The answer to one question of an attempt, in the plain JSON of ``questions.marking``; and a trainer’s mark."""

    attempt = models.ForeignKey(QuizAttempt, on_delete=models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField()
    given = models.JSONField(null=True)
    saved_at = models.DateTimeField()
    mark = models.DecimalField(_("share, percent"), max_digits=8, decimal_places=5, null=True, blank=True)
    comment = models.TextField(_("comment"), blank=True)
    marked_at = models.DateTimeField(_("marked"), null=True, blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        verbose_name = _("answer given")
        verbose_name_plural = _("answers given")
        ordering = ["position"]
        constraints = [models.UniqueConstraint("attempt", "position", name="quiz_answer_unique")]

    def __str__(self):
        return f"{self.attempt_id}/{self.position}"
