"""Certificates follow completions, marks and attendance. They are made by a task: a PDF is no work for a click."""

from django.db.models import Q
from django.dispatch import receiver

from courses.models import Enrollment
from courses.signals import course_completed, programme_completed, quiz_graded
from surveys.signals import survey_answered
from webinars.signals import session_attended

from .models import CertificateRule
from .pending import earn
from .sweeps import issue_pending


@receiver(course_completed)
def certificate_after_course(sender, enrollment, now, **kwargs):
    about = Q(course=enrollment.cohort.course_id, quiz__isnull=True)
    earned(about, person=enrollment.person, cohort=enrollment.cohort, now=now)


@receiver(quiz_graded)
def certificate_after_quiz(sender, attempt, now, **kwargs):
    earned(Q(quiz=attempt.quiz_id), person=attempt.person, cohort=None, now=now)


@receiver(programme_completed)
def certificate_after_programme(sender, completion, now, **kwargs):
    earned(Q(programme=completion.programme_id), person=completion.person, cohort=None, now=now)


@receiver(session_attended)
def certificate_after_session(sender, person, session, now, **kwargs):
    about = Q(event=session.event_id, series__isnull=True)
    if session.series_id:
        about |= Q(series=session.series_id)
    earned(about, person=person, cohort=None, now=now)


@receiver(survey_answered)
def certificate_after_survey(sender, person, page, now, **kwargs):
    """The answer may have been all that was missing, in any language of the page."""
    key = page.translation_key
    of_quizzes = Q(course__translation_key=key, quiz__isnull=False)
    about = Q(event__translation_key=key) | of_quizzes
    earned(about & Q(asks_survey=True), person=person, cohort=None, now=now)
    places = Enrollment.objects.filter(person=person, completed_at__isnull=False, cohort__course__translation_key=key)
    for place in places.select_related("cohort"):
        about = Q(course=place.cohort.course_id, quiz__isnull=True, asks_survey=True)
        earned(about, person=person, cohort=place.cohort, now=now)


def earned(about, *, person, cohort, now):
    """Let the rules ``about`` something, which ``person`` did just now, give what they give."""
    for rule in CertificateRule.objects.of_itself().filter(about):
        issue_pending.enqueue(earn(person=person, rule=rule, cohort=cohort, now=now).pk)
