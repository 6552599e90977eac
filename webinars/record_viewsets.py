"""What people did about a session, and what they were sent, to look at. Verbs write it, never the admin's forms."""

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext, gettext_lazy
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.viewsets.model import ModelViewSet

from content.inspecting import RecordInspectView
from people.sheets import SheetIndexView

from .models import Attendance, Registration, Reminder, WayIn


class RecordIndexView(SheetIndexView):
    """Records of a person and a session, in as many queries for a page of them as for one."""

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("person", "session__event")


class RegistrationIndexView(RecordIndexView):
    """With who registered them, if not they themselves with an account."""

    def get_base_queryset(self):
        theirs = WayIn.objects.filter(session=OuterRef("session"), person=OuterRef("person"), state=WayIn.State.GIVEN)
        said = Coalesce("organization__name", Value(gettext("by link, without an account")))
        newest = theirs.order_by("-pk").values(said=said)[:1]
        return super().get_base_queryset().annotate(registered_by=Coalesce(Subquery(newest), Value("")))


class RegistrationViewSet(ModelViewSet):
    model = Registration
    add_to_reference_index = False  # nothing an editor deletes hangs on it; each registration stays a quick write
    icon = "user"
    menu_label = gettext_lazy("Registrations")
    index_view_class = RegistrationIndexView
    copy_view_enabled = False
    inspect_view_class = RecordInspectView
    inspect_view_enabled = True
    inspect_view_fields = [
        "session", "person", "created_at", "cancelled_at", "answer", "answered_at", "answer_note",
    ]  # fmt: skip
    list_display = [
        "person",
        "session",
        "created_at",
        "cancelled_at",
        Column("registered_by", label=gettext_lazy("Registered by"), sort_key="registered_by"),
        Column("get_answer_display", label=gettext_lazy("Answer from the calendar"), sort_key="answer"),
    ]
    list_filter = ["created_at", "answer"]
    search_fields = ["person__legal_name", "person__email", "session__event__title"]
    list_export = [
        "person.legal_name",
        "person.email",
        "session.full_title",
        "created_at",
        "cancelled_at",
        "registered_by",
        "get_answer_display",
        "answered_at",
        "answer_note",
    ]
    export_headings = {
        "registered_by": gettext_lazy("Registered by"),
        "get_answer_display": gettext_lazy("Answer from the calendar"),
    }
    form_fields = ["session"]


class AttendanceViewSet(ModelViewSet):
    model = Attendance
    add_to_reference_index = False
    icon = "tick"
    menu_label = gettext_lazy("Attendance")
    index_view_class = RecordIndexView
    copy_view_enabled = False
    inspect_view_class = RecordInspectView
    inspect_view_enabled = True
    inspect_view_fields = [
        "session", "person", "status", "counts", "percent", "rule", "rule_version", "decided_at",
        "corrected_by", "reason",
    ]  # fmt: skip
    list_display = ["person", "session", "status", "percent", "decided_at"]
    list_filter = ["status", "decided_at"]
    search_fields = ["person__legal_name", "person__email", "session__event__title"]
    list_export = [
        "person.legal_name",
        "session.full_title",
        "session.starts_at",
        "status",
        "percent",
        "rule",
        "decided_at",
        "reason",
    ]
    form_fields = ["status"]


class WayInIndexView(RecordIndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("organization", "named_by")


class WayInViewSet(ModelViewSet):
    model = WayIn
    add_to_reference_index = False
    icon = "group"
    menu_label = gettext_lazy("People sent and come by link")
    index_view_class = WayInIndexView
    copy_view_enabled = False
    inspect_view_class = RecordInspectView
    inspect_view_enabled = True
    inspect_view_fields = ["session", "name", "person", "organization", "named_by", "named_at", "state"]
    list_display = [
        "name",
        "session",
        "organization",
        "named_by",
        "named_at",
        Column("get_state_display", label=gettext_lazy("State"), sort_key="state"),
    ]
    list_filter = ["state", "named_at"]
    search_fields = ["name", "person__legal_name", "organization__name", "session__event__title"]
    list_export = ["name", "session.full_title", "organization", "named_by", "named_at", "get_state_display"]
    export_headings = {"get_state_display": gettext_lazy("State")}
    form_fields = ["session"]


class ReminderIndexView(SheetIndexView):
    """The same for records of a registration."""

    def get_base_queryset(self):
        return super().get_base_queryset().select_related("registration__person", "registration__session__event")


class ReminderViewSet(ModelViewSet):
    model = Reminder
    add_to_reference_index = False
    icon = "mail"
    menu_label = gettext_lazy("Reminders")
    index_view_class = ReminderIndexView
    copy_view_enabled = False
    inspect_view_class = RecordInspectView
    inspect_view_enabled = True
    inspect_view_fields = ["registration", "to_host", "starts_at", "minutes", "created_at", "taken_at", "sent_at"]
    list_display = ["registration", BooleanColumn("to_host"), "starts_at", "minutes", "sent_at"]
    list_filter = ["starts_at", "sent_at"]
    search_fields = [
        "registration__person__legal_name",
        "registration__person__email",
        "registration__session__event__title",
    ]
    list_export = [
        "registration.person.legal_name",
        "registration.session.full_title",
        "to_host",
        "starts_at",
        "minutes",
        "sent_at",
    ]
    form_fields = ["minutes"]
