"""Background work of sessions; each task may run twice and takes keys, not rows.

The modules they call import this one, so they are imported when a task runs. Mails are ``calendars.tasks``' work.
"""

from django.utils import timezone
from django_tasks import task


@task()
def decide_ended_sessions():
    """The sweep: decide attendance of the sessions that ended."""
    from .attendance import decide_ended  # noqa: PLC0415 -- see the module's docstring

    return decide_ended(now=timezone.now())


@task()
def tell_who_missed():
    """The sweep: who missed a session is told once how to attend it afterwards."""
    from .catching_up import telling  # noqa: PLC0415 -- see the module's docstring

    return telling.tell_who_missed(now=timezone.now())


@task()
def send_word(items):
    """Tell one reader what an act brought them (``telling.word``): one mail, or none if nothing is so any more."""
    from .telling.mails import send  # noqa: PLC0415 -- see the module's docstring

    send(items, now=timezone.now())


@task()
def send_way_in_mail(way_in_pk, about):
    """Tell somebody what an organization did about them, or its contact that they do not come; if that is so still."""
    from .organizations.mails import way_in_mail  # noqa: PLC0415 -- see the module's docstring

    if mail := way_in_mail(way_in_pk, about=about):
        mail.send()


@task()
def send_guest_link(session_pk, guest_key, email, language):
    """Send the link that takes a seat to ``email``, whoever that is; none if the way in is shut by now."""
    from .guests.mails import link_mail  # noqa: PLC0415 -- see the module's docstring

    if mail := link_mail(session_pk, guest_key, email, language=language):
        mail.send()


@task()
def send_declined_mail(registration_pk):
    """Tell who declined in their calendar that the seat is still theirs; nothing if that is not so any more."""
    from .emails import declined_mail  # noqa: PLC0415 -- see the module's docstring
    from .models import Registration  # noqa: PLC0415

    declined = Registration.objects.active().filter(pk=registration_pk, answer=Registration.Answer.DECLINED)
    registration = declined.select_related("person", "session__event__locale").first()
    if registration and registration.person.email:
        declined_mail(registration).send()


@task()
def expire_waiting_offers():
    """The sweep: what nobody answered goes to the next in the queue, and what is over is waited for no more."""
    from .waiting import close_queues, expire_offers  # noqa: PLC0415 -- see the module's docstring

    now = timezone.now()
    return expire_offers(now=now) + close_queues(now=now)


@task()
def erase_old_names():
    """Every night: names that are no longer needed to decide attendance, answers that no event needs any more."""
    from .asking.forgetting import erase_answers  # noqa: PLC0415 -- see the module's docstring
    from .forgetting import erase_named, erase_names  # noqa: PLC0415

    now = timezone.now()
    return erase_names(now=now) + erase_named(now=now) + erase_answers(now=now)


@task()
def erase_emergency_contacts():
    """Every night: whom to call, once a visit is over for so long that nobody needs to be called."""
    from .visits.contacts import erase_old  # noqa: PLC0415 -- see the module's docstring

    return erase_old(now=timezone.now())


@task()
def send_contact_erased(person_pk, event_pk):
    """Tell one person that whom they named for ``event_pk`` is erased; unless they named somebody anew."""
    from .visits.mails import erased_mail  # noqa: PLC0415 -- see the module's docstring

    if mail := erased_mail(person_pk, event_pk):
        mail.send()


@task()
def send_travel_changed(person_pk, event_pk, parts):
    """Tell one person which parts of the travel information are new; nothing to who gave the seat back."""
    from .visits.mails import changed_mail  # noqa: PLC0415 -- see the module's docstring

    if mail := changed_mail(person_pk, event_pk, parts):
        mail.send()


@task()
def send_meeting_mail(about, person_pk, event_pk):
    """Tell one invited person of a working meeting or its minutes; nothing that is not true any more."""
    from .meetings.mails import meeting_mail  # noqa: PLC0415 -- see the module's docstring

    if mail := meeting_mail(about, person_pk, event_pk):
        mail.send()


@task()
def send_due_reminders():
    """The sweep: leave the reminders that are due, each once."""
    from .reminders import leave_due  # noqa: PLC0415 -- see the module's docstring

    return leave_due(now=timezone.now())


@task()
def send_reminder_mails():
    """Send the reminders that wait. What the mail server does not take now is left for the next sweep."""
    from .reminder_mails import send_waiting  # noqa: PLC0415 -- see the module's docstring

    return send_waiting(now=timezone.now())
