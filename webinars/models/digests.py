"""The digest of a conference: what editors write when it is over."""

from django.db import models
from django.http import Http404
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page
from wagtail.search import index

from content.blocks import ReadingBlocks
from content.models import Kilim

from .pages import EventPage


class DigestPage(Kilim, Page):
    """What was said and agreed at a conference or forum. Recordings, slides and texts of its programme stand below."""

    KINDS = (EventPage.Kind.ONLINE_CONFERENCE, EventPage.Kind.ANNUAL_FORUM)

    lead = models.TextField(_("lead"), help_text=_("One or two sentences: what came out of it."))
    body = StreamField(ReadingBlocks(), verbose_name=_("text"), blank=True)

    template = "webinars/digest_page.html"
    parent_page_types = ["webinars.EventPage"]
    subpage_types = []
    max_count_per_parent = 1
    search_fields = [*Page.search_fields, index.SearchField("lead"), index.SearchField("body")]
    content_panels = [*Page.content_panels, FieldPanel("lead"), FieldPanel("body")]
    promote_panels = [*Page.promote_panels, FieldPanel("kilim_seed")]

    class Meta:
        verbose_name = _("digest of a conference")
        verbose_name_plural = _("digests of conferences")

    @classmethod
    def can_create_at(cls, parent):
        return super().can_create_at(parent) and parent.specific.kind in cls.KINDS

    def serve(self, request, *args, **kwargs):
        """Below a closed event there is nothing for outsiders either."""
        from ..meetings.access import may_open  # noqa: PLC0415 -- the gate reads the models

        event = self.get_parent().specific
        if event.by_invitation and not may_open(user=request.user, page=event):
            raise Http404
        request.navigation_page = self
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        from ..recorded import materials_of  # noqa: PLC0415 -- apps above are asked there

        event = self.get_parent().specific
        crumbs = [page for page in (event.get_parent(), event) if page.live]
        context = {"event": event, "crumbs": crumbs, "materials": materials_of(event)}
        return {**super().get_context(request, *args, **kwargs), **context}
