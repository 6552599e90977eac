"""A survey from the trainer's desk to the totals: made, told by mail, answered from a phone, changed, closed, read."""

import re
from datetime import time, timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import override

from calendars.kyiv import KYIV
from calendars.models import CalendarSettings
from content.models import Speaker
from courses.models import Cohort, CoursePage, Enrollment
from courses.models.pages import CourseTrainer
from home.demo.pages import publish
from people.models import Person
from people.roles import TRAINERS
from surveys.answers import answer
from surveys.models import Survey
from surveys.tasks import leave_survey_notices

from .school import make_account, make_front
from .signing_in import sign_in
from .test_forum import press
from .test_planning import choose_event

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
DAY = timedelta(days=1)


@pytest.fixture
def cohort():
    """It ended yesterday; its course is taught by Taras, and four people without an account took part."""
    with override("uk"):
        _home, catalog, _events = make_front()
        course = publish(CoursePage(title="Бюджет", slug="biudzhet", lead="Разом", locale=catalog.locale), catalog)
        today, now = timezone.localdate(), timezone.now()
        dates = {"starts_on": today - 30 * DAY, "ends_on": today - DAY, "enroll_closes_at": now - 30 * DAY}
        made = Cohort.objects.create(course=course, number=1, state="open", **dates)
        for number in range(4):
            person = Person.objects.create(legal_name=f"Учень {number}", display_name="Учень")
            Enrollment.objects.create(cohort=made, person=person, enrolled_at=now - 20 * DAY)
        yield made


@pytest.mark.parametrize("javascript", [False, True], ids=["without", "with"])
def test_a_survey_is_made_answered_changed_closed_and_read(visitor, live_server, cohort, javascript):
    desk, phone = visitor(width=1280), visitor(javascript=javascript)
    trainer = make_account("taras@school.test", role=TRAINERS)
    speaker = Speaker.objects.create(name="Тарас", slug="taras", person=trainer)
    CourseTrainer.objects.create(course=cohort.course, speaker=speaker)
    olena = make_account("olena@school.test", first="Олена")
    Enrollment.objects.create(cohort=cohort, person=olena, enrolled_at=timezone.now() - 20 * DAY)
    sign_in(desk.context, trainer, live_server.url)
    sign_in(phone.context, olena, live_server.url)

    # Made by keyboard in the admin, and published on a page of its own.
    desk.goto("/admin/survey_admin/new/")
    choose_event(desk, cohort.course.title)
    desk.fill("#id_title", "Як вам курс?")
    desk.fill("#id_closes_at", f"{(timezone.now() + DAY).astimezone(KYIV):%Y-%m-%d %H:%M}")
    desk.keyboard.press("Escape")
    desk.fill("#id_questions-0-text", "Чи стане в пригоді?")
    press(desk, "footer [type=submit]:visible")
    survey = Survey.objects.get()
    desk.goto(f"/admin/survey_admin/{survey.pk}/publish/")
    press(desk, "main form [type=submit]")

    # Told by mail; found in «My learning», answered, changed from the page of the course.
    CalendarSettings.objects.create(person=olena, quiet_from=time(0), quiet_until=time(0))
    leave_survey_notices.enqueue()
    (letter,) = mail.outbox
    assert (letter.to, "kept apart" in letter.body) == ([olena.email], True)
    phone.goto(re.search(r"(/en)?/my/surveys/\d+/", letter.body)[0])
    assert phone.locator("main form button.btn").count() == 1
    phone.goto("/my/")
    press(phone, f"main a[href$='/my/surveys/{survey.pk}/']")
    press(phone, "main form button.btn")
    assert phone.locator(".err").count() == 1
    phone.locator("main input[value='2']").check()
    press(phone, "main form button.btn")
    phone.goto(cohort.course.url)
    press(phone, f"main a[href$='/my/surveys/{survey.pk}/']")
    assert phone.locator("main input[value='2']").is_checked()
    phone.locator("main input[value='5']").check()
    press(phone, "main form button.btn")

    # With four others it is closed, and read without names.
    key = str(survey.questions.get().pk)
    for place in cohort.enrollments.exclude(person=olena):
        answer(person=place.person, survey=survey, given={key: "4"}, now=timezone.now())
    desk.goto(f"/t/surveys/{survey.pk}/")
    assert desk.locator(".tally").count() == 0
    desk.goto(f"/admin/survey_admin/{survey.pk}/close/")
    press(desk, "main form [type=submit]")
    desk.goto("/t/surveys/")
    press(desk, "main table a")
    numbers = [line.inner_text().split()[0] for line in desk.locator(".tally b").all()]
    assert numbers == ["0", "0", "0", "4", "1"]
    assert "Олена" not in desk.locator("main").inner_text()
    phone.goto(f"/my/surveys/{survey.pk}/")
    assert phone.locator("main .notice.done").count() == 1
