"""Series in the admin: made in two steps, rule and dates; then their dates change one by one or together."""

from django.contrib.auth.decorators import permission_required
from django.db.models import Count, Min, Q
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic import IndexView, InspectView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.permissions import register_permission_policy

from content import wording
from people.records import MadeOnce

from .all_the_same import seal
from .clashes import clashes_of, planned
from .exceptions import SchedulingRefused
from .models import Session, SessionSeries
from .recurrence import clock_changes
from .series import dates_of, make_series
from .series_forms import DatesForm, SeriesForm

# A series is made; afterwards its sessions change, never its rule.
register_permission_policy(SessionSeries, MadeOnce(SessionSeries))


@permission_required("webinars.add_sessionseries", raise_exception=True)
def new_series_view(request):
    """The rule, then its dates with what stands in their way; only the last button writes."""
    initial = {"event": request.GET.get("event")}
    form = SeriesForm(request.POST) if request.method == "POST" else SeriesForm(initial=initial)
    if not form.is_valid() or request.POST.get("step") == "rule":
        return show(request, "webinars/admin/series_rule.html", form=form)
    answers = request.POST if request.POST.get("step") in ("again", "make") else None
    dates = DatesForm(answers, series=form.series)
    foreseen = foresee(form, dates)
    clashes_seen = request.POST.get("seen") == foreseen["seal"]
    if request.POST.get("step") == "make" and dates.is_valid() and clashes_seen:
        try:
            return make(request, form, dates)
        except SchedulingRefused as refusal:
            messages.error(request, str(refusal))
    return show(request, "webinars/admin/series_dates.html", form=form, dates=dates, **foreseen)


def foresee(form, dates):
    """What the page of dates shows: a row a day with its clashes and changes of the clock, and how many take place."""
    series, details = form.series, form.details
    dates.is_valid()
    series.skipped = [day.isoformat() for day in dates.skipped]
    coming = dates_of(series, moved=dates.moved)
    plans = {
        date.day: planned(Session(event=series.event, starts_at=date.starts_at, ends_at=date.ends_at, **details))
        for date in coming
    }
    clashes = clashes_of(plans.values())
    changes = dict(clock_changes(dates.days))
    rows = [
        {
            "day": day,
            "fields": dates.row(day),
            "reasons": [clash.reason for clash in clashes if clash.planned == plans.get(day)],
            "clock": changes.get(day),
            "moved": day in dates.moved,
            "past": day in plans and plans[day].starts_at <= timezone.now(),
        }
        for day in dates.days
    ]
    return {
        "rows": rows,
        "clashes": clashes,
        "seal": seal(clash.reason for clash in clashes),
        "number": len(coming),
        "words": series.recurrence.words,
    }


def make(request, form, dates):
    series = form.series
    series.skipped = [day.isoformat() for day in dates.skipped]
    series = make_series(series=series, by=request.user, now=timezone.now(), moved=dates.moved, **form.details)
    number = series.sessions.count()
    words = ngettext("%(number)d date is announced.", "%(number)d dates are announced.", number)
    messages.success(request, words % {"number": number})
    return redirect("session_series:inspect", series.pk)


def show(request, template, **context):
    items = [
        {"url": reverse("session_series:index"), "label": _("Series")},
        {"url": "", "label": _("New series")},
    ]
    context |= {"page_title": _("New series"), "header_icon": "rotate", "breadcrumbs_items": items}
    return TemplateResponse(request, template, context)


class SeriesIndexView(IndexView):
    def get_base_queryset(self):
        coming = Q(sessions__starts_at__gt=timezone.now(), sessions__state=Session.State.SCHEDULED)
        return (
            super()
            .get_base_queryset()
            .select_related("event")
            .annotate(
                number=Count("sessions"),
                apart=Count("sessions", filter=Q(sessions__apart=True)),
                cancelled=Count("sessions", filter=Q(sessions__state=Session.State.CANCELLED)),
                next_at=Min("sessions__starts_at", filter=coming),
            )
        )


class SeriesInspectView(InspectView):
    """The dates of one series, each a link to its session."""

    def get_context_data(self, **kwargs):
        now = timezone.now()
        sessions = list(self.object.sessions.select_related("event", "host").with_taken().order_by("starts_at", "pk"))
        for session in sessions:
            session.begun = session.starts_at <= now
        coming = [session.pk for session in sessions if not session.begun and not session.is_cancelled]
        query = "&".join(f"id={pk}" for pk in coming)
        return {
            **super().get_context_data(**kwargs),
            "sessions": sessions,
            "coming_query": query,
            "may_change": self.request.user.has_perm("webinars.change_session"),
        }


class SeriesViewSet(ModelViewSet):
    model = SessionSeries
    icon = "rotate"
    menu_label = gettext_lazy("Series")
    add_to_reference_index = False
    index_view_class = SeriesIndexView
    inspect_view_class = SeriesInspectView
    inspect_view_enabled = True
    inspect_template_name = "webinars/admin/series.html"
    inspect_view_fields = ["event", "first_on", "at", "minutes"]
    copy_view_enabled = False
    add_view = staticmethod(new_series_view)
    form_fields = ["event"]
    list_display = [
        "__str__",
        Column("number", label=gettext_lazy("Dates")),
        Column("apart", label=gettext_lazy("Edited on their own")),
        Column("cancelled", label=gettext_lazy("Cancelled")),
        Column("next_at", label=gettext_lazy("Next date"), accessor=lambda row: next_date(row)),
    ]
    search_fields = ["event__title"]


def next_date(series):
    return wording.moment(series.next_at, now=timezone.now()) if series.next_at else "–"
