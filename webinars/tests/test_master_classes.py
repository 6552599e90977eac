"""Master classes: what one leaves with, what to bring, what is handed out and to whom."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale

from webinars.beside.materials import add
from webinars.emails import reminder_mail
from webinars.models import MasterClass, Reminder
from webinars.registration import register

from .factories import make_event, make_person, make_session

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
SAID = {
    "outcomes": "Кошторис із поясненнями\n\n Рахунок від дій ",
    "bring": "Калькулятор\nДві справжні ціни",
    "handouts": "Порожній кошторис",
}


def session_in(days, kind="master_class", **fields):
    return make_session(event=fields.pop("event", None) or make_event(kind=kind), starts_at=timezone.now() + days * DAY)


def needs_of(event):
    return MasterClass.objects.create(event_key=event.translation_key, **SAID)


def hand_out(session, title):
    add(session=session, title=title, url="https://files.example.org/b.pdf", by=None, now=session.starts_at)


def planner(signed_in):
    person = make_person()
    browser = signed_in(person, "change_session")
    person.user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return browser


def test_what_is_written_stands_on_the_page_and_in_mails(client, signed_in):
    session = session_in(5)
    browser, address = planner(signed_in), f"/admin/session/{session.pk}/master-class/"
    assert browser.post(address, {**SAID, "bring": "к" * 2001}).status_code == 200
    assert not MasterClass.objects.exists()
    assert browser.post(address, SAID).status_code == 302
    assert address in browser.get(f"/admin/session/edit/{session.pk}/").content.decode()

    client.logout()
    page = client.get(session.event.url).content.decode()
    lines = ("Кошторис із поясненнями", "Рахунок від дій", "Калькулятор", "Дві справжні ціни", "Порожній кошторис")
    assert [line for line in lines if f"<li>{line}</li>" not in page] == []
    registration = register(person=make_person(language="en"), session=session, now=timezone.now())
    reminder = Reminder(registration=registration, starts_at=session.starts_at, minutes=60)
    for letter in (mail.outbox[-1], reminder_mail(reminder)):
        assert "Please bring or prepare:\n– Калькулятор\n– Дві справжні ціни\n" in letter.body


def test_the_page_of_a_translation_says_the_same(client):
    session = session_in(5)
    needs_of(session.event)
    english, _made = Locale.objects.get_or_create(language_code="en")
    twin = make_event(kind="master_class", translation_key=session.event.translation_key, locale=english)

    assert "<li>Калькулятор</li>" in client.get(f"/podii/{twin.slug}/").content.decode()


def test_other_kinds_have_none_and_others_do_not_write_it(client, signed_in):
    webinar, class_ = session_in(5, kind="webinar"), session_in(5)
    needs_of(webinar.event)
    assert "Калькулятор" not in client.get(webinar.event.url).content.decode()
    assert planner(signed_in).get(f"/admin/session/{webinar.pk}/master-class/").status_code == 404
    assert client.get(f"/admin/session/{class_.pk}/film/").status_code == 404

    trainer = make_person()
    browser = signed_in(trainer, "view_session")
    trainer.user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    assert browser.post(f"/admin/session/{class_.pk}/master-class/", SAID).status_code in (302, 403)
    assert MasterClass.objects.count() == 1


def test_files_are_handed_out_to_who_took_part_once_it_is_over(signed_in, client):
    held, coming = session_in(-1), session_in(1)
    guest, host = make_person(), make_person()
    for session in (held, coming):
        session.registrations.create(person=guest, created_at=session.starts_at - DAY)
        hand_out(session, f"Бланк {session.pk}")
    type(held).objects.update(host=host)
    name, note = f"Бланк {held.pk}</a>", "The files are here for those who took part."

    for person in (guest, host):
        page = signed_in(person).get(held.event.url).content.decode()
        assert name in page and note not in page
        assert f"Бланк {coming.pk}" not in client.get(coming.event.url).content.decode()
    for browser in (signed_in(make_person()), client):
        page = browser.get(held.event.url).content.decode()
        assert "Бланк" not in page and note in page
        client.logout()


def test_what_was_brought_is_said_no_more_when_it_is_over(client):
    session = session_in(-1)
    needs_of(session.event)

    page = client.get(session.event.url).content.decode()

    assert "Калькулятор" not in page and "<li>Порожній кошторис</li>" in page


def test_three_sessions_with_files_take_as_many_queries_as_one(signed_in, client):
    event, guest = make_event(kind="master_class"), make_person()
    needs_of(event)

    def queries_with_one_more(days):
        session = session_in(days, event=event)
        session.registrations.create(person=guest, created_at=session.starts_at - DAY)
        hand_out(session, "Бланк")
        signed_in(guest).get(event.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(event.url)
        return len(queries)

    assert queries_with_one_more(-1) == [queries_with_one_more(days) for days in (-3, -5)][-1]
