"""The demonstration's answers from calendars, built alone, as the trainer reads them."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from consultations.tests.factories import first_slots, make_consultation, make_daily, make_trainer
from home.demo.answers import build_answers
from webinars.models import Registration
from webinars.registration import register
from webinars.tests.factories import make_person, make_session

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def test_a_trainer_reads_who_comes_and_who_does_not(sign_in):
    now, trainer = timezone.now(), make_trainer()
    session = make_session(starts_at=now + 3 * DAY, host=trainer)
    for _time in range(4):
        register(person=make_person(), session=session, now=now - HOUR)
    (offer,) = make_daily(trainer=trainer)
    consultation = make_consultation(
        offer=offer, person=make_person(), starts_at=first_slots(offer)[0].starts_at, now=now - HOUR
    )
    mail.outbox.clear()

    build_answers(trainer=trainer, now=now)

    said = list(session.registrations.order_by("pk").values_list("answer", flat=True))
    assert said == ["declined", "accepted", "tentative", ""]
    assert consultation.session.registrations.get().answer == "declined"
    assert not Registration.objects.filter(answered_at__gt=now).exists()
    browser = sign_in(trainer)
    sheet = browser.get(reverse("attendance_sheet", args=[session.public_id])).content.decode()
    assert "За графіком не буде світла" in sheet
    page = browser.get(reverse("my_consultations")).content.decode()
    assert page.count("Answered from the calendar: does not come") == 1


def test_without_sessions_to_come_there_is_nothing_to_answer():
    build_answers(trainer=make_trainer(), now=timezone.now())

    assert not Registration.objects.exclude(answer="").exists()
