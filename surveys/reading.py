"""Surveys in lists: where they stand, how many answered, and which one person is to answer."""

from django.db.models import Count, Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from wagtail.models import Page

from content import wording
from courses.models import Cohort
from people.models import Person
from people.prepared import Asked, Prepared

from .access import asked_of
from .models import Participation, Survey


def numbered(surveys):
    """Annotates ``number``: how many answered."""
    return surveys.annotate(number=Count("participations"))


def state_of(survey, *, now):
    if survey.published_at is None:
        return pgettext("survey", "draft")
    words = _("closed on %(when)s") if survey.is_closed(now=now) else _("open until %(when)s")
    return words % {"when": wording.moment(survey.closes_at, now=now)}


def with_answered(surveys, person):
    """Annotates ``answered``: whether ``person`` did."""
    return surveys.annotate(answered=Exists(Participation.objects.filter(survey=OuterRef("pk"), person=person)))


def to_answer(person, *, now):
    """What ``person`` is asked and has not answered, the first to close first."""
    return _TO_ANSWER.all(**_moment(now), person=person.pk)


def asked_about(page, person, *, now):
    """The surveys about ``page`` that ``person`` may answer or has answered and may change."""
    return _ABOUT_PAGE.all(**_moment(now), person=person.pk, page=page.translation_key)


def _moment(now):
    return {"now": now, "today": timezone.localdate(now, timezone.get_default_timezone())}


def _asked():
    """What whoever is asked for later may answer; every course page and «My learning» ask it."""
    person = Asked("person", Person._meta.pk)
    now, today = Asked("now", Survey._meta.get_field("closes_at")), Asked("today", Cohort._meta.get_field("ends_on"))
    return with_answered(asked_of(person, now=now, today=today), person).order_by("closes_at", "pk")


_TO_ANSWER = Prepared(lambda: _asked().filter(answered=False).select_related("page"))
_ABOUT_PAGE = Prepared(
    lambda: _asked().filter(page__translation_key=Asked("page", Page._meta.get_field("translation_key")))
)
