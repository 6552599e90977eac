"""The front page and pages of plain text."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import CharBlock, StreamBlock, StructBlock, TextBlock
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from content.blocks import ReadingBlocks
from content.models import Kilim

from .front import front_page


class StepBlock(StructBlock):
    """One step of “how it works”."""

    title = CharBlock(label=_("title"), max_length=80)
    text = TextBlock(label=_("text"))

    class Meta:
        icon = "list-ol"
        label = _("Step")


class HomePage(Kilim, Page):
    """The front page: what the school is, what comes next, which courses there are."""

    lead = models.TextField(_("lead"), blank=True)
    how = StreamField(StreamBlock([("step", StepBlock())]), verbose_name=_("how it works"), blank=True)

    template = "home/home_page.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = ["courses.CatalogPage", "webinars.EventIndexPage", "home.StandardPage"]
    search_fields = [*Page.search_fields, index.SearchField("lead")]
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("how"), FieldPanel("kilim_seed")]

    def get_context(self, request, *args, **kwargs):
        return {**super().get_context(request, *args, **kwargs), **front_page(request)}

    def serve(self, request, *args, **kwargs):
        request.navigation_page = self
        return super().serve(request, *args, **kwargs)

    class Meta:
        verbose_name = _("front page")
        verbose_name_plural = _("front pages")


class StandardPage(Page):
    """A page of text: about the school, help, privacy. Shown in menus, it stands in the footer of every page."""

    show_in_menus_default = True

    lead = models.TextField(_("lead"), blank=True)
    body = StreamField(ReadingBlocks(), verbose_name=_("text"), blank=True)

    template = "home/standard_page.html"
    parent_page_types = ["home.HomePage", "home.StandardPage"]
    subpage_types = ["home.StandardPage"]
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]

    def serve(self, request, *args, **kwargs):
        request.navigation_page = self
        return super().serve(request, *args, **kwargs)

    class Meta:
        verbose_name = _("page of text")
        verbose_name_plural = _("pages of text")
