"""A survey and what it asks."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, PageChooserPanel

from content.asking import AskedQuestion, Kind

SCALE = "scale"
MOST_QUESTIONS = 20


class SurveyQuerySet(models.QuerySet):
    def published(self):
        return self.filter(published_at__isnull=False)

    def open(self, *, now):
        return self.published().filter(closes_at__gt=now)

    def closed(self, *, now):
        return self.published().filter(closes_at__lte=now)


class Survey(ClusterableModel):
    """A few questions about ``page``, a course or an event, to those who took part; of one ``cohort``, if it says so.

    Once published it asks the same until it closes. What was answered is read when it is closed (``surveys.totals``).
    """

    page = models.ForeignKey("wagtailcore.Page", verbose_name=_("about"), on_delete=models.PROTECT, related_name="+")
    cohort = models.ForeignKey(
        "courses.Cohort",
        verbose_name=_("cohort"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text=_("Only of a course. Empty: everybody who finished the course is asked."),
    )
    title = models.CharField(_("title"), max_length=120)
    intro = models.TextField(
        _("introduction"), max_length=600, blank=True, help_text=_("What the answers are for, in one or two sentences.")
    )
    closes_at = models.DateTimeField(
        _("closes"), help_text=_("Until then people answer and change their answers; afterwards you see the totals.")
    )
    published_at = models.DateTimeField(_("published"), null=True, editable=False)

    objects = SurveyQuerySet.as_manager()

    panels = [
        PageChooserPanel("page", ["courses.CoursePage", "webinars.EventPage"]),
        FieldPanel("cohort"),
        FieldPanel("title"),
        FieldPanel("intro"),
        FieldPanel("closes_at"),
        InlinePanel("questions", heading=_("Questions"), label=_("Question"), min_num=1, max_num=MOST_QUESTIONS),
    ]

    class Meta:
        verbose_name = _("survey")
        verbose_name_plural = _("surveys")
        ordering = ["-closes_at", "-pk"]

    def __str__(self):
        return self.title

    def is_open(self, *, now):
        return self.published_at is not None and now < self.closes_at

    def is_closed(self, *, now):
        return self.published_at is not None and now >= self.closes_at


class SurveyQuestion(AskedQuestion):
    """One question; on a scale one chooses from 1 to 5."""

    KINDS = [(SCALE, _("a scale from 1 to 5")), *Kind.choices]

    survey = ParentalKey(Survey, on_delete=models.CASCADE, related_name="questions")
    kind = models.CharField(_("kind of answer"), max_length=8, choices=KINDS, default=SCALE)

    panels = [
        FieldPanel("text"),
        FieldPanel("hint"),
        FieldRowPanel([FieldPanel("kind"), FieldPanel("required")]),
        FieldPanel("options"),
    ]

    class Meta(AskedQuestion.Meta):
        verbose_name = _("question of a survey")
        verbose_name_plural = _("questions of surveys")
