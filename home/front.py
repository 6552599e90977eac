"""What the front page gathers: the next sessions, some courses, four figures."""

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import get_language

from certificates.models import Certificate
from courses.models import CoursePage, Enrollment
from people.models import Organization
from webinars.access import public_sessions
from webinars.models import Registration, Session

COURSES_SHOWN = 3
SESSIONS_SHOWN = 3
FIGURES_ARE_KEPT = 300  # seconds; they tell of years


def front_page(request):
    """Context of the front page, in a constant number of queries."""
    now = timezone.now()
    language = get_language()
    courses = list(
        CoursePage.objects.live()
        .public()
        .filter(locale__language_code="uk")
        .order_by("path")
        .only("title", "weeks", "url_path")
    )
    for course in courses:
        course.foreign = language != "uk"
    sessions = list(
        public_sessions()
        .scheduled()
        .upcoming(now=now)
        .select_related("event")
        .only("title", "starts_at", "event__title", "event__kind", "event__url_path")[:SESSIONS_SHOWN]
    )
    for session in sessions:
        session.event_url = session.event.get_url(request)
        session.foreign = language != "uk"
    return {
        "courses": courses[:COURSES_SHOWN],
        "course_count": len(courses),
        "sessions": sessions,
        "figures": cache.get_or_set("front-figures", lambda: figures(now=now), FIGURES_ARE_KEPT),
    }


def figures(*, now):
    """Four counts from the school's own records; who has a seat somewhere or a place in a course counts once."""
    seats, places = Registration.objects.active(), Enrollment.objects.active()
    return {
        "people": seats.order_by().values("person").union(places.order_by().values("person")).count(),
        "organizations": Organization.objects.count(),
        "sessions": Session.objects.scheduled().past(now=now).count(),
        "certificates": Certificate.objects.valid().count(),
    }
