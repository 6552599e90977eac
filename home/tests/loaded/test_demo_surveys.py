"""What the demonstration school shows of surveys."""

import pytest
from django.utils import timezone

from people.models import Person
from surveys.access import kept_by
from surveys.models import Survey
from surveys.reading import to_answer
from surveys.totals import totals_of

pytestmark = [pytest.mark.usefixtures("school"), pytest.mark.django_db]


def test_one_survey_shows_its_totals_to_the_trainer_and_one_waits_for_the_participant():
    now = timezone.now()
    trainer = Person.objects.get(email="trainer@school.example")
    participant = Person.objects.get(email="participant@school.example")

    (closed,) = Survey.objects.closed(now=now)
    assert list(kept_by(trainer.user)) == [closed]
    assert [total.number for total in totals_of(closed, now=now)][:3] == [9, 9, 9]
    (waits,) = to_answer(participant, now=now)
    assert totals_of(waits, now=now) is None and waits.responses.count() == 4
