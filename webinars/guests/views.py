"""Registration without an account: an address is typed, a mail comes, its link takes the seat and leads back to it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from people.limits import DAY, Limit, address_of, words_to_wait
from people.models import Person
from webinars.access import PARTICIPANTS_EARLY, joining_window
from webinars.asking.questions import open_form
from webinars.entries import event_path
from webinars.exceptions import RegistrationRefused
from webinars.lines import LINES
from webinars.models import Session
from webinars.registration import register
from webinars.rooms import Role
from webinars.self_check_in import open_in
from webinars.tasks import send_guest_link
from webinars.translations import in_language

from .coming import come, give_back, is_in, refusal_to_come
from .forms import AboutForm, AddressForm
from .links import read, seat_path
from .opening import address_in

LINKS = Limit("guest-links", tries=40, seconds=3600)  # by where one sits: a hall full of people has one address
LINKS_OF_DAY = Limit("guest-links-day", tries=120, seconds=DAY)  # likewise
LINKS_OF_SESSION = Limit("guest-links-session", tries=1000, seconds=DAY)  # wherever they are asked for
MAILS = Limit("guest-mails", tries=4, seconds=DAY)  # to one mailbox, which may be a stranger's


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def start(request, key):
    """Type an address. What comes next is the same for every address, known or not: a mail."""
    session, now = _by_key(key), timezone.now()
    refusal = refusal_to_come(session, now=now)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if not refusal and form.is_valid() and _may_mail(request, session, form, now=now):
        email = form.cleaned_data["email"].lower()
        send_guest_link.enqueue(session.pk, key, email, get_language())
        return render(request, "webinars/guests/sent.html", {"session": session, "email": email})
    context = {"session": session, "form": form, "refusal": refusal, "event_url": event_path(session.event)}
    status = 409 if refusal and form.is_bound else 422 if form.is_bound else 200
    return render(request, "webinars/guests/start.html", context, status=status)


def _may_mail(request, session, form, *, now):
    """Whether another mail may leave; counted if so. ``form`` says otherwise, and keeps what was typed."""
    here, mailbox = address_of(request), form.cleaned_data["email"].casefold()
    limits = [(LINKS, here), (LINKS_OF_DAY, here), (LINKS_OF_SESSION, session.pk), (MAILS, mailbox)]
    for limit, who in limits:
        if refusal := words_to_wait(limit, who, now=now):
            form.add_error("email", refusal)
            return False
    for limit, who in limits:
        limit.count(who, now=now)
    return True


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request, key, token):
    """The link of the mail: what the school must still know is asked here, and a button takes the seat.

    Opening it changes nothing: mail programs open links before people do.
    """
    session, now = _by_key(key), timezone.now()
    email = address_in(token, session)
    if email is None:
        return render(request, "webinars/guests/old_link.html", {"session": session, "key": key}, status=410)
    person = Person.objects.filter(email__iexact=email).first()
    if person and is_in(person, session):
        return redirect(seat_path(person, session))
    sent = request.POST if request.method == "POST" else None
    about, questions = None if person else AboutForm(sent), open_form(person, session.event, sent)
    problem = refusal_to_come(session, now=now)
    if sent is not None and not problem and are_valid(about, questions):
        try:
            person = come(session=session, email=email, now=now, **said(about, questions))
        except RegistrationRefused as refusal:
            problem = str(refusal)
        else:
            return redirect(seat_path(person, session))
    context = {"session": session, "about": about, "questions": questions, "problem": problem}
    context |= {"email": email, "event_url": event_path(session.event)}
    status = 409 if problem and sent is not None else 422 if sent is not None else 200
    return render(request, "webinars/guests/confirm.html", context, status=status)


def are_valid(*forms):
    """True if all that there are are valid; each says what is wrong with it, also after another did."""
    wrong = [form for form in forms if form and not form.is_valid()]
    return not wrong


def said(about, questions):
    """What the two forms say, by the names that verbs use."""
    return {"name": about.cleaned_data["name"] if about else "", "answers": questions.given if questions else None}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def seat(request, token):
    """One's seat, place in the queue or request: how one joins, takes what is held, gives it back."""
    person, session = read(token)
    now, problem = timezone.now(), ""
    if request.method == "POST":
        try:
            return _done(request, person, session, now=now)
        except RegistrationRefused as refusal:
            problem = str(refusal)
    (session,) = in_language([session], get_language())
    opens, _closes = joining_window(session, role=Role.PARTICIPANT)
    place = session.waiting_places.open().filter(person=person).first()
    context = {
        "session": session,
        "token": token,
        "problem": problem,
        "registered": session.registrations.active().filter(person=person).exists(),
        "place": place,
        "waits": {"place": place, "turn": LINES.turns([session]).get(place.pk)} if place else None,
        "asks": session.requests.waiting().filter(person=person).exists(),
        "over": session.is_over(now=now),
        "room_is_open": now >= opens,
        "self_check_in": open_in(session, now=now),
        "minutes_early": int(PARTICIPANTS_EARLY.total_seconds() // 60),
        "leaving": "leave" in request.GET,
        "has_account": person.user_id is not None,
        "event_url": event_path(session.event),
    }
    return render(request, "webinars/guests/seat.html", context, status=409 if problem else 200)


def _done(request, person, session, *, now):
    if request.POST.get("do") == "take":
        if not session.waiting_places.offered().filter(person=person).exists():
            raise RegistrationRefused(_("The seat is not held for you any more."))
        register(person=person, session=session, now=now)
        messages.success(request, _("You are registered. We have sent the details by e-mail."))
    elif request.POST.get("do") == "give_back" and give_back(person=person, session=session, now=now):
        messages.success(request, _("Thank you for telling us. The seat goes on."))
    return redirect("guest_seat", request.resolver_match.kwargs["token"])


def _by_key(key):
    """The session that this link opens, in the reader's language; 404 where there is none."""
    sessions = Session.objects.public().select_related("event__locale")
    (session,) = in_language([get_object_or_404(sessions, guest_key=key)], get_language())
    return session
