"""Quizzes: a page for where it stands and how it counts, rows for what is asked. Attempts keep a snapshot."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Orderable, Page
from wagtail.search import index

from courses.page_forms import QuizPageForm

from .pages import OnThePath


class QuizPage(RoutablePageMixin, OnThePath, Page):
    """A quiz in a module: one question a page, every answer kept at once."""

    intro = models.TextField(_("introduction"), blank=True)
    pass_percent = models.PositiveSmallIntegerField(
        _("pass mark, percent"), default=70, validators=[MinValueValidator(1), MaxValueValidator(100)]
    )
    attempts_allowed = models.PositiveSmallIntegerField(
        _("attempts allowed"), default=0, help_text=_("0 means without limit.")
    )
    required = models.BooleanField(_("needed for completion"), default=True)

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
            [FieldPanel("pass_percent"), FieldPanel("attempts_allowed"), FieldPanel("required")], heading=_("Rules")
        ),
        InlinePanel("questions", heading=_("Questions"), label=_("Question"), min_num=1),
    ]

    class Meta:
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")

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
        from courses.quiz_serving import quiz_result  # noqa: PLC0415 -- models load before verbs

        return quiz_result(self, request)


class Question(Orderable, ClusterableModel):
    """One question of a quiz. Editing it never changes a past attempt."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("one right answer")
        MULTIPLE = "multiple", _("several right answers")

    quiz = ParentalKey(QuizPage, on_delete=models.CASCADE, related_name="questions")
    text = models.TextField(_("question"))
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.SINGLE)
    hint = models.TextField(_("hint"), blank=True)
    explanation = models.TextField(_("explanation"), blank=True, help_text=_("Shown with the result."))

    panels = [
        FieldPanel("text"),
        FieldPanel("kind"),
        InlinePanel("choices", heading=_("Answers"), label=_("Answer"), min_num=2),
        FieldPanel("hint"),
        FieldPanel("explanation"),
    ]

    class Meta(Orderable.Meta):
        verbose_name = _("question")
        verbose_name_plural = _("questions")

    def __str__(self):
        return self.text


class Choice(Orderable):
    """An answer one may choose."""

    question = ParentalKey(Question, on_delete=models.CASCADE, related_name="choices")
    text = models.CharField(_("answer"), max_length=300)
    right = models.BooleanField(_("right"), default=False)

    panels = [FieldPanel("text"), FieldPanel("right")]

    class Meta(Orderable.Meta):
        verbose_name = _("answer")
        verbose_name_plural = _("answers")

    def __str__(self):
        return self.text
