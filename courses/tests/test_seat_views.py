"""The pages of an organization's contact, of somebody named, and of the coordinator; and who may not see them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.admission.allotments import accept, name_person, take_back
from courses.models import Cohort, Enrollment, Nominee, SeatAllotment
from people.models import Membership
from people.roles import TRAINERS
from webinars.tests.factories import make_person

from .factories import DAY, make_cohort, make_contact, make_seats, make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def contact():
    return make_contact()


@pytest.fixture
def seats(contact):
    return make_seats(contact)


@pytest.fixture
def nominee(seats, contact):
    return named(seats, contact)


def named(seats, contact, number=1):
    return name_person(allotment=seats, name=f"Ніна {number}", email="", by=contact, now=timezone.now())


def doors(nominee):
    """Every page of a contact about one of their seats."""
    args = [nominee.allotment_id, nominee.pk]
    return [
        reverse("allotment", args=args[:1]),
        reverse("nominee_replace", args=args),
        reverse("nominee_take_back", args=args),
    ]


def test_a_contact_names_somebody_and_passes_the_link_on(sign_in, seats, contact):
    browser = sign_in(contact)
    page = reverse("allotment", args=[seats.pk])
    assert seats.cohort.course.title in browser.get("/my/organizations/").content.decode()

    assert browser.post(page, {"name": "Ніна Левчук", "email": ""}).url == page

    nominee = Nominee.objects.get()
    shown = browser.get(page).content.decode()
    assert f"/n/{nominee.key}/" in shown
    assert "1 of 2 seats are named." in shown
    nominee_page = browser.get(f"/n/{nominee.key}/").content.decode()
    assert seats.organization.name in nominee_page.replace("&quot;", '"')


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "Н" * 151}, "name"),
        ({"name": "Ніна", "email": "не пошта"}, "email"),
        ({}, "name"),
    ],
)
def test_what_makes_no_sense_is_said_beside_the_field_and_kept(sign_in, seats, contact, data, field):
    response = sign_in(contact).post(reverse("allotment", args=[seats.pk]), data)

    assert response.status_code == 422
    assert list(response.context["form"].errors) == [field]
    assert response.context["form"].data.get("name") == data.get("name")
    assert not Nominee.objects.exists()


def test_a_second_form_with_the_same_address_is_refused_beside_it(sign_in, seats, contact):
    browser, page = sign_in(contact), reverse("allotment", args=[seats.pk])
    answers = [browser.post(page, {"name": "Ніна", "email": "nina@example.org"}) for _time in range(2)]

    assert [answer.status_code for answer in answers] == [302, 422]
    assert list(answers[1].context["form"].errors) == ["email"]


def test_a_contact_replaces_somebody_and_takes_a_seat_back(sign_in, nominee, contact):
    _page, replace, back = doors(nominee)
    accept(nominee=nominee, person=make_person(), now=timezone.now())
    browser = sign_in(contact)

    assert browser.get(replace).status_code == browser.get(back).status_code == 200
    assert browser.post(replace, {"name": "", "email": ""}).status_code == 422
    assert Enrollment.objects.active().exists()
    browser.post(replace, {"name": "Інша", "email": ""})
    assert not Enrollment.objects.active().exists()
    assert browser.post(replace, {"name": "Третя", "email": ""}).status_code == 404
    browser.post(doors(Nominee.objects.invited().get())[2])
    assert not Nominee.objects.using_seats().exists()


def test_who_completed_the_course_keeps_the_place_and_the_contact_reads_why(sign_in, nominee, contact):
    accept(nominee=nominee, person=make_person(), now=timezone.now())
    Enrollment.objects.update(completed_at=timezone.now())

    response = sign_in(contact).post(doors(nominee)[2])

    assert response.status_code == 409
    assert "completed" in response.content.decode()


def test_a_contact_sees_the_name_shown_to_others_and_nothing_of_the_learning(sign_in, nominee, contact):
    person = make_person(name="Ніна Левчук", display_name="Ніна Л.", email="secret@example.org")
    accept(nominee=nominee, person=person, now=timezone.now())

    page = sign_in(contact).get(doors(nominee)[0]).content.decode()

    assert "Ніна Л." in page
    assert "Ніна Левчук" not in page
    assert "secret@example.org" not in page


def test_nobody_else_has_these_pages(client, sign_in, nominee, contact):
    member = make_person()
    Membership.objects.create(person=member, organization=nominee.allotment.organization)
    for url in ["/my/organizations/", *doors(nominee)]:
        assert client.get(url).url.startswith("/login/")
        assert client.post(url).status_code in (302, 405)
    for somebody in (member, make_contact(), make_person()):
        browser = sign_in(somebody)
        assert nominee.allotment.cohort.course.title not in browser.get("/my/organizations/").content.decode()
        for url in doors(nominee):
            assert browser.get(url).status_code == browser.post(url, {"name": "Х"}).status_code == 404
    for staff in (make_staff(TRAINERS),):
        assert sign_in(staff).get(doors(nominee)[0]).status_code == 403
    assert Nominee.objects.get().state == "invited"


def test_a_contact_of_one_organization_reaches_nobody_of_another_by_number(sign_in, nominee):
    other = make_contact()
    seats = make_seats(other)

    for name in ("nominee_replace", "nominee_take_back"):
        assert sign_in(other).post(reverse(name, args=[seats.pk, nominee.pk]), {"name": "Х"}).status_code == 404
    assert Nominee.objects.get().state == "invited"


def test_a_contact_who_is_one_no_longer_sees_nothing(sign_in, nominee, contact):
    Membership.objects.update(is_contact=False)

    assert {sign_in(contact).get(url).status_code for url in doors(nominee)} == {404}


def test_a_draft_cohort_and_a_hidden_course_are_not_there(sign_in, nominee, contact):
    browser = sign_in(contact)
    for hide in ({"state": "draft"}, {"state": "open"}):
        Cohort.objects.update(**hide)
        if hide["state"] == "open":
            nominee.allotment.cohort.course.unpublish()
        for url in [*doors(nominee), f"/n/{nominee.key}/"]:
            assert browser.get(url).status_code == 404


def test_opening_the_link_does_nothing_and_the_button_sends_a_stranger_to_sign_in_first(client, sign_in, nominee):
    url = f"/n/{nominee.key}/"
    assert client.get(url).status_code == 200
    assert client.post(url, {"answer": "yes"}).url == f"/login/?next={url}"
    assert Nominee.objects.get().state == "invited"

    person = make_person()
    assert sign_in(person).post(url, {"answer": "yes"}).url == nominee.allotment.cohort.course.url
    assert Enrollment.objects.get().person == person
    assert client.get(url).status_code == 200
    assert sign_in(make_person()).post(url, {"answer": "yes"}).status_code == 409


def test_one_says_no_without_an_account(client, nominee):
    url = f"/n/{nominee.key}/"

    assert "You have declined" in client.post(url, {"answer": "no"}).content.decode()
    assert Nominee.objects.get().state == "declined"
    assert "no longer open" in client.get(url).content.decode()


def test_a_link_that_was_taken_back_or_guessed_opens_nothing(sign_in, nominee, contact):
    take_back(nominee=nominee, by=contact, now=timezone.now())
    browser = sign_in(make_person())

    assert browser.post(f"/n/{nominee.key}/", {"answer": "yes"}).status_code == 409
    assert browser.post("/n/nothing/", {"answer": "yes"}).status_code == 404
    assert not Enrollment.objects.exists()


def test_the_link_to_these_pages_is_for_contacts(sign_in, contact):
    assert "/my/organizations/" in sign_in(contact).get("/my/").content.decode()
    assert "/my/organizations/" not in sign_in(make_person()).get("/my/").content.decode()


def test_a_coordinator_keeps_seats_changes_their_number_and_gives_them_back(coordinator, contact):
    cohort = make_cohort(seats=3)
    until = f"{timezone.localtime() + DAY:%Y-%m-%d %H:%M}"
    fields = {"cohort": cohort.pk, "organization": contact.organizations.get().pk, "seats": 2, "name_until": until}

    assert coordinator.post(reverse("allotment_record:add"), fields).status_code == 302
    seats = SeatAllotment.objects.get()
    edit, inspect, back = (
        reverse(f"allotment_record:{step}", args=[seats.pk]) for step in ("edit", "inspect", "release")
    )
    refused = coordinator.post(edit, {**fields, "seats": 4})
    assert list(refused.context["form"].errors) == ["seats"]
    assert coordinator.post(edit, {**fields, "seats": 3}).status_code == 302
    named(seats, contact)
    assert "Ніна 1" in coordinator.get(inspect).content.decode()
    assert f'href="{back}"' in coordinator.get(inspect).content.decode()
    assert coordinator.get(back).status_code == 200
    assert coordinator.post(back).url == inspect
    seats.refresh_from_db()
    assert seats.seats == 0
    assert f'href="{back}"' not in coordinator.get(inspect).content.decode()


@pytest.mark.parametrize("changes", [{"seats": 0}, {"seats": -1}, {"name_until": "завтра"}, {"organization": 0}])
def test_seats_that_make_no_sense_are_refused_beside_the_field(coordinator, contact, changes):
    until = f"{timezone.localtime() + DAY:%Y-%m-%d %H:%M}"
    fields = {
        "cohort": make_cohort().pk,
        "organization": contact.organizations.get().pk,
        "seats": 2,
        "name_until": until,
        **changes,
    }

    response = coordinator.post(reverse("allotment_record:add"), fields)

    assert list(response.context["form"].errors) == list(changes)
    assert not SeatAllotment.objects.exists()


def test_an_organization_has_one_number_of_seats_in_a_cohort(coordinator, seats):
    fields = {"cohort": seats.cohort_id, "organization": seats.organization_id, "seats": 1}
    fields["name_until"] = f"{timezone.localtime() + DAY:%Y-%m-%d %H:%M}"

    response = coordinator.post(reverse("allotment_record:add"), fields)

    assert "already has seats" in str(response.context["form"].errors)


def test_keeping_seats_is_for_who_plans_cohorts(sign_in, nominee):
    pk = nominee.allotment_id
    for somebody in (make_staff(TRAINERS), make_person().user):
        browser = sign_in(somebody)
        for name, args in [("index", []), ("add", []), ("edit", [pk]), ("inspect", [pk]), ("release", [pk])]:
            url = reverse(f"allotment_record:{name}", args=args)
            assert browser.get(url).status_code == browser.post(url).status_code == 302
    assert Nominee.objects.get().state == "invited"


def test_lists_cost_the_same_for_one_row_and_for_three(coordinator, sign_in, queries_of, contact):
    urls = [reverse("allotment_record:index"), "/my/organizations/"]
    admin, counts = coordinator.user, []
    seats = make_seats(contact, seats=5)
    urls += [reverse("allotment_record:inspect", args=[seats.pk]), reverse("allotment", args=[seats.pk])]
    for more in (range(1), range(1, 3)):
        for number in more:
            accept(nominee=named(make_seats(contact), contact), person=make_person(), now=timezone.now())
            accept(nominee=named(seats, contact, number), person=make_person(), now=timezone.now())
        sign_in(admin)
        count = [queries_of(url) for url in urls[::2]]
        sign_in(contact)
        counts.append(count + [queries_of(url) for url in urls[1::2]])

    assert counts[0] == counts[1]
