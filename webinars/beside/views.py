"""Beside the room: read, ask, vote, choose in a poll, take materials; as pages, or as the part of one that changes."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from people.accounts import person_for
from people.limits import Limit
from people.signing_in import signed_in
from webinars.access import role_for
from webinars.exceptions import BoardRefused
from webinars.private import page_of
from webinars.rooms import Role
from webinars.views import session_for

from . import moderating, polls, questions
from .forms import AnswerForm, ChoiceForm, QuestionForm
from .reading import board_context, etag_of, questions_for

POLLED_EVERY = 15  # seconds
BACK = {"room": "session_room", "desk": "room_desk"}
CLICKS = Limit("board_clicks", tries=120, seconds=600)
OF_EVERYBODY = {"vote": questions.vote, "take-vote-back": questions.take_vote_back, "report": questions.report}
OF_HOSTS = {
    "hide": moderating.hide,
    "show": moderating.show,
    "keep": moderating.keep,
    "answer": moderating.answer,
    "reopen": moderating.reopen,
}


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def board(request, public_id):
    """The page of all this without the room; POST asks a question. Who has no part is told at the door."""
    session, now = session_for(request, public_id), timezone.now()
    if role_for(user=request.user, session=session) is None:
        return redirect("session_join", public_id)
    if request.method != "POST":
        return _page(request, session, form=QuestionForm(), now=now)
    form = QuestionForm(request.POST)
    if form.is_valid():
        try:
            questions.ask(session=session, person=person_for(request), now=now, **form.cleaned_data)
        except BoardRefused as refusal:
            form.add_error("text", str(refusal))
        else:
            return done(request, session, _("Your question stands here now."))
    if _by_script(request):
        return _part(request, session, said=" ".join(form.errors["text"]), status=422)
    return _page(request, session, form=form, now=now, status=422)


@never_cache
@signed_in
@require_safe
def live(request, public_id):
    """The part that changes, for the script that asks again and again: 304 while nothing has changed."""
    session = session_for(request, public_id)
    role = role_for(user=request.user, session=session)
    if role is None:
        raise PermissionDenied
    known = get_conditional_response(request, etag=etag_of(session, user=request.user, role=role))
    return known or _part(request, session)


@never_cache
@signed_in
@require_POST
def question_step(request, public_id, pk, step):
    """One click on a question: everybody votes and reports, authors take back, hosts keep order and answer."""
    session, role = _for_writing(request, public_id)
    person, now = person_for(request), timezone.now()
    readable = questions_for(session, person=person, hosting=role is Role.HOST)
    question = get_object_or_404(readable.select_related("session"), pk=pk)
    if step == "take-back" and question.person_id == person.pk:
        questions.take_back(question=question, now=now)
        return done(request, session, _("Your question is erased."))
    if step in OF_HOSTS and role is Role.HOST:
        form = AnswerForm(request.POST)
        if not form.is_valid():
            return refused(request, session, " ".join(form.errors["text"]))
        said = form.cleaned_data if step == "answer" else {}
        verb, who = OF_HOSTS[step], {"by": request.user, **said}
    elif step in OF_EVERYBODY:
        verb, who = OF_EVERYBODY[step], {"person": person}
    else:
        raise PermissionDenied
    return attempt(request, session, lambda: verb(question=question, now=now, **who))


@never_cache
@signed_in
@require_POST
def poll_choice(request, public_id, pk):
    """One's answer in a poll."""
    session, _role = _for_writing(request, public_id)
    poll = get_object_or_404(session.polls.filter(opened_at__isnull=False), pk=pk)
    form = ChoiceForm(request.POST)
    if not form.is_valid():
        return refused(request, session, _("Choose one of the answers."))
    who = {"person": person_for(request), "now": timezone.now(), **form.cleaned_data}
    return attempt(request, session, lambda: polls.choose(poll=poll, **who), said=_("Your answer is kept."))


@never_cache
@signed_in
@require_safe
def material(request, public_id, pk):
    """A file of the session, for those who have a part in it."""
    session = session_for(request, public_id)
    if role_for(user=request.user, session=session) is None:
        raise PermissionDenied
    found = get_object_or_404(session.materials.exclude(file=""), pk=pk)
    return FileResponse(found.file.open("rb"), as_attachment=True, filename=found.name, content_type=found.content_type)


def _for_writing(request, public_id):
    """The session and one's role in it; clicks without end are stopped here."""
    session, now = session_for(request, public_id), timezone.now()
    role = role_for(user=request.user, session=session)
    who = person_for(request).pk
    if role is None or CLICKS.wait(who, now=now):
        raise PermissionDenied
    CLICKS.count(who, now=now)
    return session, role


def attempt(request, session, act, *, said=""):
    """Do it and go back, or say why not."""
    try:
        act()
    except BoardRefused as refusal:
        return refused(request, session, str(refusal))
    return done(request, session, said)


def done(request, session, said=""):
    """Back to where one was: to the script its part, to a form its page."""
    if _by_script(request):
        return _part(request, session, said=said)
    if said:
        messages.success(request, said)
    return redirect(_way_back(request, session))


def refused(request, session, words):
    if _by_script(request):
        return _part(request, session, said=words, status=409)
    messages.error(request, words)
    return redirect(_way_back(request, session))


def _way_back(request, session):
    name = BACK.get(request.POST.get("back"), "session_beside")
    return f"{reverse(name, args=[session.public_id])}#beside"


def _by_script(request):
    return request.headers.get("X-Requested-With") == "fetch"


def _page(request, session, *, form, now, status=200):
    context = board_context(request, session, now=now) | {"form": form, "event_url": page_of(session)}
    context |= {"polled_every": POLLED_EVERY}
    return render(request, "webinars/beside/page.html", context, status=status)


def _part(request, session, *, said="", status=200):
    """What ``beside.js`` puts in the place of what it shows."""
    asked = request.POST or request.GET
    context = board_context(request, session, now=timezone.now(), in_room=asked.get("back") == "room")
    context |= {"said": said}
    response = render(request, "webinars/beside/live.html", context, status=status)
    response["ETag"] = context["board_etag"]
    return response
