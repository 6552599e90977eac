"""What a certificate and its rule are about: one course, event or programme; perhaps only a part of it."""

from django.db import models
from django.db.models import Q

# An event may be narrowed to one series of its dates, a course to one quiz.
SOURCE = ("course_id", "event_id", "series_id", "quiz_id", "programme_id", "role")
PAGES = ("course", "event", "programme")


def about(to, verbose_name, related_name):
    """A foreign key to what is certified; that is not deleted as long as anything is about it."""
    return models.ForeignKey(
        to, verbose_name=verbose_name, null=True, blank=True, on_delete=models.PROTECT, related_name=related_name
    )


def _this_alone(page):
    return Q(**{f"{other}__isnull": other != page for other in PAGES})


ONE_PAGE = _this_alone("course") | _this_alone("event") | _this_alone("programme")
