"""Assignments: a page for the task and its rules, rows for the rubric and for due dates that differ by cohort."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from content.blocks import ReadingBlocks
from courses.page_forms import AssignmentPageForm

from .pages import OnThePath, PreviewedAsServed


class AssignmentPage(OnThePath, PreviewedAsServed, Page):
    """A task in a module: a text, files or both are handed in, and a trainer marks them."""

    class Accepts(models.TextChoices):
        TEXT = "text", _("a text")
        FILES = "files", _("files")
        BOTH = "both", _("a text, files or both")

    class FileKinds(models.TextChoices):
        DOCUMENTS = "documents", _("documents (PDF, DOCX, ODT)")
        PICTURES = "pictures", _("pictures (JPEG, PNG)")
        ANY = "any", _("documents, tables and pictures (PDF, DOCX, ODT, XLSX, ODS, JPEG, PNG)")

    class LateRule(models.TextChoices):
        NOTE = "note", _("accepted and noted")
        PERCENT = "percent", _("accepted, points taken off each day")
        REFUSED = "refused", _("not accepted")

    body = StreamField(ReadingBlocks(), verbose_name=_("task"))
    required = models.BooleanField(_("needed for completion"), default=True)
    accepts = models.CharField(_("what is handed in"), max_length=10, choices=Accepts, default=Accepts.BOTH)
    file_kinds = models.CharField(_("kinds of files"), max_length=10, choices=FileKinds, default=FileKinds.DOCUMENTS)
    max_megabytes = models.PositiveSmallIntegerField(
        _("largest file, MB"), default=10, validators=[MinValueValidator(1), MaxValueValidator(50)]
    )
    max_files = models.PositiveSmallIntegerField(
        _("most files"), default=3, validators=[MinValueValidator(1), MaxValueValidator(10)]
    )
    due_days = models.PositiveSmallIntegerField(
        _("due, days after the start of the cohort"), null=True, blank=True, help_text=_("Empty: whenever one likes.")
    )
    late_rule = models.CharField(_("what comes late is"), max_length=10, choices=LateRule, default=LateRule.NOTE)
    late_percent = models.PositiveSmallIntegerField(
        _("taken off each day late, percent"), default=10, validators=[MaxValueValidator(100)]
    )
    resubmission = models.BooleanField(_("may be handed in again after it was returned"), default=True)
    max_points = models.PositiveSmallIntegerField(_("points possible"), default=10, validators=[MinValueValidator(1)])
    pass_points = models.PositiveSmallIntegerField(_("points needed to be accepted"), default=6)
    peer_readers = models.PositiveSmallIntegerField(
        _("people of the cohort who read each work"),
        default=0,
        validators=[MaxValueValidator(5)],
        help_text=_(
            "0: trainers alone. Else each work is read by so many, and each reads as many, without names: once the due "
            "date is over, or where there is none, once enough works are in. They advise you; the mark is yours."
        ),
    )
    peer_days = models.PositiveSmallIntegerField(
        _("days they have for it"), default=7, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    grade_weight = models.PositiveSmallIntegerField(
        _("weight in the overall mark"), default=1, help_text=_("0: it is shown, but does not count.")
    )

    base_form_class = AssignmentPageForm
    template = "courses/assignment_page.html"
    parent_page_types = ["courses.ModulePage"]
    subpage_types = []
    search_fields = [*Page.search_fields, index.SearchField("body")]
    content_panels = [
        *Page.content_panels,
        FieldPanel("body"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("accepts", "file_kinds", "max_megabytes", "max_files")],
            heading=_("What is handed in"),
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("due_days", "late_rule", "late_percent", "resubmission")],
            heading=_("When"),
        ),
        InlinePanel("due_rows", heading=_("Due dates of cohorts"), label=_("Due date")),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("max_points", "pass_points", "required", "grade_weight")],
            heading=_("Rules"),
        ),
        MultiFieldPanel([FieldPanel("peer_readers"), FieldPanel("peer_days")], heading=_("Peers read")),
        InlinePanel("criteria", heading=_("Rubric"), label=_("Criterion")),
    ]

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")

    @property
    def takes_text(self):
        return self.accepts != self.Accepts.FILES

    @property
    def takes_files(self):
        return self.accepts != self.Accepts.TEXT

    def serve(self, request, *args, **kwargs):
        from courses.assignments.serving import serve_assignment  # noqa: PLC0415 -- models load before verbs

        return serve_assignment(self, request)


class AssignmentDue(models.Model):
    """The moment (UTC) an assignment is due for one cohort, instead of the days after its start."""

    assignment = ParentalKey(AssignmentPage, on_delete=models.CASCADE, related_name="due_rows")
    cohort = models.ForeignKey("courses.Cohort", verbose_name=_("cohort"), on_delete=models.CASCADE, related_name="+")
    due_at = models.DateTimeField(_("due"))

    panels = [FieldPanel("cohort"), FieldPanel("due_at")]

    class Meta:
        verbose_name = _("due date")
        verbose_name_plural = _("due dates")
        constraints = [models.UniqueConstraint(fields=["assignment", "cohort"], name="assignment_due_unique")]

    def __str__(self):
        return f"{self.assignment} – {self.cohort}"


class Criterion(Orderable, ClusterableModel):
    """A row of the rubric: what is looked at."""

    assignment = ParentalKey(AssignmentPage, on_delete=models.CASCADE, related_name="criteria")
    title = models.CharField(_("criterion"), max_length=200)

    panels = [FieldPanel("title"), InlinePanel("levels", heading=_("Levels"), label=_("Level"), min_num=2)]

    class Meta(Orderable.Meta):
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")

    def __str__(self):
        return self.title


class Level(Orderable):
    """How well a criterion is met, and the points for it."""

    criterion = ParentalKey(Criterion, on_delete=models.CASCADE, related_name="levels")
    title = models.CharField(_("level"), max_length=300)
    points = models.PositiveSmallIntegerField(_("points"))

    panels = [FieldPanel("title"), FieldPanel("points")]

    class Meta(Orderable.Meta):
        verbose_name = _("level")
        verbose_name_plural = _("levels")

    def __str__(self):
        return self.title
