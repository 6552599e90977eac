"""«My programme»: kept for a person, or in the session of a reader who has not signed in."""

from django.db import transaction

from .models import Item, Star

KEY = "programme_stars"
MOST = 300  # in the session of somebody who has not signed in


def starred(*, person, session, programme):
    """Public ids of the programme's items that this reader chose."""
    if person is None:
        return set(session.get(KEY, ()))
    chosen = Star.objects.filter(person=person, item__programme=programme)
    return {str(key) for key in chosen.values_list("item__public_id", flat=True)}


@transaction.atomic
def set_star(*, person, session, item, on):
    """Choose ``item``, or choose it no longer; twice is as good as once."""
    if person is not None:
        if on:
            Star.objects.get_or_create(person=person, item=item)
        else:
            Star.objects.filter(person=person, item=item).delete()
        return
    kept = [key for key in session.get(KEY, ()) if key != str(item.public_id)]
    session[KEY] = [*kept, str(item.public_id)][-MOST:] if on else kept


@transaction.atomic
def merge(*, person, session):
    """What was chosen before signing in joins what the person has."""
    keys = session.pop(KEY, ())
    items = Item.objects.filter(public_id__in=keys, programme__releases__isnull=False).distinct()
    Star.objects.bulk_create([Star(person=person, item=item) for item in items], ignore_conflicts=True)
