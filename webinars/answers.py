"""What the registered answered from their calendar apps: kept beside their seat, which it never takes away.

Buttons of calendar apps are pressed by mistake, and a seat once gone is somebody else's. So who declines keeps it, and
gets a mail with the way to free it (docs/decisions/0033).
"""

from wagtail.log_actions import log

from calendars.replies import taker
from calendars.reply_mail import NotAnAnswer, Problem

from .invitations import SOURCE, public_id_of
from .models import Registration
from .tasks import send_declined_mail

Answer = Registration.Answer


@taker(SOURCE)
def keep_answer(reply, *, person, now):
    """Write down what ``person`` answered, unless a newer answer is known or there is no seat to speak of."""
    seats = Registration.objects.active().filter(person=person, session__public_id=public_id_of(reply.uid))
    registration = seats.select_for_update(of=("self",)).select_related("session").first()
    if registration is None or not registration.session.accepts_registrations(now=now):
        raise NotAnAnswer(Problem.CLOSED)
    if registration.answered_at and reply.stamped_at <= registration.answered_at:
        raise NotAnAnswer(Problem.OLDER)
    before = registration.answer
    registration.answer = Answer(reply.answer.lower())
    registration.answered_at, registration.answer_note = reply.stamped_at, reply.comment
    registration.save(update_fields=["answer", "answered_at", "answer_note"])
    log(registration, "webinars.answer", user=person.user, data={"answer": registration.answer})
    if registration.answer == Answer.DECLINED != before:
        send_declined_mail.enqueue(registration.pk)
