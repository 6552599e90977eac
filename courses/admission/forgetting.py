"""Files of people to enroll name many who never came: what was not needed is erased in time."""

from datetime import timedelta

from django.conf import settings

from courses.models import EnrollmentList, ListedPerson


def erase_listed(*, now):
    """Erase lists nobody confirmed, and lines of lists carried out that led to no place; how many lines.

    Of the other lines the addresses go: the person in our records has their own.
    """
    before = now - timedelta(days=settings.ROOM_EVENTS_KEPT_DAYS)
    unused = ListedPerson.objects.filter(file__done_at__lte=before, outcome__in=UNUSED)
    forgotten = ListedPerson.objects.filter(file__confirmed_at=None, file__uploaded_at__lte=before)
    erased = unused.delete()[0] + forgotten.delete()[0]
    EnrollmentList.objects.filter(confirmed_at=None, uploaded_at__lte=before).delete()
    EnrollmentList.objects.filter(done_at__lte=before).exclude(problems=[]).update(problems=[])  # they quote the file
    ListedPerson.objects.filter(file__done_at__lte=before).exclude(email="", phone="").update(email="", phone="")
    return erased


UNUSED = (ListedPerson.Outcome.REFUSED, ListedPerson.Outcome.SKIPPED)
