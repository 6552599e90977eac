"""«My learning»: where one stopped, what comes next, what is done – in as many queries for three courses as for one."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import F, Q
from django.utils.translation import get_language

from certificates.models import Certificate
from consultations.models import Consultation
from courses.access import paths_to
from courses.models import Enrollment, Extension, PeerReview, QueuePlace
from courses.opening.words import next_said
from courses.progress import CourseProgress
from people.models import Membership, Person
from people.prepared import Asked, Prepared
from webinars.models import Registration, SeatRequest, Session, WaitingPlace
from webinars.translations import in_language

SHOWN = 5
MANY = 50  # more than anybody is given to read at once
NOW = Asked("now", Session._meta.get_field("starts_at"))
LONG_TEXTS_OF_COURSE = [f"cohort__course__{name}" for name in ("body", "faq", "outcomes")]
LONG_TEXTS_OF_EVENT = ["session__event__body", "session__event__after"]


@dataclass(frozen=True)
class LearningCourse:
    enrollment: Enrollment
    progress: CourseProgress
    now: datetime

    @property
    def course(self):
        return self.enrollment.cohort.course

    @property
    def awaited(self):
        return next_said(self.progress, now=self.now)

    @property
    def is_completed(self):
        return self.enrollment.completed_at is not None


def learning_courses(user, *, now):
    """The user's courses with their progress: unfinished ones first, each group the latest first.

    A course taken in two cohorts is one course; the enrollment that is completed, or else the latest, speaks for it.
    """
    latest_first = sorted(places_of_somebody.all(person=user.person.pk), key=lambda row: row.completed_at is None)
    by_course = {row.cohort.course_id: row for row in reversed(latest_first)}
    progress = paths_to(user, courses=[row.cohort.course for row in by_course.values()], now=now)
    rows = [LearningCourse(row, progress[course], now) for course, row in by_course.items()]
    rows.sort(key=lambda row: row.enrollment.enrolled_at, reverse=True)
    return sorted(rows, key=lambda row: row.is_completed)


@Prepared
def places_of_somebody():
    """The places of one person, the latest first, with what the page says of their courses: never the long texts."""
    places = Enrollment.objects.active().filter(person_id=Asked("person", Person._meta.pk))
    places = places.select_related("cohort__course").defer(*LONG_TEXTS_OF_COURSE)
    return places.order_by("-enrolled_at", "-pk")


def upcoming_registrations(person, *, now):
    """The next sessions the person has a seat in, also cancelled ones, in the reader's language."""
    registrations = seats_of_somebody.all(person=person.pk, now=now)
    in_language([row.session for row in registrations], get_language())
    return registrations


@Prepared
def seats_of_somebody():
    ahead = Registration.objects.active().filter(person_id=Asked("person", Person._meta.pk), session__ends_at__gt=NOW)
    ahead = ahead.filter(session__kept_by="").exclude(session__state=Session.State.DRAFT)
    ahead = ahead.order_by("session__starts_at", "pk")
    return ahead.select_related("session__event__locale").defer(*LONG_TEXTS_OF_EVENT)[:SHOWN]


def next_consultation(person, *, now):
    """The next one that the person takes or gives, or None."""
    return next(iter(consultations_of_somebody.all(person=person.pk, now=now)), None)


@Prepared
def consultations_of_somebody():
    ahead = Consultation.objects.standing().of(Asked("person", Person._meta.pk)).filter(session__ends_at__gt=NOW)
    ahead = ahead.select_related("session__host", "person").defer("question", "note")
    return ahead.order_by("session__starts_at", "pk")[:1]


def places_in_queues(person, *, now):
    """The sessions the person waits for, those with a seat that is held for them first; in the reader's language."""
    places = queues_of_somebody.all(person=person.pk, now=now)
    in_language([place.session for place in places], get_language())
    return sorted(places, key=lambda place: not place.is_offered)


@Prepared
def queues_of_somebody():
    waiting = WaitingPlace.objects.open().filter(person_id=Asked("person", Person._meta.pk), session__starts_at__gt=NOW)
    waiting = waiting.filter(session__state=Session.State.SCHEDULED)
    waiting = waiting.order_by("offer_ends_at", "session__starts_at", "pk")
    return waiting.select_related("session__event__locale").defer(*LONG_TEXTS_OF_EVENT)[:SHOWN]


def reviews_to_write(person):
    """Works of others that the person reads and has not written about, the most urgent first."""
    return reviews_of_somebody.all(person=person.pk)


@Prepared
def reviews_of_somebody():
    return PeerReview.objects.of_reader(Asked("person", Person._meta.pk)).to_write().order_by("due_at", "pk")[:MANY]


def places_before_cohorts(person):
    """The cohorts the person waits for a place in, those in which one is held for them first."""
    return cohort_queues_of_somebody.all(person=person.pk)


@Prepared
def cohort_queues_of_somebody():
    waiting = QueuePlace.objects.open().filter(person_id=Asked("person", Person._meta.pk))
    waiting = waiting.filter(cohort__state="open", cohort__course__live=True)
    waiting = waiting.order_by(F("offer_ends_at").asc(nulls_last=True), "joined_at", "pk")
    return waiting.select_related("cohort__course").defer(*LONG_TEXTS_OF_COURSE)[:SHOWN]


def requests_for_seats(person, *, now):
    """What ``person`` asked for and nobody has decided yet, the soonest first."""
    requests = requests_of_somebody.all(person=person.pk, now=now)
    in_language([request.session for request in requests], get_language())
    return requests


@Prepared
def requests_of_somebody():
    waiting = SeatRequest.objects.waiting().filter(
        person_id=Asked("person", Person._meta.pk), session__starts_at__gt=NOW
    )
    waiting = waiting.filter(session__state=Session.State.SCHEDULED).order_by("session__starts_at", "pk")
    return waiting.select_related("session__event__locale").defer(*LONG_TEXTS_OF_EVENT)[:SHOWN]


def valid_certificates(person):
    """The latest certificates, as they were issued."""
    return certificates_of_somebody.all(person=person.pk)


@Prepared
def certificates_of_somebody():
    return Certificate.objects.held().filter(person_id=Asked("person", Person._meta.pk))[:SHOWN]


def more_time(person, *, now):
    """What the person was given more time for, and still has it, the soonest first."""
    return extensions_of_somebody.all(person=person.pk, now=now)


@Prepared
def extensions_of_somebody():
    mine = Extension.objects.filter(enrollment__person_id=Asked("person", Person._meta.pk))
    mine = mine.filter(enrollment__withdrawn_at__isnull=True, enrollment__completed_at__isnull=True)
    mine = mine.filter(Q(until__gt=NOW) | Q(minutes__isnull=False)).order_by("until", "pk")
    return mine.select_related("page", "enrollment__cohort__course").defer(
        *(f"enrollment__{name}" for name in LONG_TEXTS_OF_COURSE)
    )[:SHOWN]


def is_contact(person):
    """Whether ``person`` names people for the seats of an organization."""
    return contacts_place.first(person=person.pk) is not None


@Prepared
def contacts_place():
    return Membership.objects.filter(person_id=Asked("person", Person._meta.pk), is_contact=True).order_by("pk")[:1]
