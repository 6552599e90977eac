"""Sessions in the admin: they change through the verbs alone."""

from django.db.models import ProtectedError
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import CreateView, DeleteView, EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import register_permission_policy

from people.records import ReadOnlyRecords

from .admin_forms import SessionForm
from .admin_steps import buttons_for, step_view
from .all_the_same import is_only_warned
from .beside.viewsets import VIEWSETS as BESIDE
from .bulk_admin import bulk_view
from .exceptions import SchedulingRefused
from .guests.admin import guest_button, guests_view
from .kind_admin import NEEDS, need_buttons, need_view
from .meetings.admin import agenda_view, invitations_view, meeting_buttons
from .models import Attendance, Registration, Reminder, Session, WayIn
from .month_admin import month_view
from .record_viewsets import AttendanceViewSet, RegistrationViewSet, ReminderViewSet, WayInViewSet
from .request_admin import SeatRequestViewSet
from .room_admin import RoomHealthViewSet
from .series_admin import SeriesViewSet
from .series_preview import preview
from .session_filters import SessionFilters
from .session_list import SessionIndexView, starts
from .visits.admin import travel_buttons, travel_view
from .waiting_viewset import WaitingPlaceViewSet

for record in (Registration, WayIn, Reminder, Attendance):
    register_permission_policy(record, ReadOnlyRecords(record))


class Refusable:
    """A form view that shows a verb's refusal above the form; nothing is half-written."""

    def save_instance(self):
        return self.form.carry_out(by=self.request.user, now=timezone.now())

    def is_valid(self, form):
        """What stands in the way is a warning, not a mistake."""
        valid = super().is_valid(form)
        if is_only_warned(form):
            self.produced_error_message = _("Not saved yet: something stands in the way.")
        return valid

    def accept(self, form):
        return super().form_valid(form)

    def form_valid(self, form):
        try:
            return self.accept(form)
        except SchedulingRefused as refusal:
            form.add_error(None, str(refusal))
            self.produced_error_code = "validation_error"
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)


class Listed:
    """A view of one session, unless it is private: those change through their keeper alone."""

    def get_queryset(self):
        return Session.objects.listed()


class SessionCreateView(Refusable, CreateView):
    pass


class SessionEditView(Listed, Refusable, EditView):
    @property
    def header_buttons(self):
        report = reverse("attendance_report", args=[self.object.public_id])
        rule = reverse("attendance_rule", args=[self.object.event_id])
        buttons = [
            *buttons_for(self.object),
            HeaderButton(_("Attendance report"), url=report, icon_name="table"),
            HeaderButton(_("Attendance rule"), url=rule, icon_name="cog"),
        ]
        buttons += [*travel_buttons(self.object), *meeting_buttons(self.object), *need_buttons(self.object)]
        beside = reverse("room_desk", args=[self.object.public_id])
        beside = HeaderButton(_("Beside the room"), url=beside, icon_name="media")
        buttons += [beside] if self.object.event.by_invitation else [beside, guest_button(self.object)]
        people = reverse("attendees", args=[self.object.public_id])
        buttons.append(HeaderButton(_("Attendees and answers"), url=people, icon_name="group"))
        if self.object.series_id:
            url = reverse("session_series:inspect", args=[self.object.series_id])
            buttons.append(HeaderButton(_("The whole series"), url=url, icon_name="rotate"))
        return buttons

    def accept(self, form):
        """A change of several dates is shown before it is made."""
        if form.is_for_several and "confirmed" not in self.request.POST:
            return preview(self.request, form, now=timezone.now())
        return super().accept(form)

    def get_success_message(self):
        number = len(self.form.changed)
        if not number:
            return super().get_success_message()
        return ngettext("%(number)d date is changed.", "%(number)d dates are changed.", number) % {"number": number}


class SessionDeleteView(Listed, DeleteView):
    """Only what was never announced disappears; the rest is cancelled, so that calendars hear of it."""

    def dispatch(self, request, *args, **kwargs):
        if self.object.state == Session.State.DRAFT:
            return super().dispatch(request, *args, **kwargs)
        messages.error(request, _("An announced session is cancelled, not deleted: people and calendars know of it."))
        return redirect("session:edit", self.object.pk)

    def form_valid(self, form):
        try:
            return super().form_valid(form)
        except ProtectedError:
            messages.error(self.request, _("Something still refers to this session, so it cannot be deleted."))
            return redirect("session:edit", self.object.pk)


class SessionViewSet(ModelViewSet):
    model = Session
    icon = "date"
    menu_label = gettext_lazy("Sessions")
    index_view_class = SessionIndexView
    add_view_class = SessionCreateView
    edit_view_class = SessionEditView
    delete_view_class = SessionDeleteView
    filterset_class = SessionFilters
    copy_view_enabled = False
    index_template_name = "webinars/admin/session_index.html"
    index_results_template_name = "webinars/admin/session_results.html"
    list_display = [
        "__str__",
        Column("starts_at", label=gettext_lazy("Starts"), sort_key="starts_at", accessor=starts),
        Column("get_state_display", label=gettext_lazy("State"), sort_key="state"),
        Column("host", label=gettext_lazy("Host"), sort_key="host__display_name"),
        Column("taken", label=gettext_lazy("Registered")),
        Column("capacity", label=gettext_lazy("Seats")),
    ]
    search_fields = ["title", "event__title", "host__legal_name", "host__display_name", "place"]
    list_export = [
        "full_title",
        "event.get_kind_display",
        "starts_at",
        "ends_at",
        "get_mode_display",
        "place",
        "get_region_display",
        "host",
        "series",
        "get_state_display",
        "taken",
        "capacity",
    ]
    export_headings = {
        "full_title": gettext_lazy("Session"),
        "event.get_kind_display": gettext_lazy("Kind"),
        "starts_at": gettext_lazy("Starts (Kyiv time)"),
        "ends_at": gettext_lazy("Ends (Kyiv time)"),
        "get_mode_display": gettext_lazy("Way of taking part"),
        "get_region_display": gettext_lazy("Region"),
        "host": gettext_lazy("Host"),
        "get_state_display": gettext_lazy("State"),
        "taken": gettext_lazy("Registered"),
    }
    edit_handler = ObjectList(
        [
            FieldPanel("all_the_same"),
            FieldPanel("scope"),
            FieldPanel("event"),
            FieldPanel("title"),
            FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at"), FieldPanel("time_zone")]),
            FieldPanel("mode"),
            FieldRowPanel([FieldPanel("place"), FieldPanel("region")]),
            FieldRowPanel([FieldPanel("capacity"), FieldPanel("first_in_queue"), FieldPanel("organization_limit")]),
            FieldPanel("host"),
            FieldPanel("announce"),
        ],
        base_form_class=SessionForm,
    )

    def get_urlpatterns(self):
        needs = [path(f"<int:pk>/{name}/", need_view, {"name": name}, name=name) for name in NEEDS]
        return [
            *super().get_urlpatterns(),
            *needs,
            path("month/", month_view, name="month"),
            path("bulk/", bulk_view, name="bulk"),
            path("<int:pk>/agenda/", agenda_view, name="agenda"),
            path("<int:pk>/invitations/", invitations_view, name="invitations"),
            path("<int:pk>/travel/", travel_view, name="travel"),
            path("<int:pk>/guests/", guests_view, name="guests"),
            path("<int:pk>/<slug:step>/", step_view, name="step"),
        ]


VIEWSETS = [
    SessionViewSet("session"),
    SeriesViewSet("session_series"),
    RegistrationViewSet("registration"),
    WaitingPlaceViewSet("waiting_place"),
    SeatRequestViewSet("seat_request"),
    WayInViewSet("way_in"),
    ReminderViewSet("reminder"),
    AttendanceViewSet("attendance"),
    RoomHealthViewSet("room_health"),
    *BESIDE,
]
