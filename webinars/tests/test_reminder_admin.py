"""The offsets of an event on its page in the admin, and the reminders there are."""

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone, translation
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from people.models import User
from people.roles import COORDINATORS
from webinars.models import Reminder

from .factories import make_event, make_person, make_session

pytestmark = pytest.mark.django_db


@pytest.fixture
def publish(client):
    """``publish(event, offsets)``: an editor ticks them and publishes."""
    user = User.objects.create_superuser("admin@example.org")
    client.force_login(user, backend="people.backends.SchoolBackend")

    def post(event, offsets):
        values = {"title": event.title, "slug": event.slug, "kind": "webinar", "topic": "", "lead": event.lead}
        texts = {"body": streamfield([]), "after": streamfield([]), "kilim_seed": event.kilim_seed}
        rows = {name: inline_formset([]) for name in ("speaker_rows", "questions", "comments")}
        data = nested_form_data({**values, **texts, **rows})
        with translation.override("en"):
            return client.post(
                reverse("wagtailadmin_pages:edit", args=[event.pk]),
                {**data, "reminder_offsets": offsets, "action-publish": "action-publish"},
            )

    return post


@pytest.mark.parametrize("offsets", [[10080, 180], [15], []])
def test_an_editor_says_when_an_event_reminds(publish, offsets):
    event = make_event()
    assert event.reminder_offsets == [1440, 60]

    assert publish(event, [str(minutes) for minutes in offsets]).status_code == 302

    event.refresh_from_db()
    assert event.reminder_offsets == offsets


def test_other_offsets_are_refused_and_what_was_ticked_stays(publish):
    event = make_event()

    refused = publish(event, ["60", "7"])

    assert refused.status_code == 200
    bound = refused.context["form"]["reminder_offsets"]
    assert (bound.value(), len(bound.errors)) == (["60", "7"], 1)
    event.refresh_from_db()
    assert event.reminder_offsets == [1440, 60]


@pytest.fixture
def coordinator(client):
    user = User.objects.create_user("coordinator@example.org")
    user.groups.add(Group.objects.get(name=COORDINATORS))
    client.force_login(user, backend="people.backends.SchoolBackend")
    return client


def left(number=1):
    """Reminders of as many people in as many sessions."""
    now = timezone.now()
    for _reminder in range(number):
        session = make_session(event=make_event())
        registration = session.registrations.create(person=make_person(), created_at=now)
        reminder = registration.reminders.create(starts_at=session.starts_at, minutes=60, created_at=now, sent_at=now)
    return reminder


def test_coordinators_see_the_reminders_and_write_none_of_them(coordinator):
    reminder = left()

    assert list(coordinator.get(reverse("reminder:index")).context["object_list"]) == [reminder]
    assert coordinator.get(reverse("reminder:inspect", args=[reminder.pk])).status_code == 200
    for name, args in [("add", []), ("edit", [reminder.pk]), ("delete", [reminder.pk])]:
        assert coordinator.post(reverse(f"reminder:{name}", args=args)).status_code == 302
    assert Reminder.objects.get().minutes == 60
    export = coordinator.get(f"{reverse('reminder:index')}?export=csv")
    assert reminder.registration.person.legal_name in b"".join(export.streaming_content).decode()


def test_the_list_of_reminders_costs_the_same_for_three_as_for_one(coordinator):
    counts = []
    for number in (1, 2):
        left(number)
        coordinator.get(reverse("reminder:index"))
        with CaptureQueriesContext(connection) as queries:
            coordinator.get(reverse("reminder:index"))
        counts.append(len(queries))

    assert counts[0] == counts[1]
