"""Into a cohort by link, by application up to the answer, and from a file; with JavaScript and without."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from courses.admission.allotments import allot
from courses.admission.links import make_link
from courses.models import Cohort, CohortQuestion, InvitationLink, SeatAllotment
from people.models import Membership, Organization
from people.roles import COORDINATORS

from .school import make_account, make_school
from .signing_in import sign_in

pytestmark = [
    pytest.mark.journey,
    pytest.mark.django_db(transaction=True),
    pytest.mark.parametrize("javascript", [False, True], ids=["plain", "scripts"]),
]


@pytest.fixture
def cohort():
    with override("uk"):
        return make_school().cohort


@pytest.fixture
def window(visitor, live_server, javascript):
    """``window("olena")``: a phone of somebody who is signed in."""

    def unlock(name, role="", **looks):
        page = visitor(javascript=javascript, **looks)
        page.person = make_account(f"{name}@school.test", first=name.capitalize(), role=role)
        sign_in(page.context, page.person, live_server.url)
        return page

    return unlock


def press(page, name):
    with page.expect_navigation():
        page.get_by_role("link", name=name).or_(page.get_by_role("button", name=name)).first.click()


def test_by_an_invitation_link_until_it_is_used_up(window, cohort):
    Cohort.objects.update(admission=Cohort.Admission.INVITATION)
    now = timezone.now()
    link = InvitationLink(cohort=cohort, note="Партнери", most=1, expires_at=now + timedelta(days=1))
    make_link(link=link, by=None, now=now)
    olena, petro = window("olena"), window("petro")
    olena.goto(cohort.course.url)
    assert "by invitation" in olena.locator("main").inner_text()

    olena.goto(f"/i/{link.key}/")
    press(olena, "Enroll")
    petro.goto(f"/i/{link.key}/")

    assert "You are enrolled" in olena.locator("main, [role=status]").first.inner_text() + olena.content()
    assert "This invitation is used up" in petro.locator("main").inner_text()
    assert [row.person for row in cohort.enrollments.active()] == [olena.person]


def test_by_application_with_a_reason_and_a_place(window, cohort):
    Cohort.objects.update(admission=Cohort.Admission.APPLICATION)
    CohortQuestion.objects.create(cohort=cohort, text="Що ви хочете змінити?")
    olena, petro = window("olena"), window("petro")
    for page in (olena, petro):
        page.goto(cohort.course.url)
        press(page, "Apply for a place")
        press(page, "Send the application")
        assert page.locator("main [aria-invalid=true], main .bad").count()
        page.get_by_label("Що ви хочете змінити?").fill("Бюджет громади.")
        press(page, "Send the application")
        assert "waits for a decision" in page.locator("main").inner_text()
    mail.outbox.clear()

    coordinator = window("iryna", role=COORDINATORS, width=1280)
    for page, action in ((olena, "accept"), (petro, "decline")):
        application = page.person.applications.get()
        coordinator.goto(reverse("application_record:index"))
        coordinator.locator(f"input[name=id][value='{application.pk}']").check()
        with coordinator.expect_navigation():
            coordinator.locator(f"#bulk button[formaction*={action}]").click()
        coordinator.locator("[name=reason]").fill("Ваша відповідь нас переконала.")
        with coordinator.expect_navigation():
            coordinator.locator("main form[method=post] button").first.click()

    assert sorted(message.to for message in mail.outbox) == [[olena.person.email], [petro.person.email]]
    assert [row.person for row in cohort.enrollments.active()] == [olena.person]
    petro.goto(f"/enrol/{cohort.pk}/apply/")
    assert "Ваша відповідь нас переконала." in petro.locator("main").inner_text()


def test_by_a_coordinator_from_a_file_that_is_looked_over_first(window, cohort):
    known = make_account("hanna@school.test", first="Ганна", last="Мельник")
    coordinator = window("iryna", role=COORDINATORS)
    coordinator.goto(f"/t/{cohort.pk}/")
    press(coordinator, "Enroll from a file")
    text = "ПІБ,Пошта\nНова Людина,nova@example.org\nМельник Ганна,\nХтось,не пошта\n"
    coordinator.locator("input[type=file]").set_input_files(
        {"name": "list.csv", "mimeType": "text/csv", "buffer": text.encode("cp1251")}
    )
    press(coordinator, "Read the file")
    assert "1 row cannot be read" in coordinator.locator("main").inner_text()
    assert not cohort.enrollments.exists()

    coordinator.locator(f"input[type=radio][value='{known.pk}']").check()
    press(coordinator, "Save who is who")
    press(coordinator, "Confirm: enroll them")

    assert coordinator.locator("main table tbody tr").count() == 2
    assert {row.person.legal_name for row in cohort.enrollments.active()} == {"Нова Людина", "Ганна Мельник"}


def test_an_organization_names_three_people_and_replaces_one(window, visitor, cohort, live_server, javascript):
    hanna, now = window("hanna"), timezone.now()
    organization = Organization.objects.create(name="ГО «Жива громада»", region="UA-77")
    Membership.objects.create(person=hanna.person, organization=organization, is_contact=True)
    fields = {"cohort": cohort, "organization": organization, "seats": 3, "name_until": now + timedelta(days=3)}
    allot(allotment=SeatAllotment(**fields), by=None, now=now)

    hanna.goto("/my/")
    press(hanna, "Seats of my organization")
    press(hanna, cohort.course.title)
    press(hanna, "Invite")
    assert hanna.locator("main [aria-invalid=true], main .bad").count()
    for name in ("Ніна Перша", "Ніна Друга", "Ніна Третя"):
        hanna.get_by_label("Name and surname").fill(name)
        press(hanna, "Invite")
    assert "3 of 3 seats are named" in hanna.locator("main").inner_text()

    links = [link.inner_text() for link in hanna.locator("main code").all()]
    olena, stranger = window("olena"), visitor(javascript=javascript)
    olena.goto(links[0])
    press(olena, "Accept the seat")
    stranger.goto(links[1])
    press(stranger, "Decline")
    assert "You have declined" in stranger.locator("main").inner_text()

    hanna.reload()
    press(hanna, re.compile("Replace.*Ніна Перша"))
    hanna.get_by_label("Name and surname").fill("Петро Інший")
    press(hanna, "Replace and invite")
    petro = window("petro")
    petro.goto(hanna.locator("main code").last.inner_text())
    press(petro, "Accept the seat")

    assert [row.person for row in cohort.enrollments.active()] == [petro.person]
    assert olena.person.email in [address for message in mail.outbox for address in message.to]
