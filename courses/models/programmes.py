"""A programme of courses: an ordered set with a page of its own, and who has completed it."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from content.blocks import ReadingBlocks
from content.models import Kilim

from .pages import PreviewedAsServed


class ProgrammePage(PreviewedAsServed, Kilim, Page):
    """Courses that belong together, in the order in which one takes them."""

    lead = models.TextField(_("lead"), help_text=_("One or two sentences: what one will be able to do."))
    body = StreamField(ReadingBlocks(), verbose_name=_("text"), blank=True)

    template = "courses/programme_page.html"
    parent_page_types = ["courses.CatalogPage"]
    subpage_types = []
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    content_panels = [
        *Page.content_panels,
        FieldPanel("lead"),
        InlinePanel("course_rows", heading=_("Courses in their order"), label=_("Course"), min_num=2),
        FieldPanel("body"),
    ]
    promote_panels = [*Page.promote_panels, MultiFieldPanel([FieldPanel("kilim_seed")], heading=_("Cover"))]

    class Meta:
        verbose_name = _("programme of courses")
        verbose_name_plural = _("programmes of courses")

    def serve(self, request, *args, **kwargs):
        from courses.programmes.serving import serve_programme  # noqa: PLC0415 -- models load before verbs

        return serve_programme(self, request)


class ProgrammeCourse(Orderable):
    """A course of a programme, in its place."""

    programme = ParentalKey(ProgrammePage, on_delete=models.CASCADE, related_name="course_rows")
    course = models.ForeignKey(
        "courses.CoursePage", verbose_name=_("course"), on_delete=models.CASCADE, related_name="programme_rows"
    )

    panels = [FieldPanel("course")]

    class Meta(Orderable.Meta):
        verbose_name = _("course of a programme")
        verbose_name_plural = _("courses of a programme")
        constraints = [models.UniqueConstraint(fields=["programme", "course"], name="programme_course_once")]

    def __str__(self):
        return str(self.course)


class ProgrammeCompletion(models.Model):
    """A person who has completed all courses of a programme as it was then; never undone."""

    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="programme_completions")
    programme = models.ForeignKey(ProgrammePage, on_delete=models.PROTECT, related_name="completions")
    completed_at = models.DateTimeField(_("completed"))

    class Meta:
        verbose_name = _("programme completed")
        verbose_name_plural = _("programmes completed")
        constraints = [models.UniqueConstraint("person", "programme", name="programme_completion_once")]

    def __str__(self):
        return f"{self.person} – {self.programme}"
