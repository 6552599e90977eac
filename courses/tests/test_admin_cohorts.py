"""Cohorts in the admin are planned through the verb, which keeps what people were promised."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.models import Cohort, CohortSession
from people.roles import TRAINERS
from webinars.tests.factories import make_session

from .factories import make_cohort, make_course, make_enrollment, make_module, make_staff

pytestmark = pytest.mark.django_db


def fields(cohort, *rows, **changes):
    """What the form posts; moments as Kyiv's clock; ``rows`` are live sessions."""

    def clock(moment):
        return f"{timezone.localtime(moment):%Y-%m-%d %H:%M}" if moment else ""

    values = {
        "course": cohort.course_id,
        "number": cohort.number,
        "state": cohort.state,
        "starts_on": cohort.starts_on,
        "ends_on": cohort.ends_on,
        "enroll_opens_at": clock(cohort.enroll_opens_at),
        "enroll_closes_at": clock(cohort.enroll_closes_at),
        "seats": cohort.seats,
        "organization_limit": cohort.organization_limit,
        "admission": cohort.admission,
        "questions-TOTAL_FORMS": 0,
        "questions-INITIAL_FORMS": 0,
        "questions-MIN_NUM_FORMS": 0,
        "questions-MAX_NUM_FORMS": 1000,
        "session_rows-TOTAL_FORMS": len(rows),
        "session_rows-INITIAL_FORMS": 0,
        "session_rows-MIN_NUM_FORMS": 0,
        "session_rows-MAX_NUM_FORMS": 1000,
    }
    for place, row in enumerate(rows):
        values |= {f"session_rows-{place}-{name}": value for name, value in {"id": "", "DELETE": "", **row}.items()}
    return {**values, **changes}


def unsaved(course=None, **values):
    cohort = make_cohort(course, **values)
    Cohort.objects.filter(pk=cohort.pk).delete()
    return cohort


def edit(client, cohort, *rows, **changes):
    return client.post(reverse("cohort:edit", args=[cohort.pk]), fields(cohort, *rows, **changes))


def actions_of(cohort):
    return list(ModelLogEntry.objects.for_instance(cohort).order_by("pk").values_list("action", flat=True))


def errors_of(response):
    assert response.status_code == 200
    return {name: len(errors) for name, errors in response.context["form"].errors.items()}


def test_a_coordinator_plans_a_cohort_with_its_sessions(coordinator):
    course = make_course()
    module, session = make_module(course), make_session()
    row = {"session": session.pk, "module": module.pk, "required": "on"}

    assert coordinator.get(reverse("cohort:add")).status_code == 200
    response = coordinator.post(reverse("cohort:add"), fields(unsaved(course, state="draft"), row))

    assert response.status_code == 302, response.context["form"].errors
    cohort = Cohort.objects.get()
    assert [(row.session, row.module, row.required) for row in cohort.session_rows.all()] == [(session, module, True)]
    assert actions_of(cohort) == ["courses.cohort.plan"]


def test_each_change_of_state_stands_in_the_log(coordinator):
    cohort = make_cohort(state="draft")

    for state in ("open", "cancelled", "open"):
        assert edit(coordinator, cohort, state=state).status_code == 302
        cohort.refresh_from_db()
        assert cohort.state == state

    change = "courses.cohort.change"
    announce, cancel = "courses.cohort.announce", "courses.cohort.cancel"
    assert actions_of(cohort) == [change, announce, change, cancel, change, announce]
    assert set(ModelLogEntry.objects.for_instance(cohort).values_list("user", flat=True)) == {coordinator.user.pk}


def test_cancelling_tells_those_who_have_a_place(coordinator):
    enrollment = make_enrollment()
    cohort = enrollment.cohort
    mail.outbox.clear()

    edit(coordinator, cohort, state="cancelled")

    (message,) = mail.outbox
    assert message.to == [enrollment.person.email]
    assert cohort.course.title in message.subject


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"ends_on": "2020-01-01"}, "ends_on"),
        ({"enroll_closes_at": "2020-01-01 10:00"}, "enroll_closes_at"),
        ({"number": ""}, "number"),
        ({"course": ""}, "course"),
    ],
)
def test_dates_that_cannot_be_so_are_said_beside_their_field(coordinator, changes, field):
    cohort = make_cohort()

    assert errors_of(edit(coordinator, cohort, **changes)) == {field: 1}


def test_two_cohorts_of_a_course_have_two_numbers(coordinator):
    first = make_cohort()
    second = make_cohort(first.course)

    assert errors_of(edit(coordinator, second, number=first.number)) == {"__all__": 1}


def test_what_people_were_promised_is_kept(coordinator):
    cohort = make_cohort(seats=5)
    for _number in range(2):
        make_enrollment(cohort)

    for changes in ({"seats": 1}, {"state": "draft"}, {"course": make_course().pk}):
        (field,) = changes
        assert errors_of(edit(coordinator, cohort, **changes)) == {field: 1}
        before = (cohort.seats, cohort.state, cohort.course_id)
        cohort.refresh_from_db()
        assert (cohort.seats, cohort.state, cohort.course_id) == before

    assert actions_of(cohort) == []


def test_exactly_as_many_seats_as_are_taken_are_enough(coordinator):
    cohort = make_cohort(seats=5)
    make_enrollment(cohort)

    assert edit(coordinator, cohort, seats=1).status_code == 302


def test_a_module_of_another_course_is_refused(coordinator):
    cohort, session = make_cohort(), make_session()

    response = edit(coordinator, cohort, {"session": session.pk, "module": make_module().pk})

    assert errors_of(response) == {"__all__": 1}
    assert not cohort.session_rows.exists()


def test_a_session_stands_in_a_cohort_once(coordinator):
    cohort, session = make_cohort(), make_session()

    response = edit(coordinator, cohort, {"session": session.pk, "module": ""}, {"session": session.pk, "module": ""})

    assert response.status_code == 200
    assert not cohort.session_rows.exists()


def test_sessions_are_chosen_by_date_and_title(coordinator):
    session, other = make_session(title="День 2"), make_session()
    cohort = make_cohort()
    CohortSession.objects.create(cohort=cohort, session=session)
    url = reverse("session_chooser:choose_results")

    assert "19 січня 2027, 12:00: Читаємо бюджет разом: День 2" in coordinator.get(
        reverse("cohort:edit", args=[cohort.pk])
    ).content.decode().replace("\xa0", " ")
    assert coordinator.get(reverse("session_chooser:choose")).status_code == 200
    assert [list(coordinator.get(f"{url}?q={q}").context["results"]) for q in ("День 2", "нічого")] == [[session], []]
    assert set(coordinator.get(url).context["results"]) == {session, other}
    chosen = coordinator.get(reverse("session_chooser:chosen", args=[session.pk])).json()
    assert chosen["result"]["title"].replace("\xa0", " ") == "19 січня 2027, 12:00: Читаємо бюджет разом: День 2"


def test_drafts_are_chosen_only_by_those_who_schedule(coordinator, client, sign_in):
    draft = make_session(state="draft")
    url = reverse("session_chooser:choose_results")

    assert list(coordinator.get(url).context["results"]) == [draft]
    assert list(sign_in(make_staff(TRAINERS)).get(url).context["results"]) == []


def test_a_cohort_with_enrollments_is_kept_and_an_empty_one_is_not(admin):
    kept, empty = make_enrollment().cohort, make_cohort()

    for cohort in (kept, empty):
        assert admin.get(reverse("cohort:delete", args=[cohort.pk])).status_code == 200
        admin.post(reverse("cohort:delete", args=[cohort.pk]))

    assert list(Cohort.objects.all()) == [kept]


def test_sessions_at_the_same_time_are_said_before_the_programme_is_saved(coordinator):
    cohort, sessions = make_cohort(), [make_session(), make_session()]
    rows = [{"session": session.pk, "module": "", "required": "on"} for session in sessions]

    said = edit(coordinator, cohort, *rows)

    assert errors_of(said) == {"all_the_same": 1}
    assert not cohort.session_rows.exists()
    word = said.context["form"].fields["all_the_same"].widget.attrs["value"]
    assert f'value="{word}"' in said.content.decode()
    assert edit(coordinator, cohort, *rows, all_the_same=word).status_code == 302
    assert cohort.session_rows.count() == 2
