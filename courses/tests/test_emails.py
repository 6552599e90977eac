"""Mails about a place in a cohort: in the person's language, with the way there and the way out."""

import pytest
from django.utils.translation import get_language

from courses.emails import CANCELLED, ENROLLED, REMOVED, cohort_mail, course_path
from courses.models import CoursePage
from webinars.tests.factories import NOON, make_person

from .factories import make_cohort, make_course, make_enrollment

pytestmark = pytest.mark.django_db


@pytest.fixture
def enrollment():
    cohort = make_cohort(make_course(title="Бюджет громади", slug="biudzhet"), now=NOON, number=4)
    return make_enrollment(cohort, make_person(name="Олена Коваль"), now=NOON)


def test_the_confirmation_says_what_when_and_how_to_leave(enrollment):
    message = cohort_mail(about=enrollment, kind=ENROLLED)

    assert message.to == [enrollment.person.email]
    assert message.subject == "You are enrolled: Бюджет громади"
    body = message.body.replace("\xa0", " ")
    assert enrollment.person.display_name in body
    assert "Cohort 4, 19 січня – 16 лютого" in body
    assert "http://testserver/kursy/biudzhet/\n" in body
    assert f"http://testserver/enrol/{enrollment.cohort_id}/withdraw/\n" in body


@pytest.mark.parametrize(("kind", "words"), [(CANCELLED, "does not take place"), (REMOVED, "taken back your place")])
def test_bad_news_says_what_is_kept_and_offers_no_way_out(enrollment, kind, words):
    body = cohort_mail(about=enrollment, kind=kind).body

    assert words in body
    assert "The lessons you have done stay yours." in body
    assert "/withdraw/" not in body


@pytest.mark.parametrize("kind", [ENROLLED, CANCELLED, REMOVED])
def test_a_mail_keeps_names_and_titles_as_they_are_written(enrollment, kind):
    enrollment.cohort.course.title = "«Гроші» & <громада>\nі ми"
    enrollment.person.display_name = "Д’Артаньян"

    message = cohort_mail(about=enrollment, kind=kind)

    assert message.subject.endswith("«Гроші» & <громада> і ми")
    assert "Д’Артаньян" in message.body
    assert message.body == message.body.strip() + "\n"


def test_a_mail_to_an_english_reader_leads_to_english_pages(enrollment):
    enrollment.person.language = "en"

    assert (
        f"http://testserver/en/enrol/{enrollment.cohort_id}/withdraw/"
        in cohort_mail(about=enrollment, kind=ENROLLED).body
    )


def test_a_mail_about_a_place_in_another_language_leaves_the_language_alone(enrollment):
    enrollment.person.language = "en"
    cohort_mail(about=enrollment, kind=ENROLLED)

    assert get_language() == "uk"


def test_a_course_outside_of_every_site_leads_to_the_front_page():
    root = CoursePage.get_first_root_node()
    stray = root.add_child(instance=CoursePage(title="Поза сайтом", slug="poza", lead="Немає"))

    assert course_path(stray) == "/"
