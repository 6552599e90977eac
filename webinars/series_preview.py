"""The page between editing one date of a series and changing several: what changes, from what to what, for whom."""

from copy import copy

from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from .clashes import clashes_of, planned
from .series_changes import people_concerned
from .telling.concerned import others_concerned

OURS = {"csrfmiddlewaretoken", "apart", "confirmed"}


def preview(request, form, *, now):
    """Carries on what was posted, so that a second POST to the same address makes the change. Writes nothing."""
    changes = form.foretell(now=now)
    changing = [change for change in changes if not change.stays]
    context = {
        "page_title": _("What changes in the series"),
        "header_icon": "rotate",
        "changes": changes,
        "dates": len(changing),
        "apart": sum(change.session.apart and bool(change.stays) for change in changes),
        "people": people_concerned(changes),
        "others": others_concerned([change.session for change in changing]),
        "clashes": clashes_of(future(change) for change in changing),
        "posted": [(name, value) for name, values in request.POST.lists() if name not in OURS for value in values],
        "with_apart": "apart" in request.POST,
        "edit_url": reverse("session:edit", args=[form.instance.pk]),
    }
    context["breadcrumbs_items"] = [
        {"url": reverse("session:index"), "label": _("Sessions")},
        {"url": context["edit_url"], "label": str(form.instance)},
        {"url": "", "label": context["page_title"]},
    ]
    return TemplateResponse(request, "webinars/admin/series_change.html", context)


def future(change):
    """The session as it would be, as a plan."""
    session = copy(change.session)
    for name, value in change.values.items():
        setattr(session, name, value)
    return planned(session, starts_at=change.after.starts_at, ends_at=change.after.ends_at)
