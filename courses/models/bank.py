"""The question bank: categories and questions, which quizzes ask. Attempts keep copies, so nothing here is past."""

from dataclasses import replace

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.forms import Select
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from taggit.managers import TaggableManager
from wagtail.admin.panels import FieldPanel, FieldRowPanel
from wagtail.fields import StreamField
from wagtail.models import PreviewableMixin, RevisionMixin

from courses.bank_forms import BankQuestionForm, CategoryForm
from courses.questions.blocks import QuestionBlocks
from courses.questions.codec import from_json
from courses.questions.finding import words_asked, words_of
from courses.questions.markup import plain
from courses.questions.stored import json_of_block
from people.alphabet import Alphabetically


class QuestionCategory(models.Model):
    """A shelf of the bank; shelves stand in shelves. One of a course is for its trainers: see ``bank_access``."""

    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey(
        "self", verbose_name=_("inside"), null=True, blank=True, on_delete=models.PROTECT, related_name="children"
    )

    course = models.ForeignKey(
        "courses.CoursePage",
        verbose_name=_("course"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="question_categories",
        help_text=_("Then only its trainers and coordinators see the questions. Empty: all trainers do."),
    )

    base_form_class = CategoryForm
    panels = [
        FieldPanel("name"),
        FieldPanel("parent", widget=Select),
        FieldPanel("course", permission="courses.change_cohort"),
    ]

    class Meta:
        verbose_name = _("question category")
        verbose_name_plural = _("question categories")
        ordering = [Alphabetically("name")]
        constraints = [
            models.UniqueConstraint("parent", "name", name="question_category_unique"),
            models.UniqueConstraint("name", condition=Q(parent__isnull=True), name="question_category_unique_on_top"),
        ]

    def __str__(self):
        return self.name


MOST_WORDS = 20  # of a search: each is a condition, and SQLite takes a thousand


class BankQuestionQuerySet(models.QuerySet):
    def saying(self, query):
        """Questions in which each word of ``query`` stands, also a part of one: in the text, an answer, the name."""
        found = self
        for word in words_asked(query)[:MOST_WORDS]:
            found = found.filter(words__contains=word)
        return found


class BankQuestion(RevisionMixin, PreviewableMixin, models.Model):
    """A question of any kind. Only those who look after the bank ever see it: it holds the answers."""

    class Kind(models.TextChoices):
        SINGLE = "single", _("one right answer")
        MULTIPLE = "multiple", _("several right answers")
        TRUEFALSE = "truefalse", _("true or false")
        SHORT = "short", _("short text")
        NUMERIC = "numeric", pgettext_lazy("kind of question", "number")
        MATCHING = "matching", _("matching")
        ORDERING = "ordering", _("ordering")
        CLOZE = "cloze", _("text with gaps")
        ESSAY = "essay", _("essay")
        DESCRIPTION = "description", _("text without a question")

    name = models.CharField(
        _("name"), max_length=200, blank=True, help_text=_("For the bank. Empty takes the beginning of the question.")
    )
    category = models.ForeignKey(
        QuestionCategory, verbose_name=_("category"), on_delete=models.PROTECT, related_name="questions"
    )
    kind = models.CharField(_("kind"), max_length=12, choices=Kind, editable=False)
    definition = StreamField(QuestionBlocks(), verbose_name=_("question"))
    points = models.DecimalField(
        _("points"), max_digits=5, decimal_places=2, default=1, validators=[MinValueValidator(0)]
    )
    idnumber = models.CharField(_("number for exchange"), max_length=100, blank=True)
    tags = TaggableManager(verbose_name=_("tags"), blank=True)
    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    words = models.TextField(default="", blank=True, editable=False)  # of ``questions.finding``, for the search

    objects = BankQuestionQuerySet.as_manager()

    base_form_class = BankQuestionForm
    panels = [
        FieldPanel("definition"),
        FieldPanel("name"),
        FieldRowPanel([FieldPanel("category", widget=Select), FieldPanel("points")]),
        FieldRowPanel([FieldPanel("tags"), FieldPanel("idnumber")]),
    ]

    class Meta:
        verbose_name = _("question")
        verbose_name_plural = _("questions")
        ordering = [Alphabetically("category__name"), Alphabetically("name"), "pk"]

    def __str__(self):
        return self.name

    def save(self, *args, **kwargs):
        """What is derived follows what was written, whoever writes it."""
        value = self.as_value()
        self.kind, self.name = value.kind, self.name or plain(value.text)[:200]
        self.words = words_of(replace(value, name=self.name, idnumber=self.idnumber))
        super().save(*args, **kwargs)

    def as_value(self):
        """What is asked and how it is marked, in plain values."""
        return from_json(json_of_block(self.definition.get_prep_value()[0]) | {"points": self.points})

    def get_preview_template(self, request, mode_name):
        return "courses/bank_preview.html"

    def get_preview_context(self, request, mode_name):
        from courses.previewing import preview_context  # noqa: PLC0415 -- models load before verbs

        return super().get_preview_context(request, mode_name) | preview_context(self.as_value())
