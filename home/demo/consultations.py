"""Consultations of two trainers: past ones with notes, booked ones and free times – through the domain verbs."""

from datetime import time, timedelta

from consultations.booking import book
from consultations.freeing import free_slots
from consultations.models import Offer
from consultations.notes import keep_note
from consultations.publishing import add_absence, add_hours, publish
from webinars.attendance import decide, mark_on_sheet
from webinars.recurrence import Rule

from .clock import today
from .reading import read

RULES = ("about", "minutes", "buffer")
SINCE, AHEAD = timedelta(days=45), timedelta(days=100)


def build_consultations(people, *, logins, now):
    """What the file tells: offers with hours from before, who booked, what became of it."""
    for row in read("consultations.toml")["trainer"]:
        offer = build_offer(row, trainer=logins[row["login"]], now=now)
        for entry in row["booked"]:
            person = people[entry["person"]] if "person" in entry else logins["participant"]
            build_booking(offer, entry, person=person, now=now)


def build_offer(row, *, trainer, now):
    day = today(now)
    rules = {name: row[name] for name in RULES}
    offer = publish(trainer=trainer, by=trainer.user, now=now - SINCE, **rules)
    rule = Rule(weekdays=tuple(row["weekdays"]), until=day + AHEAD)
    at, until = (time.fromisoformat(row[name]) for name in ("at", "until"))
    add_hours(offer=offer, rule=rule, first_on=day - SINCE, at=at, until=until, by=trainer.user)
    if row["away"]:
        first_on, last_on = (day + timedelta(days=number) for number in row["away"])
        add_absence(offer=offer, first_on=first_on, last_on=last_on, by=trainer.user)
    return Offer.objects.with_times().get(pk=offer.pk)


def build_booking(offer, entry, *, person, now):
    """Book as many days ago as ``entry`` says: what has a note was held, noted that evening; the rest is to come."""
    then = now + timedelta(days=entry["days"])
    free = free_slots([offer], now=then)[offer]
    slot = [slot for slot in free if "note" in entry or slot.starts_at > now][entry["place"]]
    words = {name: entry[name] for name in ("subject", "question")}
    consultation = book(person=person, offer=offer, starts_at=slot.starts_at, now=then, **words)
    session = consultation.session
    if session.is_over(now=now):
        mark_on_sheet(session=session, person=person, by=offer.trainer, now=session.starts_at)
        decide(session=session, now=session.ends_at + timedelta(minutes=40))
        keep_note(consultation=consultation, text=entry["note"], by=offer.trainer, now=session.ends_at)
