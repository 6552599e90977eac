"""Questions and polls of sessions in the admin, to look at and to download; they change beside the room."""

from django.db.models import Count
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from content.inspecting import RecordInspectView
from people.records import ReadOnlyRecords
from people.sheets import SheetIndexView
from webinars.models import Poll, RoomQuestion

for record in (RoomQuestion, Poll):
    register_permission_policy(record, ReadOnlyRecords(record))


class QuestionIndexView(SheetIndexView):
    def get_base_queryset(self):
        questions = super().get_base_queryset().select_related("person", "session__event")
        return questions.with_marks(None)


class RoomQuestionViewSet(ModelViewSet):
    """By the display name here too, as in the session."""

    model = RoomQuestion
    add_to_reference_index = False
    icon = "help"
    menu_label = _("Questions in sessions")
    index_view_class = QuestionIndexView
    copy_view_enabled = False
    inspect_view_class = RecordInspectView
    inspect_view_enabled = True
    inspect_view_fields = ["session", "text", "asked_at", "answer", "answered_at", "hidden_at", "withdrawn_at"]
    list_display = [
        "__str__",
        Column("text", label=_("text")),
        Column("person.display_name", label=_("Name")),
        "session",
        Column("votes", label=_("Votes")),
        "asked_at",
        "answered_at",
    ]
    list_filter = ["asked_at", "answered_at", "hidden_at"]
    search_fields = ["text", "answer", "person__display_name", "session__event__title"]
    list_export = [
        "session.full_title", "session.starts_at", "person.display_name", "text", "votes", "asked_at", "answer",
        "answered_at", "hidden_at",
    ]  # fmt: skip
    export_headings = {"person.display_name": _("Name"), "votes": _("Votes")}
    form_fields = ["answer"]


class PollIndexView(SheetIndexView):
    def get_base_queryset(self):
        polls = super().get_base_queryset().select_related("session__event")
        return polls.annotate(total=Count("answers"))


class PollViewSet(ModelViewSet):
    model = Poll
    add_to_reference_index = False
    icon = "list-ul"
    menu_label = _("Polls")
    index_view_class = PollIndexView
    copy_view_enabled = False
    inspect_view_class = RecordInspectView
    inspect_view_enabled = True
    inspect_view_fields = ["session", "text", "options", "opened_at", "closed_at", "shown_at"]
    list_display = ["text", "session", Column("total", label=_("Answers")), "opened_at", "closed_at", "shown_at"]
    list_filter = ["opened_at"]
    search_fields = ["text", "session__event__title"]
    list_export = ["session.full_title", "session.starts_at", "text", "total", "opened_at", "closed_at", "shown_at"]
    export_headings = {"total": _("Answers")}
    form_fields = ["text"]


VIEWSETS = [RoomQuestionViewSet("room_question"), PollViewSet("poll")]
