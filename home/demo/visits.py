"""What those who take part in a study visit are told, and whom they named. Names and numbers are invented."""

from itertools import cycle

from webinars.models import Travel
from webinars.visits.contacts import give_contact
from webinars.visits.travelling import write_travel

TO_CALL = (("Марія Показова", "мама"), ("Андрій Показовий", "брат"), ("Софія Прикладна", "колега"))


def tell_the_way(event, entry, guests, *, now):
    """Write the way to ``event``; all but the last of ``guests`` say whom to call."""
    write_travel(travel=Travel(event=event, **{name: text.strip() for name, text in entry.items()}), by=None, now=now)
    for number, (person, (name, relation)) in enumerate(zip(guests[:-1], cycle(TO_CALL), strict=False)):
        phone = f"+380 00 000 01 {number:02}"
        give_contact(person=person, event=event, name=name, relation=relation, phone=phone, now=now)
