"""Questions from files and into files, in the admin: for whoever may change the bank. Works without a script."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from .bank_access import categories_open_to
from .exceptions import ImportRefused
from .formats.base import LARGEST
from .formats.catalog import FORMATS, READ, WRITTEN
from .models import QuestionImport
from .question_exporting import export
from .question_importing import bring, confirm, discard, look_over

RIGHTS = ["courses.add_bankquestion", "courses.change_bankquestion"]
SHOWN = 200  # of problems and of former imports


class BringForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File of questions"),
        help_text=gettext_lazy("Up to 20 MB. Nothing is kept before you have looked it over."),
    )
    form = forms.ChoiceField(label=gettext_lazy("Format"), choices=READ)
    category = forms.ModelChoiceField(None, label=gettext_lazy("Into the category"))

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories_open_to(user)

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > LARGEST:
            raise forms.ValidationError(_("The file is larger than 20 MB. Export fewer questions at once."))
        return file


class ExportForm(forms.Form):
    category = forms.ModelChoiceField(None, label=gettext_lazy("Category"))
    form = forms.ChoiceField(label=gettext_lazy("Format"), choices=WRITTEN)

    def __init__(self, *args, user, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["category"].queryset = categories_open_to(user)


def keeper(request):
    """Refuse whoever may not change the bank: files hold the answers."""
    if not request.user.has_perms(RIGHTS):
        raise PermissionDenied
    return request.user


def imports_open_to(user):
    """Files into categories that ``user`` may see, and their own: a file holds the answers."""
    mine = Q(category__in=categories_open_to(user)) | Q(uploaded_by=user)
    return QuestionImport.objects.filter(mine).select_related("category", "uploaded_by")


@require_http_methods(["GET", "HEAD", "POST"])
def imports(request):
    """The way to bring a file, and the files that were brought."""
    user = keeper(request)
    form = BringForm(request.POST or None, request.FILES or None, user=user)
    if request.method == "POST" and form.is_valid():
        file, what = form.cleaned_data["file"], {name: form.cleaned_data[name] for name in ("form", "category")}
        try:
            imported = bring(name=file.name, data=file.read(), by=user, now=timezone.now(), **what)
        except ImportRefused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("question_import", imported.pk)
    former = imports_open_to(user).defer("content")[:SHOWN]
    context = {"form": form, "imports": former, "page_title": _("Questions from a file"), "header_icon": "upload"}
    return TemplateResponse(request, "courses/admin/question_imports.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def one_import(request, pk):
    """What the file holds and what becomes of it; a POST confirms it or throws it away."""
    user = keeper(request)
    imported = get_object_or_404(imports_open_to(user), pk=pk)
    if request.method == "POST":
        try:
            return _act(request, imported, user)
        except ImportRefused as refusal:
            messages.error(request, str(refusal))
            return redirect("question_imports")
    rows, problems = look_over(imported, by=user) if imported.waits else ([], ())
    context = {
        "imported": imported,
        "rows": rows,
        **shown(problems),
        "number": sum(row.state != "same" for row in rows),
        "page_title": imported.file_name,
        "header_icon": "upload",
    }
    return TemplateResponse(request, "courses/admin/question_import.html", context)


def shown(problems):
    """Not more than a page holds, and how many are left."""
    return {"problems": problems[:SHOWN], "more_problems": max(len(problems) - SHOWN, 0)}


def _act(request, imported, user):
    if "discard" in request.POST:
        discard(imported=imported)
        messages.success(request, _("The file is forgotten. Nothing of it was kept."))
    else:
        confirm(imported=imported, by=user, now=timezone.now())
        messages.success(request, _("The questions are in the bank."))
    return redirect("question_imports")


@require_http_methods(["GET", "HEAD"])
def exports(request):
    """Choose a category and a format, see what the format cannot carry, take the file."""
    user = keeper(request)
    form, written = ExportForm(request.GET or None, user=user), None
    if form.is_valid():
        written = export(**form.cleaned_data, by=user)
        if "download" in request.GET:
            return _file(written, **form.cleaned_data)
    context = {
        "form": form,
        "written": written,
        **shown(written.problems if written else ()),
        "page_title": _("Questions into a file"),
        "header_icon": "download",
    }
    return TemplateResponse(request, "courses/admin/question_export.html", context)


def _file(written, *, category, form):
    name = f"{slugify(category.name, allow_unicode=True) or 'questions'}{FORMATS[form].ending}"
    response = HttpResponse(written.content, content_type=FORMATS[form].content_type)
    response.headers["Content-Disposition"] = content_disposition_header(True, name)
    return response
