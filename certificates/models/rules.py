"""Who gets which certificate."""

from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .records import Role
from .sources import ONE_PAGE, SOURCE, about
from .templates import CertificateTemplate


class RuleQuerySet(models.QuerySet):
    def of_itself(self):
        """Rules by which participants get their certificate without anybody's approval."""
        return self.filter(active=True, automatic=True, role=Role.PARTICIPANT)

    def about(self, kind, pk):
        """Rules of a whole ``course`` or ``event``, of a ``programme``, or of one ``quiz`` or ``series``."""
        whole = {"course": {"quiz": None}, "event": {"series": None}}.get(kind, {})
        return self.filter(**{f"{kind}__pk": pk}, **whole)

    def with_pages(self):
        """With all that names a rule in a list."""
        return self.select_related("template", "course", "event", "series__event", "quiz", "programme")


class CertificateRule(models.Model):
    """Who gets which certificate.

    What it is about says which ``kind`` it is; a field that its kind does not ask for stays at 0, and counts nothing.
    """

    class Kind(models.TextChoices):
        COURSE = "course", _("completion of a course")
        QUIZ = "quiz", _("a quiz passed")
        EVENT = "event", _("attendance of an event")
        SERIES = "series", _("attendance of a series")
        PROGRAMME = "programme", _("completion of a programme of courses")
        TRAINER = Role.TRAINER.value, _("thanks to trainers and hosts")
        SPEAKER = Role.SPEAKER.value, _("thanks to speakers of a programme")
        ORGANIZER = Role.ORGANIZER.value, _("thanks to organizers")
        ORGANIZATION = Role.ORGANIZATION.value, _("organizations whose people completed a course")

    template = models.ForeignKey(
        CertificateTemplate,
        verbose_name=_("template"),
        on_delete=models.PROTECT,
        related_name="rules",
        limit_choices_to={"live": True},
    )
    course = about("courses.CoursePage", _("course"), "certificate_rules")
    event = about("webinars.EventPage", _("event"), "certificate_rules")
    series = about("webinars.SessionSeries", _("series"), "certificate_rules")
    quiz = about("courses.QuizPage", _("quiz"), "certificate_rules")
    programme = about("courses.ProgrammePage", _("programme of courses"), "certificate_rules")
    role = models.CharField(_("for whom"), max_length=12, choices=Role, default=Role.PARTICIPANT)
    min_sessions = models.PositiveSmallIntegerField(
        _("sessions to attend"),
        default=0,
        help_text=_("Where all these fields are 0, every session has to be attended."),
    )
    min_days = models.PositiveSmallIntegerField(
        _("days to attend"), default=0, help_text=_("Days on which at least one session was attended.")
    )
    min_hours = models.PositiveSmallIntegerField(
        _("hours to attend"),
        default=0,
        help_text=_("Length of the attended sessions together; what takes place at the same time counts once."),
    )
    min_percent = models.PositiveSmallIntegerField(
        _("share to attend, percent"),
        default=0,
        validators=[MaxValueValidator(100)],
        help_text=_("Of the length of all sessions together. It is known a day after the last one."),
    )
    min_mark = models.PositiveSmallIntegerField(
        _("mark, percent"),
        default=0,
        validators=[MaxValueValidator(100)],
        help_text=_("0: the pass mark of the quiz."),
    )
    min_people = models.PositiveSmallIntegerField(
        _("people who completed it"), default=0, help_text=_("So many people of one organization, or more.")
    )
    asks_survey = models.BooleanField(
        _("the survey was answered"), default=False, help_text=_("Beside what is asked above.")
    )
    organizers = models.ManyToManyField(
        "people.Person", verbose_name=_("organizers"), blank=True, related_name="organizes_by_rules"
    )
    automatic = models.BooleanField(
        _("issued without asking"), default=True, help_text=_("Otherwise an administrator approves a list.")
    )
    active = models.BooleanField(_("in force"), default=True)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("certificate rule")
        verbose_name_plural = _("certificate rules")
        constraints = [
            models.CheckConstraint(
                condition=ONE_PAGE,
                name="certificate_rule_one_source",
                violation_error_message=_("Choose a course or an event, one of the two."),
            ),
            models.CheckConstraint(
                condition=Q(series__isnull=True) | Q(event__isnull=False), name="certificate_rule_series_of_an_event"
            ),
            models.CheckConstraint(
                condition=Q(quiz__isnull=True) | Q(course__isnull=False), name="certificate_rule_quiz_of_a_course"
            ),
            models.CheckConstraint(
                condition=~Q(role="organization") | Q(course__isnull=False, quiz__isnull=True, min_people__gt=0),
                name="certificate_rule_of_organizations",
            ),
            models.UniqueConstraint(
                fields=["course", "role"], condition=Q(quiz__isnull=True), name="certificate_rule_one_a_course"
            ),
            models.UniqueConstraint(
                fields=["event", "role"], condition=Q(series__isnull=True), name="certificate_rule_one_an_event"
            ),
            models.UniqueConstraint(fields=["quiz", "role"], name="certificate_rule_one_a_quiz"),
            models.UniqueConstraint(fields=["series", "role"], name="certificate_rule_one_a_series"),
            models.UniqueConstraint(fields=["programme", "role"], name="certificate_rule_one_a_programme"),
        ]

    def __str__(self):
        what = self.series or self.page
        title = f"{what}: {self.quiz}" if self.quiz_id else str(what)
        return title if self.role == Role.PARTICIPANT else f"{title} ({self.get_role_display()})"

    @property
    def page(self):
        """The course, the event or the programme."""
        return self.course or self.event or self.programme

    @property
    def source(self):
        """What it certifies, as fields of a certificate: their values, or conditions of a query."""
        return {name: getattr(self, name) for name in SOURCE}

    @property
    def kind(self):
        """Which of the kinds it is; what it asks for and how it is judged follows from that."""
        if self.role != Role.PARTICIPANT:
            return self.Kind(self.role)
        if self.programme_id:
            return self.Kind.PROGRAMME
        if self.course_id:
            return self.Kind.QUIZ if self.quiz_id else self.Kind.COURSE
        return self.Kind.SERIES if self.series_id else self.Kind.EVENT

    @property
    def kind_label(self):
        return self.kind.label

    @property
    def recipients(self):
        """The field of certificates and lists that names who gets one: ``person`` or ``organization``."""
        return "organization" if self.role == Role.ORGANIZATION else "person"
