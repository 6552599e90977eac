"""Series in the admin: made in two steps, rule and dates; then their dates change one by one or together."""

from django import forms
from django.contrib.auth.decorators import permission_required
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Min, Q
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
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
from .series import announce_series
from .series_forms import DatesForm, LengthenForm, SeriesForm

# A series is made; afterwards its sessions change, never its rule.
register_permission_policy(SessionSeries, MadeOnce(SessionSeries))


MAKING = ("make", "draft")


@permission_required("webinars.add_sessionseries", raise_exception=True)
def new_series_view(request):
    """The rule, then its dates with what stands in their way; only the last buttons write."""
    initial = {"event": request.GET.get("event")}
    form = SeriesForm(request.POST) if request.method == "POST" else SeriesForm(initial=initial)
    return in_two_steps(request, form, title=_("New series"), back=reverse("session_series:index"))


@permission_required("webinars.add_sessionseries", raise_exception=True)
def lengthen_view(request, pk):
    """How much longer, then the new dates, in the same way."""
    with_dates = SessionSeries.objects.filter(sessions__isnull=False).distinct()
    series = get_object_or_404(with_dates.select_related("event"), pk=pk)
    form = LengthenForm(request.POST if request.method == "POST" else None, series=series)
    return in_two_steps(
        request,
        form,
        title=_("Add dates to the series"),
        back=reverse("session_series:inspect", args=[pk]),
        series=series,
    )


def in_two_steps(request, form, *, title, back, series=None):
    """``form`` says which dates there are, the next page shows them; what was shown is what is written."""
    page = {"form": form, "page_title": title, "back_url": back, "series": series}
    if not form.is_valid() or request.POST.get("step") == "rule":
        return show(request, "webinars/admin/series_rule.html", **page)
    step = request.POST.get("step")
    dates = DatesForm(request.POST if step in ("again", *MAKING) else None, series=form.series, days=form.days)
    foreseen = foresee(form, dates)
    if step in MAKING and dates.is_valid() and request.POST.get("seen") == foreseen["seal"]:
        try:
            return make(request, form, dates, announce=step == "make")
        except SchedulingRefused as refusal:
            messages.error(request, str(refusal))
    return show(request, "webinars/admin/series_dates.html", dates=dates, **page, **foreseen)


def foresee(form, dates):
    """What the page of dates shows: a row a day with its clashes and changes of the clock, and how many take place."""
    series, details = form.series, form.details
    dates.is_valid()
    coming = form.coming(dates)
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
        "event": series.event,
        "at": series.at,
        "words": series.recurrence.words,
    }


def make(request, form, dates, *, announce):
    sessions = form.carry_out(dates, by=request.user, now=timezone.now(), announce=announce)
    number = len(sessions)
    if announce:
        words = ngettext("%(number)d date is announced.", "%(number)d dates are announced.", number)
    else:
        words = ngettext("%(number)d date is kept as a draft.", "%(number)d dates are kept as drafts.", number)
    messages.success(request, words % {"number": number})
    return redirect("session_series:inspect", sessions[0].series_id)


def announce_view(request, pk):
    """Ask, with what stands in the way; then announce every draft of the series that is still to come."""
    if not request.user.has_perm("webinars.change_session"):
        raise PermissionDenied
    series, now = get_object_or_404(SessionSeries.objects.select_related("event"), pk=pk), timezone.now()
    drafts = series.sessions.filter(state=Session.State.DRAFT, starts_at__gt=now).select_related("event")
    form = forms.Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            number = len(announce_series(series=series, by=request.user, now=now))
        except SchedulingRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            words = ngettext("%(number)d date is announced.", "%(number)d dates are announced.", number)
            messages.success(request, words % {"number": number})
            return redirect("session_series:inspect", pk)
    number = len(drafts)
    words = ngettext("Announce %(number)d date", "Announce %(number)d dates", number) % {"number": number}
    context = {
        "form": form,
        "page_title": f"{words}: {series.event.title}",
        "note": _("They appear in the calendar and in the feeds, and people can register."),
        "clashes": clashes_of([planned(session) for session in drafts]),
        "button": words,
        "back_url": reverse("session_series:inspect", args=[pk]),
        "header_icon": "upload",
    }
    return TemplateResponse(request, "webinars/admin/confirm.html", context)


def show(request, template, *, page_title, series, **context):
    items = [{"url": reverse("session_series:index"), "label": _("Series")}]
    if series:
        items.append({"url": reverse("session_series:inspect", args=[series.pk]), "label": str(series)})
    items.append({"url": "", "label": page_title})
    context |= {"page_title": page_title, "header_icon": "rotate", "breadcrumbs_items": items, "series": series}
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
        scheduled = Session.State.SCHEDULED
        coming = [session.pk for session in sessions if not session.begun and session.state == scheduled]
        query = "&".join(f"id={pk}" for pk in coming)
        return {
            **super().get_context_data(**kwargs),
            "sessions": sessions,
            "coming_query": query,
            "drafts": sum(session.state == Session.State.DRAFT and not session.begun for session in sessions),
            "may_change": self.request.user.has_perm("webinars.change_session"),
            "may_lengthen": bool(sessions) and self.request.user.has_perm("webinars.add_sessionseries"),
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

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/announce/", announce_view, name="announce"),
            path("<int:pk>/lengthen/", lengthen_view, name="lengthen"),
        ]


def next_date(series):
    return wording.moment(series.next_at, now=timezone.now()) if series.next_at else "–"
