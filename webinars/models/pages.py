"""What is announced: the event index and the event page. When it happens is a ``Session``, never a page field."""

from django.db import models
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.models import Orderable, Page
from wagtail.search import index

from calendars.offsets import OffsetsField
from content.blocks import ReadingBlocks
from content.models import Kilim


class EventIndexPage(RoutablePageMixin, Page):
    """The calendar of everything that happens live."""

    lead = models.TextField(_("lead"), blank=True)

    template = "webinars/event_index_page.html"
    parent_page_types = ["home.HomePage"]
    subpage_types = ["webinars.EventPage"]
    max_count_per_parent = 1
    search_fields = [*Page.search_fields, index.SearchField("lead")]
    content_panels = [*Page.content_panels, FieldPanel("lead")]

    class Meta:
        verbose_name = _("event calendar")
        verbose_name_plural = _("event calendars")

    def serve(self, request, *args, **kwargs):
        request.navigation_page = self
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        from ..agenda import agenda  # noqa: PLC0415 -- the agenda reads the models

        return {**super().get_context(request, *args, **kwargs), **agenda(request, page=self)}


class EventPage(RoutablePageMixin, Kilim, Page):
    """A webinar, master class, conference, meeting, forum or visit: what it is about and who speaks."""

    class Kind(models.TextChoices):
        WEBINAR = "webinar", _("webinar")
        VIDEO_DISCUSSION = "video_discussion", _("video discussion")
        MASTER_CLASS = "master_class", _("master class")
        ONLINE_CONFERENCE = "online_conference", _("online conference")
        WORKING_MEETING = "working_meeting", _("working meeting")
        ANNUAL_FORUM = "annual_forum", _("annual forum")
        STUDY_VISIT = "study_visit", _("study visit")
        INTERNSHIP = "internship", _("internship")
        CONSULTATION = "consultation", _("consultation")

    TRAVELS = (Kind.STUDY_VISIT, Kind.INTERNSHIP)  # those who take part are told the way, and say whom to call
    BY_INVITATION = (Kind.WORKING_MEETING,)  # closed: who is not invited does not know of it (``webinars.meetings``)

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.WEBINAR)
    topic = models.ForeignKey(
        "content.Topic", verbose_name=_("topic"), null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    lead = models.TextField(_("lead"), help_text=_("One or two sentences: what one will know or be able to do."))
    body = StreamField(ReadingBlocks(), verbose_name=_("text"), blank=True)
    after = StreamField(
        ReadingBlocks(), verbose_name=_("afterwards"), blank=True, help_text=_("Recordings, slides, summary notes.")
    )
    reminder_offsets = OffsetsField(
        _("reminders by mail"),
        help_text=_("To everybody registered, unless they chose other times for themselves. None ticked means none."),
    )

    approval = models.BooleanField(
        _("a coordinator approves each registration"),
        default=False,
        help_text=_("People ask for a seat and get it when a coordinator says yes. Until then no seat is taken."),
    )

    template = "webinars/event_page.html"
    parent_page_types = ["webinars.EventIndexPage"]
    subpage_types = ["webinars.DigestPage"]
    search_fields = [
        *Page.search_fields,
        index.SearchField("lead"),
        index.SearchField("body"),
        index.FilterField("kind"),
    ]
    content_panels = [
        *Page.content_panels,
        FieldPanel("kind"),
        FieldPanel("topic"),
        FieldPanel("lead"),
        InlinePanel("speaker_rows", heading=_("Speakers"), label=_("Speaker")),
        FieldPanel("body"),
        FieldPanel("after"),
        FieldPanel("reminder_offsets"),
        FieldPanel("approval"),
        InlinePanel(
            "questions",
            heading=_("Questions at registration"),
            label=_("Question"),
            help_text=_(
                "Asked once for all dates. The school knows name, e-mail, region and organization already: ask only "
                "what this event needs. On the page in another language, only the wording counts."
            ),
        ),
    ]
    promote_panels = [*Page.promote_panels, MultiFieldPanel([FieldPanel("kilim_seed")], heading=_("Cover"))]

    class Meta:
        verbose_name = _("event")
        verbose_name_plural = _("events")

    @property
    def travels(self):
        return self.kind in self.TRAVELS

    @property
    def by_invitation(self):
        return self.kind in self.BY_INVITATION

    def serve(self, request, *args, **kwargs):
        from ..meetings.access import may_open  # noqa: PLC0415 -- the gate reads the models

        if self.by_invitation and not may_open(user=request.user, page=self):
            raise Http404
        request.navigation_page = self
        return super().serve(request, *args, **kwargs)

    def get_context(self, request, *args, **kwargs):
        from ..cards import event_context  # noqa: PLC0415 -- the cards read the models

        return {**super().get_context(request, *args, **kwargs), **event_context(request, event=self)}

    @path("join/")
    def join(self, request):
        """The way into whichever session is on now or comes next: an address one can say aloud."""
        from ..cards import current_session  # noqa: PLC0415 -- the cards read the models

        session = current_session(request.user, event=self)
        return redirect("session_join", session.public_id) if session else redirect(self.get_url(request))


class EventSpeaker(Orderable):
    """A speaker of an event, in the order shown."""

    event = ParentalKey(EventPage, on_delete=models.CASCADE, related_name="speaker_rows")
    speaker = models.ForeignKey(
        "content.Speaker", verbose_name=_("speaker"), on_delete=models.PROTECT, related_name="+"
    )

    panels = [FieldPanel("speaker")]

    class Meta(Orderable.Meta):
        verbose_name = _("speaker")

    def __str__(self):
        return str(self.speaker)
