"""Courses may need a certificate of another course before: this says which certificates prove it."""

from django.utils import timezone

from courses.admission.prerequisites import certified_by

from .models import Certificate, Role
from .models.records import State


@certified_by
def valid_of_participants():
    return Certificate.objects.in_state(State.VALID, now=timezone.now()).filter(role=Role.PARTICIPANT)
