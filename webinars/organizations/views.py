"""The pages of an organization's contact: events, whom they send, replaced, taken back, answered for."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from content.asking import AnswersForm
from people.accounts import person_for
from people.alphabet import Alphabetically
from people.contacts import led_by
from people.models import Person
from people.signing_in import signed_in
from webinars.access import visible_events, visible_to
from webinars.asking.questions import answers_of, questions_of
from webinars.entries import event_path
from webinars.exceptions import RegistrationRefused, SendingRefused
from webinars.translations import in_language

from . import sending
from .answering import accept, beside
from .events import coming_events
from .forms import PeopleForm, SendForm
from .limits import check_mails, count_mails
from .listing import listed


@never_cache
@login_required
@require_safe
def events(request):
    """What an organization may send people to, for each organization whose contact one is."""
    mine = list(led_by(person_for(request)).order_by(Alphabetically("name")))
    if not mine:
        raise Http404
    found = coming_events(request.user, organizations=mine, now=timezone.now())
    return render(request, "webinars/organizations/events.html", {"organizations": found})


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def event(request, organization, pk):
    """Whom the organization sends to an event, by date, and a form to send more."""
    contact, organization = _contact(request, organization)
    page, now = get_object_or_404(visible_events(request.user).select_related("locale"), pk=pk), timezone.now()
    (page_sessions, open_now) = _sessions(request.user, page, now=now)
    members = members_of(organization)
    form = SendForm(request.POST if request.method == "POST" else None, sessions=open_now, members=members)
    if form.is_valid() and (sent := _sent(form, organization=organization, by=contact, now=now)):
        say(request, sent)
        return redirect("organization_event", organization.pk, pk)
    rows = listed(organization.ways_in.filter(session__in=page_sessions), now=now)
    context = {
        "organization": organization,
        "event": page,
        "event_url": event_path(page),
        "groups": [
            (session, [row for row in rows if row.way_in.session_id == session.pk]) for session in page_sessions
        ],
        "sent": bool(rows),
        "open": open_now,
        "form": form,
    }
    status = 422 if form.is_bound else 200
    return render(request, "webinars/organizations/event.html", context, status=status)


def _sessions(user, page, *, now):
    """(announced sessions of the event, those to which one may send people still), in the active language."""
    announced = visible_to(user).exclude(state="draft").filter(event__translation_key=page.translation_key)
    sessions = in_language(announced.select_related("event__locale").order_by("starts_at", "pk"), get_language())
    return sessions, [session for session in sessions if not session.is_cancelled and now < session.starts_at]


def members_of(organization):
    """The people of ``organization``, by the names they show to others."""
    people = Person.objects.filter(memberships__organization=organization)
    return list(people.order_by(Alphabetically("display_name"), "pk"))


def _sent(form, **who):
    data = form.cleaned_data
    sessions, people = list(data["dates"]), data["people"]
    mails = {"organization": who["organization"], "now": who["now"]}
    try:
        check_mails(people, event=sessions[0].event, **mails)
        sent = sending.send(sessions=sessions, people=people, **who)
    except SendingRefused as refusal:
        form.refuse(refusal.problems)
        return None
    count_mails(sent, **mails)
    return sent


def say(request, sent):
    """How many came in, and how many are asked by mail."""
    asked = len({row.address or row.pk for row in sent if row.is_invited})
    came = len({row.person_id for row in sent if not row.is_invited})
    if came:
        words = ngettext("%(number)d person is named.", "%(number)d people are named.", came)
        messages.success(request, words % {"number": came})
    if asked:
        words = ngettext("%(number)d person is invited by mail.", "%(number)d people are invited by mail.", asked)
        messages.success(request, words % {"number": asked})


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def replace(request, organization, number):
    """Somebody else comes instead: a seat passes on, and nobody in the queue is passed by."""
    contact, sent = _one(request, organization, number)
    way_in, now, problem = sent.way_in, timezone.now(), ""
    members = [member for member in members_of(way_in.organization) if member.pk != way_in.person_id]
    form = PeopleForm(request.POST if request.method == "POST" else None, members=members)
    if form.is_valid():
        if len(form.cleaned_data["people"]) > 1:
            form.add_error(None, _("One person comes instead of another: name one."))
        else:
            somebody, mails = form.cleaned_data["people"][0], {"organization": way_in.organization, "now": now}
            try:
                check_mails([somebody], event=way_in.session.event, **mails)
                new = sending.replace(way_in=way_in, somebody=somebody, by=contact, now=now)
            except SendingRefused as refusal:
                form.refuse(refusal.problems)
            except RegistrationRefused as refusal:
                problem = str(refusal)
            else:
                count_mails([new], **mails)
                say(request, [new])
                return _back(way_in)
    context = _of(sent) | {
        "form": form,
        "problem": problem or sending.refusal_to_replace(way_in, way_in.session, now=now),
    }
    status = 409 if problem else 422 if form.is_bound else 200
    return render(request, "webinars/organizations/replace.html", context, status=status)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def take_back(request, organization, number):
    """Ask once, then they are not sent any more."""
    contact, sent = _one(request, organization, number)
    problem = ""
    if request.method == "POST":
        try:
            sending.take_back(way_in=sent.way_in, by=contact, now=timezone.now())
        except RegistrationRefused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, _("%(name)s is not sent any more.") % {"name": sent.name})
            return _back(sent.way_in)
    context = _of(sent) | {"problem": problem}
    return render(request, "webinars/organizations/take_back.html", context, status=409 if problem else 200)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request, organization, number):
    """What the event asks and a member has not answered: the contact answers, and the member comes in."""
    contact, sent = _one(request, organization, number)
    if not sent.may_answer:
        raise Http404
    way_in, problem = sent.way_in, ""
    known = answers_of(way_in.person, way_in.session.event)  # theirs: neither shown here nor asked again
    asked = [question for question in questions_of(way_in.session.event) if not known.get(question.key)]
    form = AnswersForm(request.POST if request.method == "POST" else None, asked=asked)
    if form.is_valid():
        try:
            for row in beside(way_in):
                accept(way_in=row, person=way_in.person, answers=form.given, by=contact, now=timezone.now())
        except RegistrationRefused as refusal:
            problem = str(refusal)
        else:
            messages.success(request, _("%(name)s is named.") % {"name": sent.name})
            return _back(way_in)
    context = _of(sent) | {"form": form, "problem": problem}
    status = 409 if problem else 422 if form.errors else 200
    return render(request, "webinars/organizations/answers.html", context, status=status)


def _contact(request, organization):
    """(the reader, one of the organizations whose contact they are); 404 for any other."""
    person = person_for(request)
    return person, get_object_or_404(led_by(person), pk=organization)


def _one(request, organization, number):
    """(contact, somebody whom the organization sends still); 404 for the people of others."""
    contact, organization = _contact(request, organization)
    mine = organization.ways_in.in_use().filter(session__in=visible_to(request.user))
    found = listed(mine.filter(pk=number), now=timezone.now())
    if not found or not found[0].is_open:
        raise Http404
    return contact, found[0]


def _of(sent):
    (session,) = in_language([sent.way_in.session], get_language())
    return {"sent": sent, "session": session, "organization": sent.way_in.organization}


def _back(way_in):
    return redirect("organization_event", way_in.organization_id, way_in.session.event_id)
