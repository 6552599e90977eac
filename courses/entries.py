"""Live sessions and deadlines of courses as calendar entries: of who is enrolled, and for who follows a course."""

from datetime import timedelta
from functools import lru_cache
from uuid import UUID

from django.db.models import Exists, F, IntegerField, OuterRef, Subquery
from django.db.models.functions import Coalesce, Greatest, JSONObject
from django.urls import reverse
from django.utils.translation import get_language, gettext

from calendars.entries import Entry
from calendars.feeds import PublicFeed
from calendars.personal import Part, moment
from calendars.window import AROUND
from content.restrictions import pages_open_to_all
from people.addresses import absolute, page_paths
from people.prepared import Asked
from webinars.access import public_sessions
from webinars.entries import as_json, read
from webinars.followed import Followed
from webinars.models import Registration

from .models import Cohort, CohortSession, CoursePage, Deadline, Enrollment, Extension, Submission

HALF_AN_HOUR = timedelta(minutes=30)


def sessions_of_cohorts(person):
    """The sessions of the cohorts of a person, but for seats given back; ``webinars`` tells of the seats taken.

    What stands on a page that is not open to all comes into the calendar with a seat only.
    """
    cohorts = Enrollment.objects.active().filter(person_id=person).values("cohort")
    rows = CohortSession.objects.filter(cohort__in=cohorts).exclude(cohort__state=Cohort.State.CANCELLED)
    given_back = Registration.objects.filter(person_id=person, session=OuterRef("pk"), cancelled_at__isnull=False)
    return as_json(public_sessions().filter(~Exists(given_back), pk__in=rows.values("session")))


def due(person):
    """What is due in the cohorts of a person, but for what they handed in and courses they completed.

    Where they have more time than the cohort, the entry is the same one, later and with a higher counter.
    """
    cohorts = Enrollment.objects.completable().filter(person_id=person).values("cohort")
    handed_in = Submission.objects.submitted().exclude(mark__accepted=False).filter(person_id=person)
    handed_in = handed_in.filter(assignment=OuterRef("assignment"))
    more = Extension.objects.filter(enrollment__person_id=person, enrollment__withdrawn_at__isnull=True)
    more = more.alias(about=Coalesce("page_id", 0)).filter(enrollment__cohort=OuterRef("cohort"))
    more = more.filter(about=Coalesce(OuterRef("assignment_id"), 0))
    rows = Deadline.objects.filter(due_at__isnull=False, cohort__in=cohorts, cohort__course__live=True)
    rows = rows.annotate(
        due=Greatest("due_at", Coalesce(Subquery(more.values("until")[:1]), "due_at")),
        counter=F("sequence") + Coalesce(Subquery(more.values("sequence")[:1]), 0),
        changed=Greatest("updated_at", Coalesce(Subquery(more.values("given_at")[:1]), "updated_at")),
    )
    rows = rows.filter(~Exists(handed_in), due__gt=AROUND["since"], due__lt=AROUND["until"])
    shown = {"due_at": "due", "sequence": "counter", "updated_at": "changed"}
    shown |= {name: name for name in ("public_id", "created_at")}
    page = {
        "title": F("assignment__title"),
        "course": F("cohort__course__title"),
        "url_path": Coalesce("assignment__url_path", "cohort__course__url_path"),
        "published_at": Coalesce("assignment__last_published_at", "cohort__course__last_published_at"),
    }
    return rows.annotate(row=JSONObject(**{name: F(source) for name, source in shown.items()}, **page))


def read_due(rows, *, now):
    """Entries out of those rows: the half hour before something is due."""
    path_of = page_paths()
    return [_due_entry(tuple(row.items()), absolute(path_of(row["url_path"])), get_language()) for row in rows]


@lru_cache(maxsize=2000)
def _due_entry(items, url, language):
    row = dict(items)
    ends, course = moment(row["due_at"]), row["course"]
    updated = [moment(row[name]) for name in ("updated_at", "published_at") if row[name]]
    if row["title"]:
        summary = gettext("Due: %(title)s") % {"title": row["title"]}
    else:
        summary = gettext("Last day of the course: %(title)s") % {"title": course}
    return Entry(
        uid=f"due-{UUID(str(row['public_id']))}@school",
        sequence=row["sequence"],
        summary=summary,
        starts=ends - HALF_AN_HOUR,
        ends=ends,
        url=url,
        updated_at=max(updated),
        created_at=moment(row["created_at"]),
        description=course if row["title"] else "",
        transparent=True,
    )


PERSONAL = (
    Part("cohort", "taking_part", sessions_of_cohorts, read),
    Part("deadline", "deadlines", due, read_due),
)


def public_courses():
    """Courses whose calendar anybody may follow."""
    return pages_open_to_all(CoursePage.objects.live())


def _followed(things, cohorts, **told):
    """The feed of the thing with the number ``asked``: the announced sessions of its cohorts."""

    def sessions():
        rows = CohortSession.objects.filter(cohort__in=cohorts())
        return public_sessions().filter(pk__in=rows.values("session"))

    return Followed(thing=lambda: things().filter(pk=ASKED), sessions=sessions, told=told)


def _public_cohorts():
    return Cohort.objects.announced().filter(course__in=public_courses())


ASKED = Asked("asked", IntegerField())
COURSE = _followed(
    public_courses, lambda: Cohort.objects.announced().filter(course=ASKED), title="title", url_path="url_path"
)
COHORT = _followed(
    _public_cohorts,
    lambda: Cohort.objects.announced().filter(pk=ASKED),
    title="course__title", url_path="course__url_path", number="number",
)  # fmt: skip


def feed_path(course):
    """Calendar programs call a subscription by the last part of its address, so it speaks; the number decides."""
    return reverse("feed_course", args=[course.pk, course.slug])


def cohort_feed_path(course, cohort):
    return reverse("feed_cohort", args=[cohort.pk, f"{course.slug}-{cohort.number}"])


def public_feeds():
    """A feed for each course that announced live sessions."""
    rows = CohortSession.objects.filter(cohort__in=Cohort.objects.announced(), cohort__course=OuterRef("pk"))
    courses = public_courses().filter(Exists(rows)).order_by("path").only("title", "slug")
    return [PublicFeed(course.title, feed_path(course), gettext("By course")) for course in courses]
