"""What the front page gathers: the next sessions, some courses, four figures."""

from django.utils import timezone
from django.utils.translation import get_language

from certificates.models import Certificate
from courses.models import CoursePage
from people.models import Organization
from webinars.models import Registration, Session

COURSES_SHOWN = 3
SESSIONS_SHOWN = 3


def front_page(request):
    """Context of the front page, in a constant number of queries."""
    now = timezone.now()
    language = get_language()
    courses = list(CoursePage.objects.live().filter(locale__language_code="uk").order_by("path"))
    for course in courses:
        course.foreign = language != "uk"
    sessions = list(
        Session.objects.public().scheduled().upcoming(now=now).select_related("event__locale")[:SESSIONS_SHOWN]
    )
    for session in sessions:
        session.event_url = session.event.get_url(request)
        session.foreign = language != "uk"
    return {
        "courses": courses[:COURSES_SHOWN],
        "course_count": len(courses),
        "sessions": sessions,
        "figures": figures(now=now),
    }


def figures(*, now):
    """Four counts from the school's own records; each person counts once."""
    return {
        "people": Registration.objects.values("person").distinct().count(),
        "organizations": Organization.objects.count(),
        "sessions": Session.objects.scheduled().past(now=now).count(),
        "certificates": Certificate.objects.valid().count(),
    }
