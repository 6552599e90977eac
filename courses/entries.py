"""Live sessions of courses as calendar entries: for who is enrolled, and for anybody who follows a course."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.translation import gettext

from calendars.feeds import PublicFeed
from content.restrictions import pages_open_to_all
from people.models import Person
from people.prepared import Asked
from webinars.access import public_sessions
from webinars.entries import asking, in_words, limits, session_entries
from webinars.models import Registration

from .models import Cohort, CohortSession, CoursePage, Enrollment


def personal_entries(*, person, now, wanted=None):
    """The sessions of the cohorts of ``person``, but for seats given back; ``webinars`` tells of the seats taken.

    What stands on a page that is not open to all comes into the calendar with a seat only.
    """
    if wanted is not None and not wanted.taking_part:
        return []
    return in_words(sessions_of_the_enrolled.all(person=person.pk, **limits(now)))


@asking
def sessions_of_the_enrolled():
    """The question behind ``personal_entries``, composed once."""
    person = Asked("person", Person._meta.pk)
    cohorts = Enrollment.objects.active().filter(person_id=person).values("cohort")
    rows = CohortSession.objects.filter(cohort__in=cohorts).exclude(cohort__state=Cohort.State.CANCELLED)
    given_back = Registration.objects.filter(person_id=person, session=OuterRef("pk"), cancelled_at__isnull=False)
    return public_sessions().filter(~Exists(given_back), pk__in=rows.values("session"))


def course_entries(*, course, now):
    """The sessions of all announced cohorts of ``course`` that anybody may know of."""
    rows = CohortSession.objects.filter(cohort__in=Cohort.objects.announced().filter(course=course))
    return session_entries(public_sessions().filter(pk__in=rows.values("session")), now=now)


def public_courses():
    """Courses whose calendar anybody may follow."""
    return pages_open_to_all(CoursePage.objects.live())


def feed_path(course):
    """Calendar programs call a subscription by the last part of its address, so it speaks; the number decides."""
    return reverse("feed_course", args=[course.pk, course.slug])


def public_feeds():
    """A feed for each course that announced live sessions."""
    rows = CohortSession.objects.filter(cohort__in=Cohort.objects.announced(), cohort__course=OuterRef("pk"))
    courses = public_courses().filter(Exists(rows)).order_by("path").only("title", "slug")
    return [PublicFeed(course.title, feed_path(course), gettext("By course")) for course in courses]
