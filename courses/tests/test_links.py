"""Invitation links: so many people, until a moment, unless revoked; whoever asks for the page."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.admission.links import follow_link, revoke_link
from courses.enrollment import enroll, withdraw
from courses.exceptions import EnrollmentRefused
from courses.models import Enrollment, InvitationLink
from people.models import User
from people.roles import TRAINERS
from webinars.tests.factories import NOON, make_person

from .factories import DAY, make_cohort, make_course, make_enrollment, make_invitation, make_staff

pytestmark = pytest.mark.django_db


def follow(link, person=None, *, now=NOON):
    return follow_link(person=person or make_person(), link=link, now=now)


def refused(link, person=None, *, now=NOON):
    with pytest.raises(EnrollmentRefused) as refusal:
        follow(link, person, now=now)
    return str(refusal.value)


def test_a_link_gives_a_place_and_the_row_says_by_which():
    link, person = make_invitation(now=NOON), make_person()
    mail.outbox.clear()

    enrollment = follow(link, person)

    assert (enrollment.person, enrollment.cohort, enrollment.link) == (person, link.cohort, link)
    assert [message.to for message in mail.outbox] == [[person.email]]
    assert follow(link, person) == enrollment
    assert InvitationLink.objects.with_used().get().used == 1


def test_a_cohort_by_invitation_takes_nobody_without_a_link():
    link = make_invitation(now=NOON)

    with pytest.raises(EnrollmentRefused, match="given by invitation"):
        enroll(person=make_person(), cohort=link.cohort, now=NOON)


def test_only_so_many_people_come_in_and_who_left_may_come_back():
    link, first = make_invitation(now=NOON, most=2), make_person()
    follow(link, first)
    follow(link)

    assert "used up" in refused(link)
    withdraw(person=first, cohort=link.cohort, now=NOON)
    assert "used up" in refused(link)
    assert follow(link, first).withdrawn_at is None
    assert InvitationLink.objects.with_used().get().used == 2


def test_who_has_a_place_already_does_not_use_the_link_up():
    cohort = make_cohort(now=NOON)
    enrollment, link = make_enrollment(cohort, now=NOON), make_invitation(cohort, now=NOON, most=1)

    assert follow(link, enrollment.person) == enrollment
    assert InvitationLink.objects.with_used().get().used == 0


def test_a_link_ends_at_its_moment():
    link = make_invitation(now=NOON, expires_at=NOON + DAY)

    assert "time of this invitation is over" in refused(link, now=NOON + DAY)


def test_a_revoked_link_opens_nothing_and_takes_nothing_back():
    link = make_invitation(now=NOON)
    enrollment = follow(link)

    for _time in range(2):
        revoke_link(link=link, by=None, now=NOON)

    assert "revoked" in refused(link)
    assert list(link.cohort.enrollments.active()) == [enrollment]
    assert ModelLogEntry.objects.filter(action="courses.link.revoke").count() == 1


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"state": "cancelled"}, "cancelled"),
        ({"state": "draft"}, "closed"),
        ({"enroll_opens_at": None, "enroll_closes_at": NOON - DAY}, "closed"),
        ({"enroll_opens_at": NOON + DAY}, "opens on"),
    ],
)
def test_a_link_opens_no_cohort_that_takes_nobody(fields, says):
    assert says in refused(make_invitation(make_cohort(now=NOON, **fields), now=NOON))


def test_a_link_gives_no_seat_that_is_not_there():
    cohort = make_cohort(now=NOON, seats=1)
    make_enrollment(cohort, now=NOON)

    assert "All places" in refused(make_invitation(cohort, now=NOON))


def test_opening_the_address_enrolls_nobody_and_the_button_does(sign_in):
    link = make_invitation()
    browser, url = sign_in(make_person()), f"/i/{link.key}/"

    assert browser.get(url).status_code == 200
    assert not Enrollment.objects.exists()
    assert browser.post(url).url == browser.get(url).url == link.cohort.course.url
    assert Enrollment.objects.get().link == link


def test_the_page_says_why_not_before_and_after_the_button(sign_in):
    link = make_invitation()
    revoke_link(link=link, by=None, now=timezone.now())
    browser = sign_in(make_person())

    for response, status in ((browser.get(f"/i/{link.key}/"), 200), (browser.post(f"/i/{link.key}/"), 409)):
        assert response.status_code == status
        assert "This invitation was revoked" in response.content.decode()


@pytest.mark.parametrize("send", ["get", "post"])
def test_signed_out_one_signs_in_first_and_nothing_is_done(client, send):
    link = make_invitation()

    assert getattr(client, send)(f"/i/{link.key}/").url == f"/login/?next=/i/{link.key}/"
    assert not Enrollment.objects.exists()


def test_a_wrong_key_a_draft_and_a_hidden_course_are_not_there(sign_in):
    browser = sign_in(make_person())
    hidden = [make_invitation(make_cohort(state="draft")), make_invitation(make_cohort(make_course(live=False)))]

    for key in ["nothing", "x" * 33, *(link.key for link in hidden)]:
        assert browser.post(f"/i/{key}/").status_code == 404
    assert not Enrollment.objects.exists()


def test_an_account_without_a_person_is_turned_away(sign_in):
    link = make_invitation()

    assert sign_in(User.objects.create_user("nobody@example.org")).post(f"/i/{link.key}/").status_code == 403


def test_a_coordinator_makes_a_link_sees_its_address_and_revokes_it(coordinator):
    cohort = make_cohort(admission="invitation")
    expires = f"{timezone.localtime() + DAY:%Y-%m-%d %H:%M}"
    fields = {"cohort": cohort.pk, "note": "Мережа", "most": 3, "expires_at": expires}

    inspect = coordinator.post(reverse("invitation_link_record:add"), fields).url

    link = InvitationLink.objects.get()
    follow(link, now=timezone.now())
    page = coordinator.get(inspect).content.decode()
    assert f"http://testserver/i/{link.key}/" in page
    assert "<dt>Came in</dt><dd>1</dd>" in page
    assert ModelLogEntry.objects.get(action="courses.link.make").user == coordinator.user
    revoke = reverse("invitation_link_record:revoke", args=[link.pk])
    assert f'href="{revoke}"' in coordinator.get(inspect).content.decode()
    assert coordinator.get(revoke).status_code == 200
    assert coordinator.post(revoke).url == inspect
    assert f'href="{revoke}"' not in coordinator.get(inspect).content.decode()
    link.refresh_from_db()
    assert link.revoked_at


@pytest.mark.parametrize("changes", [{"most": 0}, {"most": -1}, {"expires_at": "завтра"}, {"note": ""}, {"cohort": 0}])
def test_a_link_that_makes_no_sense_is_refused_beside_its_field(coordinator, changes):
    expires = f"{timezone.localtime() + DAY:%Y-%m-%d %H:%M}"
    fields = {"cohort": make_cohort().pk, "note": "Мережа", "most": 3, "expires_at": expires, **changes}

    response = coordinator.post(reverse("invitation_link_record:add"), fields)

    assert list(response.context["form"].errors) == list(changes)
    assert not InvitationLink.objects.exists()


def test_links_are_for_who_plans_cohorts(sign_in):
    link = make_invitation()

    for somebody in (make_staff(TRAINERS), make_person().user):
        browser = sign_in(somebody)
        for name, args in [("index", []), ("add", []), ("inspect", [link.pk]), ("revoke", [link.pk])]:
            url = reverse(f"invitation_link_record:{name}", args=args)
            assert browser.get(url).status_code == browser.post(url).status_code == 302
    link.refresh_from_db()
    assert link.revoked_at is None


def test_the_list_of_links_costs_no_query_for_each_row(coordinator):
    counts = []
    for more in (1, 2):
        for _number in range(more):
            follow(make_invitation(now=NOON))
        coordinator.get(reverse("invitation_link_record:index"))
        with CaptureQueriesContext(connection) as queries:
            assert coordinator.get(reverse("invitation_link_record:index")).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]
