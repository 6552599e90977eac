"""A consultation from hours to a refusal, without JavaScript on two phones and with it at a desk."""

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import override

from consultations.models import Consultation, Offer
from home.demo.pages import publish
from people.roles import TRAINERS
from webinars.models import EventPage, Session

from .school import make_account, make_front, text
from .signing_in import sign_in
from .stops import send

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
DAY = timedelta(days=1)


@pytest.fixture(params=[False, True], ids=["without JavaScript", "with JavaScript"])
def phones(request, visitor, live_server):
    """Windows of a trainer and of a participant, both signed in; a page announces consultations."""
    with override("uk"):
        _home, _catalog, events = make_front()
        page = EventPage(
            title="Консультації", slug="konsultatsii", kind="consultation", lead="Разом", body=text("Про.")
        )
        publish(page, events)
    windows = []
    for name, role in (("Оксана", TRAINERS), ("Марія", "")):
        window = visitor(javascript=request.param, width=1280 if request.param else 360)
        window.person = make_account(f"{'trainer' if role else 'maria'}@school.test", first=name, role=role)
        sign_in(window.context, window.person, live_server.url)
        windows.append(window)
    return windows


def follow(page, name):
    with page.expect_navigation():
        page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first.click()


def main(page):
    return page.locator("main").inner_text()


def publish_hours(page):
    """The trainer says what about, and publishes hours on every day from the day after tomorrow."""
    page.goto("/t/consultations/")
    follow(page, "Offer consultations")
    page.locator("[name=about]").fill("Бюджет громади")
    follow(page, "Save and open for booking")
    follow(page, "Add hours")
    for box in page.locator("[name=weekdays]").all():
        box.check()
    day = timezone.localdate() + 2 * DAY
    for name, value in {"at": "10:00", "until": "12:00", "first_on": day, "last_on": day + 20 * DAY}.items():
        page.locator(f"[name={name}]").fill(str(value))
    send(page)


def test_published_booked_moved_and_too_late_to_cancel(phones, live_server):
    trainer, maria = phones
    publish_hours(trainer)
    assert "free times can be booked now" in main(trainer)

    maria.goto("/podii/konsultatsii/")
    follow(maria, "Book a consultation")
    follow(maria, "Оксана")
    follow(maria, "10:00–10:30")
    maria.locator("[name=subject]").fill("Запит до ради")
    follow(maria, "Book")
    assert "The consultation is booked" in main(maria)
    session = Session.objects.get()
    assert [sorted(message.to[0] for message in mail.outbox)] == [["maria@school.test", "trainer@school.test"]]

    follow(maria, "Move")
    follow(maria, "10:40–11:10")
    follow(maria, "Move to this time")
    assert "The consultation is moved" in main(maria)
    assert Session.objects.get().starts_at == session.starts_at + timedelta(minutes=40)
    trainer.goto("/t/consultations/")
    assert "Марія: Запит до ради" in main(trainer)

    now = timezone.now()
    Session.objects.update(starts_at=now + DAY / 8, ends_at=now + DAY / 4)
    maria.goto(f"/consultations/{session.public_id}/cancel/")
    follow(maria, "Yes, cancel it")
    assert "A consultation is moved or cancelled at the latest 24 hours before it begins." in main(maria)
    assert Consultation.objects.standing().exists()

    Session.objects.update(starts_at=now, ends_at=now + DAY / 24)
    maria.goto("/my/")
    follow(maria, "Запит до ради")
    follow(maria, "To the room")
    follow(maria, "Join")
    assert maria.url.endswith("/room/")
    maria.goto("/my/")  # the room's page says good-bye while the trainer writes
    trainer.goto(f"/consultations/{session.public_id}/note/")
    trainer.locator("[name=note]").fill("Надіслати зразок.")
    send(trainer)
    maria.goto(f"/consultations/{session.public_id}/")
    assert "Надіслати зразок." in main(maria)
    assert Offer.objects.get().trainer == trainer.person
