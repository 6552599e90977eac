"""Courses into files and from files, in the admin. Works without a script; what is long runs in the background."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods
from wagtail.coreutils import find_available_slug

from content import wording
from content.models import Topic
from courses.access import may_read_everything
from courses.exceptions import ParcelRefused
from courses.models import CatalogPage, CourseImport, CoursePage

from .bringing import bring, confirm, discard, refusals_to
from .packing import packed, write
from .rows import KINDS

SHOWN = 100  # of former imports, and of problems


class ParcelForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File of a course"),
        help_text=gettext_lazy("A .zip that a school like this one has made, up to 180 MB. Nothing is made of it yet."),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def give(request, pk):
    """What of a course goes into its file; a POST takes it. For who may change the course."""
    course = get_object_or_404(CoursePage, pk=pk)
    if not course.permissions_for_user(request.user).can_edit():
        raise PermissionDenied
    back = reverse("wagtailadmin_explore", args=[course.pk])
    context = {
        "page_title": _("Course into a file"),
        "page_subtitle": course.title,
        "header_icon": "download",
        "back": back,
    }
    try:
        found = packed(course, by=request.user)
    except ParcelRefused as refusal:
        return TemplateResponse(request, "courses/admin/parcel_give.html", context | {"refusal": str(refusal)})
    if request.method == "POST":
        return FileResponse(write(found, by=request.user), as_attachment=True, filename=f"{course.slug}.course.zip")
    context |= {"facts": facts_of(found.manifest, size=found.size), "problems": found.problems[:SHOWN]}
    return TemplateResponse(request, "courses/admin/parcel_give.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def take(request, pk):
    """The way to bring a file into a catalog, and the files that were brought."""
    catalog = get_object_or_404(CatalogPage, pk=pk)
    if not catalog.permissions_for_user(request.user).can_add_subpage():
        raise PermissionDenied
    form = ParcelForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            imported = bring(catalog=catalog, name=file.name, file=file, by=request.user, now=timezone.now())
        except ParcelRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("course_import", imported.pk)
    context = {
        "form": form,
        "imports": imports_open_to(request.user).filter(catalog=catalog)[:SHOWN],
        "page_title": _("Course from a file"),
        "header_icon": "upload",
        "back": reverse("wagtailadmin_explore", args=[pk]),
    }
    return TemplateResponse(request, "courses/admin/parcels.html", context, status=422 if form.errors else 200)


def imports_open_to(user):
    """Files that ``user`` brought, and all of them for who plans cohorts: a file holds the answers of quizzes."""
    imports = CourseImport.objects.select_related("catalog", "course", "uploaded_by")
    return imports if may_read_everything(user) else imports.filter(uploaded_by=user)


@require_http_methods(["GET", "HEAD", "POST"])
def one_import(request, pk):
    """What the file holds and what would be made of it; a POST has it made, or throws the file away."""
    if not request.user.has_perm("wagtailadmin.access_admin"):
        raise PermissionDenied
    imported = get_object_or_404(imports_open_to(request.user), pk=pk)
    if request.method == "POST":
        try:
            return _act(request, imported)
        except ParcelRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("course_import", pk)
    foretold = imported.foretold
    back = (
        reverse("course_imports", args=[imported.catalog_id]) if imported.catalog_id else reverse("wagtailadmin_home")
    )
    context = {
        "imported": imported,
        "facts": facts_of(foretold, size=foretold["size"]),
        "topic": foretold["topic"],
        "new_topic": foretold["topic"] and not Topic.objects.filter(Q(name=foretold["topic"])).exists(),
        "pages": [page | {"is_step": page["kind"] not in ("course", "module")} for page in foretold["pages"]],
        "address": _address(imported) if imported.waits else "",
        "refusals": refusals_to(request.user, imported) if imported.waits else [],
        "problems": foretold["problems"][:SHOWN],
        "page_title": _("Course from a file"),
        "page_subtitle": imported.file_name,
        "header_icon": "upload",
        "back": back,
    }
    return TemplateResponse(request, "courses/admin/parcel.html", context)


def _act(request, imported):
    if "discard" in request.POST:
        catalog = imported.catalog_id
        discard(imported=imported)
        messages.success(request, _("The file is forgotten. Nothing of it was kept."))
        return redirect("course_imports", catalog) if catalog else redirect("wagtailadmin_home")
    confirm(imported=imported, by=request.user, now=timezone.now())
    return redirect("course_import", imported.pk)


def _address(imported):
    """Where the course will stand; empty where Wagtail will find an address by its title."""
    slug = imported.foretold["pages"][0]["slug"]
    return find_available_slug(imported.catalog, slug) if slug and imported.catalog else ""


def facts_of(found, *, size):
    """(label, value) of how much is in a file: of a manifest, or of what is foretold."""
    kinds = [page["kind"] for page in found["pages"]]
    rows = [(KINDS[kind]._meta.verbose_name_plural, kinds.count(kind)) for kind in KINDS if kind != "course"]
    numbers = {name: found[name] if isinstance(found[name], int) else len(found[name]) for name in COUNTED}
    rows += [(label, numbers[name]) for name, label in COUNTED.items()]
    return [*rows, (_("Pictures and documents together"), wording.data_size(size))] if size else rows


COUNTED = {
    "questions": gettext_lazy("questions"),
    "images": gettext_lazy("pictures"),
    "documents": gettext_lazy("documents"),
}
