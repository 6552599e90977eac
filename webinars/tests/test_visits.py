"""Study visits: who is told the way, who learns whom to call, and that this is forgotten."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Locale, ModelLogEntry, PageLogEntry

from people.models import User
from webinars.exceptions import RegistrationRefused
from webinars.models import EmergencyContact, Travel
from webinars.registration import register, withdraw
from webinars.visits.contacts import contact_of, erase_old, give_contact
from webinars.visits.travelling import travel_of, write_travel

from .factories import make_event, make_person, make_session

pytestmark = pytest.mark.django_db

SECRET = "Зустрічаємося біля водонапірної вежі"
ASKED = {"name": "Марта Тихенька", "relation": "сестра", "phone": "+380 44 123 45 67"}
DAY = timedelta(days=1)


@pytest.fixture
def visit():
    event = make_event(kind="study_visit", title="Поїздка до сусідів")
    write_travel(travel=Travel(event=event, meeting=SECRET), by=None, now=timezone.now())
    return event


def day_of(event, *, days=7, **fields):
    fields = {"mode": "in_person", "place": "Бібліотека", **fields}
    return make_session(event=event, starts_at=timezone.now() + timedelta(days=days), **fields)


def guest_of(session, **contact):
    person = make_person()
    register(person=person, session=session, now=timezone.now())
    if contact:
        give_contact(person=person, event=session.event, now=timezone.now(), **contact)
    return person


def in_the_admin(browser):
    """The same browser, whose person may enter the admin."""
    user = User.objects.get(pk=browser.session["_auth_user_id"])
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return browser


def test_who_takes_part_reads_the_way_and_nobody_else(visit, client, signed_in):
    session = day_of(visit)
    address, guest, former = f"/e/{visit.pk}/travel/", guest_of(session), guest_of(session)
    withdraw(person=former, session=session, now=timezone.now())

    assert client.get(address).url.startswith("/login/")
    assert [signed_in(person).get(address).status_code for person in (make_person(), former)] == [404, 404]
    assert SECRET in signed_in(guest).get(address).content.decode()


def test_the_host_and_who_schedules_read_it_too(visit, signed_in):
    host = make_person()
    day_of(visit, host=host)

    for client in (signed_in(host), signed_in(make_person(), "change_session")):
        assert SECRET in client.get(f"/e/{visit.pk}/travel/").content.decode()
    assert client.post(f"/e/{visit.pk}/travel/", ASKED).status_code == 404
    assert not EmergencyContact.objects.exists()


def test_the_way_goes_out_by_no_other_door(visit, client, signed_in):
    session = day_of(visit)
    guest_of(session, **ASKED)
    public = [
        visit.url, "/podii/", f"/search/?q={SECRET.split()[-1]}", "/search/?q=Тихенька", "/sitemap.xml",
        f"{visit.url}event.ics", f"/s/{session.public_id}.ics", "/feeds/oznaiomchi-poizdky.ics",
    ]  # fmt: skip

    for browser in (client, signed_in(make_person())):
        for address in public:
            words = browser.get(address).content.decode().replace("\r\n ", "")
            assert not [word for word in (SECRET, *ASKED.values()) if word in words], address
    assert not [letter for letter in mail.outbox if SECRET in letter.body or ASKED["name"] in letter.body]
    logged = [entry.data for model in (ModelLogEntry, PageLogEntry) for entry in model.objects.all()]
    assert SECRET not in str(logged) and ASKED["phone"] not in str(logged)


def test_the_link_stands_on_the_page_for_who_takes_part(visit, client, signed_in):
    guest, link = guest_of(day_of(visit)), f'href="/e/{visit.pk}/travel/"'

    assert link not in client.get(visit.url).content.decode()
    assert link not in signed_in(make_person()).get(visit.url).content.decode()
    assert link in signed_in(guest).get(visit.url).content.decode()


@pytest.mark.parametrize("path", ["travel/", "travel/contact/remove/", "contacts/"])
def test_other_kinds_have_none_of_it(path, signed_in):
    session = day_of(make_event())
    browser = signed_in(guest_of(session), "change_session")

    assert browser.post(f"/e/{session.event_id}/{path}").status_code in (404, 405)
    assert browser.get(f"/e/{session.event_id}/{path}").status_code in (404, 405)


def test_one_says_whom_to_call_changes_it_and_takes_it_back(visit, signed_in):
    session = day_of(visit)
    guest, address = guest_of(session), f"/e/{visit.pk}/travel/"
    browser = signed_in(guest)

    assert browser.post(address, {**ASKED, "phone": "не скажу"}).status_code == 422
    assert not EmergencyContact.objects.exists()
    assert browser.post(address, ASKED).url == address
    browser.post(address, {**ASKED, "name": "Іван Тихенький"})
    assert [contact.name for contact in EmergencyContact.objects.all()] == ["Іван Тихенький"]
    assert browser.post(f"{address}contact/remove/").url == address
    assert not EmergencyContact.objects.exists()


def test_nobody_takes_back_the_contact_of_another(visit, signed_in):
    guest_of(day_of(visit), **ASKED)

    signed_in(make_person()).post(f"/e/{visit.pk}/travel/contact/remove/")

    assert EmergencyContact.objects.count() == 1


def test_a_contact_is_refused_without_a_seat_and_after_the_event(visit):
    guest = guest_of(day_of(visit))

    for person, now in ((make_person(), timezone.now()), (guest, timezone.now() + 8 * DAY)):
        with pytest.raises(RegistrationRefused):
            give_contact(person=person, event=visit, now=now, **ASKED)


def test_contacts_are_read_by_who_leads_and_that_is_logged(visit, client, signed_in):
    host, address = make_person(), f"/e/{visit.pk}/contacts/"
    guest, other = guest_of(day_of(visit, host=host), **ASKED), make_event(kind="study_visit")
    day_of(other, host=(foreign := make_person()))

    assert client.get(address).status_code == 302
    assert [signed_in(person).get(address).status_code for person in (guest, foreign)] == [404, 404]
    for reader in (signed_in(host), signed_in(make_person(), "change_session")):
        assert ASKED["phone"] in reader.get(address).content.decode()
    assert PageLogEntry.objects.filter(action="webinars.contacts.read", page=visit).count() == 2


def test_the_list_of_contacts_asks_as_much_for_three_as_for_one(visit, signed_in):
    session, counts = day_of(visit), []
    browser = signed_in(make_person(), "change_session")
    for number in (1, 2):
        for _time in range(number):
            guest_of(session, **ASKED)
        browser.get(f"/e/{visit.pk}/contacts/")
        with CaptureQueriesContext(
            connection,
        ) as queries:
            browser.get(f"/e/{visit.pk}/contacts/")
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_contacts_are_erased_days_after_the_last_day_with_a_note(visit, settings):
    settings.EMERGENCY_CONTACTS_KEPT_DAYS = 5
    first, last = day_of(visit, days=1), day_of(visit, days=3)
    guest = guest_of(first, **ASKED)
    register(person=guest, session=last, now=timezone.now())
    early = guest_of(first, **ASKED)
    mail.outbox.clear()

    assert erase_old(now=first.ends_at + 5 * DAY - timedelta(seconds=1)) == 0
    assert erase_old(now=first.ends_at + 5 * DAY) == 1
    assert contact_of(person=guest, event=visit) and not contact_of(person=early, event=visit)
    assert erase_old(now=last.ends_at + 5 * DAY) == 1
    assert erase_old(now=last.ends_at + 9 * DAY) == 0
    assert [letter.to for letter in mail.outbox] == [[early.email], [guest.email]]
    assert visit.title in mail.outbox[0].subject and ASKED["name"] not in mail.outbox[0].body


def test_who_gives_the_seat_back_is_forgotten_the_next_night(visit):
    session = day_of(visit)
    guest, _stays = guest_of(session, **ASKED), guest_of(session, **ASKED)
    withdraw(person=guest, session=session, now=timezone.now())

    assert erase_old(now=timezone.now()) == 1
    assert contact_of(person=guest, event=visit) is None


def test_travel_is_written_in_the_admin_by_who_schedules(visit, signed_in):
    session = day_of(visit)
    address = f"/admin/session/{session.pk}/travel/"
    planner = in_the_admin(signed_in(make_person(), "change_session"))

    assert SECRET in planner.get(address).content.decode()
    assert planner.post(address, {"meeting": "Вокзал", "phone": "+380441234567"}).status_code == 302
    assert [text for _label, text in travel_of(visit).parts] == ["Вокзал"]
    assert address in planner.get(f"/admin/session/edit/{session.pk}/").content.decode()
    webinar = day_of(make_event())
    assert planner.get(f"/admin/session/{webinar.pk}/travel/").status_code == 404


def test_travel_is_closed_to_others_in_the_admin(visit, signed_in):
    session = day_of(visit)
    browser = in_the_admin(signed_in(make_person(), "view_session"))

    response = browser.get(f"/admin/session/{session.pk}/travel/")

    assert response.status_code in (302, 403) and SECRET not in response.content.decode()


def test_translations_share_the_way_and_the_contacts(visit, signed_in):
    english, _new = Locale.objects.get_or_create(language_code="en")
    visit.get_parent().copy_for_translation(english, copy_parents=True)
    twin = visit.copy_for_translation(english)
    guest = guest_of(day_of(visit), **ASKED)

    assert SECRET in signed_in(guest).get(f"/en/e/{twin.pk}/travel/").content.decode()
    assert contact_of(person=guest, event=visit).name == ASKED["name"]


def test_who_takes_part_is_told_once_which_part_is_new(visit):
    first, second = day_of(visit), day_of(visit, days=8)
    guest = guest_of(first)
    register(person=guest, session=second, now=timezone.now())
    day_of(visit, days=-9).registrations.create(person=make_person(), created_at=timezone.now())
    former = guest_of(first)
    withdraw(person=former, session=first, now=timezone.now())
    mail.outbox.clear()
    travel = travel_of(visit)
    travel.meeting, travel.phone = "Біля школи", "+380441234567"

    write_travel(travel=travel, by=None, now=timezone.now())
    write_travel(travel=travel_of(visit), by=None, now=timezone.now())  # nothing is new

    (letter,) = mail.outbox
    names = [str(Travel._meta.get_field(name).verbose_name) for name in ("meeting", "phone")]
    assert letter.to == [guest.email] and f"/e/{visit.pk}/travel/" in letter.body
    assert all(name in letter.body.splitlines()[0] for name in names)
    assert "Біля школи" not in letter.body and "+380441234567" not in letter.body


def test_a_misprint_is_mended_without_a_mail(visit, signed_in):
    session = day_of(visit)
    guest_of(session)
    mail.outbox.clear()
    planner, address = in_the_admin(signed_in(make_person(), "change_session")), f"/admin/session/{session.pk}/travel/"

    planner.post(address, {"meeting": "Біля вокзалу"})
    assert mail.outbox == []
    planner.post(address, {"meeting": "Біля вокзалу о восьмій", "tell": "on"})
    assert len(mail.outbox) == 1


def test_mails_of_a_visit_lead_to_the_way_and_those_of_others_do_not(visit):
    for event, there in ((visit, True), (make_event(), False)):
        mail.outbox.clear()
        guest_of(day_of(event))

        (letter,) = mail.outbox
        assert (f"/e/{event.pk}/travel/" in letter.body) == there
        assert SECRET not in letter.body
