"""What each kind of event has of its own, in the demonstration school."""

import pytest
from django.urls import reverse
from django.utils import timezone

from conferences.models import Programme
from conferences.tests.schedule_schema import faults_in
from people.models import Person
from webinars.meetings.access import invited_people, meeting_of
from webinars.meetings.inviting import answer_of
from webinars.models import DigestPage, EventPage, Film, MasterClass, Session, Travel

pytestmark = [pytest.mark.usefixtures("school"), pytest.mark.django_db]


def test_working_meetings_are_closed_and_have_agenda_minutes_and_decisions(client, sign_in):
    now, participant = timezone.now(), Person.objects.get(user__email="participant@school.example")
    meetings = EventPage.objects.filter(kind="working_meeting").order_by("pk")
    kept = [(meeting_of(event), event.sessions.get()) for event in meetings]

    assert all(meeting.points for meeting, _session in kept)
    assert sum(meeting.is_approved for meeting, _session in kept) == 3
    assert sum(bool(meeting.minutes) and not meeting.is_approved for meeting, _session in kept) == 1
    assert all(meeting.decisions.count() >= 2 for meeting, session in kept if session.is_over(now=now))
    coming = [event for event in meetings if event.sessions.filter(starts_at__gt=now).exists()]
    assert all(participant in invited_people(event) for event in coming)
    assert {client.get(event.url).status_code for event in meetings} == {404}
    assert {sign_in(participant).get(event.url).status_code for event in coming} == {200}
    assert {answer_of(participant, event) for event in coming} == {""}


def test_visit_and_internship_to_come_tell_the_way():
    assert {travel.event.kind for travel in Travel.objects.select_related("event")} == {"study_visit", "internship"}
    assert all(len(travel.parts) == len(Travel.TEXTS) for travel in Travel.objects.all())


def test_discussions_name_a_film_and_the_last_forum_has_a_digest(client):
    assert Film.objects.count() == 2 and all(film.points for film in Film.objects.all())
    digest = DigestPage.objects.get()
    page = client.get(digest.url).content.decode()
    assert page.count("https://video.example.org/susidstvo/") == 5
    assert digest.url in client.get(digest.get_parent().url).content.decode()


def test_master_classes_say_what_to_bring_and_those_that_are_over_have_files():
    rows, over = MasterClass.objects.all(), Session.objects.filter(event__kind="master_class").past(now=timezone.now())
    assert {row.event_key for row in rows} == set(
        EventPage.objects.filter(kind="master_class").values_list("translation_key", flat=True)
    )
    assert all(row.outcome_lines and row.bring_lines and row.handout_lines for row in rows)
    assert over and all(session.materials.exists() for session in over)


def test_the_programmes_of_the_forums_are_what_the_schema_of_schedules_asks_for(client):
    for event in EventPage.objects.filter(pk__in=Programme.objects.values("event")):
        said = client.get(reverse("programme_schedule", args=[event.pk, "xml"])).content
        assert (event.slug, faults_in(said)) == (event.slug, [])
