"""People whom an organization sends, and guests without an account; the contact is the scene's trainer."""

from datetime import timedelta

from people.accounts import write_down
from webinars.guests.links import token_of
from webinars.guests.opening import open_to_guests
from webinars.guests.opening import token_of as mailed
from webinars.organizations.answering import decline
from webinars.organizations.refusals import Somebody
from webinars.organizations.sending import send
from webinars.registration import register

from .acts import send as press
from .acts import send_empty
from .stop import Stop


def make_sent(scene):
    """One seat, somebody in the queue, one who is asked and one who declined; a guest with seats, now and later."""
    scene.organization = scene.seats.organization
    scene.team = scene.make_session("Школа команд", "komandy", starts=scene.now + timedelta(weeks=29), capacity=1)
    members = [Somebody("a", person=scene.neighbor), Somebody("b", person=scene.trainer)]
    strangers = [Somebody(name, name=name, email=f"{name}@school.test") for name in ("nina", "vira")]
    who = {"organization": scene.organization, "by": scene.trainer, "now": scene.now}
    scene.seated, scene.queued, scene.named, scene.declined = send(
        sessions=[scene.team], people=[*members, *strangers], **who
    )
    decline(way_in=scene.declined)
    (scene.silent,) = send(sessions=[scene.asking], people=members[1:], **who)
    guest = write_down(name="Марія Гостя", email="mariia@school.test")
    for session in (scene.before, scene.live):
        register(person=guest, session=session, now=scene.now)
    scene.guest_later, scene.guest_now, scene.guest_without = (
        token_of(guest, session) for session in (scene.before, scene.live, scene.team)
    )
    scene.open = open_to_guests(session=scene.team, by=None)
    scene.mailed = mailed(scene.open, "new@school.test")


PEOPLE = "/my/organizations/{organization.pk}"
SENT = {
    "events for an organization": Stop("/my/organizations/events/", "trainer"),
    "events for an organization, no contact": Stop("/my/organizations/events/", "newcomer", status=404),
    "people for an event": Stop(PEOPLE + "/events/{team.event_id}/", "trainer"),
    "people for an event, error": Stop(PEOPLE + "/events/{team.event_id}/", "trainer", act=press),
    "people for several dates": Stop(PEOPLE + "/events/{weeks.pk}/", "trainer"),
    "people for an event, none open": Stop(PEOPLE + "/events/{over.event_id}/", "trainer"),
    "replace somebody sent": Stop(PEOPLE + "/people/{seated.pk}/", "trainer"),
    "replace somebody sent, error": Stop(PEOPLE + "/people/{named.pk}/", "trainer", act=press),
    "take somebody back": Stop(PEOPLE + "/people/{queued.pk}/take-back/", "trainer"),
    "answer for somebody": Stop(PEOPLE + "/people/{silent.pk}/answers/", "trainer"),
    "answer for somebody, error": Stop(PEOPLE + "/people/{silent.pk}/answers/", "trainer", act=press),
    "invitation to an event": Stop("/n/e/{named.key}/"),
    "invitation to an event, error": Stop("/n/e/{named.key}/", act=press),
    "invitation to an event, declined": Stop("/n/e/{declined.key}/"),
    "invitation to an event, questions": Stop("/n/e/{silent.key}/"),
    "without an account": Stop("/w/{open.guest_key}/"),
    "without an account, error": Stop("/w/{open.guest_key}/", act=send_empty),
    "without an account, by the mail": Stop("/w/{open.guest_key}/{mailed}/"),
    "without an account, by the mail, error": Stop("/w/{open.guest_key}/{mailed}/", act=press),
    "without an account, an old link": Stop("/w/{open.guest_key}/old/", status=410),
    "seat of a guest": Stop("/g/{guest_later}/"),
    "seat of a guest, given back": Stop("/g/{guest_later}/?leave=1"),
    "seat of a guest, none": Stop("/g/{guest_without}/"),
    "guest, too early": Stop("/g/{guest_later}/join/"),
    "guest, join": Stop("/g/{guest_now}/join/"),
    "guest, room": Stop("/g/{guest_now}/room/"),
    "guest, a link that is none": Stop("/g/1-1-x/", status=404),
}
