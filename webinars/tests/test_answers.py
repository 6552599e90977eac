"""What people answer in their calendar apps: kept beside their seat, shown to who leads, and never costing a seat."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from icalendar import Calendar
from wagtail.models import ModelLogEntry

from calendars.replies import organizer_address, take
from calendars.reply_mail import NotAnAnswer
from calendars.tests.replies import SHAPES, reply
from people.models import User
from webinars.models import Registration
from webinars.registration import register, withdraw
from webinars.scheduling import cancel, reschedule, restore

from .calendars import coming
from .factories import make_person

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def mailbox(settings):
    settings.REPLIES_HOST, settings.REPLIES_EMAIL = "imap.school.example", "vidpovidi@school.example"


@pytest.fixture
def session():
    return coming()


@pytest.fixture
def olena(session):
    person = make_person(language="en")
    register(person=person, session=session, now=timezone.now())
    mail.outbox.clear()
    return person


def answer(person, session, answer="DECLINED", *, shape="google", now=None, sequence=0, **values):
    """The person presses a button, and the letter arrives."""
    now = now or timezone.now()
    to = organizer_address(person_id=person.pk, uid=session.uid)
    values = {"address": person.email, "to": to, "uid": session.uid, "stamp": now, **values}
    take(reply(shape, answer=answer, sequence=sequence, **values), now=now)


def seat_of(person):
    return Registration.objects.active().get(person=person)


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("said", ["ACCEPTED", "DECLINED", "TENTATIVE"])
def test_the_answer_is_kept_beside_the_seat(session, olena, shape, said):
    answer(olena, session, said, shape=shape, comment="Буду в дорозі")

    seat = seat_of(olena)
    assert (seat.answer, seat.answer_note) == (said.lower(), "Буду в дорозі")


def test_who_declines_keeps_the_seat_and_learns_how_to_free_it(session, olena):
    answer(olena, session)
    answer(olena, session, now=timezone.now() + HOUR / 2)

    (letter,) = mail.outbox  # the second time is nothing new
    assert (letter.to, letter.subject) == ([olena.email], "Your seat is still yours: Читаємо бюджет разом")
    assert f"http://testserver/en/s/{session.public_id}/withdraw/" in letter.body
    assert session.registrations.active().count() == 1


def test_who_changes_their_mind_gets_no_mail(session, olena):
    answer(olena, session, "ACCEPTED")
    answer(olena, session, "TENTATIVE", now=timezone.now() + HOUR / 2)

    assert (seat_of(olena).answer, mail.outbox) == ("tentative", [])


def test_an_older_answer_that_comes_later_changes_nothing(session, olena):
    now = timezone.now()
    answer(olena, session, "ACCEPTED", now=now)

    with pytest.raises(NotAnAnswer):
        answer(olena, session, "DECLINED", now=now, stamp=now - HOUR)
    assert seat_of(olena).answer == "accepted"


def test_a_new_time_asks_anew_and_new_words_do_not(session, olena):
    answer(olena, session)
    times = {"starts_at": session.starts_at, "ends_at": session.ends_at}

    reschedule(session=session, title="День 2", by=None, now=timezone.now(), **times)
    assert seat_of(olena).answer == "declined"

    later = {name: moment + HOUR for name, moment in times.items()}
    reschedule(session=session, by=None, now=timezone.now(), **later)
    assert seat_of(olena).answer == ""
    with pytest.raises(NotAnAnswer):
        answer(olena, session, now=timezone.now() + HOUR / 2)
    answer(olena, session, "ACCEPTED", sequence=1, now=timezone.now() + HOUR / 2)
    assert seat_of(olena).answer == "accepted"


def test_the_next_invitation_says_what_was_answered(session, olena):
    answer(olena, session, "TENTATIVE")

    reschedule(
        session=session, mode="mixed", place="Бібліотека", by=None, now=timezone.now(),
        starts_at=session.starts_at, ends_at=session.ends_at,
    )  # fmt: skip

    (event,) = Calendar.from_ical(mail.outbox[-1].calendar).walk("VEVENT")
    assert event["ATTENDEE"].params["PARTSTAT"] == "TENTATIVE"


def test_without_a_seat_there_is_nothing_to_answer(session, olena):
    withdraw(person=olena, session=session, now=timezone.now())

    with pytest.raises(NotAnAnswer):
        answer(olena, session, sequence=1)


def test_a_cancelled_session_takes_no_answers_and_a_restored_one_asks_anew(session, olena):
    answer(olena, session, "ACCEPTED")
    cancel(session=session, by=None, now=timezone.now())
    with pytest.raises(NotAnAnswer):
        answer(olena, session, sequence=1, now=timezone.now() + HOUR / 2)

    restore(session=session, by=None, now=timezone.now())

    assert seat_of(olena).answer == ""


def test_what_is_over_takes_no_answers(session, olena):
    with pytest.raises(NotAnAnswer):
        answer(olena, session, now=session.ends_at)


def test_coming_back_begins_without_an_answer(session, olena):
    answer(olena, session)
    withdraw(person=olena, session=session, now=timezone.now())
    register(person=olena, session=session, now=timezone.now())

    assert seat_of(olena).answer == ""


def test_the_one_who_leads_sees_it_in_the_list(session, olena, signed_in):
    ivan = make_person()
    register(person=ivan, session=session, now=timezone.now())
    host = make_person()
    session.host = host
    session.save(update_fields=["host"])
    answer(olena, session, comment="<b>Немає світла</b>")
    browser = signed_in(host)

    page = browser.get(f"/en/t/e/{session.public_id}/").content.decode()

    assert page.count("Answered from the calendar: does not come") == 1
    assert "1 person answered from the calendar that they do not come." in page
    assert "«&lt;b&gt;Немає світла&lt;/b&gt;»" in page


def test_the_list_costs_no_query_for_each_answer(session, signed_in):
    host, counts = make_person(), []
    session.host = host
    session.save(update_fields=["host"])
    browser = signed_in(host)
    for number in (1, 2, 3):
        person = make_person()
        register(person=person, session=session, now=timezone.now())
        answer(person, session, now=timezone.now() + HOUR / 2)
        with CaptureQueriesContext(connection) as queries:
            page = browser.get(f"/en/t/e/{session.public_id}/").content.decode()
        assert page.count("Answered from the calendar") == number
        counts.append(len(queries))

    assert counts[1] == counts[2]


def test_the_person_sees_it_on_the_page_of_the_event(session, olena, signed_in):
    browser = signed_in(olena)
    with translation.override("uk"):
        words = translation.gettext(
            "Your calendar told us that you will not come. The seat is still yours; cancel the registration, so that "
            "somebody else can come."
        )
    assert words not in browser.get(session.event.url).content.decode()

    answer(olena, session)

    assert words in browser.get(session.event.url).content.decode()


def test_coordinators_find_who_declined(session, olena, client):
    answer(olena, session)
    user = User.objects.create_superuser("admin@example.org")
    client.force_login(user, backend="people.backends.SchoolBackend")

    declined, accepted = (
        client.get(reverse("registration:index"), {"answer": said}).content.decode()
        for said in ("declined", "accepted")
    )

    assert olena.legal_name in declined
    assert olena.legal_name not in accepted


def test_the_answer_is_in_the_history(session, olena):
    answer(olena, session)

    entry = ModelLogEntry.objects.get(action="webinars.answer")
    assert entry.data == {"answer": "declined"}
