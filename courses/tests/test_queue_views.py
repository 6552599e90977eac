"""The queue for a cohort in the browser: of who waits, of coordinators, of everybody who should not see it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from courses.admission.allotments import accept, name_person, return_unused
from courses.admission.applications import apply_for, decide
from courses.admission.links import follow_link
from courses.admission.lists import confirm, upload
from courses.enrollment import enroll, withdraw
from courses.exceptions import EnrollmentRefused
from courses.models import Cohort, Enrollment, ListedPerson, QueuePlace
from people.models import Membership, Organization
from people.roles import TRAINERS
from webinars.tests.factories import make_person

from .factories import make_cohort, make_contact, make_invitation, make_seats, make_staff
from .queues import make_full, offered, wait, waiting

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


def url(name, cohort):
    with translation.override("en"):
        return reverse(name, args=[cohort.pk])


def make_offer(**fields):
    """(cohort with a held place, who it is held for, who is next)."""
    now = timezone.now()
    cohort, [sitting], [first, second] = make_full(now=now, **fields)
    withdraw(person=sitting, cohort=cohort, now=now)
    return cohort, first, second


def text(response):
    return " ".join(response.content.decode().split())


def test_a_full_course_leads_into_its_queue_and_to_ones_place_in_it(sign_in):
    cohort, _sitting, _queue = make_full(now=timezone.now() - timedelta(hours=1))
    client = sign_in(make_person())
    assert f"/enrol/{cohort.pk}/queue/" in text(client.get(cohort.course.url))
    assert url("queue", cohort) in text(client.get(url("enroll", cohort)))

    page = text(client.get(url("queue", cohort)))
    assert "2 people wait now." in page and "in the order of joining" in page
    assert cohort.queue_places.count() == 2  # looking is not joining

    assert client.post(url("queue", cohort), follow=True).redirect_chain == [(url("queue", cohort), 302)]
    assert "2 people are ahead of you" in text(client.get(url("queue", cohort)))
    assert f"/enrol/{cohort.pk}/queue/" in text(client.get(cohort.course.url))
    assert url("queue", cohort) in text(client.get("/en/my/"))
    client.post(url("queue_leave", cohort))
    assert cohort.queue_places.filter(outcome="left").count() == 1


def test_what_is_held_is_seen_taken_or_declined(sign_in):
    cohort, first, second = make_offer()
    client = sign_in(first)

    page = text(client.get(url("queue", cohort)))
    assert "A place is held for you until" in page and "Why it is your turn: in the order of joining." in page
    assert "A place is held for you until" in text(client.get("/en/my/"))
    assert "Check before you enroll" in text(client.get(url("enroll", cohort)))
    client.post(url("enroll", cohort))

    assert Enrollment.objects.active().get(person=first).cohort == cohort
    assert client.get(url("queue", cohort)).status_code == 302
    assert "You are first in the queue" in text(sign_in(second).get(url("queue", cohort)))


def test_a_place_that_is_held_is_declined_with_a_question_first(sign_in):
    cohort, first, second = make_offer()
    client = sign_in(first)

    assert "goes to the next in the queue" in text(client.get(url("queue_leave", cohort)))
    assert offered(cohort) == [first]
    client.post(url("queue_leave", cohort))

    assert offered(cohort) == [second]
    assert "You are not in the queue for this cohort." in text(client.get(url("queue_leave", cohort)))


def test_who_is_kept_back_by_the_limit_reads_why_and_where_the_way_leads(sign_in):
    organization = Organization.objects.create(name="ГО «Толока»", region="UA-05")
    cohort = make_cohort(seats=5, organization_limit=1, first_in_queue="rural")
    inside, kept_back = make_person(), make_person()
    for person in (inside, kept_back):
        Membership.objects.create(person=person, organization=organization)
    enroll(person=inside, cohort=cohort, now=timezone.now())
    client = sign_in(kept_back)

    response = client.post(url("enroll", cohort))
    assert (response.status_code, url("queue", cohort) in text(response)) == (409, True)
    page = text(client.get(url("queue", cohort)))
    assert "ГО «Толока» has as many people in this cohort as one organization may have." in page
    assert "First come people of villages and settlements, then the others" in page
    client.post(url("queue", cohort))

    assert "Your turn comes when one of them gives their place up." in text(client.get(url("queue", cohort)))
    assert text(client.get(url("queue", cohort))).count("are ahead of you") == 0


def test_where_a_place_is_free_the_queue_leads_to_it(sign_in):
    cohort = make_cohort(seats=5)

    response = sign_in(make_person()).post(url("queue", cohort))

    assert response.status_code == 409
    assert reverse("enroll", args=[cohort.pk]) in text(response)


def test_the_queue_is_nobodys_who_is_signed_out_or_of_a_cohort_that_is_not_announced(client, sign_in):
    cohort, first, _second = make_offer()
    for name in ("queue", "queue_leave"):
        assert client.post(url(name, cohort)).url.startswith("/en/login/")
    draft = make_cohort(state="draft", seats=1)
    stranger = sign_in(make_person())

    assert stranger.get(url("queue", draft)).status_code == 404
    assert stranger.post(url("queue_leave", cohort)).status_code == 404
    assert first.legal_name not in text(stranger.get(url("queue", cohort)))
    assert offered(cohort) == [first]


# Who comes in by another door


def test_a_link_does_not_overtake_the_queue_but_serves_who_is_offered_a_place():
    cohort, first, second = make_offer()
    link, now = make_invitation(cohort), timezone.now()

    for person in (second, make_person()):
        with pytest.raises(EnrollmentRefused, match="held|зайнят|тримаємо|held for those"):
            follow_link(person=person, link=link, now=now)
    follow_link(person=first, link=link, now=now)

    assert (place_of(first).outcome, waiting(cohort)) == ("accepted", [second])


def test_a_list_does_not_overtake_the_queue_but_may_name_who_is_offered_a_place():
    cohort, first, second = make_offer()
    planner = make_person()
    lines = f"ПІБ,Пошта\nА Б,{second.email}\nВ Г,{first.email}\nНова Людина,nova@example.org\n"
    listed = upload(cohort=cohort, name="list.csv", data=lines.encode(), by=planner, now=timezone.now())
    listed.people.filter(how="").update(how="skipped")

    confirm(listed=listed, by=planner, now=timezone.now())

    outcomes = dict(ListedPerson.objects.values_list("email", "outcome"))
    assert outcomes == {second.email: "refused", first.email: "enrolled", "nova@example.org": "refused"}
    assert place_of(first).outcome == "accepted"


def test_an_application_is_not_accepted_into_a_place_that_is_held():
    cohort, first, second = make_offer()
    Cohort.objects.filter(pk=cohort.pk).update(admission="application", seats=2)
    cohort.refresh_from_db()
    outsider, now = make_person(), timezone.now()
    application = apply_for(person=outsider, cohort=cohort, answers=[], now=now)
    Cohort.objects.filter(pk=cohort.pk).update(seats=1)

    with pytest.raises(EnrollmentRefused):
        decide(application=application, accepted=True, reason="", by=None, now=now)
    enroll(person=first, cohort=cohort, now=now)  # who was offered a place need not apply

    assert [row.person for row in cohort.enrollments.active()] == [first]
    assert waiting(cohort) == [second]


def test_who_comes_by_a_seat_of_an_organization_frees_the_place_that_was_held():
    now = timezone.now()
    cohort, [sitting, _other], [first, second] = make_full(now=now, seats=2)
    withdraw(person=sitting, cohort=cohort, now=now)
    Cohort.objects.filter(pk=cohort.pk).update(seats=3)
    contact = make_contact()
    seats = make_seats(contact, cohort, now=now, seats=1)
    assert offered(cohort) == [first]
    nominee = name_person(allotment=seats, name="Ніна", email="", by=contact, now=now)

    accept(nominee=nominee, person=first, now=now)

    assert (offered(cohort), place_of(first).outcome) == ([second], "accepted")


def test_seats_that_an_organization_does_not_need_go_to_who_waits():
    now = timezone.now()
    cohort = make_cohort(seats=1)
    seats = make_seats(make_contact(), cohort, now=now, seats=1, name_until=now + timedelta(hours=1))
    first = wait(cohort, now=now)

    return_unused(now=now + timedelta(hours=1))

    assert seats.cohort.queue_places.get().is_offered
    assert offered(cohort) == [first]


def place_of(person):
    return QueuePlace.objects.get(person=person)


# Coordinators

INDEX = "queue_place_record:index"


def test_coordinators_see_positions_and_reasons_and_download_them(coordinator):
    cohort, first, second = make_offer(first_in_queue="rural")
    rural = wait(cohort, now=timezone.now() + timedelta(hours=1), settlement="village")

    page = text(coordinator.get(reverse(INDEX)))
    sheet = coordinator.get(reverse(INDEX), {"export": "csv"})
    rows = b"".join(sheet.streaming_content).decode("utf-8-sig").splitlines()

    assert "people of villages and settlements come first" in page
    said = {row.split(",")[1]: row.split(",")[4:7] for row in rows[1:]}
    assert said == {
        first.email: ["", "in the order of joining", "a place is held"],
        rural.email: ["1", "people of villages and settlements come first", "waits"],
        second.email: ["2", "in the order of joining", "waits"],
    }


def test_coordinators_call_somebody_ahead_with_a_reason(coordinator):
    cohort, [_sitting], [_first, second] = make_full(now=timezone.now())
    place = place_of(second)
    call = reverse("queue_place_record:call", args=[place.pk])
    inspect = reverse("queue_place_record:inspect", args=[place.pk])
    assert call in text(coordinator.get(inspect))

    assert "error" in text(coordinator.post(call, {"reason": " "}))
    coordinator.post(call, {"reason": "Веде гурток"})

    place.refresh_from_db()
    assert place.reason == "Веде гурток"
    assert "Веде гурток" in text(coordinator.get(inspect))
    assert call not in text(coordinator.get(inspect))


def test_trainers_and_participants_call_nobody(sign_in):
    cohort, [_sitting], [_first, second] = make_full(now=timezone.now())
    call = reverse("queue_place_record:call", args=[place_of(second).pk])
    for somebody in (make_staff(TRAINERS), second):
        assert sign_in(somebody).post(call, {"reason": "Я"}).status_code in (302, 403)
        assert sign_in(somebody).get(reverse(INDEX)).status_code in (302, 403)

    assert place_of(second).called_at is None


def test_the_list_and_my_learning_ask_as_much_for_three_as_for_one(coordinator, sign_in, queries_of):
    def another(person):
        cohort, _sitting, _queue = make_full(now=timezone.now(), organization_limit=1)
        wait(cohort, person, now=timezone.now())

    person = make_person()
    another(person)

    def counted():
        sign_in(person)
        mine = queries_of("/en/my/")
        sign_in(coordinator.user)
        return queries_of(reverse(INDEX)), mine

    few = counted()
    another(person)
    another(person)
    assert counted() == few
