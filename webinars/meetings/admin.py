"""Working meetings in the admin: beside a session, for those who schedule. Who is invited, agenda and secretary."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton

from webinars.access import may_manage
from webinars.models import MeetingInvitation, Session

from .access import invited_people, meeting_of
from .forms import AgendaForm, InviteForm
from .inviting import answers_to, invite, uninvite
from .minuting import prepare


def meeting_buttons(session):
    """What a session of a working meeting has besides."""
    if not session.event.by_invitation:
        return []
    return [
        HeaderButton(_("Invitations"), url=reverse("session:invitations", args=[session.pk]), icon_name="mail"),
        HeaderButton(_("Agenda and secretary"), url=reverse("session:agenda", args=[session.pk]), icon_name="list-ol"),
        HeaderButton(
            pgettext("of a meeting", "Minutes"),
            url=reverse("event_minutes", args=[session.event_id]),
            icon_name="doc-full",
        ),
    ]


def invitations_view(request, pk):
    """Who is invited and what they said; a form to invite more, a button to take each back."""
    session = _session(request, pk)
    sent = request.POST if request.method == "POST" else None
    if sent and "uninvite" in sent:
        return _take_back(request, session)
    form = InviteForm(sent)
    if form.is_valid():
        chosen = form.cleaned_data["organization"]
        new = invite(
            event=session.event,
            people=form.cleaned_data["emails"],
            organizations=[chosen] if chosen else [],
            by=request.user,
            now=timezone.now(),
        )
        words = ngettext("%(number)d person is newly invited.", "%(number)d people are newly invited.", len(new))
        messages.success(request, words % {"number": len(new)})
        return redirect("session:invitations", pk)
    rows = MeetingInvitation.objects.filter(meeting__event_key=session.event.translation_key)
    context = _around(session) | {
        "form": form,
        "page_title": _("Invitations: %(title)s") % {"title": session.event.title},
        "note": _("Only those named here, the host and the secretary know of this meeting. Each gets a mail."),
        "button": _("Invite"),
        "invitations": rows.select_related("person", "organization").order_by("invited_at", "pk"),
        "answers": answers_to(session.event),
    }
    return TemplateResponse(request, "webinars/admin/invitations.html", context)


def _take_back(request, session):
    rows = MeetingInvitation.objects.filter(meeting__event_key=session.event.translation_key)
    key = request.POST["uninvite"]
    invitation = rows.filter(pk=int(key)).first() if key.isdecimal() and len(key) < 18 else None
    if invitation:
        uninvite(invitation=invitation, event=session.event, by=request.user, now=timezone.now())
        messages.success(request, _("The invitation is taken back."))
    return redirect("session:invitations", session.pk)


def agenda_view(request, pk):
    session = _session(request, pk)
    meeting = meeting_of(session.event)
    sent = request.POST if request.method == "POST" else None
    form = AgendaForm(sent, instance=meeting, people=invited_people(session.event))
    if form.is_valid():
        prepare(event=session.event, by=request.user, **form.cleaned_data)
        messages.success(request, _("Agenda and secretary are saved."))
        return redirect("session:edit", pk)
    context = _around(session) | {
        "form": form,
        "page_title": _("Agenda and secretary: %(title)s") % {"title": session.event.title},
        "note": _("Everybody invited reads the agenda before the meeting."),
        "button": _("Save"),
    }
    return TemplateResponse(request, "webinars/admin/confirm.html", context)


def _around(session):
    return {"back_url": reverse("session:edit", args=[session.pk]), "header_icon": "group"}


def _session(request, pk):
    if not may_manage(request.user):
        raise PermissionDenied
    session = get_object_or_404(Session.objects.listed().select_related("event"), pk=pk)
    if not session.event.by_invitation:
        raise Http404
    return session
