"""What an event asks is asked once, by every door, in the reader's language, and kept no longer than it serves."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override
from wagtail.models import Locale, ModelLogEntry

from webinars.asking.forgetting import erase_answers
from webinars.asking.keeping import change_answers
from webinars.asking.questions import answers_of, questions_of
from webinars.date_choice import choose_dates
from webinars.exceptions import RegistrationRefused
from webinars.models import EventAnswers, EventQuestion
from webinars.registration import register, withdraw
from webinars.scheduling import cancel
from webinars.waiting import join_queue

from .asking import ask, asking_event
from .factories import NOON, make_event, make_person, make_session, make_weeks

pytestmark = pytest.mark.django_db

WEEK = timedelta(days=7)


def test_a_seat_is_not_given_before_what_must_be_answered():
    event, food, _wish = asking_event()
    session, person = make_session(event=event), make_person()

    for answers in (None, {}, {food: ""}, {"nobody": "Без м’яса"}):
        with pytest.raises(RegistrationRefused):
            register(person=person, session=session, now=NOON, answers=answers)
    assert not session.registrations.exists()
    register(person=person, session=session, now=NOON, answers={food: "Без м’яса"})

    assert [row.person for row in session.registrations.all()] == [person]
    assert answers_of(person, event)[food] == "Без м’яса"


def test_it_is_asked_once_for_all_dates():
    event, food, _wish = asking_event()
    first, second, *rest = make_weeks(event=event)
    person = make_person()
    register(person=person, session=first, now=NOON, answers={food: "Без м’яса"})

    register(person=person, session=second, now=NOON)
    done = choose_dates(person=person, offered=rest, wanted=rest, now=NOON)

    assert (done.taken, EventAnswers.objects.count()) == (rest, 1)


def test_chosen_dates_are_not_given_before_it_and_none_is_half_given():
    event, food, _wish = asking_event()
    dates, person = make_weeks(event=event), make_person()

    with pytest.raises(RegistrationRefused):
        choose_dates(person=person, offered=dates, wanted=dates, now=NOON)
    assert not person.registrations.exists()
    choose_dates(person=person, offered=dates, wanted=dates, now=NOON, answers={food: "Звичайні"})

    assert (person.registrations.count(), answers_of(person, event)[food]) == (4, "Звичайні")


def test_who_waits_answered_already_when_a_seat_is_held():
    event, food, _wish = asking_event()
    session, sitting, person = make_session(event=event, capacity=1), make_person(), make_person()
    register(person=sitting, session=session, now=NOON, answers={food: "Звичайні"})
    with pytest.raises(RegistrationRefused):
        join_queue(person=person, session=session, now=NOON)
    join_queue(person=person, session=session, now=NOON, answers={food: "Без м’яса"})
    withdraw(person=sitting, session=session, now=NOON)

    register(person=person, session=session, now=NOON)

    assert answers_of(person, event)[food] == "Без м’яса"


def test_answers_change_until_the_last_date_begins():
    event, food, _wish = asking_event()
    first, last = make_weeks(event=event, number=2)
    person = make_person()
    choose_dates(person=person, offered=[first, last], wanted=[first, last], now=NOON, answers={food: "Звичайні"})

    change_answers(person=person, event=event, answers={food: "Без м’яса"}, now=first.starts_at)
    with pytest.raises(RegistrationRefused):
        change_answers(person=person, event=event, answers={food: "Звичайні"}, now=last.starts_at)
    with pytest.raises(RegistrationRefused):
        change_answers(person=make_person(), event=event, answers={food: "Звичайні"}, now=NOON)

    assert answers_of(person, event)[food] == "Без м’яса"


def test_the_log_says_that_and_not_what():
    event, food, _wish = asking_event()
    person = make_person()

    register(person=person, session=make_session(event=event), now=NOON, answers={food: "Без м’яса"})

    entry = ModelLogEntry.objects.get(action="webinars.answers.save")
    assert (entry.user, "м’яса" in str([entry.data, entry.label])) == (person.user, False)


@pytest.fixture
def bilingual():
    """An event with two questions, and its page in English that has the words of the first."""
    event, food, _wish = asking_event()
    english, _new = Locale.objects.get_or_create(language_code="en")
    event.refresh_from_db()
    twin = event.copy_for_translation(english, copy_parents=True)
    twin.questions.update(text="Which meals suit you?", options="Any\nWithout meat")
    twin.questions.last().delete()
    twin.save_revision().publish()
    return event, twin, food


def test_a_page_in_another_language_asks_the_same_in_its_words(bilingual):
    event, twin, food = bilingual
    with override("en"):
        first, second = questions_of(twin)

    assert (first.key, first.label, second.label) == (food, "Which meals suit you?", "Чого ви чекаєте?")
    assert first.choices == (("Звичайні", "Any"), ("Без м’яса", "Without meat"))
    assert first.shown("Без м’яса") == "Without meat"
    person = make_person()
    register(person=person, session=make_session(event=event), now=NOON, answers={food: "Без м’яса"})
    assert answers_of(person, twin) == answers_of(person, event) != {}


def test_yes_and_no_are_kept_in_one_language():
    event = make_event()
    ask(event, kind="yes_no")
    (question,) = questions_of(event)
    with override("en"):
        (in_english,) = questions_of(event)

    assert [kept for kept, _seen in question.choices] == [kept for kept, _seen in in_english.choices]
    assert all(kept == seen for kept, seen in question.choices)
    assert [seen for _kept, seen in in_english.choices] == ["Yes", "No"]


@pytest.mark.parametrize("options", ["", "Один", "Один\nОдин", "\n".join(f"{n}" for n in range(21)), "я" * 201 + "\nя"])
def test_options_are_at_least_two_and_differ(options):
    with pytest.raises(ValidationError) as refused:
        EventQuestion(text="Що?", kind="one", options=options).clean()

    assert list(refused.value.message_dict) == ["options"]


def test_answers_are_erased_when_nobody_needs_them(settings):
    settings.ROOM_EVENTS_KEPT_DAYS = 90
    event, food, _wish = asking_event()
    first, last = make_weeks(event=event, number=2)
    stays, leaves, waits = make_person(), make_person(), make_person()
    for person in (stays, leaves):
        register(person=person, session=last, now=NOON, answers={food: "Без м’яса"})
    register(person=make_person(), session=make_session(event=make_event()), now=NOON)
    first.capacity = 1
    first.save()
    register(person=stays, session=first, now=NOON)
    join_queue(person=waits, session=first, now=NOON, answers={food: "Звичайні"})

    assert erase_answers(now=NOON) == 0
    withdraw(person=leaves, session=last, now=NOON)
    assert erase_answers(now=NOON) == 1
    assert erase_answers(now=first.ends_at + timedelta(days=90)) == 1
    assert [row.person for row in EventAnswers.objects.all()] == [stays]
    assert erase_answers(now=last.ends_at + timedelta(days=90)) == 1


def test_a_cancelled_date_keeps_answers_for_its_return():
    event, food, _wish = asking_event()
    session, person = make_session(event=event), make_person()
    register(person=person, session=session, now=NOON, answers={food: "Без м’яса"})

    cancel(session=session, by=None, now=NOON)

    assert erase_answers(now=NOON) == 0
