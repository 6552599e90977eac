"""How an assignment answers a request: the task, the form, what was handed in so far with its marks."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from courses.exceptions import LearningRefused
from courses.models import Submission, SubmissionFile
from courses.peers.reviewing import words_of_peers
from courses.reading import for_readers, reader_context
from courses.windows import WordsChanged, version_of
from people.accounts import person_of
from people.signing_in import to_sign_in

from .due import due_of
from .forms import SubmissionForm
from .marking import readable_by
from .submitting import add_files, draft_of, refusal_of, remove_file, save_draft, submit


@for_readers
def serve_assignment(page, request, course):
    """The task and the form; POST keeps a draft, hands it in or takes a file out of it."""
    person = person_of(request.user)
    if request.method == "POST" and not request.user.is_authenticated:
        return to_sign_in(request)
    if request.method == "POST" and person is None:
        raise PermissionDenied
    draft = draft_of(person=person, assignment=page) if person and page.pk else None
    form = SubmissionForm(assignment=page, initial={"text": begun_text(draft, person=person, page=page)})
    if request.method == "POST":
        form = SubmissionForm(request.POST, request.FILES, assignment=page)
        if _work(page, request, person, form):
            return redirect(page.get_url(request))
        draft = draft_of(person=person, assignment=page)
    known = person is not None and page.pk is not None
    history = Submission.objects.submitted().filter(person=person, assignment=page) if known else []
    context = (
        page.get_context(request)
        | reader_context(page, request, course)
        | {
            "form": form,
            "draft": draft,
            "version": version_of(draft),
            "other": form.other,
            "history": history.select_related("mark").prefetch_related("files", words_of_peers(now=timezone.now()))
            if known
            else [],
            "refusal": refusal_of(person=person, assignment=page) if known else "",
            "due": due_of(assignment=page, person=person) if known else None,
        }
    )
    status = 409 if form.other else 422 if form.errors else 200
    return render(request, page.template, context, status=status)


def begun_text(draft, *, person, page):
    """What one goes on with: the draft, else what was handed in and returned, so that nobody types it again."""
    if draft or person is None or not page.pk:
        return draft.text if draft else ""
    last = Submission.objects.submitted().filter(person=person, assignment=page).first()
    return last.text if last else ""


def _work(page, request, person, form):
    """Keep what was sent – the right files also beside a wrong one – then do what the button says.

    False on errors, and when another window has saved other words: then the files alone are kept.
    """
    now = timezone.now()
    valid = form.is_valid()
    try:
        draft = _keep(page, person, form, now=now)
        if form.taken:
            add_files(draft=draft, files=form.taken)
        if form.other:
            return False
        if "remove" in request.POST:
            remove_file(person=person, assignment=page, pk=_number(request.POST["remove"]))
        elif "submit" in request.POST and valid:
            submit(person=person, assignment=page, now=now)
            messages.success(request, _("Your work is handed in."))
        elif valid:
            messages.success(request, _("Your draft is kept."))
    except LearningRefused as refusal:
        if refusal_of(person=person, assignment=page):  # nothing can be worked on: no form stands there any more
            messages.info(request, str(refusal))
            return True
        form.add_error(None, str(refusal))
    return not form.errors


def _keep(page, person, form, *, now):
    """The draft with the words of ``form``, or as another window has saved it, which is then its ``other``."""
    try:
        return save_draft(person=person, assignment=page, text=form.written, version=form.version, now=now)
    except WordsChanged as changed:
        form.other = changed.kept
        return changed.kept


def _number(text):
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@never_cache
def submission_file(request, pk):
    """A file for its owner, the trainers of the course and coordinators; for the others it is not there."""
    if not request.user.is_authenticated:
        return redirect_to_login(request.get_full_path())
    found = SubmissionFile.objects.filter(pk=pk, submission__in=readable_by(request.user)).first()
    if found is None:
        raise Http404
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=found.name, content_type=found.content_type)
