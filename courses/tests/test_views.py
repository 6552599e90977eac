"""Enroll, leave and mark a lesson done, as a browser does it: signed in or not, once or twice, in time or too late."""

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from courses.models import Enrollment, LessonCompletion
from people.models import User
from webinars.tests.factories import make_person

from .factories import DAY, make_cohort, make_course, make_enrollment, make_lesson, make_module

pytestmark = pytest.mark.django_db


def url(cohort, way=""):
    return f"/enrol/{cohort.pk}/{way}"


def messages_of(response):
    return [str(message) for message in response.context["messages"]]


def test_opening_the_question_enrolls_nobody(sign_in):
    cohort, person = make_cohort(), make_person(name="Олена Коваль")

    response = sign_in(person).get(url(cohort))

    assert response.status_code == 200
    assert '<form method="post"' in response.content.decode()
    assert "Олена Коваль" in response.content.decode()
    assert not Enrollment.objects.exists()


def test_a_post_enrolls_and_a_second_one_changes_nothing(sign_in):
    cohort, person = make_cohort(), make_person()
    browser = sign_in(person)

    for _time in range(2):
        response = browser.post(url(cohort))
        assert (response.status_code, response.url) == (302, cohort.course.url)

    assert [row.person for row in Enrollment.objects.all()] == [person]
    assert "You are enrolled. We have sent the details by e-mail." in messages_of(browser.get(cohort.course.url))


def test_who_has_a_place_is_not_asked_again(sign_in):
    enrollment = make_enrollment()

    response = sign_in(enrollment.person).get(url(enrollment.cohort))

    assert (response.status_code, response.url) == (302, enrollment.cohort.course.url)


def test_signed_out_one_signs_in_and_is_back_at_the_question_with_nothing_done(client):
    cohort, person = make_cohort(), make_person()
    person.user.set_password("budget-of-the-hromada")
    person.user.save()
    EmailAddress.objects.create(user=person.user, email=person.email, verified=True, primary=True)

    for send in (client.get, client.post):
        asked = send(url(cohort))
        assert (asked.status_code, asked.url) == (302, f"/login/?next={url(cohort)}")
    response = client.post(asked.url, {"login": person.email, "password": "budget-of-the-hromada"})

    assert (response.status_code, response.url) == (302, url(cohort))
    assert client.get(response.url).status_code == 200
    assert not Enrollment.objects.exists()


def test_a_full_cohort_says_so_before_and_after_the_button(sign_in):
    cohort = make_cohort(seats=1)
    make_enrollment(cohort)
    browser = sign_in(make_person())

    for response, status in ((browser.get(url(cohort)), 200), (browser.post(url(cohort)), 409)):
        page = response.content.decode()
        assert response.status_code == status
        assert "All places in this cohort are taken." in page
        assert '<button class="btn">Enroll</button>' not in page
    assert cohort.enrollments.count() == 1


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"state": "cancelled"}, "This cohort is cancelled."),
        ({"enroll_opens_at": timezone.now() + DAY}, "Enrollment in this cohort opens on"),
        ({"enroll_opens_at": None, "enroll_closes_at": timezone.now() - DAY}, "Enrollment in this cohort is closed."),
    ],
)
def test_a_cohort_that_takes_nobody_says_why(sign_in, fields, says):
    cohort = make_cohort(**fields)

    response = sign_in(make_person()).post(url(cohort))

    assert response.status_code == 409
    assert says in response.content.decode()
    assert not Enrollment.objects.exists()


def test_what_is_not_announced_has_no_question(sign_in):
    browser = sign_in(make_person())

    for cohort in (make_cohort(state="draft"), make_cohort(make_course(live=False))):
        assert (browser.get(url(cohort)).status_code, browser.post(url(cohort)).status_code) == (404, 404)
    assert browser.get("/enrol/999999/").status_code == 404
    assert not Enrollment.objects.exists()


@pytest.mark.parametrize("way", ["", "withdraw/"])
def test_an_account_without_a_person_is_turned_away(sign_in, way):
    cohort = make_cohort()
    browser = sign_in(User.objects.create_user("nobody@example.org"))

    assert browser.get(url(cohort, way)).status_code == browser.post(url(cohort, way)).status_code == 403


@pytest.mark.parametrize("way", ["", "withdraw/"])
def test_other_methods_are_not_allowed(sign_in, way):
    assert sign_in(make_person()).delete(url(make_cohort(), way)).status_code == 405


@pytest.mark.parametrize("way", ["", "withdraw/"])
def test_pages_about_ones_place_are_kept_by_no_cache(sign_in, way):
    cohort, person = make_cohort(), make_person()
    if way:
        make_enrollment(cohort, person)

    assert "no-store" in sign_in(person).get(url(cohort, way))["Cache-Control"]


def test_leaving_asks_first_and_twice_is_as_good_as_once(sign_in):
    enrollment = make_enrollment()
    cohort = enrollment.cohort
    browser = sign_in(enrollment.person)

    assert browser.get(url(cohort, "withdraw/")).status_code == 200
    assert Enrollment.objects.active().exists()
    for _time in range(2):
        response = browser.post(url(cohort, "withdraw/"))
        assert (response.status_code, response.url) == (302, cohort.course.url)

    assert not Enrollment.objects.active().exists()
    assert messages_of(browser.get(cohort.course.url)) == ["You have left the cohort. Your progress is kept."]


def test_nobody_leaves_for_somebody_else(sign_in):
    enrollment = make_enrollment()
    browser = sign_in(make_person())

    assert browser.get(url(enrollment.cohort, "withdraw/")).status_code == 404
    assert browser.post(url(enrollment.cohort, "withdraw/")).status_code == 404
    assert Enrollment.objects.active().get() == enrollment


def test_a_completed_course_is_not_left(sign_in):
    enrollment = make_enrollment()
    Enrollment.objects.update(completed_at=timezone.now())
    browser = sign_in(enrollment.person)

    response = browser.post(url(enrollment.cohort, "withdraw/"))

    assert response.status_code == 409
    assert "This course is completed" in response.content.decode()
    assert url(enrollment.cohort, "withdraw/") not in browser.get(enrollment.cohort.course.url).content.decode()
    assert Enrollment.objects.active().exists()


def test_leaving_a_course_that_was_taken_down_ends_at_my_learning(sign_in):
    enrollment = make_enrollment()
    enrollment.cohort.course.unpublish()

    assert sign_in(enrollment.person).post(url(enrollment.cohort, "withdraw/")).url == "/my/"


@pytest.fixture
def lessons():
    module = make_module()
    return [make_lesson(module, title="Перший"), make_lesson(module, title="Другий")]


@pytest.fixture
def learner(lessons):
    return make_enrollment(make_cohort(lessons[0].course)).person


def done(browser, lesson):
    return browser.post(f"/lessons/{lesson.pk}/done/")


def test_done_keeps_the_lesson_and_leads_on_to_the_end(sign_in, lessons, learner):
    browser, (first, last) = sign_in(learner), lessons

    assert [done(browser, first).url for _time in range(2)] == [last.url] * 2
    assert done(browser, last).url == last.course.url

    assert set(LessonCompletion.objects.values_list("lesson", flat=True)) == {first.pk, last.pk}
    assert messages_of(browser.get(last.course.url)) == ["That was the last step of the course."]


def test_signed_out_one_comes_back_to_the_lesson(client, lessons):
    response = done(client, lessons[0])

    assert (response.status_code, response.url) == (302, f"/login/?next={lessons[0].url}")
    assert not LessonCompletion.objects.exists()


def test_who_is_not_enrolled_is_led_to_the_course(sign_in, lessons):
    browser = sign_in(make_person())

    response = done(browser, lessons[0])

    assert (response.status_code, response.url) == (302, lessons[0].course.url)
    assert messages_of(browser.get(response.url)) == ["Enroll in the course first, then your progress is kept."]
    assert not LessonCompletion.objects.exists()


def test_done_is_a_post_for_a_lesson_that_is_there_and_a_person(sign_in, lessons):
    browser = sign_in(User.objects.create_user("nobody@example.org"))

    assert browser.get(f"/lessons/{lessons[0].pk}/done/").status_code == 405
    assert browser.post("/lessons/999999/done/").status_code == 404
    assert done(browser, lessons[0]).status_code == 403
