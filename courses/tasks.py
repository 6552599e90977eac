"""Background work of courses; each task may run twice."""

from django_tasks import task

from .emails import enrolled_mail
from .models import Enrollment


@task()
def send_enrolled(enrollment_pk):
    """Confirm a place by mail, unless it was given back meanwhile."""
    enrollment = Enrollment.objects.active().select_related("person", "cohort__course").filter(pk=enrollment_pk).first()
    if enrollment and enrollment.person.email:
        enrolled_mail(enrollment).send()
