"""The coordinator's list: found, narrowed, counted, exported, called off; the note goes nowhere."""

import csv
import io

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from consultations.models import Consultation
from consultations.notes import keep_note
from people.models import Membership, Organization
from people.roles import COORDINATORS, TRAINERS, add_to_role
from webinars.tests.factories import make_person

from .factories import first_slots, make_consultation, make_daily
from .test_views import past

pytestmark = pytest.mark.django_db
INDEX, FIGURES = "consultation_record:index", "consultation_record:figures"


@pytest.fixture
def office(client):
    """A coordinator's browser."""
    coordinator = make_person(name="Ірина Савчук")
    add_to_role(user=coordinator.user, role=COORDINATORS)
    client.force_login(coordinator.user, backend="people.backends.SchoolBackend")
    return client


@pytest.fixture
def rows():
    """One of Lviv that took place, one from nowhere to which nobody came, one to come; the first has a note."""
    (offer,) = make_daily()
    member, alone = make_person(name="Марія Ткач", region="UA-46"), make_person(name="Ганна Біла")
    Membership.objects.create(
        person=member, organization=Organization.objects.create(name="Відкрита громада", region="UA-46")
    )
    held = past(offer, member)
    keep_note(consultation=held, text="Таємна нотатка", by=offer.trainer, now=timezone.now())
    missed = past(offer, alone, there=False)
    slot = first_slots(offer)[0]
    coming = make_consultation(
        offer=offer, person=alone, starts_at=slot.starts_at, now=timezone.now(), subject="Таємна тема"
    )
    return held, missed, coming


def listed(response):
    return {row.pk for row in response.context["object_list"]}


def test_the_list_is_narrowed_and_searched(office, rows):
    held, missed, coming = rows
    address = reverse(INDEX)

    assert listed(office.get(address)) == {held.pk, missed.pk, coming.pk}
    assert listed(office.get(address, {"held": "true"})) == {held.pk}
    assert listed(office.get(address, {"region": "UA-46"})) == {held.pk}
    assert listed(office.get(address, {"organization": held.organization_id})) == {held.pk}
    assert listed(office.get(address, {"trainer": held.trainer.pk})) == {held.pk, missed.pk, coming.pk}
    assert listed(office.get(address, {"q": "Ткач"})) == {held.pk}
    assert listed(office.get(address, {"q": "нотатка"})) == set()


def test_the_export_counts_minutes_and_holds_no_note(office, rows):
    held, _missed, _coming = rows

    text = b"".join(office.get(reverse(INDEX), {"export": "csv"}).streaming_content).decode("utf-8-sig")

    lines = list(csv.DictReader(io.StringIO(text)))
    (line,) = [line for line in lines if line["Participant"] == held.person.legal_name]
    assert (line["Minutes"], line["Organization"]) == ("60", "Відкрита громада")
    assert "Таємна" not in text


def test_figures_are_of_what_took_place_by_region_and_organization(office, rows):
    tables = office.get(reverse(FIGURES)).context["tables"]

    found = [[(row.name, row.held, row.minutes, row.people) for row in table] for _caption, table in tables]
    region = str(rows[0].get_region_display())
    assert found[0][0][1:] == (1, 60, 1)
    assert found[1] == [(region, 1, 60, 1)]
    assert found[2] == [("Відкрита громада", 1, 60, 1)]
    assert office.get(reverse(FIGURES), {"region": "UA-32"}).context["tables"][0][1][0].held == 0


def test_a_coordinator_calls_off_and_it_stands_in_the_log_without_a_note(office, rows):
    coming = rows[2]
    mail.outbox.clear()

    answer = office.post(reverse("consultation_record:call_off", args=[coming.pk]), {"reason": "Карантин"})

    assert answer.status_code == 302
    assert Consultation.objects.get(pk=coming.pk).session.is_cancelled
    assert len(mail.outbox) == 2
    entry = ModelLogEntry.objects.get(action="consultations.cancel")
    assert (entry.user.person.legal_name, entry.data) == ("Ірина Савчук", {"reason": "Карантин"})
    assert "Таємна" not in str(list(ModelLogEntry.objects.values_list("data", flat=True)))


@pytest.mark.parametrize("name", [INDEX, FIGURES])
def test_trainers_see_no_list_of_others(client, rows, name):
    trainer = make_person()
    add_to_role(user=trainer.user, role=TRAINERS)
    client.force_login(trainer.user, backend="people.backends.SchoolBackend")

    assert client.get(reverse(name)).status_code in (302, 403)
    for step in ("inspect", "call_off"):
        assert client.get(reverse(f"consultation_record:{step}", args=[rows[0].pk])).status_code in (302, 403)


@pytest.mark.parametrize("step", ["edit", "delete"])
def test_nobody_edits_or_deletes_it(office, rows, step):
    assert office.get(reverse(f"consultation_record:{step}", args=[rows[0].pk])).status_code in (302, 403)
    assert Consultation.objects.count() == 3


@pytest.mark.parametrize("name", [INDEX, FIGURES])
def test_lists_ask_as_often_for_three_as_for_one(office, name):
    (offer,) = make_daily()
    counts = []
    for number in (1, 2):
        for _ in range(number):
            past(offer, make_person())
        office.get(reverse(name))
        with CaptureQueriesContext(connection) as asked:
            office.get(reverse(name))
        counts.append(len(asked))

    assert counts[0] == counts[1]
