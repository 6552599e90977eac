"""What happens to a survey: it is published, closed, and made again for the next cohort."""

from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .exceptions import SurveyRefused
from .models import Survey, SurveyQuestion

AS_LONG_AS = timedelta(days=14)


@transaction.atomic
def publish(*, survey, by, now):
    """Ask it from now on. From here its questions stay as they are: answers belong to them."""
    survey = _locked(survey)
    if survey.published_at:
        return survey
    if survey.closes_at <= now:
        raise SurveyRefused(_("The survey would be closed already. Choose a later end first."))
    if not survey.questions.exists():
        raise SurveyRefused(_("The survey asks nothing yet."))
    survey.published_at = now
    survey.save(update_fields=["published_at"])
    log(survey, "surveys.publish", user=by)
    return survey


@transaction.atomic
def close(*, survey, by, now):
    """Take no more answers. It is not opened again: totals that are known must not move by one answer."""
    survey = _locked(survey)
    if survey.is_open(now=now):
        survey.closes_at = now
        survey.save(update_fields=["closes_at"])
        log(survey, "surveys.close", user=by)
    return survey


@transaction.atomic
def make_again(*, survey, by, now):
    """A draft that asks the same, about the same page, of nobody in particular yet."""
    copy = Survey.objects.create(page=survey.page, title=survey.title, intro=survey.intro, closes_at=now + AS_LONG_AS)
    for row in survey.questions.all():
        words = {name: getattr(row, name) for name in ("text", "hint", "kind", "options", "required", "sort_order")}
        SurveyQuestion.objects.create(survey=copy, **words)
    log(copy, "wagtail.create", user=by)
    return copy


def _locked(survey):
    return Survey.objects.select_for_update(of=("self",)).get(pk=survey.pk)
