"""The host's page of recordings: add one, describe it, say who may see it and until when, remove it."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from content.uploads import media_type_of
from people.signing_in import signed_in
from webinars.beside.desk import hosted
from webinars.beside.forms import https
from webinars.exceptions import RecordingRefused
from webinars.models import Recording
from webinars.private import page_of

from . import keeping

MEGABYTES = 50  # of a file that somebody sends by hand; the recorder's may be larger
TAKEN = {"video/mp4", "video/webm", "video/x-matroska", "video/quicktime", "audio/mpeg", "audio/mp4", "audio/m4a",
         "audio/x-m4a", "audio/ogg"}  # fmt: skip


class RecordingForm(forms.ModelForm):
    """What a host says of a recording."""

    class Meta:
        model = Recording
        fields = ["title", "url", "text", "audience", "expires_on"]
        widgets = {
            "text": forms.Textarea({"rows": 8}),
            "audience": forms.RadioSelect,
            "expires_on": forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        }
        formfield_callback = https


class NewRecordingForm(RecordingForm):
    upload = forms.FileField(
        label=gettext_lazy("File"),
        required=False,
        help_text=gettext_lazy("A video or a sound file, up to 50 MB. Smaller files are made of it."),
        widget=forms.FileInput,
    )
    field_order = ["title", "upload", "url", "text", "audience", "expires_on"]

    def clean_upload(self):
        upload = self.cleaned_data["upload"]
        if upload:
            media_type_of(upload, taken=TAKEN, megabytes=MEGABYTES, kinds=_("video and sound files"))
        return upload

    def clean(self):
        data = super().clean()
        if data.get("url") and data.get("upload"):
            raise ValidationError(_("Give a link or a file, one of the two."))
        if not self.errors and not (data.get("url") or data.get("upload") or data.get("text")):
            raise ValidationError(_("Give a file, a link or a text version."))
        return data


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def desk(request, public_id):
    """All recordings with their state, and a form for a new one."""
    session, now = hosted(request, public_id), timezone.now()
    new = Recording(session=session, made_at=session.starts_at, audience=Recording.Audience.SEATS)
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = NewRecordingForm(*sent, instance=new)
    if form.is_valid():
        try:
            keeping.add(recording=new, upload=form.cleaned_data["upload"], by=request.user, now=now)
        except RecordingRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Saved."))
            return redirect("recording_desk", public_id)
    context = {"session": session, "form": form, "recordings": session.recordings.all(), "event_url": page_of(session)}
    return render(request, "webinars/recordings/desk.html", context, status=422 if form.errors else 200)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def change(request, public_id, recording):
    session = hosted(request, public_id)
    found = get_object_or_404(session.recordings.all(), public_id=recording)
    form = RecordingForm(request.POST if request.method == "POST" else None, instance=found)
    if found.file or found.state == Recording.State.ARRIVING:
        del form.fields["url"]
    if form.is_valid():
        keeping.change(recording=found, by=request.user)
        messages.success(request, _("Saved."))
        return redirect("recording_desk", public_id)
    context = {"session": session, "recording": found, "form": form}
    return render(request, "webinars/recordings/change.html", context, status=422 if form.errors else 200)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request, public_id, recording):
    """Ask first; a POST removes it with its files."""
    session = hosted(request, public_id)
    found = get_object_or_404(session.recordings.all(), public_id=recording)
    if request.method == "POST":
        keeping.remove(recording=found, by=request.user)
        messages.success(request, _("The recording is removed."))
        return redirect("recording_desk", public_id)
    return render(request, "webinars/recordings/remove.html", {"session": session, "recording": found})
