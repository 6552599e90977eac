"""Calls and proposals in the admin: calls are written here; proposals are read, reviewed and decided about."""

from django.db.models import Count
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django_filters import ChoiceFilter, ModelChoiceFilter
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import ObjectList
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import EditView, IndexView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.admin.widgets.button import HeaderButton
from wagtail.permissions import register_permission_policy

from conferences.models import Call, Proposal
from content import wording
from content.inspecting import RecordInspectView
from people.records import ReadOnlyRecords

from .admin_steps import STEPS, found, page_of, review_view, step_view

register_permission_policy(Proposal, ReadOnlyRecords(Proposal))
CALLS = Call.objects.select_related("programme__event")


class CallIndexView(IndexView):
    def get_base_queryset(self):
        return super().get_base_queryset().select_related("programme__event")


class CallEditView(EditView):
    @property
    def header_buttons(self):
        url = f"{reverse('proposal_record:index')}?call={self.object.pk}"
        return [HeaderButton(gettext("Proposals"), url=url, icon_name="form")]


class CallViewSet(ModelViewSet):
    model = Call
    icon = "mail"
    menu_label = _("Calls for proposals")
    index_view_class = CallIndexView
    edit_view_class = CallEditView
    copy_view_enabled = False
    list_display = ["__str__", "opens_at", "closes_at"]
    edit_handler = ObjectList(Call.panels)


class ProposalFilters(WagtailFilterSet):
    call = ModelChoiceFilter(queryset=CALLS, label=_("Call"))
    state = ChoiceFilter(choices=Proposal.State.choices[1:], label=_("State"))

    class Meta:
        model = Proposal
        fields = ["call", "state"]


def state(proposal):
    """A decision nobody was told of says so."""
    told = proposal.told_at or not proposal.is_decided
    words = proposal.get_state_display()
    return words if told else gettext("%(state)s, not told yet") % {"state": words}


def sent(proposal):
    return wording.moment(proposal.sent_at, now=timezone.now())


class ProposalIndexView(IndexView):
    """How many reviews there are is for everybody; what they say is for who has given theirs."""

    def get_base_queryset(self):
        proposals = super().get_base_queryset().for_reviewers().select_related("call__programme__event")
        return proposals.annotate(number_of_reviews=Count("reviews"))


class ProposalInspectView(RecordInspectView):
    template_name = "conferences/admin/proposal.html"

    def get_object(self, queryset=None):
        """A draft is not there: it is its proposer's alone."""
        return found(self.pk)

    def get_context_data(self, **kwargs):
        return {**super().get_context_data(**kwargs), **page_of(self.object, self.request.user)}


class ProposalViewSet(ModelViewSet):
    model = Proposal
    add_to_reference_index = False
    icon = "form"
    menu_label = _("Proposals")
    index_view_class = ProposalIndexView
    inspect_view_class = ProposalInspectView
    inspect_view_enabled = True
    inspect_view_fields = [
        "call", "kind", "language", "minutes", "abstract", "note", "name", "organization", "email", "sent_at"
    ]  # fmt: skip
    copy_view_enabled = False
    filterset_class = ProposalFilters
    list_display = [
        "title",
        Column("call", label=_("Call")),
        Column("name", label=_("Who")),
        Column("state", label=_("State"), sort_key="state", accessor=state),
        Column("number_of_reviews", label=_("Reviews"), sort_key="number_of_reviews"),
        Column("sent_at", label=_("Sent"), sort_key="sent_at", accessor=sent),
    ]
    search_fields = ["title", "abstract", "name"]
    form_fields = ["title"]

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/review/", review_view, name="review"),
            *(path(f"<int:pk>/{name}/", step_view, {"name": name}, name=name) for name in STEPS),
        ]


VIEWSETS = [CallViewSet("call_for_proposals"), ProposalViewSet("proposal_record")]
