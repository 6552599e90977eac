"""Travel information in the admin: a form beside the session, for those who schedule."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from webinars.access import may_manage
from webinars.models import Session

from .forms import TravelForm
from .travelling import travel_of, write_travel


def travel_buttons(session):
    """What a session of a visit has besides: the way there, and whom to call."""
    if not session.event.travels:
        return []
    return [
        HeaderButton(_("Travel information"), url=reverse("session:travel", args=[session.pk]), icon_name="site"),
        HeaderButton(
            _("Emergency contacts"), url=reverse("event_contacts", args=[session.event_id]), icon_name="group"
        ),
    ]


def travel_view(request, pk):
    """Write what those who take part are told."""
    if not may_manage(request.user):
        raise PermissionDenied
    session = get_object_or_404(Session.objects.listed().select_related("event"), pk=pk)
    if not session.event.travels:
        raise Http404
    form = TravelForm(request.POST if request.method == "POST" else None, instance=travel_of(session.event))
    if form.is_valid():
        write_travel(travel=form.instance, by=request.user, now=timezone.now(), tell=form.cleaned_data["tell"])
        messages.success(request, _("The travel information is saved."))
        return redirect("session:edit", pk)
    context = {
        "form": form,
        "page_title": _("Travel information: %(title)s") % {"title": session.event.title},
        "note": _("It is never on the public page, in search, in calendars or in mails."),
        "button": _("Save"),
        "back_url": reverse("session:edit", args=[pk]),
        "header_icon": "site",
    }
    return TemplateResponse(request, "webinars/admin/confirm.html", context)
