"""One's note on a lesson, all of one's notes, and those of a course as a file. Always one's own."""

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from courses.access import course_around
from courses.models import LessonPage, Note
from courses.views import person_for
from courses.windows import WordsChanged
from people.signing_in import signed_in
from webinars.text_fields import PlainTextField

from .saving import notes_of, save_note

A_PAGE = 50
LONGEST = 20_000


class NoteForm(forms.Form):
    text = PlainTextField(label=gettext_lazy("My note"), max_length=LONGEST, required=False, rows=10)
    bookmarked = forms.BooleanField(label=gettext_lazy("Bookmark this lesson"), required=False)
    version = forms.UUIDField(required=False, widget=forms.HiddenInput)

    @classmethod
    def of(cls, note, **instead):
        """The form with what is kept; ``instead`` is what is to be saved in place of it."""
        if note is None:
            return cls()
        kept = {"text": note.text, "bookmarked": note.bookmarked}
        return cls(initial={**kept, **instead, "version": note.version})


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def lesson_note(request, pk):
    """Write about a lesson that one may read, or once could. What another window saved is shown beside one's words."""
    person = person_for(request)
    lesson = get_object_or_404(LessonPage.objects.select_related("locale"), pk=pk)
    note = Note.objects.filter(person=person, lesson=lesson).first()
    course = course_around(lesson, user=request.user)
    if note is None and not (course and course.is_published and course.may_read):
        raise Http404
    form, other, status = NoteForm.of(note), None, 200
    if request.method == "POST":
        form = NoteForm(request.POST)
        status = 422
        if form.is_valid():
            try:
                save_note(person=person, lesson=lesson, now=timezone.now(), **form.cleaned_data)
            except WordsChanged as changed:
                other, status = changed.kept, 409
                form = NoteForm.of(other, **form.cleaned_data)
            else:
                messages.success(request, _("Saved."))
                return redirect("lesson_note", pk)
    context = {"lesson": lesson, "form": form, "other": other, "note": note}
    return render(request, "courses/note.html", context, status=status)


@never_cache
@signed_in
def my_notes(request):
    """What one wrote down and where one wants to go back to, by course."""
    page_obj = Paginator(notes_of(person_for(request)), A_PAGE).get_page(request.GET.get("page"))
    return render(request, "courses/my_notes.html", {"page_obj": page_obj})


@never_cache
@signed_in
@require_safe
def notes_file(request, pk):
    """One's notes on a course as a text file; where there are none, there is no file."""
    notes = list(notes_of(person_for(request)).filter(course_pk=pk))
    if not notes:
        raise Http404
    text = render_to_string("courses/notes.txt", {"course": notes[0].course_title, "notes": notes})
    response = HttpResponse(text.strip() + "\n", content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="notes-{pk}.txt"'
    return response
