"""Releasing in the admin: what stands in the way, what readers will see changed and who is told, before it is done."""

from django.contrib.auth.decorators import permission_required
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.admin import messages

from content.confirming import ChangedMeanwhile, digest

from .admin_forms import ReleaseForm
from .changes import sentences
from .exceptions import ProgrammeRefused
from .models import Programme
from .planning import clashes_in
from .releasing import concerned, foretell, plain, release


@permission_required("conferences.change_programme", raise_exception=True)
def release_view(request, pk):
    """What is not any more as it was shown is shown anew and asked again; the word to readers stays in the form."""
    programme = get_object_or_404(Programme.objects.select_related("event"), pk=pk)
    now, form = timezone.now(), ReleaseForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        shown = request.POST.get("shown", "")
        try:
            made = release(programme=programme, by=request.user, now=now, shown=shown, **form.cleaned_data)
        except (ProgrammeRefused, ChangedMeanwhile) as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Version %(number)d is public.") % {"number": made.number})
            return redirect("programme:timetable", pk)
    foretold = foretell(programme)
    people = concerned(programme, foretold)
    context = {
        "page_title": _("Release version %(number)d: %(title)s") % {"number": foretold.number, "title": programme},
        "header_icon": "upload",
        "form": form,
        "foretold": foretold,
        "changes": sentences(foretold.changes, before=foretold.before, after=foretold.snapshot, now=now),
        "clashes": clashes_in(programme),
        "people": people,
        "shown": digest(plain(foretold, people)),
        "back_url": reverse("programme:timetable", args=[pk]),
        "breadcrumbs_items": [
            {"url": reverse("programme:index"), "label": _("Programmes")},
            {"url": reverse("programme:edit", args=[pk]), "label": str(programme)},
            {"url": "", "label": _("Release")},
        ],
    }
    return TemplateResponse(request, "conferences/admin/release.html", context)
