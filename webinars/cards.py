"""A session as one reader meets it: what it is now, what they have to do with it, what they may do next."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, Subquery, TextField, Value
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from content import wording
from people.accounts import person_of
from people.models import Organization
from people.queues.turns import Turn

from .access import OPEN_AFTERWARDS, is_host, joining_window, visible_to
from .asking.questions import questions_of
from .catching_up.opening import later_of
from .check_in import may_check_in
from .event_links import links_of
from .films import film_of
from .lines import LINES, limit_words
from .master_classes import handed_out, master_class_of
from .meetings.showing import meeting_context
from .models import Attendance, DigestPage, Registration, SeatRequest, Session, WaitingPlace
from .recordings.showing import shown_among
from .rooms import Role
from .self_check_in import open_among

FOLDED_FROM = 3  # so many dates that are over make room for those to come


@dataclass(frozen=True)
class Card:
    """One session for one reader at one moment."""

    session: Session
    now: datetime
    registered: bool = False
    answer: str = ""
    host: bool = False
    attendance: Attendance | None = None
    place: WaitingPlace | None = None
    turn: Turn | None = None  # of who waits and has no offer
    full_organization: Organization | None = None  # the one that may have no more people here
    request: str | None = None  # None where nobody has to approve; else the state of the newest request, or nothing
    reason: str = ""  # why the newest request was declined
    later: datetime | None = None  # until when who had a seat may attend afterwards
    self_check_in: bool = False  # whether who has a seat may check in by themselves now

    @property
    def state(self):
        if self.session.state != Session.State.SCHEDULED:
            return self.session.state
        if self.session.is_over(now=self.now):
            return "over"
        return "live" if self.session.is_live(now=self.now) else "upcoming"

    @property
    def may_register(self):
        session = self.session
        seat = self.is_held or not (session.is_full() or self.limit)
        free = seat and (self.request is None or self.is_held)
        apart = session.is_private or session.event.by_invitation  # who is invited answers instead
        return not (self.registered or apart) and session.accepts_registrations(now=self.now) and free

    @property
    def may_ask(self):
        """A coordinator approves, and this reader has not asked, or may ask again."""
        closed = self.registered or self.place or self.request in (None, SeatRequest.State.DECLINED)
        return self.state == "upcoming" and not (closed or self.asks)

    @property
    def asks(self):
        """A coordinator has yet to decide."""
        return self.request == SeatRequest.State.WAITING and self.state == "upcoming"

    @property
    def refused(self):
        return self.request == SeatRequest.State.DECLINED and not self.registered and self.state == "upcoming"

    @property
    def limit(self):
        """Why this reader may not register by themselves although seats are free, in words."""
        bound = self.full_organization and self.request is None and not (self.registered or self.session.is_private)
        return limit_words(self.full_organization) if bound else ""

    @property
    def is_held(self):
        """A seat waits for this reader's answer."""
        return self.place is not None and self.place.is_offered

    @property
    def may_queue(self):
        """There is no seat for this reader, and time yet for one to become free."""
        waits = self.registered or self.place is not None or self.session.event.by_invitation
        none_left = self.session.is_full() or self.limit
        return bool(self.state == "upcoming" and none_left and not waits and self.request is None)

    @property
    def waits(self):
        return self.place is not None and not self.is_held and self.state == "upcoming"

    @property
    def may_withdraw(self):
        return self.registered and not self.session.is_over(now=self.now)

    @property
    def declined(self):
        """This reader's calendar told us that they do not come, and they have the seat still."""
        return self.answer == Registration.Answer.DECLINED and self.may_withdraw

    @property
    def opens_at(self):
        return joining_window(self.session, role=Role.HOST if self.host else Role.PARTICIPANT)[0]

    @property
    def concerns_room(self):
        """An online session that this reader may enter, now or later."""
        _opens, closes = joining_window(self.session, role=Role.PARTICIPANT)
        mine = self.registered or self.host
        return mine and self.session.is_online and self.state in ("upcoming", "live", "over") and self.now <= closes

    @property
    def may_check_in(self):
        """In the hall, when its screen shows codes."""
        return self.registered and may_check_in(session=self.session, now=self.now)

    @property
    def shows_codes(self):
        """A session in a hall, for its host, until it is over."""
        return self.host and self.session.mode != Session.Mode.ONLINE and self.state in ("upcoming", "live")

    @property
    def room_is_open(self):
        return self.concerns_room and self.now >= self.opens_at

    @property
    def is_cancelled(self):
        return self.session.is_cancelled

    @property
    def may_catch_up(self):
        """Registered, not credited, and the check is open."""
        credited = self.attendance and (self.attendance.is_credited or self.attendance.corrected_by_id)
        return bool(self.registered and self.later and not credited)

    @property
    def word(self):
        """The one word the calendar shows: what happens now, what was, or that one has a seat."""
        if self.state == "upcoming":
            if self.is_held:
                return gettext("A seat is held for you")
            if self.waits:
                return gettext("You are in the queue")
            if self.asks:
                return gettext("You have asked for a seat")
            return gettext("You are registered") if self.registered else ""
        over = gettext("There is a recording") if self.session.is_recorded else gettext("Took place")
        return {"live": gettext("On now"), "over": over}.get(self.state, "")

    @property
    def tone(self):
        if self.state == "over" and self.session.is_recorded:
            return "done"
        if self.is_held or self.waits or self.asks:
            return "wait"
        return {"upcoming": "done", "live": "live"}.get(self.state, "off")

    @property
    def foreign_language(self):
        """The code of the event's language where that is not the page's."""
        code = self.session.event.locale.language_code
        return "" if code == get_language() else code

    @property
    def note(self):
        """What the calendar says beside the title: kind, length, way of taking part, free seats."""
        session, left = self.session, self.session.seats_left
        parts = [session.event.get_kind_display(), wording.duration(session.length.total_seconds() // 60)]
        parts.append(session.place or session.get_mode_display())
        if left is not None and self.state in ("upcoming", "live"):
            seats = ngettext("%(number)d free seat", "%(number)d free seats", left)
            parts.append(seats % {"number": left} if left else gettext("no free seats"))
        return ", ".join(str(part) for part in parts)

    @property
    def elsewhere(self):
        """Start and end on the clock of the place, if that is not Kyiv's."""
        zone = self.session.zone
        if zone.key == timezone.get_default_timezone_name():
            return None
        return f"{self.session.starts_at.astimezone(zone):%H:%M}–{self.session.ends_at.astimezone(zone):%H:%M}"


def cards_of(sessions, *, user, now):
    """Cards for ``sessions``, in their order, in as many queries for three as for one."""
    sessions = list(sessions)
    person = person_of(user)
    requests = requests_in(sessions, person)
    if person is None:
        return [Card(session, now, **requests.get(session.pk, {})) for session in sessions]
    mine = dict(Registration.objects.active().filter(person=person).values_list("session", "answer"))
    attendances = {row.session_id: row for row in Attendance.objects.filter(person=person, session__in=sessions)}
    places = {
        place.session_id: place for place in WaitingPlace.objects.open().filter(person=person, session__in=sessions)
    }
    turns = turns_of(sessions, places)
    full_organizations = LINES.keeps_out(person, sessions)
    later = later_of([session for session in sessions if session.pk in mine and session.is_over(now=now)], now=now)
    self_check_in = open_among([session for session in sessions if session.pk in mine], now=now)
    return [
        Card(
            session,
            now,
            registered=session.pk in mine,
            answer=mine.get(session.pk, ""),
            host=is_host(user=user, session=session),
            attendance=attendances.get(session.pk),
            place=places.get(session.pk),
            turn=turns.get(session.pk),
            full_organization=full_organizations.get(session.pk),
            later=later.get(session.pk),
            self_check_in=session.pk in self_check_in,
            **requests.get(session.pk, {}),
        )
        for session in sessions
    ]


def turns_of(sessions, places):
    """{key of a session: the turn of who waits for it}; ``places`` are theirs by the session."""
    waited_for = [session for session in sessions if session.pk in places and not places[session.pk].is_offered]
    turns = LINES.turns(waited_for) if waited_for else {}
    return {key: turns.get(place.pk) for key, place in places.items()}


def requests_in(sessions, person):
    """The newest ``request`` of ``person`` and its ``reason``, by session, where a coordinator approves. One query."""
    mine = SeatRequest.objects.filter(session=OuterRef("pk"), person=person).order_by("-asked_at", "-pk")
    approved = Session.objects.filter(pk__in=[session.pk for session in sessions], event__approval=True, kept_by="")
    newest = {"request": "state", "reason": "reason"}
    said = {
        name: Coalesce(Subquery(mine.values(field)[:1]), Value(""), output_field=TextField())
        for name, field in newest.items()
    }
    rows = approved.order_by().annotate(**said).values("pk", *said)
    return {row.pop("pk"): row for row in rows}


def sessions_of(user, *, event):
    """What ``user`` may see of the sessions of ``event`` in any of its languages; never a draft."""
    sessions = visible_to(user).filter(event__translation_key=event.translation_key)
    return sessions.exclude(state=Session.State.DRAFT).order_by("starts_at", "pk")


def current_session(user, *, event):
    """The session that is on or comes next, or None."""
    still_open = sessions_of(user, event=event).scheduled().filter(ends_at__gt=timezone.now() - OPEN_AFTERWARDS)
    return still_open.first()


def event_context(request, *, event):
    """What the event's page says besides its text: its sessions, and whether they are to come, on, or over."""
    now = timezone.now()
    sessions = list(sessions_of(request.user, event=event).with_taken())
    for session in sessions:
        session.event = event  # whichever translation is shown, without a query
    cards = cards_of(sessions, user=request.user, now=now)
    cards.sort(key=lambda card: card.session.is_over(now=now))  # what one can still come to stands first
    states = {card.state for card in cards}
    past = [card for card in cards if card.session.is_over(now=now)]
    files, more_files = handed_out(event, cards)
    folded = past if len(past) >= FOLDED_FROM and len(past) < len(cards) else []
    return {
        "cards": [card for card in cards if card not in folded],
        "folded_cards": folded,
        "open_dates": sum(card.state in ("upcoming", "live") for card in cards),
        "phase": next((name for name in ("live", "upcoming", "over", "cancelled") if name in states), "none"),
        "crumbs": [event.get_parent()],
        "facts": [
            (gettext("Kind of event"), str(event.get_kind_display())),
            (gettext("Topic"), event.topic.label if event.topic else ""),
        ],
        "links": links_of(event),
        "has_answers": any(card.registered or card.place or card.asks for card in cards) and bool(questions_of(event)),
        "feed_url": f"{event.get_url(request) or ''}event.ics",
        "has_taken_place": "over" in states,
        "recordings": shown_among(cards, now=now),
        "has_begun": bool(states & {"over", "live"}),
        "meeting": meeting_context(request.user, event=event) if event.by_invitation else None,
        "digest": DigestPage.objects.live().child_of(event).first() if event.kind in DigestPage.KINDS else None,
        "film": film_of(event),
        "master_class": master_class_of(event),
        "handed_out": files,
        "more_handed_out": more_files,
        "speakers": [row.speaker for row in event.speaker_rows.select_related("speaker__photo")],
        "now": now,
    }
