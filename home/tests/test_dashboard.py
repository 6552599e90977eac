"""«My learning»: what to go on with, what comes, what is done – one's own, in a constant number of queries."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from certificates.models import Certificate, CertificateTemplate
from courses.models import LessonCompletion
from courses.progress import complete_lesson, progress_of, progress_of_many
from courses.tests.factories import make_cohort, make_course, make_enrollment, make_lesson, make_module, make_quiz
from home.dashboard import SHOWN, learning_courses, upcoming_registrations, valid_certificates
from people.models import User
from webinars.models import EventPage
from webinars.registration import register, withdraw
from webinars.scheduling import cancel
from webinars.tests.factories import make_event, make_person, make_session

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def now():
    return timezone.now()


@pytest.fixture
def olena():
    return make_person(name="Олена Коваль")


def course_with_lessons(number=2, **fields):
    module = make_module(make_course(**fields))
    return module.get_parent().specific, [make_lesson(module, title=f"Урок {place}") for place in range(number)]


def enroll(person, course, *, days_ago=0, completed=False, now=None):
    enrollment = make_enrollment(make_cohort(course), person)
    when = timezone.now() - days_ago * DAY
    type(enrollment).objects.filter(pk=enrollment.pk).update(
        enrolled_at=when, completed_at=when + DAY if completed else None
    )
    return enrollment


def certificate(person, *, subject="Бюджет громади", days_ago=0, **fields):
    template, _made = CertificateTemplate.objects.get_or_create(
        name="Килим", defaults={"issuer": "Школа", "signatory": "І. С.", "signatory_role": "координаторка"}
    )
    number = f"AAAA-{Certificate.objects.count():04}-AAAA"
    statement = {"subject": subject, "recipient": person.legal_name, "number": number}
    return Certificate.objects.create(
        number=number,
        person=person,
        template=template,
        course=make_course(),
        statement=statement,
        issued_at=timezone.now() - days_ago * DAY,
        **fields,
    )


def test_unfinished_courses_come_first_the_latest_of_them_on_top(olena):
    old, _lessons = course_with_lessons(title="Давній")
    done, _lessons = course_with_lessons(title="Завершений")
    new, _lessons = course_with_lessons(title="Новий")
    enroll(olena, old, days_ago=9)
    enroll(olena, done, days_ago=1, completed=True)
    enroll(olena, new, days_ago=3)

    assert [row.course.title for row in learning_courses(olena.user, now=timezone.now())] == [
        "Новий",
        "Давній",
        "Завершений",
    ]


def test_progress_is_of_this_person_in_this_course(olena, now):
    course, lessons = course_with_lessons(3)
    other, others_lessons = course_with_lessons(1)
    enroll(olena, course)
    enroll(olena, other)
    enroll(make_person(), course)
    complete_lesson(person=olena, lesson=lessons[0], now=now)

    progress = {row.course: row.progress for row in learning_courses(olena.user, now=timezone.now())}

    assert (progress[course].done_count, progress[course].total) == (1, 3)
    assert progress[course].next.pk == lessons[1].pk
    assert [item.pk for item in progress[other].items] == [lesson.pk for lesson in others_lessons]
    assert progress[other].done_count == 0


def test_a_course_taken_twice_stands_once_and_as_completed_if_it_is(olena):
    course, _lessons = course_with_lessons()
    first = enroll(olena, course, days_ago=50, completed=True)
    enroll(olena, course, days_ago=1)

    (row,) = learning_courses(olena.user, now=timezone.now())

    assert row.enrollment == first and row.is_completed


def test_a_course_that_was_left_is_not_there(olena, now):
    course, _lessons = course_with_lessons()
    enrollment = enroll(olena, course)
    type(enrollment).objects.filter(pk=enrollment.pk).update(withdrawn_at=now)

    assert learning_courses(olena.user, now=timezone.now()) == []


def test_the_paths_of_many_courses_are_what_each_is_alone(olena, now):
    first, lessons = course_with_lessons(2)
    second, _lessons = course_with_lessons(1)
    make_quiz(make_module(second))
    hidden = make_module(second, live=False)
    make_lesson(hidden)
    enroll(olena, first)
    complete_lesson(person=olena, lesson=lessons[1], now=now)

    together = progress_of_many(person=olena, courses=[first, second])

    for course in (first, second):
        assert together[course.pk].items == progress_of(person=olena, course=course).items
        assert together[course.pk].modules == progress_of(person=olena, course=course).modules
    assert [item.is_quiz for item in together[second.pk].items] == [False, True]
    assert progress_of_many(person=olena, courses=[]) == {}


def test_my_learning_costs_the_same_for_one_course_and_for_three(olena, sign_in, queries_of, now):
    def add():
        course, lessons = course_with_lessons(2)
        enroll(olena, course)
        LessonCompletion.objects.create(person=olena, lesson=lessons[0], completed_at=now)
        register(person=olena, session=make_session(starts_at=now + DAY), now=now)
        certificate(olena)

    sign_in(olena)
    add()
    one = queries_of("/my/")
    add()
    add()

    assert queries_of("/my/") == one
    assert one <= 15


def test_coming_sessions_are_the_persons_own_the_soonest_first(olena, now):
    later = make_session(starts_at=now + 5 * DAY)
    sooner = make_session(starts_at=now + DAY)
    others = make_session(starts_at=now + DAY)
    left = make_session(starts_at=now + DAY)
    for session in (later, sooner, left):
        register(person=olena, session=session, now=now)
    register(person=make_person(), session=others, now=now)
    withdraw(person=olena, session=left, now=now)
    past = make_session(starts_at=now - DAY)
    past.registrations.create(person=olena, created_at=now - 2 * DAY)

    assert [row.session for row in upcoming_registrations(olena, now=now)] == [sooner, later]


def test_a_session_that_goes_on_still_counts_and_a_cancelled_one_is_said(olena, now, sign_in):
    live = make_session(starts_at=now - timedelta(minutes=10))
    live.registrations.create(person=olena, created_at=now - DAY)
    off = make_session(starts_at=now + DAY, event=make_event(title="Не відбудеться"))
    register(person=olena, session=off, now=now)
    cancel(session=off, by=None, now=now)

    rows = upcoming_registrations(olena, now=now)
    html = sign_in(olena).get("/my/").content.decode()

    assert [row.session.pk for row in rows] == [live.pk, off.pk]
    assert "cancelled" in html


def test_lists_are_short(olena, now):
    for number in range(SHOWN + 2):
        register(person=olena, session=make_session(starts_at=now + number * DAY + DAY), now=now)
        certificate(olena, days_ago=number)

    assert len(upcoming_registrations(olena, now=now)) == SHOWN
    assert len(valid_certificates(olena)) == SHOWN


def test_events_are_named_in_the_readers_language(olena, now, english_front):
    session = make_session(starts_at=now + DAY, event=make_event(title="Читаємо бюджет"))
    register(person=olena, session=session, now=now)
    session.event.copy_for_translation(english_front.locale, copy_parents=True)
    EventPage.objects.filter(locale=english_front.locale).update(title="Reading the budget", live=True)

    with override("en"):
        (row,) = upcoming_registrations(olena, now=now)

    assert row.session.event.title == "Reading the budget"


def test_revoked_and_other_peoples_certificates_are_not_shown(olena, now):
    shown = certificate(olena)
    certificate(olena, revoked_at=now, revocation_reason="Помилка")
    certificate(make_person())

    assert list(valid_certificates(olena)) == [shown]


def test_the_page_offers_to_go_on_where_one_stopped(olena, sign_in, now):
    course, lessons = course_with_lessons(2, title="Бюджет громади")
    enroll(olena, course)
    complete_lesson(person=olena, lesson=lessons[0], now=now)

    response = sign_in(olena).get("/my/")

    assert response.context["continued"].course == course
    assert f'href="{lessons[1].url}"' in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_a_newcomer_is_shown_the_way(olena, sign_in, front):
    html = sign_in(olena).get("/my/").content.decode()

    assert "You have not chosen a course yet." in html
    assert "You are not registered for any event." in html
    assert "No certificates yet. The first one comes after a course." in html


def test_a_completed_course_and_its_certificate_are_shown(olena, sign_in):
    course, _lessons = course_with_lessons(title="Бюджет громади")
    enroll(olena, course, days_ago=3, completed=True)
    own = certificate(olena, subject="Бюджет громади, 12 годин")

    response = sign_in(olena).get("/my/")

    assert response.context["continued"] is None
    assert own.number in response.content.decode()
    assert "Бюджет громади, 12 годин" in response.content.decode()


def test_an_account_without_a_person_sees_an_empty_page(sign_in, front):
    response = sign_in(User.objects.create_user("new@example.org")).get("/my/")

    assert response.status_code == 200
    assert response.context["courses"] == []


def test_strangers_are_asked_to_sign_in(client, front):
    response = client.get("/my/")

    assert response.status_code == 302
    assert response["Location"].startswith("/login/?next=")
