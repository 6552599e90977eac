"""Surveys in lists: where they stand, how many answered, and which one person is to answer."""

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from content import wording

from .access import asked_of
from .models import Participation


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
    asked = with_answered(asked_of(person, now=now), person).filter(answered=False)
    return asked.select_related("page").order_by("closes_at", "pk")


def asked_about(page, person, *, now):
    """The surveys about ``page`` that ``person`` may answer or has answered and may change."""
    asked = asked_of(person, now=now).filter(page__translation_key=page.translation_key)
    return with_answered(asked, person).order_by("closes_at", "pk")
