"""What a course needs before: said on its page, asked by every way in, lifted for one person with a reason."""

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.admission.allotments import accept, name_person
from courses.admission.applications import apply_for, decide
from courses.admission.links import follow_link
from courses.admission.lists import carry_out, confirm, decide_rest, upload
from courses.admission.prerequisites import lift
from courses.admission.queue import join_queue
from courses.enrollment import enroll
from courses.exceptions import EnrollmentRefused
from courses.models import CoursePage, Enrollment, ListedPerson, Prerequisite, PrerequisiteWaiver
from people.roles import ADMINISTRATORS, COORDINATORS, TRAINERS
from webinars.tests.factories import make_person

from .factories import make_cohort, make_contact, make_course, make_enrollment, make_invitation, make_seats, make_staff

pytestmark = pytest.mark.django_db
REFUSED = "First one completes the course “Основи”."


@pytest.fixture
def course():
    course = make_course(title="Далі")
    Prerequisite.objects.create(course=course, needed=make_course(title="Основи"))
    return course


def complete(person, course):
    enrollment = make_enrollment(make_cohort(course), person)
    Enrollment.objects.filter(pk=enrollment.pk).update(completed_at=timezone.now())


def basics(course):
    return course.prerequisites.get().needed


def by_oneself(course, person):
    return enroll(person=person, cohort=make_cohort(course), now=timezone.now())


def by_link(course, person):
    link = make_invitation(make_cohort(course, admission="invitation"))
    return follow_link(person=person, link=link, now=timezone.now())


def by_application(course, person):
    return apply_for(person=person, cohort=make_cohort(course, admission="application"), answers=[], now=timezone.now())


def by_queue(course, person):
    cohort = make_cohort(course, seats=1)
    complete(known := make_person(), basics(course))
    enroll(person=known, cohort=cohort, now=timezone.now())
    return join_queue(person=person, cohort=cohort, now=timezone.now())


def by_organization(course, person):
    contact, now = make_contact(), timezone.now()
    seats = make_seats(contact, make_cohort(course, admission="school"))
    nominee = name_person(allotment=seats, name=person.legal_name, email=person.email, by=contact, now=now)
    return accept(nominee=nominee, person=person, now=now)


WAYS = [by_oneself, by_link, by_application, by_queue, by_organization]


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_every_way_in_asks_for_it_and_says_what_is_missing(course, way):
    person = make_person()
    with pytest.raises(EnrollmentRefused, match=REFUSED):
        way(course, person)

    complete(person, basics(course))

    assert way(course, person)


def test_a_file_of_the_school_says_it_line_by_line(course):
    cohort, now = make_cohort(course, admission="school"), timezone.now()
    ready = make_person(name="Тарас Гнатюк")
    complete(ready, basics(course))
    data = f"Name,Email\n{ready.legal_name},{ready.email}\nОлена Коваль,nova@example.org\n".encode()
    by = make_person()
    listed = upload(cohort=cohort, name="a.csv", data=data, by=by, now=now)
    decide_rest(listed=listed, who=ListedPerson.How.NEW)
    carry_out(confirm(listed=listed, by=by, now=now))

    assert list(listed.people.order_by("line").values_list("outcome", "problem")) == [
        ("enrolled", ""),
        ("refused", REFUSED),
    ]
    assert cohort.enrollments.count() == 1


def test_an_application_is_accepted_once_it_is_lifted_and_the_log_says_why(course):
    person, planner, now = make_person(), make_staff(COORDINATORS), timezone.now()
    cohort = make_cohort(course, admission="application")
    application = cohort.applications.create(person=person, answers=[], applied_at=now)
    how = {"application": application, "accepted": True, "reason": "", "by": planner, "now": now}
    with pytest.raises(EnrollmentRefused, match=REFUSED):
        decide(**how)

    waiver = lift(person=person, course=course, reason="Вела такий гурток сама", by=planner, now=now)
    lift(person=person, course=course, reason="Ще раз", by=planner, now=now)

    assert decide(**how).state == "accepted"
    entry = ModelLogEntry.objects.for_instance(waiver).get()
    assert (entry.action, entry.data) == ("courses.prerequisites.lift", {"reason": "Вела такий гурток сама"})


def test_nothing_is_lifted_without_a_reason(course):
    with pytest.raises(EnrollmentRefused, match="Say why"):
        lift(person=make_person(), course=course, reason=" ", by=None, now=timezone.now())


def test_the_page_names_it_and_says_to_who_lacks_it_why_there_is_no_button(course, sign_in, client):
    cohort, person = make_cohort(course), make_person()
    page = client.get(course.url).content.decode()
    assert f'<a href="{basics(course).url}">Основи</a>: the course is completed' in page
    browser = sign_in(person)

    assert REFUSED in browser.get(course.url).content.decode()
    assert REFUSED in browser.get(reverse("enroll", args=[cohort.pk])).content.decode()
    answer = browser.post(reverse("enroll", args=[cohort.pk]))
    assert (answer.status_code, REFUSED in answer.content.decode()) == (409, True)
    assert not cohort.enrollments.exists()

    complete(person, basics(course))
    assert reverse("enroll", args=[cohort.pk]) in browser.get(course.url).content.decode()


def test_a_coordinator_lifts_it_for_one_person(coordinator, course):
    person, url = make_person(), reverse("prerequisite_waiver:add")
    data = {"email": person.email.upper(), "course": course.pk, "reason": "Вела такий гурток сама"}

    assert coordinator.post(url, {**data, "email": "nobody@example.org"}).context["form"].errors.keys() == {"email"}
    assert coordinator.post(url, {**data, "reason": ""}).context["form"].errors.keys() == {"reason"}
    assert coordinator.post(url, {**data, "course": basics(course).pk}).context["form"].errors.keys() == {"course"}
    assert coordinator.post(url, data).status_code == 302

    waiver = PrerequisiteWaiver.objects.get()
    assert (waiver.person, waiver.course, waiver.given_by) == (person, course, coordinator.user)
    assert person.legal_name in coordinator.get(reverse("prerequisite_waiver:index")).content.decode()
    assert by_oneself(course, person)


@pytest.mark.parametrize(("role", "status"), [(TRAINERS, 302), (COORDINATORS, 200), (ADMINISTRATORS, 200)])
def test_who_plans_cohorts_lifts(sign_in, role, status):
    assert sign_in(make_staff(role)).get(reverse("prerequisite_waiver:add")).status_code == status


def test_the_list_costs_the_same_for_three_as_for_one(coordinator, queries_of, course):
    url, counts = reverse("prerequisite_waiver:index"), []
    for more in (1, 2):
        for _number in range(more):
            lift(person=make_person(), course=course, reason="Так", by=coordinator.user, now=timezone.now())
        counts.append(queries_of(url))

    assert counts[0] == counts[1]


def test_courses_that_wait_for_each_other_are_refused_in_the_editor(admin, course):
    first = CoursePage.objects.get(pk=basics(course).pk)
    form_class = CoursePage.get_edit_handler().get_form_class()

    def errors(needed):
        rows = {"prerequisites-0-needed": needed.pk, "prerequisites-0-proof": "completed", "prerequisites-0-ORDER": 1}
        rows |= {"prerequisites-0-id": "", "prerequisites-TOTAL_FORMS": 1, "prerequisites-INITIAL_FORMS": 0}
        none = {f"{name}-{count}_FORMS": 0 for name in ("trainer_rows", "comments") for count in ("TOTAL", "INITIAL")}
        data = {"title": first.title, "slug": first.slug, "lead": first.lead, "weeks": 4, "hours": 12,
                "format": "lessons", "reading": "open", "outcomes-count": 0, "faq-count": 0, "body-count": 0,
                **rows, **none}  # fmt: skip
        form = form_class(data, instance=first, for_user=admin.user)
        form.is_valid()
        return [list(row.errors) for row in form.formsets["prerequisites"].forms]

    assert errors(course) == [["needed"]]  # it needs the first one itself
    assert errors(first) == [["needed"]]
    assert errors(make_course()) == [[]]
