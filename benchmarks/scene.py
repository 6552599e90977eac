"""The data behind ``pages.py``: a busy course and a busy participant, built by the verbs."""

from datetime import timedelta
from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test.utils import override_settings
from django.utils import timezone

from calendars.tokens import issue_token
from courses.enrollment import enroll
from courses.models import Cohort, LessonPage, QuizPage
from courses.quizzes import start_attempt
from home.management.commands.load_demo import QUIET
from people.models import Person
from webinars.models import EventPage, Session
from webinars.registration import register
from webinars.scheduling import schedule

ENROLLED = 450
ENTRIES = 60


def signed_in(person):
    """Request headers of a browser in which ``person`` is signed in."""
    store = import_module(settings.SESSION_ENGINE).SessionStore()
    store[SESSION_KEY] = str(person.user.pk)
    store[BACKEND_SESSION_KEY] = "people.backends.SchoolBackend"
    store[HASH_SESSION_KEY] = person.user.get_session_auth_hash()
    store.save()
    return {"Cookie": f"{settings.SESSION_COOKIE_NAME}={store.session_key}", "Accept-Encoding": "gzip"}


def build():
    """(name, path, headers) of every page to measure."""
    now = timezone.now()
    with override_settings(**QUIET):
        person = Person.objects.get(email="participant@school.example")
        cohort = Cohort.objects.enrolling(now=now).get(course__slug="biudzhet-hromady")
        Cohort.objects.filter(pk=cohort.pk).update(seats=0)
        for other in Person.objects.filter(user=None)[:ENROLLED]:
            enroll(person=other, cohort=cohort, now=now)
        event = EventPage.objects.filter(kind="webinar").first()
        for week in range(ENTRIES):
            starts = now + timedelta(days=3 + 2 * week)
            session = Session(event=event, starts_at=starts, ends_at=starts + timedelta(hours=1))
            register(person=person, session=schedule(session=session, by=None, now=now), now=now)
        tries = QuizPage.objects.descendant_of(cohort.course).filter(attempts_allowed=0)
        quiz = tries.order_by("path").first()
        start_attempt(person=person, quiz=quiz, now=now)
        token = issue_token(person=person, now=now)
    lesson = LessonPage.objects.descendant_of(cohort.course).order_by("path")[2]
    headers = signed_in(person)
    feed = f"/my/calendar/{token}.ics"
    return [
        ("front page", "/", headers),
        ("course", cohort.course.url, headers),
        ("lesson", lesson.url, headers),
        ("my learning", "/my/", headers),
        ("quiz question", f"{quiz.url}q/1/", headers),
        ("feed, cold", feed, {"Accept-Encoding": "gzip"}),
        ("feed, 304", feed, {"If-None-Match": etag(feed)}),
    ]


def etag(path):
    from django.test import Client  # noqa: PLC0415 -- only here

    return Client(headers={"host": "localhost"}).get(path)["ETag"]
