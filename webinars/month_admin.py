"""The month of sessions in the admin: a real table of links, leafed through by plain addresses."""

from calendar import Calendar
from dataclasses import dataclass, field
from datetime import date
from urllib.parse import urlencode

from django import forms
from django.contrib.auth.decorators import permission_required
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from calendars.kyiv import KYIV
from content import wording

from .agenda import month_bounds, shift
from .models import Session
from .session_filters import MonthFilters


class MonthForm(forms.Form):
    m = forms.DateField(input_formats=["%Y-%m"], required=False)


@dataclass(frozen=True)
class Day:
    """A cell: ``sessions`` is empty where nothing happens."""

    day: date
    inside: bool
    today: bool
    sessions: list = field(default_factory=list)


@permission_required("webinars.view_session", raise_exception=True)
def month_view(request):
    """Sessions of the month that the address names, else of this one."""
    asked = MonthForm(request.GET)
    today = timezone.localdate(timezone=KYIV)
    month = ((asked.cleaned_data["m"] if asked.is_valid() else None) or today).replace(day=1)
    filters = MonthFilters(request.GET, queryset=Session.objects.listed(), request=request)
    first, following = month_bounds(month)
    shown = filters.qs.filter(starts_at__gte=first, starts_at__lt=following)
    sessions = list(shown.select_related("event", "host").with_taken().order_by("starts_at", "pk"))
    context = {
        "page_title": wording.month(month),
        "header_icon": "date",
        "weeks": weeks(sessions, month=month, today=today),
        "number": len(sessions),
        "form": filters.form,
        "month": f"{month:%Y-%m}",
        "previous": link(request, shift(month, -1)),
        "following": link(request, shift(month, 1)),
        "breadcrumbs_items": [
            {"url": reverse("session:index"), "label": _("Sessions")},
            {"url": "", "label": wording.month(month)},
        ],
    }
    return TemplateResponse(request, "webinars/admin/month.html", context)


def weeks(sessions, *, month, today):
    """Rows of seven days, Monday first."""
    by_day = {}
    for session in sessions:
        by_day.setdefault(session.starts_at.astimezone(KYIV).date(), []).append(session)
    return [
        [Day(day, day.month == month.month, day == today, by_day.get(day, [])) for day in week]
        for week in Calendar(0).monthdatescalendar(month.year, month.month)
    ]


def link(request, month):
    """(address, name) of another month, narrowed in the same way."""
    narrowed = {name: value for name, value in request.GET.items() if name in MonthFilters.Meta.fields and value}
    query = urlencode({**narrowed, "m": f"{month:%Y-%m}"})
    return {"url": f"{reverse('session:month')}?{query}", "label": wording.month(month)}
