"""A forum that is on now: two online rooms, three tracks, a second version."""

from datetime import timedelta

from conferences.cards.inviting import invite
from conferences.links import CARD, PROPOSAL
from conferences.models import Appearance, Call, Item, Programme, Proposal, Room, RoomDay, Track
from conferences.proposals.deciding import decide, tell
from conferences.proposals.proposing import propose
from conferences.releasing import release
from conferences.scheduling import schedule_item
from home.demo.pages import publish
from webinars.models import EventPage, Session
from webinars.scheduling import schedule

HOUR = timedelta(hours=1)


def make_forum(events, *, speaker, now, host=None):
    """Its programme; the event has one session that the first room is joined by."""
    event = EventPage(title="Форум «Поруч»", slug="poruch", kind="annual_forum", lead="Разом")
    publish(event, events)
    begins = now.replace(minute=0, second=0, microsecond=0) - HOUR
    session = Session(event=event, starts_at=begins, ends_at=begins + 8 * HOUR, host=host)
    session = schedule(session=session, by=None, now=begins - 7 * 24 * HOUR)
    programme = Programme.objects.create(event=event)
    rooms = [
        Room.objects.create(programme=programme, name="Кімната «Дія»", kind="online", sort_order=1),
        Room.objects.create(programme=programme, name="Мала зала", kind="hall", address="Дім культури", sort_order=2),
    ]
    for room, joined in zip(rooms, (session, None), strict=True):
        RoomDay.objects.create(room=room, opens_at=begins, closes_at=begins + 8 * HOUR, session=joined)
    tracks = [
        Track.objects.create(programme=programme, name=name, color=color)
        for name, color in (("Бюджет", "blue"), ("Медіа", "wheat"), ("Доступність", "green"))
    ]
    plan = [
        ("Відкриття", "networking", None, 0, 60, None, "uk"),
        ("Вода в громаді", "talk", rooms[0], 60, 120, tracks[0], "uk"),
        ("Street by street", "panel", rooms[1], 60, 60, tracks[1], "en"),
        ("Двері для всіх", "master_class", rooms[1], 120, 60, tracks[2], "uk"),
        ("Обід", "break", None, 180, 60, None, "uk"),
    ]
    for title, kind, room, at, minutes, track, language in plan:
        item = Item.objects.create(programme=programme, title=title, kind=kind, track=track, language=language)
        if room:
            Appearance.objects.create(item=item, speaker=speaker)
        starts = begins + timedelta(minutes=at)
        schedule_item(item=item, room=room, starts_at=starts, minutes=minutes, by=None)
    release(programme=programme, by=None, now=now - 24 * HOUR)
    lunch = programme.items.get(kind="break")
    schedule_item(item=lunch, room=None, starts_at=lunch.starts_at, minutes=45, by=None)
    release(programme=programme, by=None, now=now, note="Обід став коротшим.")
    return programme


def make_call(programme, *, now):
    """A call that is open for a week yet."""
    opens, closes = now - 24 * HOUR, now + 7 * 24 * HOUR
    return Call.objects.create(programme=programme, opens_at=opens, closes_at=closes, text="Шукаємо справи громад.")


def ask_speaker(programme, *, by, now):
    """Token of the link to the card of its speaker."""
    speaker = Appearance.objects.filter(item__programme=programme).first().speaker
    invited = invite(programme=programme, speaker=speaker, email="taras@school.test", by=by, now=now)
    return CARD.token(invited.public_id)


class Proposed:
    """Tokens of links to proposals: a draft, one that waits, one that is accepted, one that is declined."""

    def __init__(self, programme, *, by, now):
        self.call = make_call(programme, now=now)
        self.draft = self.make("Двір без машин", send=False, now=now)
        self.sent = self.make("Школа сусідів", now=now)
        self.accepted = self.make("Вода в селі", now=now, told=(True, ""), by=by)
        self.declined = self.make("Про все", now=now, told=(False, "Замало справ"), by=by)

    def make(self, title, *, now, send=True, told=None, by=None):
        proposal = Proposal(call=self.call, title=title, abstract="Про що.", name="Олена", email="olena@school.test")
        proposal = propose(proposal=proposal, send=send, now=now)
        if told:
            decide(proposal=proposal, accepted=told[0], reason=told[1], by=by, now=now)
            tell(proposal=proposal, by=by, now=now)
        return PROPOSAL.token(proposal.public_id)
