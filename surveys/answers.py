"""To answer, and to know that one has. The one place that can tell which response is whose, for that person alone."""

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from people.models import Person

from .access import may_answer
from .exceptions import SurveyRefused
from .models import Participation, Response, Survey
from .signals import survey_answered


@transaction.atomic
def answer(*, person, survey, given, now):
    """Keep what ``person`` answers, in the place of what they answered before. ``given``: texts by keys of questions.

    Nothing is logged: a log would say who wrote when. Raises ``SurveyRefused`` when the survey is closed, or the person
    is not asked.
    """
    survey = Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
    if not may_answer(person=person, survey=survey, now=now):
        raise SurveyRefused(_("This survey is closed, or it is not for you."))
    seal = seal_of(person=person, survey=survey)
    today = timezone.localdate(now, timezone.get_default_timezone())
    _row, is_new = Participation.objects.get_or_create(person=person, survey=survey, defaults={"answered_on": today})
    if is_new:
        Response.objects.create(survey=survey, seal=seal, answers=given)
        survey_answered.send(Survey, person=person, page=survey.page, now=now)
    elif not Response.objects.filter(survey=survey, seal=seal).update(answers=given):
        raise SurveyRefused(_("Your former answers are kept, but they cannot be changed any more."))


def known_answers(*, person, survey):
    """What ``person`` answered, for that person to change it; None if nothing, or it can no longer be told."""
    kept = Response.objects.filter(survey=survey, seal=seal_of(person=person, survey=survey))
    return kept.values_list("answers", flat=True).first()


def seal_of(*, person, survey):
    """Told from nothing but the key of the school, which no copy of the database holds (decision 0066)."""
    return salted_hmac("surveys.response", f"{survey.pk}:{person.pk}", algorithm="sha256").hexdigest()


def unseal_closed(*, now):
    """Take the seals off what can be changed no more: from then on nothing tells whose it is. The number of rows."""
    return Response.objects.filter(survey__in=Survey.objects.closed(now=now)).exclude(seal="").update(seal="")


def participations_in(page):
    """That people answered a survey about ``page``, in any of its languages; for rules and lists of many people."""
    return Participation.objects.filter(survey__page__translation_key=page.translation_key)


def people_who_answered(page):
    """Those people, as a queryset of ``Person``."""
    return Person.objects.filter(pk__in=participations_in(page).order_by().values("person"))


def has_answered(*, person, page):
    """Whether ``person`` answered a survey about ``page``, now or ever: what a rule of certificates may ask."""
    return participations_in(page).filter(person=person).exists()
