"""What a list of certificates costs, and that what is found out for ten at once is what is found out for one."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from certificates.evidence import facts_of, facts_of_all
from certificates.models import Certificate
from certificates.run_work import settle_some
from certificates.runs import approve, plan
from certificates.tasks import send_certificates
from courses.models import CohortSession, Enrollment, ModulePage, QuizAttempt
from courses.tests.factories import make_quiz
from people.models import Person
from webinars.attendance import mark_on_sheet

from .conftest import NOON

pytestmark = pytest.mark.django_db
EACH = 9  # queries: four of them savepoints


@pytest.fixture
def approved(cohort, course_rule, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    for number in range(5):
        person = Person.objects.create(legal_name=f"Особа {number}", display_name="О.", email=f"p{number}@example.org")
        Enrollment.objects.create(person=person, cohort=cohort, enrolled_at=NOON, completed_at=NOON)
    return approve(run=plan(rule=course_rule, cohort=cohort, by=None, now=NOON), by=None, now=NOON)


def test_each_further_person_costs_few_queries(approved):
    def cost(most):
        with CaptureQueriesContext(connection) as captured:
            settle_some(run=approved, now=NOON, most=most)
        return len(captured)

    one = cost(1)

    assert cost(3) <= one + 2 * EACH
    assert Certificate.objects.count() == 4


def test_facts_of_many_are_those_of_each(approved, session, course, cohort):
    CohortSession.objects.create(cohort=cohort, session=session, module=ModulePage.objects.child_of(course).get())
    quiz = make_quiz(ModulePage.objects.child_of(course).get())
    people = list(Person.objects.order_by("pk"))
    for person in people[:2]:
        mark_on_sheet(session=session, person=person, by=None, now=NOON)
    for number, person in enumerate(people[1:3], 1):
        QuizAttempt.objects.create(
            person=person, quiz=quiz, number=number, snapshot=[], pass_percent=50, started_at=NOON, finished_at=NOON,
            score=number, max_score=10, passed=False,
        )  # fmt: skip
    evidence = {place.person_id: {"enrollment": place.pk} for place in Enrollment.objects.all()}

    found = facts_of_all(evidence)

    assert found == {key: facts_of(one) for key, one in evidence.items()}
    counted = [(len(found[person.pk]["attended"]), len(found[person.pk]["tried"])) for person in people]
    assert counted == [(1, 0), (1, 1), (0, 1), (0, 0), (0, 0)]


def test_a_mail_that_fails_stops_no_other_and_is_sent_with_the_next_try(approved, monkeypatch):
    settle_some(run=approved, now=NOON)
    keys, send = list(Certificate.objects.values_list("pk", flat=True)), mail.EmailMessage.send

    def refuse(message, *args, **kwargs):
        if message.to == ["p2@example.org"]:
            raise ConnectionRefusedError
        return send(message, *args, **kwargs)

    with monkeypatch.context() as away:
        away.setattr(mail.EmailMessage, "send", refuse)
        with pytest.raises(ExceptionGroup):
            send_certificates.call(keys)
    first = {message.to[0] for message in mail.outbox}
    send_certificates.call(keys)

    assert first == {f"p{number}@example.org" for number in (0, 1, 3, 4)}
    assert sorted(message.to[0] for message in mail.outbox) == [f"p{number}@example.org" for number in range(5)]
