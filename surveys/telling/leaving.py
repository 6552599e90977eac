"""Who is to be told now that a survey is open. The mails are ``sending``'s work."""

from datetime import timedelta

from django.db import transaction

from surveys.access import people_asked
from surveys.models import Participation, Survey, SurveyNotice

TOO_LATE = timedelta(hours=1)  # of a survey that closes so soon nobody is told any more


def leave_due(*, now):
    """Leave a notice to everybody who may answer and has neither answered nor been told; how many.

    After an outage that is what is open still. Two sweeps at once leave each notice once.
    """
    return sum(_leave(survey, now=now) for survey in Survey.objects.open(now=now + TOO_LATE))


@transaction.atomic
def _leave(survey, *, now):
    people = people_asked(survey, now=now).filter(user__is_active=True, survey_notice_refusal=None).exclude(email="")
    for done in (SurveyNotice, Participation):
        people = people.exclude(pk__in=done.objects.filter(survey=survey).order_by().values("person"))
    notices = [SurveyNotice(survey=survey, person_id=pk, created_at=now) for pk in people.values_list("pk", flat=True)]
    SurveyNotice.objects.bulk_create(notices, ignore_conflicts=True, batch_size=500)
    return len(notices)
