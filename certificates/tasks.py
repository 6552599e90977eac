"""Background work of certificates; each task may run twice."""

from django.utils import timezone
from django_tasks import task

from courses.models import Enrollment
from people.models import Person
from webinars.models import Session


@task()
def issue_after_course_task(enrollment_pk):
    from .rules import issue_after_course  # noqa: PLC0415 -- rules → issuing → tasks would be a circle

    enrollment = Enrollment.objects.select_related("cohort__course", "person").get(pk=enrollment_pk)
    certificate = issue_after_course(enrollment=enrollment, now=timezone.now())
    return certificate.number if certificate else None


@task()
def issue_after_session_task(person_pk, session_pk):
    from .rules import issue_after_session  # noqa: PLC0415 -- rules → issuing → tasks would be a circle

    certificate = issue_after_session(
        person=Person.objects.get(pk=person_pk), session=Session.objects.get(pk=session_pk), now=timezone.now()
    )
    return certificate.number if certificate else None


@task()
def send_certificate(certificate_pk):
    from .emails import certificate_mail  # noqa: PLC0415 -- loaded with the models
    from .models import Certificate  # noqa: PLC0415 -- loaded with the models

    certificate = Certificate.objects.select_related("person").get(pk=certificate_pk)
    if certificate.person.email and certificate.is_valid:
        certificate_mail(certificate).send()
