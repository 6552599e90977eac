"""The same file of a course brought, and unpacked, twice at once: real connections to PostgreSQL."""

import pytest
from django.core.files.base import ContentFile
from django.utils import timezone

from courses.models import CourseImport, CoursePage, LessonPage
from courses.parcels.bringing import bring, unpack

from .connections import at_once
from .factories import make_catalog, make_course, make_lesson, make_module
from .parcels import forget, parcel_of, superuser

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


def test_two_workers_at_once_make_one_course_and_each_page_of_it_once():
    course = make_course(slug="razom")
    module = make_module(course)
    for number in range(6):
        make_lesson(module, title=f"Урок {number}")
    data, catalog, by = parcel_of(course), make_catalog(), superuser()
    forget(course)

    def brought():
        return bring(catalog=catalog, name="a.zip", file=ContentFile(data), by=by, now=timezone.now()).pk

    first, second = at_once(brought, brought)
    assert first == second
    CourseImport.objects.update(confirmed_at=timezone.now(), confirmed_by=by)
    running = [CourseImport.objects.select_related("catalog", "confirmed_by").get() for _worker in range(2)]

    at_once(*[lambda one=one: unpack(one) for one in running])

    ended = CourseImport.objects.get()
    assert (ended.done, ended.trouble, ended.done_at is None) == (ended.total, "", False)
    assert CoursePage.objects.get() == ended.course
    assert LessonPage.objects.count() == 6
    assert parcel_of(ended.course) == data
