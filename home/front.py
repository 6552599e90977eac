"""What the front page gathers: the next sessions, some courses, four figures."""

from django.core.cache import cache
from django.utils import timezone
from django.utils.translation import get_language

from certificates.models import Certificate
from content.restrictions import pages_open_to_all
from courses.models import CoursePage, Enrollment
from people.models import Organization
from webinars.access import public_sessions
from webinars.models import Registration, Session

COURSES_SHOWN = 3
SESSIONS_SHOWN = 3
LISTS_ARE_KEPT = 60  # seconds
FIGURES_ARE_KEPT = 300  # they tell of years


def front_page(request):
    """Context of the front page. What is on it is the same for everybody, and looked up once a minute."""
    now, foreign = timezone.now(), get_language() != "uk"
    courses, count, sessions = cache.get_or_set("front-page", lambda: announced(now=now), LISTS_ARE_KEPT)
    for shown in (*courses, *sessions):
        shown.foreign = foreign
    for session in sessions:
        session.event_url = session.event.get_url(request)
    return {
        "courses": courses,
        "course_count": count,
        "sessions": sessions,
        "figures": cache.get_or_set("front-figures", lambda: figures(now=now), FIGURES_ARE_KEPT),
    }


def announced(*, now):
    """Some courses, how many there are, and the next sessions: of pages that anybody may open."""
    courses = pages_open_to_all(CoursePage.objects.live()).filter(locale__language_code="uk").order_by("path")
    sessions = public_sessions().scheduled().upcoming(now=now).select_related("event")
    shown = sessions.only("title", "starts_at", "event__title", "event__kind", "event__url_path")
    return (
        list(courses.only("title", "weeks", "url_path")[:COURSES_SHOWN]),
        courses.count(),
        list(shown[:SESSIONS_SHOWN]),
    )


def figures(*, now):
    """Four counts from the school's own records; who has a seat somewhere or a place in a course counts once."""
    seats, places = Registration.objects.active(), Enrollment.objects.active()
    return {
        "people": seats.order_by().values("person").union(places.order_by().values("person")).count(),
        "organizations": Organization.objects.count(),
        "sessions": Session.objects.listed().scheduled().past(now=now).count(),
        "certificates": Certificate.objects.held().count(),
    }
