"""Quizzes: a page for where it stands and how it counts, lines for what it asks. Attempts keep a snapshot."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.forms import Select
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable, Page
from wagtail.search import index

from courses.page_forms import QuizPageForm

from .bank import BankQuestion, QuestionCategory
from .pages import OnThePath


class QuizPage(RoutablePageMixin, OnThePath, Page):
    """A quiz in a module: one question a page, every answer kept at once."""

    class Counts(models.TextChoices):
        BEST = "best", _("the best one")
        LAST = "last", _("the last one")
        AVERAGE = "average", _("the average of all")

    class AnswersShown(models.TextChoices):
        AT_ONCE = "at_once", _("with the result")
        AFTER_LAST = "after_last", _("when no attempt is left")
        FROM_DATE = "from_date", _("from a date on")
        NEVER = "never", _("never")

    intro = models.TextField(_("introduction"), blank=True)
    pass_percent = models.PositiveSmallIntegerField(
        _("pass mark, percent"), default=70, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"), default=0, help_text=_("0 means without limit.")
    )
    required = models.BooleanField(_("needed for completion"), default=True)
    grade_weight = models.PositiveSmallIntegerField(
        _("weight in the overall mark"), default=1, help_text=_("0: it is shown, but does not count.")
    )
    counts = models.CharField(_("which attempt counts"), max_length=7, choices=Counts, default=Counts.BEST)
    pause_hours = models.PositiveSmallIntegerField(_("hours between attempts"), default=0)
    minutes_allowed = models.PositiveSmallIntegerField(
        _("minutes for an attempt"), default=0, help_text=_("0 means without limit.")
    )
    shuffle_options = models.BooleanField(_("mix the answers"), default=True)
    shuffle_questions = models.BooleanField(_("mix the questions"), default=False)
    answers_shown = models.CharField(
        _("right answers are shown"), max_length=10, choices=AnswersShown, default=AnswersShown.AT_ONCE
    )
    answers_from = models.DateTimeField(_("the date for it"), null=True, blank=True)
    pre_test = models.ForeignKey(
        "self",
        verbose_name=_("the test before"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="post_tests",
        help_text=_("A quiz of the same topic taken before: the trainer sees how much was learned."),
    )

    base_form_class = QuizPageForm
    template = "courses/quiz_page.html"
    preview_modes = [("", _("as participants see it first")), ("questions", _("all questions with their answers"))]
    parent_page_types = ["courses.ModulePage"]
    subpage_types = []
    search_fields = [*Page.search_fields, index.SearchField("intro")]  # never the questions: search must not leak them
    content_panels = [
        *Page.content_panels,
        FieldPanel("intro"),
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("pass_percent"), FieldPanel("counts"), FieldPanel("required")]),
                FieldPanel("grade_weight"),
                FieldRowPanel(
                    [FieldPanel("attempts_allowed"), FieldPanel("pause_hours"), FieldPanel("minutes_allowed")]
                ),
                FieldRowPanel([FieldPanel("shuffle_options"), FieldPanel("shuffle_questions")]),
                FieldRowPanel([FieldPanel("answers_shown"), FieldPanel("answers_from")]),
                FieldPanel("pre_test"),
            ],
            heading=_("Rules"),
        ),
        InlinePanel("draws", heading=_("Questions"), label=_("Question"), min_num=1),
    ]

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

    @property
    def number_of_questions(self):
        """How many are asked, also of a draft; texts between them are none."""
        lines = list(self.draws.all())
        texts = BankQuestion.objects.filter(pk__in=[line.question_id for line in lines], kind="description")
        return sum(line.number for line in lines) - texts.count()

    def serve_preview(self, request, mode_name):
        from courses.quiz_serving import quiz_preview  # noqa: PLC0415 -- models load before verbs

        return quiz_preview(self, request) if mode_name == "questions" else super().serve_preview(request, mode_name)

    @path("")
    def start(self, request):
        from courses.quiz_serving import quiz_start  # noqa: PLC0415 -- models load before verbs

        return quiz_start(self, request)

    @path("q/<int:number>/")
    def question(self, request, number):
        from courses.quiz_serving import quiz_question  # noqa: PLC0415 -- models load before verbs

        return quiz_question(self, request, number)

    @path("result/")
    def result(self, request):
        from courses.quiz_results import quiz_result  # noqa: PLC0415 -- models load before verbs

        return quiz_result(self, request)


class QuizDraw(Orderable):
    """A line of a quiz: one question of the bank, or so many by chance from a category and what stands in it."""

    quiz = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="draws")
    question = models.ForeignKey(
        BankQuestion, verbose_name=_("question"), null=True, blank=True, on_delete=models.PROTECT, related_name="draws"
    )
    category = models.ForeignKey(
        QuestionCategory,
        verbose_name=_("or by chance from"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="draws",
    )
    number = models.PositiveSmallIntegerField(
        _("how many"), default=1, validators=[MinValueValidator(1)], help_text=_("Of a category.")
    )

    panels = [FieldPanel("question"), FieldRowPanel([FieldPanel("category", widget=Select), FieldPanel("number")])]

    class Meta(Orderable.Meta):
        verbose_name = _("question to ask")
        verbose_name_plural = _("questions to ask")
        constraints = [
            models.CheckConstraint(
                condition=Q(question__isnull=False, category__isnull=True, number=1)
                | Q(question__isnull=True, category__isnull=False, number__gte=1),
                name="quiz_draw_question_or_category",
                violation_error_message=_("Choose one question, or a category and how many of it."),
            )
        ]

    def __str__(self):
        return str(self.question or self.category)
