"""From notices that wait to mails, each sent once."""

from surveys.access import may_answer
from surveys.models import Participation, SurveyNotice
from webinars.taken_mails import send_each

from .leaving import TOO_LATE
from .mails import notice_mail
from .wishes import wants_notices


def send_waiting(*, now):
    """Send what waits and is still true, but nothing in somebody's quiet hours; the number of mails sent."""
    SurveyNotice.objects.waiting().filter(survey__closes_at__lte=now + TOO_LATE).update(taken_at=now)
    waiting = SurveyNotice.objects.waiting().select_related("survey__page", "person__calendar_settings", "person__user")
    return send_each(waiting, write=lambda notice: _mail(notice, now=now), now=now)


def _mail(notice, *, now):
    survey, person = notice.survey, notice.person
    answered = Participation.objects.filter(survey=survey, person=person).exists()
    wanted = person.email and person.user and person.user.is_active and wants_notices(person)
    still = wanted and not answered and may_answer(person=person, survey=survey, now=now)
    return notice_mail(notice) if still else None
