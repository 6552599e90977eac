"""The switch «registration without an account» of a session, and the link to pass on."""

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from people.addresses import absolute_reverse
from webinars.access import may_manage
from webinars.models import Session

from .opening import close_to_guests, open_to_guests


def guest_button(session):
    url = reverse("session:guests", args=[session.pk])
    return HeaderButton(_("Registration without an account"), url=url, icon_name="link")


def guests_view(request, pk):
    """Ask, then switch; while it is on, the link stands here."""
    if not may_manage(request.user):
        raise PermissionDenied
    session = get_object_or_404(Session.objects.listed().select_related("event"), pk=pk)
    is_on = bool(session.guest_key)
    form = Form(request.POST if request.method == "POST" else None)
    if form.is_valid():
        switch = close_to_guests if request.POST.get("now") == "on" else open_to_guests
        is_on = bool(switch(session=session, by=request.user).guest_key)
        said = _("People may register without an account. Pass the link on.") if is_on else _("The link is shut.")
        messages.success(request, said)
        return redirect("session:guests", pk)
    context = {
        "form": form,
        "page_title": f"{_('Registration without an account')}: {session.full_title}",
        "is_on": is_on,
        "link": absolute_reverse("guest_start", session.guest_key) if is_on else "",
        "back_url": reverse("session:edit", args=[pk]),
        "header_icon": "link",
    }
    return TemplateResponse(request, "webinars/admin/guests.html", context)
