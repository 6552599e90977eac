"""Enrolling from a file in the browser of a coordinator; closed to everybody else."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from courses.admission.lists import upload
from courses.models import EnrollmentList, ListedPerson
from people.models import Person
from people.roles import COORDINATORS, TRAINERS, add_to_role
from webinars.tests.factories import make_person

from .factories import make_cohort, make_enrollment, make_staff, make_trainer

pytestmark = pytest.mark.django_db
TEXT = "ПІБ,Пошта\nНова Людина,nova@example.org\n"


@pytest.fixture
def planner():
    person = make_person(name="Ірина Планувальниця")
    add_to_role(user=person.user, role=COORDINATORS)
    return person


def file(text=TEXT, name="list.csv"):
    return {"file": SimpleUploadedFile(name, text.encode())}


def listed_in(cohort, planner, text=TEXT):
    return upload(cohort=cohort, name="list.csv", data=text.encode(), by=planner, now=timezone.now())


def text_of(response):
    return " ".join(response.content.decode().split())


def test_from_a_file_to_a_place(sign_in, planner):
    cohort, known = make_cohort(), make_person(name="Олена Коваль")
    browser, url = sign_in(planner), f"/t/{cohort.pk}/lists/"
    assert f'href="{url}"' in text_of(browser.get(f"/t/{cohort.pk}/"))

    one = browser.post(url, file(TEXT + "Коваль Олена,\n")).url
    row = ListedPerson.objects.get(how="")
    assert "Who is this? 1 left" in text_of(browser.get(one))
    assert browser.post(one, {f"who_{row.pk}": str(known.pk)}).url == one
    assert not cohort.enrollments.exists()
    assert browser.post(f"{one}confirm/").url == one

    page = text_of(browser.get(one))
    assert page.count("enrolled") >= 2
    assert {row.person.legal_name for row in cohort.enrollments.all()} == {"Нова Людина", "Олена Коваль"}


@pytest.mark.parametrize(("answer", "how"), [("new", "new"), ("skip", "skipped")])
def test_all_who_are_left_are_decided_at_once(sign_in, planner, answer, how):
    make_person(name="Олена Коваль")
    listed = listed_in(make_cohort(), planner, "ПІБ\nКоваль Олена\n")

    sign_in(planner).post(f"/t/{listed.cohort_id}/lists/{listed.pk}/{answer}/")

    assert listed.people.get().how == how


def test_an_answer_is_changed_and_a_wrong_one_is_said(sign_in, planner):
    listed = listed_in(make_cohort(), planner)
    row, url = listed.people.get(), f"/t/{listed.cohort_id}/lists/{listed.pk}/"
    browser = sign_in(planner)

    wrong = browser.post(f"{url}?change={row.pk}", {f"who_{row.pk}": "other", f"other_{row.pk}": "Ніхто"})
    assert wrong.status_code == 422
    browser.post(f"{url}?change={row.pk}", {f"who_{row.pk}": "nobody"})

    row.refresh_from_db()
    assert row.how == "skipped"


@pytest.mark.parametrize("query", ["?change=abc", "?change=99999999999999999999999", "?page=9", "?refused"])
def test_odd_addresses_show_the_list(sign_in, planner, query):
    listed = listed_in(make_cohort(), planner)

    assert sign_in(planner).get(f"/t/{listed.cohort_id}/lists/{listed.pk}/{query}").status_code == 200


def test_a_file_that_is_none_is_said_beside_the_field(sign_in, planner):
    cohort = make_cohort()
    browser = sign_in(planner)

    for data in ({}, file("раз,два\n"), file("x" * 3_000_001)):
        response = browser.post(f"/t/{cohort.pk}/lists/", data)
        assert (response.status_code, list(response.context["form"].errors)) == (422, ["file"])
    assert not EnrollmentList.objects.exists()


def test_a_list_belongs_to_its_cohort_and_knows_its_steps(sign_in, planner):
    listed, other = listed_in(make_cohort(), planner), make_cohort()
    browser = sign_in(planner)

    assert browser.get(f"/t/{other.pk}/lists/{listed.pk}/").status_code == 404
    assert browser.post(f"/t/{other.pk}/lists/{listed.pk}/confirm/").status_code == 404
    assert browser.post(f"/t/{listed.cohort_id}/lists/{listed.pk}/burn/").status_code == 404
    assert browser.get(f"/t/{listed.cohort_id}/lists/{listed.pk}/confirm/").status_code == 405


def test_lists_are_for_who_plans_cohorts(client, sign_in, planner):
    listed = listed_in(make_cohort(), planner)
    cohort = listed.cohort
    urls = [
        f"/t/{cohort.pk}/lists/",
        f"/t/{cohort.pk}/lists/{listed.pk}/",
        f"/t/{cohort.pk}/lists/{listed.pk}/confirm/",
    ]
    for url in urls:
        assert client.post(url).url.startswith("/login/")

    people = [make_person().user, make_enrollment(cohort).person.user, make_trainer(cohort.course).user]
    for somebody in [*people, make_staff(TRAINERS)]:
        browser = sign_in(somebody)
        assert [browser.post(url).status_code for url in urls] == [403] * 3
        assert "/lists/" not in text_of(browser.get(f"/t/{cohort.pk}/"))
    assert not Person.objects.filter(email="nova@example.org").exists()


def test_the_pages_cost_no_query_for_each_line(sign_in, planner):
    cohort, counts = make_cohort(), []
    browser = sign_in(planner)
    for number in (1, 3):
        text = "ПІБ,Пошта\n" + "".join(f"Нова Людина,{number}-{line}@example.org\n" for line in range(number))
        listed = listed_in(cohort, planner, text)
        for url in (f"/t/{cohort.pk}/lists/", f"/t/{cohort.pk}/lists/{listed.pk}/"):
            browser.get(url)
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(url).status_code == 200
            counts.append(len(queries))

    assert counts[:2] == counts[2:]
