"""Events that ask something of those who come, one whose coordinator decides who comes, one with a limit."""

from datetime import timedelta

from people.models import Membership, Organization
from webinars.approval import ask_for_seat, decide
from webinars.models import EventPage, EventQuestion, Session
from webinars.registration import register
from webinars.waiting import join_queue

from .acts import send
from .stop import Stop


def make_asking(scene, slug, *, starts):
    """A session of an event with questions; the reader has answered."""
    session = scene.make_session("Ярмарок громад", slug, starts=starts)
    rows = [
        EventQuestion(text="Які страви вам підходять?", hint="Обід о 13.", kind="one", options="Усі\nБез м’яса"),
        EventQuestion(text="Чим допоможете?", kind="several", options="Столи\nЗвук", sort_order=1),
        EventQuestion(text="Чого ви чекаєте?", required=False, sort_order=2),
    ]
    for row in rows:
        row.event = session.event
        row.save()
    said = dict(zip([str(row.translation_key) for row in rows], ["Без м’яса", "Столи\nЗвук", ""], strict=True))
    register(person=scene.reader, session=session, now=scene.now, answers=said)
    return session


def make_chosen(scene):
    """The reader waits for a yes, the trainer got a no."""
    session = scene.make_session("Виїзна школа", "vyizna", starts=scene.now + timedelta(weeks=6))
    EventPage.objects.filter(pk=session.event_id).update(approval=True)
    ask_for_seat(person=scene.reader, session=session, now=scene.now)
    declined = ask_for_seat(person=scene.trainer, session=session, now=scene.now)
    decide(request=declined, approved=False, reason="Лише для нових громад", by=None, now=scene.now)
    return session


def make_limited(scene):
    """Seats are free, but the reader's organization has as many people there as it may; the reader waits."""
    session = scene.make_session("Форум сіл", "forum-sil", starts=scene.now + timedelta(weeks=7), capacity=9)
    organization = Organization.objects.create(name="ГО «Толока»", region="UA-05")
    for person in (scene.neighbor, scene.reader, scene.trainer):
        Membership.objects.create(person=person, organization=organization)
    register(person=scene.neighbor, session=session, now=scene.now)
    Session.objects.filter(pk=session.pk).update(organization_limit=1, first_in_queue="rural")
    join_queue(person=scene.reader, session=session, now=scene.now)
    return session


ASKING = {
    "event, the organization is full": Stop("/podii/forum-sil/", "reader"),
    "in the queue, the organization is full": Stop("/s/{limited.public_id}/queue/", "reader"),
    "register, the organization is full": Stop("/s/{limited.public_id}/register/", "trainer"),
    "join the queue, the organization is full": Stop("/s/{limited.public_id}/queue/", "trainer"),
    "register, questions": Stop("/s/{asking.public_id}/register/", "newcomer"),
    "register, questions, error": Stop("/s/{asking.public_id}/register/", "newcomer", act=send),
    "dates to choose, questions": Stop("/e/{asking.event.pk}/dates/", "newcomer"),
    "answers": Stop("/e/{asking.event.pk}/answers/", "reader"),
    "answers, event begun": Stop("/e/{asked.event.pk}/answers/", "reader"),
    "ask for a seat": Stop("/s/{chosen.public_id}/request/", "newcomer"),
    "ask for a seat, asked": Stop("/s/{chosen.public_id}/request/", "reader"),
    "ask for a seat, declined": Stop("/s/{chosen.public_id}/request/", "trainer"),
    "register, approval": Stop("/s/{chosen.public_id}/register/", "newcomer"),
    "take a request back": Stop("/s/{chosen.public_id}/request/withdraw/", "reader"),
    "take a request back, none": Stop("/s/{chosen.public_id}/request/withdraw/", "newcomer"),
    "attendees and answers": Stop("/t/e/{asking.public_id}/people/", "trainer"),
    "attendees, nobody": Stop("/t/e/{lonely.public_id}/people/", "trainer"),
    "dates to choose, questions, error": Stop("/e/{asking.event.pk}/dates/", "newcomer", act=send),
    "event, answered": Stop("/podii/yarmarok/", "reader"),
    "answers, nobody's": Stop("/e/{asking.event.pk}/answers/", "newcomer", status=404),
    "event with approval": Stop("/podii/vyizna/", "newcomer"),
    "event, asked for a seat": Stop("/podii/vyizna/", "reader"),
}
