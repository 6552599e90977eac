"""A session that is on, with its host, people with seats, and their browsers."""

from django.test import Client
from django.utils import timezone

from webinars.beside.questions import ask

from .factories import make_person, session_around

SCRIPT = {"X-Requested-With": "fetch"}


class Hall:
    """``session`` with its ``host``, and ``olena`` and ``petro``, who have seats."""

    def __init__(self, **fields):
        self.host = make_person(name="Тарас Гнатюк")
        self.session = session_around(host=self.host, **fields)
        self.olena, self.petro = self.seat("Олена Коваль"), self.seat("Петро Шевчук")

    def seat(self, name):
        person = make_person(name=name)
        self.session.registrations.create(person=person, created_at=timezone.now())
        return person

    def url(self, rest=""):
        return f"/s/{self.session.public_id}/beside/{rest}"

    def desk(self, rest=""):
        return f"/t/e/{self.session.public_id}/room/{rest}"

    def ask(self, text="Де шукати додатки?", *, person=None, now=None):
        return ask(session=self.session, person=person or self.olena, text=text, now=now or timezone.now())

    @property
    def version(self):
        self.session.refresh_from_db()
        return self.session.board.version


def browser(person):
    client = Client()
    client.force_login(person.user, backend="people.backends.SchoolBackend")
    return client
