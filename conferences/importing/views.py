"""A programme from a file, in the admin: bring it, look it over line by line, confirm or throw it away."""

from django import forms
from django.contrib.auth.decorators import permission_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages

from conferences.exceptions import ProgrammeRefused
from conferences.models import Programme

from . import sheets
from .bringing import bring, confirm, discard, look_over
from .values import LARGEST

RIGHTS = ["conferences.change_programme", "conferences.add_item", "conferences.change_item"]
SHOWN = 200  # of problems and of former imports
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class BringForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File with the programme"),
        help_text=gettext_lazy(
            "schedule.xml of frab or pretalx, or an Excel workbook (.xlsx), up to 5 MB. Nothing is planned before you "
            "have looked it over."
        ),
        widget=forms.FileInput(attrs={"accept": ".xml,.xlsx"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 5 MB. A programme is smaller."))
        return file


def programme_of(pk):
    return get_object_or_404(Programme.objects.select_related("event"), pk=pk)


def crumbs(programme, *further):
    return [
        {"url": reverse("programme:index"), "label": _("Programmes")},
        {"url": reverse("programme:edit", args=[programme.pk]), "label": str(programme)},
        *further,
    ]


@permission_required(RIGHTS, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def imports(request, pk):
    """The way to bring a file, and the files that were brought."""
    programme = programme_of(pk)
    form = BringForm(request.POST or None, request.FILES or None)
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            who = {"by": request.user, "now": timezone.now()}
            imported = bring(programme=programme, name=file.name, data=file.read(), **who)
        except ProgrammeRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("programme:import", pk, imported.pk)
    context = {
        "programme": programme,
        "form": form,
        "imports": programme.imports.defer("content").select_related("uploaded_by")[:SHOWN],
        "page_title": _("Programme from a file: %(title)s") % {"title": programme},
        "header_icon": "download",
        "breadcrumbs_items": crumbs(programme, {"url": "", "label": _("From a file")}),
    }
    return TemplateResponse(request, "conferences/admin/imports.html", context)


@permission_required(RIGHTS, raise_exception=True)
@require_http_methods(["GET", "HEAD", "POST"])
def one_import(request, pk, number):
    """What would become of each line; a POST confirms it or throws the file away."""
    programme = programme_of(pk)
    imported = get_object_or_404(programme.imports.select_related("programme__event"), pk=number)
    if request.method == "POST":
        return _act(request, imported)
    upwards = {"url": reverse("programme:imports", args=[pk]), "label": _("From a file")}
    context = {
        "programme": programme,
        "imported": imported,
        "found": look_over(imported) if imported.waits else None,
        "page_title": imported.file_name,
        "header_icon": "download",
        "breadcrumbs_items": crumbs(programme, upwards, {"url": "", "label": imported.file_name}),
    }
    return TemplateResponse(request, "conferences/admin/import.html", context)


def _act(request, imported):
    try:
        if "discard" in request.POST:
            discard(imported=imported)
            messages.success(request, _("The file is forgotten. Nothing of it was planned."))
        else:
            confirm(imported=imported, by=request.user, now=timezone.now())
            messages.success(request, _("The programme is planned as the file says. Readers see it after a release."))
            return redirect("programme:timetable", imported.programme_id)
    except ProgrammeRefused as refusal:
        messages.error(request, str(refusal))
    return redirect("programme:imports", imported.programme_id)


@permission_required(RIGHTS, raise_exception=True)
@require_safe
def workbook(request, pk):
    """The draft as it is planned now, to be changed in a spreadsheet and brought back."""
    programme = programme_of(pk)
    response = HttpResponse(sheets.write(programme), content_type=WORKBOOK)
    response.headers["Content-Disposition"] = content_disposition_header(True, f"{programme.event.slug}.xlsx")
    return response
