"""Releasing in the admin: what stands in the way, what readers will see changed and who is told, before it is done."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from .admin_forms import ReleaseForm
from .changes import sentences
from .exceptions import ProgrammeRefused
from .models import Programme
from .planning import clashes_in
from .releasing import concerned, foretell, release


@permission_required("conferences.change_programme", raise_exception=True)
def release_view(request, pk):
    """A POST that was asked about another version shows the new preview instead: somebody else released meanwhile."""
    programme = get_object_or_404(Programme.objects.select_related("event"), pk=pk)
    now, foretold = timezone.now(), foretell(programme)
    form = ReleaseForm(request.POST or None, initial={"number": foretold.number})
    if form.is_valid():
        if form.cleaned_data["number"] != foretold.number:
            messages.error(request, _("Somebody released a version meanwhile. Look at what is left."))
            return redirect("programme:release", pk)
        try:
            release(programme=programme, by=request.user, now=now, note=form.cleaned_data["note"])
        except ProgrammeRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Version %(number)d is public.") % {"number": foretold.number})
            return redirect("programme:timetable", pk)
    context = {
        "page_title": _("Release version %(number)d: %(title)s") % {"number": foretold.number, "title": programme},
        "header_icon": "upload",
        "form": form,
        "foretold": foretold,
        "changes": sentences(foretold.changes, before=foretold.before, after=foretold.snapshot, now=now),
        "clashes": clashes_in(programme),
        "people": concerned(programme, foretold),
        "back_url": reverse("programme:timetable", args=[pk]),
        "breadcrumbs_items": [
            {"url": reverse("programme:index"), "label": _("Programmes")},
            {"url": reverse("programme:edit", args=[pk]), "label": str(programme)},
            {"url": "", "label": _("Release")},
        ],
    }
    return TemplateResponse(request, "conferences/admin/release.html", context)
