"""The pages of an organization's contact and of whoever was invited; and who may not see them."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from people.models import Membership, Person
from webinars.models import WayIn
from webinars.organizations.refusals import Somebody
from webinars.organizations.sending import send

from .asking import asking_event
from .factories import make_contact, make_event, make_member, make_person, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def session():
    return make_session(starts_at=timezone.now() + timedelta(days=3))


@pytest.fixture
def browser(signed_in, contact):
    return signed_in(contact)


def page_of(organization, session):
    return reverse("organization_event", args=[organization.pk, session.event_id])


def named(session, contact, *people):
    wanted = [
        Somebody("x", person=who) if isinstance(who, Person) else Somebody("x", None, "Ніна", who) for who in people
    ]
    organization = contact.organizations.get()
    return send(organization=organization, sessions=[session], people=wanted, by=contact, now=timezone.now())


def doors(way_in):
    """Every page about one of those whom an organization sends."""
    args = [way_in.organization_id, way_in.pk]
    return [
        page_of(way_in.organization, way_in.session),
        *(reverse(f"organization_{name}", args=args) for name in ("replace", "take_back", "answers")),
    ]


def test_from_our_organization_to_three_people_of_whom_one_is_replaced(browser, organization, session):
    people = [make_member(organization) for _ in range(3)]
    assert "/my/organizations/events/" in browser.get("/my/organizations/").content.decode()
    page = page_of(organization, session)
    assert f'href="{page}"' in browser.get("/my/organizations/events/").content.decode()
    ticks = {f"member_{person.pk}": "on" for person in people[:2]}

    answer = browser.post(
        page, {"dates": session.pk, **ticks, "name_1": "Ніна Левчук", "email_1": "nina@example.org"}, follow=True
    )

    shown = answer.content.decode()
    assert ("2 people are named." in shown, "1 person is invited by mail." in shown) == (True, True)
    assert {row.name: row.state for row in WayIn.objects.all()} == {
        people[0].display_name: "given",
        people[1].display_name: "given",
        "Ніна Левчук": "invited",
    }
    row = WayIn.objects.get(person=people[0])
    other = reverse("organization_replace", args=[organization.pk, row.pk])
    assert browser.get(other).status_code == 200
    assert browser.post(other, {"member": people[2].pk}).url == page
    seats = session.registrations.active().values_list("person", flat=True)
    assert set(seats) == {people[1].pk, people[2].pk}


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({"name_1": "Ніна"}, "email_1"),
        ({"email_2": "nina@example.org"}, "name_2"),
        ({"name_1": "Ніна", "email_1": "не пошта"}, "email_1"),
        ({"name_1": "Н" * 151, "email_1": "a@example.org"}, "name_1"),
        ({}, "__all__"),
        ({"dates": "", "name_1": "Ніна", "email_1": "a@example.org"}, "dates"),
        ({"dates": "99999999", "name_1": "Ніна", "email_1": "a@example.org"}, "dates"),
        (
            {f"{part}_{n}": said for n in (1, 2) for part, said in (("name", "Ні"), ("email", "a@example.org"))},
            "email_2",
        ),
    ],
)
def test_what_makes_no_sense_is_said_beside_the_field_and_nobody_is_sent(browser, organization, session, data, field):
    answer = browser.post(page_of(organization, session), {"dates": session.pk, **data})

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not WayIn.objects.exists()


def test_who_cannot_come_is_refused_beside_the_tick(browser, organization, session):
    member, other = make_member(organization), make_member(organization)
    session.registrations.create(person=member, created_at=timezone.now())
    ticks = {f"member_{person.pk}": "on" for person in (member, other)}

    answer = browser.post(page_of(organization, session), {"dates": session.pk, **ticks})

    assert answer.context["form"].errors == {f"member_{member.pk}": ["Has a seat already."]}
    assert f'id="id_member_{member.pk}_error"' in answer.content.decode()
    assert not WayIn.objects.exists()


def test_another_organizations_people_are_neither_seen_nor_named(browser, signed_in, organization, contact, session):
    row, *_rest = named(session, contact, make_member(organization))
    theirs = make_contact()
    stranger = make_member(theirs.organizations.get())
    browser.post(page_of(organization, session), {"dates": session.pk, f"member_{stranger.pk}": "on"})
    assert not WayIn.objects.filter(person=stranger).exists()
    assert stranger.display_name not in browser.get(page_of(organization, session)).content.decode()

    other = signed_in(theirs)
    own = page_of(theirs.organizations.get(), session)
    assert row.person.display_name not in other.get(own).content.decode()
    assert {other.get(door).status_code for door in doors(row)} == {404}
    foreign = reverse("organization_take_back", args=[theirs.organizations.get().pk, row.pk])
    assert other.post(foreign).status_code == 404
    assert session.registrations.active().count() == 1


def test_only_contacts_open_these_pages(client, signed_in, contact, organization, session):
    row, *_rest = named(session, contact, make_member(organization))
    urls = ["/my/organizations/events/", *doors(row)]

    assert {client.get(url).status_code for url in urls} == {302}
    member = signed_in(row.person)
    assert {member.get(url).status_code for url in urls} == {404}
    Membership.objects.update(is_contact=False)
    former = signed_in(contact)
    assert {former.get(url).status_code for url in urls} == {404}


def test_a_contact_takes_back_after_a_question_and_whoever_is_gone_has_no_page(browser, organization, contact, session):
    row, *_rest = named(session, contact, make_member(organization))
    back = doors(row)[2]

    assert browser.get(back).status_code == 200
    assert session.registrations.active().exists()
    browser.post(back)
    assert not session.registrations.active().exists()
    assert {browser.get(door).status_code for door in doors(row)[1:]} == {404}


def test_the_contact_answers_what_a_member_has_not_and_sees_nothing_of_what_they_have(browser, organization, contact):
    event, food, wish = asking_event()
    session, member = make_session(event=event, starts_at=timezone.now() + timedelta(days=3)), make_member(organization)
    member.event_answers.create(
        event_key=event.translation_key, answers=[[wish, "?", "Таємне"]], saved_at=timezone.now()
    )
    row, *_rest = named(session, contact, member)
    url = doors(row)[3]
    assert url in browser.get(doors(row)[0]).content.decode()

    page = browser.get(url).content.decode()
    assert ("Які страви" in page, "Чого ви чекаєте" in page, "Таємне" in page) == (True, False, False)
    assert browser.post(url, {}).status_code == 422
    browser.post(url, {f"question_{food}": "Без м’яса"})

    assert session.registrations.active().get().person == member
    assert member.event_answers.get().by_key == {food: "Без м’яса", wish: "Таємне"}


def invited_to(address):
    """The path of the page to which the newest mail to ``address`` leads."""
    (body,) = [letter.body for letter in mail.outbox if letter.to == [address]][-1:]
    return re.search(r"https?://[^/]+(/(?:en/)?n/e/\S+)", body)[1]


def test_who_is_invited_comes_without_an_account_and_opening_the_link_changes_nothing(client, contact, session):
    named(session, contact, "nina@example.org")
    url = invited_to("nina@example.org")
    assert client.get(url).status_code == 200
    assert client.post(url, {"answer": "yes", "name": ""}).status_code == 422
    assert not Person.objects.filter(email="nina@example.org").exists()

    answer = client.post(url, {"answer": "yes", "name": "Ніна Левчук", "consent": "on"})

    person = Person.objects.get(email="nina@example.org")
    assert session.registrations.active().get().person == person
    assert answer.url.startswith("/g/")
    assert client.get(url).url == answer.url
    assert client.get(answer.url).status_code == 200


def test_a_known_person_is_asked_nothing_and_keeps_name_and_account(client, contact, session):
    known = make_person(name="Олена Коваль")
    named(session, contact, known.email)
    url = invited_to(known.email)

    assert 'name="name"' not in client.get(url).content.decode()
    assert client.post(url, {"answer": "yes", "name": "Хтось Інший"}).url == session.event.url

    known.refresh_from_db()
    assert (known.legal_name, session.registrations.get().person) == ("Олена Коваль", known)


def test_no_is_one_button_and_the_link_says_so_afterwards(client, contact, session):
    row, *_rest = named(session, contact, "nina@example.org")
    url = invited_to("nina@example.org")

    assert client.post(url, {"answer": "no"}).status_code == 200

    row.refresh_from_db()
    assert row.state == "declined"
    page = client.get(url).content.decode()
    assert ("no longer open" in page, 'value="yes"' in page) == (True, False)
    assert client.post(url, {"answer": "yes", "name": "Ніна", "consent": "on"}).status_code == 409
    assert client.get("/n/e/nobody/").status_code == 404


def queries(browser, url):
    with CaptureQueriesContext(connection) as found:
        assert browser.get(url).status_code == 200
    return len(found)


def test_three_events_and_three_people_cost_as_many_queries_as_one(browser, organization, contact, session):
    urls = ["/my/organizations/events/", page_of(organization, session)]
    make_session(event=session.event, starts_at=session.starts_at + timedelta(days=3))  # so that dates are asked for
    named(session, contact, make_member(organization))
    for url in urls:
        browser.get(url)  # texts that are put together once
    before = [queries(browser, url) for url in urls]

    for number in range(2):
        make_session(event=make_event(), starts_at=session.starts_at + timedelta(days=number + 1))
        make_session(event=session.event, starts_at=session.starts_at + timedelta(days=number + 5))
        named(session, contact, make_member(organization))
        named(session, contact, f"n{number}@example.org")

    assert [queries(browser, url) for url in urls] == before
