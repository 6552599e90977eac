"""What a kind of event needs besides its page, in the admin: a form beside the session, for those who schedule."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin import messages
from wagtail.admin.widgets.button import HeaderButton
from wagtail.log_actions import log

from .access import may_manage
from .films import film_of
from .master_classes import master_class_of
from .models import EventPage, Film, MasterClass, Session


class FilmForm(forms.ModelForm):
    """What is empty is not shown."""

    url = forms.URLField(label=gettext_lazy("where to watch it"), required=False, assume_scheme="https")

    class Meta:
        model = Film
        fields = ["title", "url", "minutes", "note", "questions", "moderator"]
        widgets = {"questions": forms.Textarea(attrs={"rows": 5})}

    def clean(self):
        data = super().clean()
        if data.get("url") and not data.get("title"):
            self.add_error("title", _("Say what is to be watched there."))
        return data


class MasterClassForm(forms.ModelForm):
    """What is empty is not shown."""

    class Meta:
        model = MasterClass
        fields = ["outcomes", "bring", "handouts"]
        widgets = {name: forms.Textarea(attrs={"rows": 5}) for name in fields}


@dataclass(frozen=True)
class Need:
    """What ``kind`` needs; ``kept`` finds its row for an event, or nothing. ``button`` also heads the form."""

    kind: str
    kept: Callable
    form: type
    button: str
    note: str
    done: str
    action: str
    icon: str


NEEDS = {
    "film": Need(
        EventPage.Kind.VIDEO_DISCUSSION,
        film_of,
        FilmForm,
        gettext_lazy("Film and questions"),
        gettext_lazy("It stands on the public page of the event; the mails of those who are registered name the film."),
        gettext_lazy("Film and questions are saved."),
        "webinars.film.write",
        "media",
    ),
    "master-class": Need(
        EventPage.Kind.MASTER_CLASS,
        master_class_of,
        MasterClassForm,
        gettext_lazy("What to bring, hand-outs"),
        gettext_lazy("It stands on the public page; the mails of those who are registered say what to bring."),
        gettext_lazy("What to bring and what is handed out is saved."),
        "webinars.master_class.write",
        "list-ul",
    ),
}


def need_buttons(session):
    return [
        HeaderButton(need.button, url=reverse(f"session:{name}", args=[session.pk]), icon_name=need.icon)
        for name, need in NEEDS.items()
        if session.event.kind == need.kind
    ]


def need_view(request, pk, name):
    """Write what the kind of the session's event needs; by those who schedule."""
    if not may_manage(request.user):
        raise PermissionDenied
    session, need = get_object_or_404(Session.objects.listed().select_related("event"), pk=pk), NEEDS[name]
    event = session.event
    if event.kind != need.kind:
        raise Http404
    row = need.kept(event) or need.form._meta.model(event_key=event.translation_key)
    form = need.form(request.POST if request.method == "POST" else None, instance=row)
    if form.is_valid():
        form.save()
        log(event, need.action, user=request.user)
        messages.success(request, need.done)
        return redirect("session:edit", pk)
    context = {
        "form": form,
        "page_title": f"{need.button}: {event.title}",
        "note": need.note,
        "button": _("Save"),
        "back_url": reverse("session:edit", args=[pk]),
        "header_icon": need.icon,
    }
    return TemplateResponse(request, "webinars/admin/confirm.html", context)
