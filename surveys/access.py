"""Who is asked, who makes surveys and reads their totals: queryset and predicate together. Every door asks here."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from wagtail.models import Page

from content.restrictions import without_shut
from courses.access import may_read_everything
from courses.models import Cohort, CoursePage, Enrollment
from courses.models.pages import CourseTrainer
from people.accounts import person_of
from people.models import Person
from webinars.models import Attendance, EventPage, Session

from .models import Survey

KEY, OF_EVENT = OuterRef("page__translation_key"), "event__translation_key"


def asked_of(person, *, now, today=None):
    """Open surveys that ``person`` may answer: of what they took part in, once it is over for them.

    A course is over when it is completed, or its cohort has ended; an event when its last session has, for those whose
    attendance counts. To have been there is the right: no page needs to be open to them still, only published. All
    three may stand for values that come later (``people.prepared``); ``today`` is the day of ``now`` in Kyiv.
    """
    if person is None:
        return Survey.objects.none()
    today = today or timezone.localdate(now, timezone.get_default_timezone())
    finished = _finished(person, now=now, today=today)
    course = finished.filter(cohort__course__translation_key=KEY)
    cohort = finished.filter(cohort=OuterRef("cohort"))
    there = Attendance.objects.credited().filter(person=person, session__kept_by="")
    event = there.filter(session__event__translation_key=KEY)
    ahead = Session.objects.scheduled().filter(ends_at__gt=now, kept_by="", **{OF_EVENT: KEY})
    return Survey.objects.open(now=now).filter(
        Q(Exists(cohort)) | Q(Exists(course), cohort=None) | (Q(Exists(event)) & ~Q(Exists(ahead))), page__live=True
    )


def _finished(person, *, now, today):
    """The places of ``person`` in cohorts that are over for them."""
    ended = Q(cohort__self_paced=False, cohort__ends_on__lt=today, cohort__state=Cohort.State.OPEN)
    return Enrollment.objects.active().filter(Q(completed_at__lte=now) | ended, person=person)


def people_asked(survey, *, now):
    """The same question the other way round: everybody who may answer ``survey``."""
    one = OuterRef(OuterRef("pk"))  # of the person, out of the questions about the survey
    return Person.objects.filter(Exists(asked_of(one, now=now).filter(pk=survey.pk)))


def may_answer(*, person, survey, now):
    return asked_of(person, now=now).filter(pk=survey.pk).exists()


def pages_for(user):
    """Courses and events that ``user`` may make surveys about: those one teaches or hosts, all for coordinators."""
    kinds = Q(pk__in=CoursePage.objects.order_by().values("pk")) | Q(pk__in=EventPage.objects.order_by().values("pk"))
    pages = without_shut(user, Page.objects.filter(kinds)) if user.is_authenticated else Page.objects.none()
    if may_read_everything(user):
        return pages
    person = person_of(user)
    if person is None:
        return pages.none()
    taught = CourseTrainer.objects.filter(speaker__person=person).values("course__translation_key")
    hosted = Session.objects.filter(host=person, kept_by="").order_by().values(OF_EVENT)
    return pages.filter(Q(translation_key__in=taught) | Q(translation_key__in=hosted))


def kept_by(user):
    """The surveys that ``user`` makes and whose totals they read."""
    return Survey.objects.filter(page__in=pages_for(user).order_by().values("pk"))


def may_keep(*, user, survey):
    return kept_by(user).filter(pk=survey.pk).exists()
