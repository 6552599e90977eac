"""Applications in the browser of an applicant and in the admin, where coordinators decide and nobody else looks."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.admission.applications import decide
from courses.models import Application, Enrollment
from people.models import User
from people.roles import TRAINERS
from webinars.tests.factories import make_person

from .factories import make_application, make_cohort, make_course, make_enrollment, make_selective, make_staff
from .test_admin_cohorts import edit

pytestmark = pytest.mark.django_db
WHY = "Чому саме ви?"


def judge(application, *, accepted, reason="Добре"):
    return decide(application=application, accepted=accepted, reason=reason, by=None, now=timezone.now())


def test_from_the_course_page_to_the_answer_and_back(sign_in):
    cohort, person = make_selective(WHY), make_person()
    browser, url = sign_in(person), f"/enrol/{cohort.pk}/apply/"
    assert f'href="{url}"' in browser.get(cohort.course.url).content.decode()
    assert browser.get(f"/enrol/{cohort.pk}/").url == url
    name = f"question_{cohort.questions.get().pk}"

    assert WHY in browser.get(url).content.decode()
    assert browser.post(url, {name: " "}).status_code == 422
    assert not Application.objects.exists()
    assert browser.post(url, {name: "<b>Бо</b> хочу"}).url == url

    assert Application.objects.get().answers == [[WHY, "<b>Бо</b> хочу"]]
    page = browser.get(url).content.decode()
    assert "&lt;b&gt;Бо&lt;/b&gt; хочу" in page
    assert browser.post(f"{url}withdraw/").url == cohort.course.url
    assert Application.objects.get().state == "taken_back"
    assert browser.post(f"{url}withdraw/").status_code == 404


def test_the_applicant_reads_the_reason_and_who_is_accepted_goes_to_the_course(sign_in):
    application = make_application()
    browser, url = sign_in(application.person), f"/enrol/{application.cohort_id}/apply/"
    judge(application, accepted=False, reason="Немає місць для <міст>.")
    page = browser.get(url).content.decode()

    assert "Немає місць для &lt;міст&gt;." in page
    assert browser.post(url, {}).status_code == 200
    judge(application, accepted=True)
    assert browser.get(url).url == application.cohort.course.url


def test_an_answer_too_long_is_refused(sign_in):
    cohort = make_selective(WHY)
    name = f"question_{cohort.questions.get().pk}"

    assert sign_in(make_person()).post(f"/enrol/{cohort.pk}/apply/", {name: "я" * 2001}).status_code == 422
    assert not Application.objects.exists()


def test_nobody_sees_or_takes_back_what_another_wrote(sign_in, client):
    application = make_application(answers=[[WHY, "Таємниця"]])
    url = f"/enrol/{application.cohort_id}/apply/"
    assert client.get(url).url.startswith("/login/")

    for other in (make_person(), make_enrollment(make_cohort(application.cohort.course)).person):
        browser = sign_in(other)
        assert "Таємниця" not in browser.get(url).content.decode()
        assert browser.post(f"{url}withdraw/").status_code == 404
    assert sign_in(User.objects.create_user("nobody@example.org")).get(url).status_code == 403


def test_what_is_not_announced_takes_no_applications(sign_in):
    browser = sign_in(make_person())

    for cohort in (make_selective(state="draft"), make_selective(course=make_course(live=False))):
        assert browser.get(f"/enrol/{cohort.pk}/apply/").status_code == 404
        assert browser.post(f"/enrol/{cohort.pk}/apply/").status_code == 404


def decide_url(name, *applications):
    return f"{reverse('application_record:decide', args=[name])}?" + "&".join(f"id={row.pk}" for row in applications)


def test_a_coordinator_decides_about_several_and_each_refusal_is_said(coordinator):
    cohort = make_selective(seats=1)
    first, second = make_application(cohort), make_application(cohort)
    url = decide_url("accept", second, first)

    assert coordinator.get(url).status_code == 200
    assert not Enrollment.objects.exists()
    page = coordinator.post(url, {"reason": ""}, follow=True).content.decode()

    assert [row.person for row in cohort.enrollments.all()] == [first.person]
    assert "All places in this cohort are taken." in page
    assert "Decided about 1 application." in page
    assert ModelLogEntry.objects.get(action="courses.application.accepted").user == coordinator.user


def test_declining_asks_why(coordinator):
    application = make_application()
    url = decide_url("decline", application)

    assert coordinator.post(url, {"reason": ""}).status_code == 200
    assert coordinator.post(url, {"reason": "Замало досвіду"}).status_code == 302
    application.refresh_from_db()
    assert (application.state, application.reason) == ("declined", "Замало досвіду")


@pytest.mark.parametrize("query", ["", "?id=", "?id=abc", "?id=99999999999999999999", "?id=-1"])
def test_nothing_ticked_decides_nothing(coordinator, query):
    make_application()

    response = coordinator.post(reverse("application_record:decide", args=["accept"]) + query)

    assert response.url == reverse("application_record:index")
    assert Application.objects.get().state == "waiting"
    assert coordinator.get(reverse("application_record:decide", args=["burn"])).status_code == 404


def test_applications_are_narrowed_found_and_looked_at_with_their_answers(coordinator):
    one, other = make_application(answers=[[WHY, "Бо хочу."]]), make_application()
    judge(other, accepted=False)
    url = reverse("application_record:index")

    def found(query):
        return list(coordinator.get(f"{url}?{query}").context["object_list"])

    assert found("state=waiting") == [one]
    assert found(f"cohort={other.cohort_id}") == [other]
    assert found(f"q={one.person.email}") == [one]
    page = coordinator.get(reverse("application_record:inspect", args=[one.pk])).content.decode()
    assert "Бо хочу." in page
    assert decide_url("accept", one) in page
    declined = coordinator.get(reverse("application_record:inspect", args=[other.pk])).content.decode()
    assert decide_url("accept", other) in declined and decide_url("decline", other) not in declined


def test_the_list_costs_no_query_for_each_row(coordinator):
    counts = []
    for more in (1, 2):
        for _number in range(more):
            make_application()
        coordinator.get(reverse("application_record:index"))
        with CaptureQueriesContext(connection) as queries:
            assert coordinator.get(reverse("application_record:index")).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_applications_are_for_who_plans_cohorts(sign_in):
    application = make_application()

    for somebody in (make_staff(TRAINERS), application.person.user):
        browser = sign_in(somebody)
        for url in (
            reverse("application_record:index"),
            reverse("application_record:inspect", args=[application.pk]),
            decide_url("accept", application),
        ):
            assert browser.get(url).status_code == browser.post(url).status_code == 302
    assert not Enrollment.objects.exists()


def test_the_desk_says_which_applications_wait(coordinator):
    application = make_application()
    where = f"{reverse('application_record:index')}?cohort={application.cohort_id}&amp;state=waiting"

    assert where in coordinator.get(reverse("wagtailadmin_home")).content.decode()
    judge(application, accepted=False)
    assert where not in coordinator.get(reverse("wagtailadmin_home")).content.decode()


def test_a_coordinator_gives_a_cohort_its_questions(coordinator):
    cohort = make_cohort()
    row = {"text": WHY, "hint": "", "kind": "long", "options": "", "required": "on", "ORDER": 1, "id": "", "DELETE": ""}
    questions = {f"questions-0-{name}": value for name, value in row.items()}

    response = edit(coordinator, cohort, admission="application", **{"questions-TOTAL_FORMS": 1}, **questions)

    assert response.status_code == 302, response.context["form"].errors
    assert [question.text for question in cohort.questions.all()] == [WHY]
    cohort.refresh_from_db()
    assert cohort.is_by_application


def test_a_cohort_may_ask_to_choose(sign_in):
    cohort, person = make_selective(WHY), make_person()
    cohort.questions.update(kind="several", options="Досвід\nПотреба\nДрузі")
    browser, url = sign_in(person), f"/enrol/{cohort.pk}/apply/"
    name = f"question_{cohort.questions.get().pk}"

    assert browser.post(url, {name: ["Щось інше"]}).status_code == 422
    assert browser.post(url, {name: ["Досвід", "Друзі"]}).status_code == 302

    assert Application.objects.get().answers == [[WHY, "Досвід\nДрузі"]]
