"""Mails about surveys: to whom, when, once, what they say, and how one gets none."""

from datetime import datetime, time, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import Page

from calendars.kyiv import KYIV
from calendars.models import CalendarSettings
from calendars.tests.outbox import Refusing
from courses.tests.factories import make_course
from people.models import Person
from surveys.access import may_answer, people_asked
from surveys.making import close
from surveys.models import Survey, SurveyNotice
from surveys.tasks import leave_survey_notices
from surveys.telling.leaving import leave_due
from surveys.telling.sending import send_waiting
from surveys.telling.wishes import choose_notices, key_of, wants_notices
from webinars.tests.factories import make_event, make_person, make_session

from .factories import DAY, answer, make_attendee, make_finisher, make_survey, said

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("tasks_wait")]
LOCMEM = "django.core.mail.backends.locmem.EmailBackend"
MINUTES = timedelta(minutes=15)


@pytest.fixture
def noon():
    """Tomorrow, when nobody wants it quiet."""
    return datetime.combine(timezone.localdate() + DAY, time(12), tzinfo=KYIV)


def sweep(now):
    """What the sweep does: who got a mail, once for each."""
    mail.outbox.clear()
    leave_due(now=now)
    send_waiting(now=now)
    return sorted(message.to[0] for message in mail.outbox)


def test_who_attended_or_finished_is_told_once_and_nobody_else(noon):
    event, course = make_event(), make_course()
    make_survey(event, title="Як вам зустріч?")
    make_survey(course)
    guest, finisher = make_attendee(event), make_finisher(course)
    make_attendee(event, status="absent")
    make_attendee(make_event())
    make_person()

    assert sweep(noon) == sorted([guest.email, finisher.email])
    assert sweep(noon + MINUTES) == []

    late = make_attendee(event)
    assert sweep(noon + 2 * MINUTES) == [late.email]


def test_nobody_is_told_before_the_last_session_is_over(noon):
    event = make_event()
    make_survey(event)
    guest = make_attendee(event)
    last = make_session(event=event, starts_at=noon, minutes=60)

    assert sweep(noon) == []
    assert sweep(last.ends_at + MINUTES) == [guest.email]


def test_those_who_are_asked_are_those_who_may_answer(noon):
    event, course = make_event(), make_course()
    surveys = make_survey(event), make_survey(course), make_survey(course, published=False)
    make_attendee(event)
    make_attendee(event, status="absent")
    make_finisher(course)
    make_person()
    Page.objects.filter(pk=make_event().pk).update(live=False)

    for survey in surveys:
        rights = {person for person in Person.objects.all() if may_answer(person=person, survey=survey, now=noon)}
        assert set(people_asked(survey, now=noon)) == rights


def test_the_mail_says_until_when_and_that_answers_stand_apart_from_names(noon):
    event = make_event(title="Читаємо бюджет")
    survey = make_survey(event, intro="Щоб наступна зустріч була кращою.")
    guest = make_attendee(event)
    Person.objects.filter(pk=guest.pk).update(language="en", display_name="Olena")
    sweep(noon)

    (letter,) = mail.outbox
    first, *rest = letter.body.replace("\xa0", " ").splitlines()
    text = "\n".join(rest)
    assert letter.subject == "What do you say of it? Читаємо бюджет"
    assert first.startswith("“Читаємо бюджет” is over. A few questions about it are open until ")
    assert f"{survey.closes_at.astimezone(KYIV):%H:%M} (Kyiv time)" in first
    assert "Good day, Olena!" in text
    assert survey.intro in text
    assert "Your name is kept apart from your answers." in text
    assert "only if at least 5 people answered" in text
    assert f"http://testserver/en/my/surveys/{survey.pk}/" in text
    assert letter.extra_headers["List-Unsubscribe"] == f"<http://testserver/en/mails/surveys/{key_of(guest)}/>"


def test_who_answered_has_no_account_or_wants_no_mails_is_not_told(noon):
    course = make_course()
    survey = make_survey(course)
    people = [make_finisher(course) for _each in range(3)]
    answer(person=people[0], survey=survey, given=said(survey), now=timezone.now())
    choose_notices(person=people[1], wanted=False, now=noon)
    make_finisher(course, account=False)

    assert sweep(noon) == [people[2].email]


def test_an_answer_or_a_change_of_mind_between_sweep_and_mail_counts(noon):
    course = make_course()
    survey = make_survey(course)
    quick, silent = make_finisher(course), make_finisher(course)
    assert leave_due(now=noon) == 2
    answer(person=quick, survey=survey, given=said(survey), now=noon)
    choose_notices(person=silent, wanted=False, now=noon)

    assert send_waiting(now=noon) == 0
    choose_notices(person=silent, wanted=True, now=noon)
    assert sweep(noon + MINUTES) == []  # rather none than two


def test_whose_account_was_closed_meanwhile_is_not_told(noon):
    course = make_course()
    make_survey(course)
    gone = make_finisher(course)
    assert leave_due(now=noon) == 1
    gone.user.is_active = False
    gone.user.save()

    assert send_waiting(now=noon) == 0
    assert not SurveyNotice.objects.waiting().exists()


def test_quiet_hours_are_kept(noon):
    course = make_course()
    make_survey(course)
    owl = make_finisher(course)
    CalendarSettings.objects.create(person=owl, quiet_from=time(11), quiet_until=time(14))

    assert sweep(noon) == []
    assert sweep(noon + timedelta(hours=2)) == [owl.email]


def test_after_an_outage_only_what_is_open_still_is_told(noon):
    course = make_course()
    old, closed = make_survey(course, closes_at=noon + 3 * DAY), make_survey(course, title="Закрите")
    finisher = make_finisher(course)
    close(survey=closed, by=None, now=noon)
    assert sweep(noon + 2 * DAY) == [finisher.email]

    soon = make_survey(course, title="Ще пів години", closes_at=noon + 2 * DAY + timedelta(minutes=30))
    assert sweep(noon + 2 * DAY) == []
    assert set(SurveyNotice.objects.values_list("survey", flat=True)) == {old.pk}
    assert soon.is_open(now=noon + 2 * DAY)


def test_a_dead_mail_server_delays_until_it_is_too_late(settings, noon):
    course = make_course()
    survey, finisher = make_survey(course), make_finisher(course)
    settings.EMAIL_BACKEND = "calendars.tests.outbox.NoServer"
    assert sweep(noon) == []

    settings.EMAIL_BACKEND = LOCMEM
    assert sweep(noon + MINUTES) == [finisher.email]

    SurveyNotice.objects.update(taken_at=None, sent_at=None)
    Survey.objects.filter(pk=survey.pk).update(closes_at=noon + timedelta(hours=2))
    assert sweep(noon + timedelta(hours=1)) == []
    assert not SurveyNotice.objects.waiting().exists()


@pytest.mark.parametrize(("code", "later"), [(550, 0), (452, 1)])
def test_a_refused_address_stops_nobody_and_waits_only_if_the_server_says_so(settings, monkeypatch, noon, code, later):
    course = make_course()
    make_survey(course)
    bad, good = make_finisher(course), make_finisher(course)
    monkeypatch.setattr(Refusing, "address", bad.email)
    monkeypatch.setattr(Refusing, "code", code)
    settings.EMAIL_BACKEND = "calendars.tests.outbox.Refusing"
    assert sweep(noon) == [good.email]

    settings.EMAIL_BACKEND = LOCMEM
    assert sweep(noon + MINUTES) == [bad.email] * later


def test_the_key_in_the_mail_turns_these_mails_off_and_on_without_signing_in(client):
    person = make_person()
    url = f"/en/mails/surveys/{key_of(person)}/"

    assert "we write to you once" in client.get(url).content.decode()
    assert wants_notices(person)
    client.handler.enforce_csrf_checks = True  # mail programs have no cookie
    assert client.post(url, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert not wants_notices(person)
    assert "You get no mails about surveys." in client.get(url).content.decode()
    client.post(url, {"wanted": "yes"})
    assert wants_notices(person)
    assert client.get(url.replace(str(person.public_id), str(make_person().public_id))).status_code == 404


def test_the_sweep_asks_as_much_for_three_as_for_one(noon):
    course, costs = make_course(), []
    make_survey(course)
    for number in (1, 3):
        for _each in range(number):
            make_finisher(course)
        with CaptureQueriesContext(connection) as seen:
            assert leave_due(now=noon) == number
        costs.append(len(seen))

    assert costs[0] == costs[1]


def test_the_task_of_the_schedule_leaves_and_sends(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    course = make_course()
    make_survey(course)
    finisher = make_finisher(course)
    CalendarSettings.objects.create(person=finisher, quiet_from=time(0), quiet_until=time(0))

    leave_survey_notices.enqueue()

    assert [message.to for message in mail.outbox] == [[finisher.email]]
