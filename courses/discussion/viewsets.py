"""Questions and answers in the admin, for who plans cohorts: narrowed, searched, exported; judged on the site."""

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import register_permission_policy

from content.inspecting import RecordInspectView
from courses.admin_filters import COURSES
from courses.models import Post
from people.records import ReadOnlyRecords
from people.sheets import SheetIndexView

from .access import with_courses
from .emails import excerpt

register_permission_policy(Post, ReadOnlyRecords(Post))

KINDS = {"question": ("questions", _("questions")), "answer": ("answers", _("answers"))}
STATES = {
    "unanswered": ("unanswered", _("wait for an answer")),
    "reported": ("reported", _("reported")),
    "hidden": ("hidden", _("hidden")),
}


def choices(table):
    return [(name, words) for name, (_method, words) in table.items()]


class PostFilters(WagtailFilterSet):
    course = ModelChoiceFilter(method="of_course", queryset=COURSES, label=_("Course"))
    kind = ChoiceFilter(method="of_kind", choices=choices(KINDS), label=_("Kind"))
    state = ChoiceFilter(method="in_state", choices=choices(STATES), label=_("State"))

    class Meta:
        model = Post
        fields = ["course", "kind", "state"]

    def of_course(self, posts, name, course):
        return posts.filter(lesson__path__startswith=course.path)

    def of_kind(self, posts, name, kind):
        return getattr(posts, KINDS[kind][0])()

    def in_state(self, posts, name, state):
        return getattr(posts, STATES[state][0])()


def state_of(post):
    if post.withdrawn_at:
        return gettext("taken back")
    return gettext("hidden") if post.hidden_at else gettext("shown")


class PostIndexView(SheetIndexView):
    def get_base_queryset(self):
        return with_courses(super().get_base_queryset().select_related("person", "lesson"))


class PostInspectView(RecordInspectView):
    @property
    def header_buttons(self):
        if self.object.withdrawn_at:
            return []
        url = reverse("post_moderate", args=[self.object.pk])
        return [HeaderButton(gettext("Keep in order"), url=url, icon_name="view")]


class PostViewSet(ModelViewSet):
    """By the display name here too: whose name it is, the list of people says."""

    model = Post
    add_to_reference_index = False
    icon = "help"
    menu_label = _("Questions and answers")
    index_view_class = PostIndexView
    inspect_view_class = PostInspectView
    inspect_view_enabled = True
    inspect_view_fields = [
        "text",
        "lesson",
        "question",
        "posted_at",
        "edited_at",
        "by_trainer",
        "confirmed_at",
        "withdrawn_at",
        "hidden_at",
        "hidden_reason",
    ]
    copy_view_enabled = False
    filterset_class = PostFilters
    list_display = [
        "__str__",
        Column(lambda post: excerpt(post.text), label=_("text")),
        Column("person.display_name", label=_("Name")),
        Column("course_title", label=_("Course")),
        Column("lesson", label=_("Lesson")),
        Column("posted_at", label=_("written"), sort_key="posted_at"),
        Column(state_of, label=_("State")),
    ]
    search_fields = ["text", "person__display_name", "lesson__title"]
    list_export = [
        "pk",
        "question_id",
        "course_title",
        "lesson.title",
        "person.display_name",
        "text",
        "by_trainer",
        "posted_at",
        "confirmed_at",
        "hidden_at",
        "hidden_reason",
    ]
    export_headings = {
        "pk": _("Number"),
        "question_id": _("Question"),
        "course_title": _("Course"),
        "lesson.title": _("Lesson"),
        "person.display_name": _("Name"),
    }
    form_fields = ["lesson"]


VIEWSETS = [PostViewSet("post_record")]
