"""Background work of peer reviews. Verbs import this module, so what tasks call is imported when they run."""

from django.utils import timezone
from django_tasks import task

from courses.models import PeerReview
from people.models import Person

from .emails import to_write_mail


@task()
def send_to_write(person_pk, assignment_pk):
    """Tell a person how much they have to read and until when, unless that is done or given back."""
    person = Person.objects.exclude(email="").filter(pk=person_pk).first()
    reviews = PeerReview.objects.of_reader(person).to_write().filter(submission__assignment=assignment_pk)
    reviews = list(reviews.select_related("submission__assignment__locale")) if person else []
    if reviews:
        to_write_mail(person, reviews).send()


@task()
def care_for_peer_reviews():
    """The sweep: what is in gets its readers, and who has not written is reminded."""
    from .allotting import allot_all, remind_all  # noqa: PLC0415 -- see the module's docstring

    now = timezone.now()
    return allot_all(now=now), remind_all(now=now)
