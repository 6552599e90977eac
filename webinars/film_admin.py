"""The film of a video discussion in the admin: a form beside the session, for those who schedule."""

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
from .models import EventPage, Film, Session


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


def film_buttons(session):
    if session.event.kind != EventPage.Kind.VIDEO_DISCUSSION:
        return []
    return [HeaderButton(_("Film and questions"), url=reverse("session:film", args=[session.pk]), icon_name="media")]


def film_view(request, pk):
    """Say what to watch and what to talk about; by those who schedule."""
    if not may_manage(request.user):
        raise PermissionDenied
    session = get_object_or_404(Session.objects.listed().select_related("event"), pk=pk)
    if session.event.kind != EventPage.Kind.VIDEO_DISCUSSION:
        raise Http404
    film = film_of(session.event) or Film(event_key=session.event.translation_key)
    form = FilmForm(request.POST if request.method == "POST" else None, instance=film)
    if form.is_valid():
        form.save()
        log(session.event, "webinars.film.write", user=request.user)
        messages.success(request, _("Film and questions are saved."))
        return redirect("session:edit", pk)
    context = {
        "form": form,
        "page_title": _("Film and questions: %(title)s") % {"title": session.event.title},
        "note": _("It stands on the public page of the event; the mails of those who are registered name the film."),
        "button": _("Save"),
        "back_url": reverse("session:edit", args=[pk]),
        "header_icon": "media",
    }
    return TemplateResponse(request, "webinars/admin/confirm.html", context)
