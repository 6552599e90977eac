"""Kinds of event, each in its own flow: closed meeting, study visit, master class, what is left of a forum."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import override

from conferences.cards.inviting import invite as ask_to_complete
from conferences.models import Item, SpeakerInvitation
from content.models import Speaker
from home.demo.pages import publish
from people.roles import COORDINATORS
from webinars.beside.materials import add as hand_out
from webinars.models import EventPage, Registration, Session
from webinars.scheduling import schedule

from .forums import make_forum
from .meetings import make_digest
from .school import make_account, make_front
from .signing_in import sign_in
from .test_forum import press
from .test_registration import follow

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("javascript", [False, True], ids=["plain", "scripts"]),
]
DAY = timedelta(days=1)


@pytest.fixture
def window(visitor, live_server, javascript):
    """``window("olena")``: a phone of somebody with an account; with a ``role`` a desk."""

    def unlock(name, role=""):
        page = visitor(javascript=javascript, width=1280 if role else 360)
        page.person = make_account(f"{name}@school.test", first=name.capitalize(), role=role)
        sign_in(page.context, page.person, live_server.url)
        return page

    return unlock


@pytest.fixture
def calendar(db):
    with override("uk"):
        _home, _catalog, events = make_front()
        yield events


def dated(event, *, days, host=None, **fields):
    starts = timezone.now() + days * DAY
    session = Session(event=event, starts_at=starts, ends_at=starts + DAY / 12, host=host, **fields)
    return schedule(session=session, by=None, now=min(timezone.now(), starts - DAY))


def linked(pattern):
    return re.search(pattern, mail.outbox[-1].body)[0]


def test_a_closed_meeting_from_invitation_to_minutes(window, calendar):
    event = publish(EventPage(title="Нарада мереж", slug="narada", kind="working_meeting", lead="Плани"), calendar)
    host, olena, stranger = window("taras"), window("olena"), window("bohdan")
    coming = dated(event, days=3, host=host.person)
    planner = window("iryna", COORDINATORS)
    planner.goto(f"/admin/session/{coming.pk}/agenda/")
    planner.fill("[name=agenda]", "Плани мереж\nХто веде календар")
    press(planner, "main form button[type=submit]")
    planner.goto(f"/admin/session/{coming.pk}/invitations/")
    planner.fill("[name=emails]", olena.person.email)
    press(planner, "main form button[type=submit]")
    assert "no answer yet" in planner.locator("main").inner_text()

    # The mail leads to the page on which one answers; for others neither page is there.
    address = linked(r"/e/\d+/invitation/")
    olena.goto(address)
    assert "Хто веде календар" in olena.locator("main").inner_text()
    follow(olena, "Yes, I come")
    assert Registration.objects.active().get().person == olena.person
    assert stranger.goto(address).status == stranger.goto(event.url).status == 404

    # Afterwards the host writes and approves; everybody invited reads.
    Session.objects.filter(pk=coming.pk).update(starts_at=coming.starts_at - 4 * DAY, ends_at=coming.ends_at - 4 * DAY)
    host.goto(event.url)
    follow(host, "Write the minutes")
    host.fill("[name=minutes]", "Порівняли плани.")
    host.fill("[name=d-0-text]", "Скласти календар")
    host.fill("[name=d-0-who]", "Мережа «Поділля»")
    follow(host, "Save the minutes")
    assert olena.goto(f"/e/{event.pk}/minutes/").status == 404
    follow(host, "Approve the minutes")
    olena.goto(linked(r"/e/\d+/minutes/"))
    assert "Скласти календар" in olena.locator("main").inner_text()


def test_a_study_visit_tells_the_way_and_what_is_new(window, calendar):
    event = publish(EventPage(title="До сусідів", slug="poizdka", kind="study_visit", lead="Два дні"), calendar)
    session = dated(event, days=9, mode="in_person", place="Село")
    planner, olena = window("iryna", COORDINATORS), window("olena")
    olena.goto(event.url)
    follow(olena, "Register")
    olena.goto(linked(r"/e/\d+/travel/"))
    olena.fill("[name=name]", "Марта")
    olena.fill("[name=phone]", "+380 44 123 45 67")
    follow(olena, "Save the contact")

    planner.goto(f"/admin/session/{session.pk}/travel/")
    planner.fill("[name=meeting]", "Біля вокзалу о восьмій")
    press(planner, "main form button[type=submit]")
    assert mail.outbox[-1].to == [olena.person.email] and "вокзалу" not in mail.outbox[-1].body
    olena.goto(linked(r"/e/\d+/travel/"))
    assert "Біля вокзалу о восьмій" in olena.locator("main").inner_text()


def test_a_master_class_is_found_by_links_taken_and_given_back(window, calendar):
    event = publish(EventPage(title="Перший виступ", slug="vystup", kind="master_class", lead="Скажете"), calendar)
    other = publish(EventPage(title="Вебінар", slug="vebinar", lead="Разом"), calendar)
    session = dated(event, days=5, capacity=1, mode="mixed", place="Бібліотека", region="UA-05")
    dated(other, days=6)
    olena, bohdan = window("olena"), window("bohdan")
    olena.goto(calendar.url)
    olena.get_by_text("Narrow the list").click()
    follow(olena, "Vinnytsia oblast (1)")
    assert [link.inner_text() for link in olena.locator(".agenda a").all()] == ["Перший виступ"]
    planner = window("iryna", COORDINATORS)
    planner.goto(f"/admin/session/{session.pk}/master-class/")
    planner.fill("[name=bring]", "Чернетка без прикрас")
    planner.fill("[name=handouts]", "Картка виступу")
    press(planner, "main form button[type=submit]")
    follow(olena, "Перший виступ")
    assert olena.locator("main .box li").all_inner_texts() == ["Чернетка без прикрас"]
    follow(olena, "Register")
    assert "– Чернетка без прикрас" in mail.outbox[-1].body

    bohdan.goto(f"{calendar.url}?kind=master_class&free=1")
    assert not bohdan.locator(".agenda a").count()
    bohdan.locator(".empty a").first.click()
    assert bohdan.locator(".agenda a").count()
    olena.goto(event.url)
    follow(olena, "Cancel registration")
    follow(olena, "Cancel registration")
    assert bohdan.goto(f"{calendar.url}?kind=master_class&free=1").ok and bohdan.locator(".agenda a").count() == 1

    # Who took part finds what was handed out; who did not reads that there is something.
    bohdan.goto(event.url)
    follow(bohdan, "Register")
    Session.objects.filter(pk=session.pk).update(
        starts_at=session.starts_at - 6 * DAY, ends_at=session.ends_at - 6 * DAY
    )
    hand_out(session=session, title="Картка (PDF)", url="https://files.example.org/k.pdf", by=None, now=timezone.now())
    bohdan.goto(event.url)
    assert bohdan.locator("main a[href='https://files.example.org/k.pdf']").count() == 1
    olena.goto(event.url)
    assert olena.get_by_text("for those who took part").count() == 1


def test_a_speaker_confirms_by_link_and_the_forum_leaves_recordings_and_a_digest(window, visitor, calendar, javascript):
    now = timezone.now()
    speaker = Speaker.objects.create(name="Тарас Гнатюк", slug="taras")
    forum = make_forum(calendar, speaker=speaker, now=now - 30 * DAY)
    ask_to_complete(programme=forum, speaker=speaker, email="taras@school.test", by=None, now=now)
    taras = visitor(javascript=javascript)
    taras.goto(linked(r"/speakers/\S+"))
    taras.fill("[name=organization]", "Рада села")
    follow(taras, "Save, and I come")
    assert (Speaker.objects.get().organization, SpeakerInvitation.objects.get().answer) == ("Рада села", "confirmed")

    Item.objects.filter(title="Вода в громаді").update(recording_url="https://video.example.org/voda")
    make_digest(forum.event)
    taras.goto(f"{calendar.url}?past=1")
    assert "There is a recording" in taras.locator(".agenda").first.inner_text()
    follow(taras, "Форум «Поруч»")
    follow(taras, "Read the digest")
    assert taras.locator("main a[href='https://video.example.org/voda']").count() == 1
    follow(taras, "Вода в громаді")
    assert taras.locator("main a[href='https://video.example.org/voda']").count() == 1
