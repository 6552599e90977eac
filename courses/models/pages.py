"""The curriculum as Wagtail pages: catalog → course → module → lesson (and quiz, in ``quizzes.py``).

How they answer a request is in ``courses.serving``, imported when a request comes: models load before verbs do.
"""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.blocks import CharBlock, StreamBlock
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from content.blocks import QuestionAnswerBlock, ReadingBlocks
from content.models import Kilim
from courses.page_forms import CoursePageForm


class CatalogPage(Page):
    """The list of all courses, filtered by topic and format."""

    lead = models.TextField(_("lead"), blank=True)

    template = "courses/catalog_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["courses.CoursePage", "courses.ProgrammePage"]
    max_count_per_parent = 1
    search_fields = [*Page.search_fields, index.SearchField("lead")]
    content_panels = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("catalog")
        verbose_name_plural = _("catalogs")

    def get_context(self, request, *args, **kwargs):
        from courses.serving import catalog_context  # noqa: PLC0415 -- models load before verbs

        request.navigation_page = self
        return {**super().get_context(request, *args, **kwargs), **catalog_context(request)}


class PreviewedAsServed:
    """Its preview goes the way of a request, so that an editor sees what readers will see."""

    def serve_preview(self, request, mode_name):
        return self.serve(request)


class CoursePage(PreviewedAsServed, Kilim, Page):
    """What a course is about. Its dates and seats are a ``Cohort``, never a page field."""

    class Format(models.TextChoices):
        LESSONS = "lessons", _("lessons")
        LESSONS_WEBINARS = "lessons_webinars", _("lessons and webinars")

    class Reading(models.TextChoices):
        OPEN = "open", _("everyone may read the lessons")
        ENROLLED = "enrolled", _("only enrolled people may read the lessons")

    lead = models.TextField(_("lead"), help_text=_("One or two sentences: what one will be able to do."))
    topic = models.ForeignKey(
        "content.Topic", verbose_name=_("topic"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    weeks = models.PositiveSmallIntegerField(_("weeks"), default=4)
    hours = models.PositiveSmallIntegerField(_("hours"), default=12, help_text=_("Stands on the certificate."))
    format = models.CharField(_("format"), max_length=20, choices=Format, default=Format.LESSONS)
    reading = models.CharField(_("who may read"), max_length=10, choices=Reading, default=Reading.OPEN)
    steps_needed = models.PositiveSmallIntegerField(
        _("how many of the needed steps suffice"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty: all of them. Completed courses stay completed, whatever becomes of these rules."),
    )
    pass_mark = models.PositiveSmallIntegerField(
        _("overall mark needed, percent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Empty: all steps that are needed suffice. Completed courses stay completed."),
    )
    attendance_share = models.PositiveSmallIntegerField(
        _("share of the needed live sessions, percent"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(100)],
        help_text=_("Empty: each session that the cohort says is needed."),
    )
    outcomes = StreamField(
        StreamBlock([("outcome", CharBlock(label=_("outcome"), max_length=200))]),
        verbose_name=_("after the course one can"),
        blank=True,
    )
    faq = StreamField(
        StreamBlock([("item", QuestionAnswerBlock())]), verbose_name=_("questions before the start"), blank=True
    )
    body = StreamField(ReadingBlocks(), verbose_name=_("text"), blank=True)

    base_form_class = CoursePageForm
    template = "courses/course_page.html"
    parent_page_types = ["courses.CatalogPage"]
    subpage_types = ["courses.ModulePage"]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.FilterField("topic"),
        index.FilterField("format"),
    ]
    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        FieldPanel("topic"),
        MultiFieldPanel(
            [FieldPanel("weeks"), FieldPanel("hours"), FieldPanel("format"), FieldPanel("reading")],
            heading=_("Facts"),
        ),
        MultiFieldPanel(
            [FieldPanel("steps_needed"), FieldPanel("pass_mark"), FieldPanel("attendance_share")],
            heading=_("When it is completed"),
        ),
        FieldPanel("outcomes"),
        InlinePanel("trainer_rows", heading=_("Trainers"), label=_("Trainer")),
        InlinePanel("prerequisites", heading=_("Needed before"), label=_("Course")),
        FieldPanel("faq"),
        FieldPanel("body"),
    ]
    promote_panels = [*Page.promote_panels, MultiFieldPanel([FieldPanel("kilim_seed")], heading=_("Cover"))]

    class Meta:
        verbose_name = _("course")
        verbose_name_plural = _("courses")

    def serve(self, request, *args, **kwargs):
        from courses.serving import serve_course  # noqa: PLC0415 -- models load before verbs

        return serve_course(self, request)


class CourseTrainer(Orderable):
    """A trainer of a course, in the order shown."""

    course = ParentalKey(CoursePage, on_delete=models.CASCADE, related_name="trainer_rows")
    speaker = models.ForeignKey(
        "content.Speaker", verbose_name=_("trainer"), on_delete=models.PROTECT, related_name="+"
    )

    panels = [FieldPanel("speaker")]

    class Meta(Orderable.Meta):
        verbose_name = _("trainer")

    def __str__(self):
        return str(self.speaker)


class InsideACourse:
    """A page of a course’s inside: a sitemap names it only where anybody may read it."""

    def get_sitemap_urls(self, request=None):
        from courses.access import is_listed  # noqa: PLC0415 -- models load before verbs

        return super().get_sitemap_urls(request) if is_listed(self, request) else []


class OnThePath(InsideACourse):
    """A lesson, a quiz or an assignment: a step of a course, in one of its modules."""

    @property
    def module(self):
        """The module it stands in, published or not."""
        return ModulePage.objects.filter(path=self.path[: -self.steplen]).first()

    @property
    def course(self):
        """The course it stands in, published or not."""
        return CoursePage.objects.filter(path=self.path[: -2 * self.steplen]).first()


class ModulePage(InsideACourse, PreviewedAsServed, Page):
    """A part of a course: some lessons that belong together."""

    lead = models.TextField(_("lead"), blank=True)

    template = "courses/module_page.html"
    parent_page_types = ["courses.CoursePage"]
    subpage_types = ["courses.LessonPage", "courses.QuizPage", "courses.AssignmentPage"]
    show_in_menus_default = False
    search_fields = [*Page.search_fields, index.SearchField("lead")]
    content_panels = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")

    def serve(self, request, *args, **kwargs):
        from courses.serving import serve_module  # noqa: PLC0415 -- models load before verbs

        return serve_module(self, request)


class LessonPage(OnThePath, PreviewedAsServed, Page):
    """A lesson to read; done when its reader says so, or by a live session – never by scrolling."""

    class DoneBy(models.TextChoices):
        READER = "reader", _("the reader, who says so")
        SESSION = "session", _("attendance of its live session")

    minutes = models.PositiveSmallIntegerField(_("minutes"), default=8, help_text=_("Honest reading time."))
    required = models.BooleanField(_("needed for completion"), default=True)
    done_by = models.CharField(
        _("is done by"),
        max_length=8,
        choices=DoneBy,
        default=DoneBy.READER,
        help_text=_("Which session it is says each cohort; in one that names none its reader says so."),
    )
    least_minutes = models.PositiveSmallIntegerField(
        _("minutes before one may say so"),
        default=0,
        validators=[MaxValueValidator(600)],
        help_text=_("Counted from when one opens it first. 0: at once."),
    )
    weight = models.PositiveIntegerField(_("bytes to read it"), null=True, editable=False)
    body = StreamField(ReadingBlocks(), verbose_name=_("text"))

    template = "courses/lesson_page.html"
    parent_page_types = ["courses.ModulePage"]
    subpage_types = []
    search_fields = [*Page.search_fields, index.SearchField("body")]
    content_panels = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("minutes"), FieldPanel("required")], heading=_("Facts")),
        MultiFieldPanel([FieldPanel("done_by"), FieldPanel("least_minutes")], heading=_("When it is done")),
        FieldPanel("body"),
    ]

    class Meta:
        verbose_name = _("lesson")
        verbose_name_plural = _("lessons")

    def serve(self, request, *args, **kwargs):
        from courses.serving import serve_lesson  # noqa: PLC0415 -- models load before verbs

        return serve_lesson(self, request)
