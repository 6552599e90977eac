"""Questions of an event in the browser: of who registers, of the host, and of everybody who may see nothing."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from openpyxl import load_workbook

from webinars.asking.questions import answers_of
from webinars.models import EventAnswers
from webinars.registration import register, withdraw

from .asking import ask, asking_event
from .factories import make_person, make_session, make_weeks

pytestmark = pytest.mark.django_db

FOOD = "Які страви вам підходять?"


def soon(event, **fields):
    return make_session(event=event, starts_at=timezone.now() + timedelta(days=3), **fields)


def field(key):
    return f"question_{key}"


@pytest.fixture
def asked():
    """(event, key of its question, a session in three days)."""
    event, food, _wish = asking_event()
    return event, food, soon(event)


def test_the_button_of_the_event_leads_to_the_questions_without_a_complaint(signed_in, asked):
    _event, food, session = asked
    url = f"/s/{session.public_id}/register/"
    browser, person = signed_in(person := make_person()), person

    page = browser.post(url)
    assert (page.status_code, FOOD in page.content.decode(), "Виправте" in page.content.decode()) == (200, True, False)
    assert browser.post(url, {"answered": "on"}).status_code == 422
    assert browser.post(url, {"answered": "on", field(food): "Чужа відповідь"}).status_code == 422
    assert not session.registrations.exists()
    assert browser.post(url, {"answered": "on", field(food): "Без м’яса"}).status_code == 302

    assert [row.person for row in session.registrations.all()] == [person]
    assert answers_of(person, session.event)[food] == "Без м’яса"


def test_whoever_answered_registers_for_another_date_by_one_button(signed_in, asked):
    event, food, session = asked
    person, other = make_person(), soon(event)
    register(person=person, session=session, now=timezone.now(), answers={food: "Без м’яса"})

    assert signed_in(person).post(f"/s/{other.public_id}/register/").status_code == 302
    assert other.registrations.count() == 1


def test_the_queue_asks_too(signed_in, asked):
    event, food, _session = asked
    session, person = soon(event, capacity=1), make_person()
    register(person=make_person(), session=session, now=timezone.now(), answers={food: "Звичайні"})
    browser, url = signed_in(person), f"/s/{session.public_id}/queue/"

    assert FOOD in browser.get(url).content.decode()
    assert browser.post(url, {"answered": "on"}).status_code == 422
    assert browser.post(url, {"answered": "on", field(food): "Звичайні"}).status_code == 302
    assert answers_of(person, event)[food] == "Звичайні"


def test_several_dates_ask_once_and_carry_the_answers_over_the_question_about_full_ones(signed_in):
    event, food, _wish = asking_event()
    several = ask(event, "Чим допоможете?", kind="several", options="Столи\nЗвук\nПереклад", required=False)
    day = timezone.localdate() + timedelta(days=5)
    dates = make_weeks(event=event, number=3, first_on=day, now=timezone.now())
    type(dates[0]).objects.filter(pk=dates[0].pk).update(capacity=1)
    register(person=make_person(), session=dates[0], now=timezone.now(), answers={food: "Звичайні"})
    browser, url, person = signed_in(person := make_person()), f"/e/{event.pk}/dates/", person
    sent = {"everything": "on", "answered": "on"}

    assert FOOD in browser.get(url).content.decode()
    assert browser.post(url, sent).status_code == 422
    asks = browser.post(url, {**sent, field(food): "Без м’яса", field(several): ["Столи", "Переклад"]})
    assert asks.status_code == 409
    hidden = [(one.html_name, one.value()) for one in asks.context["questions"]]
    assert all(f'type="hidden" name="{name}"' in asks.content.decode() for name, value in hidden if value)
    again = {**dict(hidden), "answered": "on", "without_full": "on", "dates": [date.pk for date in dates[1:]]}
    assert browser.post(url, {name: value for name, value in again.items() if value}).status_code == 302

    assert {row.session for row in person.registrations.all()} == set(dates[1:])
    assert answers_of(person, event) == {food: "Без м’яса", several: "Столи\nПереклад"} | {
        key: "" for key in answers_of(person, event) if key not in (food, several)
    }


def test_leaving_a_date_asks_nothing(signed_in):
    event, food, _wish = asking_event()
    session, person = soon(event), make_person()
    register(person=person, session=session, now=timezone.now(), answers={food: "Звичайні"})
    ask(event, "Нове питання?", kind="yes_no")

    response = signed_in(person).post(f"/e/{event.pk}/dates/", {"was": [session.pk], "answered": "on"})

    assert (response.status_code, person.registrations.active().count()) == (302, 0)


def test_answers_are_read_and_changed_by_their_person_alone(signed_in, client, asked):
    event, food, session = asked
    person, url = make_person(), f"/e/{event.pk}/answers/"
    register(person=person, session=session, now=timezone.now(), answers={food: "Без м’яса"})
    browser = signed_in(person)
    assert f'href="{url}"' in browser.get(event.url).content.decode()
    assert 'value="Без м’яса" id=' in browser.get(url).content.decode()
    assert browser.post(url, {field(food): ""}).status_code == 422
    assert browser.post(url, {field(food): "Звичайні"}).status_code == 302
    assert answers_of(person, event)[food] == "Звичайні"

    client.logout()
    assert client.get(url).status_code == 302
    assert signed_in(make_person()).get(url).status_code == 404


def test_once_it_has_begun_answers_are_only_read(signed_in, asked):
    event, food, session = asked
    person, url = make_person(), f"/e/{event.pk}/answers/"
    register(person=person, session=session, now=timezone.now(), answers={food: "Без м’яса"})
    type(session).objects.update(starts_at=timezone.now() - timedelta(minutes=1))
    browser = signed_in(person)

    page = browser.get(url).content.decode()
    assert ("Без м’яса" in page, "<textarea" in page, 'type="radio"' in page) == (True, False, False)
    assert browser.post(url, {field(food): "Звичайні"}).status_code == 409
    assert answers_of(person, event)[food] == "Без м’яса"


@pytest.fixture
def answered(asked):
    """A session that one person with a dangerous answer comes to and one has left."""
    event, food, session = asked
    wish = str(event.questions.last().translation_key)
    comes, left = make_person(name="Олена Коваль"), make_person(name="Петро Левчук")
    register(person=comes, session=session, now=timezone.now(), answers={food: "Без м’яса", wish: "=cmd()<b>"})
    register(person=left, session=session, now=timezone.now(), answers={food: "Звичайні"})
    withdraw(person=left, session=session, now=timezone.now())
    return session


@pytest.mark.parametrize("end", ["people/", "people.csv", "people.xlsx"])
def test_the_list_is_for_the_host_and_who_schedules(signed_in, client, answered, end):
    url = f"/t/e/{answered.public_id}/{end}"
    host = make_person()
    assert client.get(url).status_code == 302
    assert signed_in(make_person()).get(url).status_code == 403
    assert signed_in(answered.registrations.active().get().person).get(url).status_code == 403
    answered.host = host
    answered.save()

    assert signed_in(host).get(url).status_code == 200
    assert signed_in(make_person(), "change_session").get(url).status_code == 200


def test_the_host_of_another_session_of_the_event_does_not_see_it(signed_in, answered):
    other = soon(answered.event, host=make_person())

    assert signed_in(other.host).get(f"/t/e/{answered.public_id}/people/").status_code == 403


def test_the_list_says_who_comes_and_what_they_answered_and_runs_no_formula(signed_in, answered):
    browser = signed_in(make_person(), "change_session")
    url = f"/t/e/{answered.public_id}/people"

    page = browser.get(f"{url}/").content.decode()
    assert ("Олена Коваль" in page, "Петро Левчук" in page, "=cmd()&lt;b&gt;" in page) == (True, False, True)
    assert FOOD in page
    text = browser.get(f"{url}.csv").content.decode("utf-8-sig")
    assert "'=cmd()<b>" in text
    sheet = load_workbook(BytesIO(browser.get(f"{url}.xlsx").content)).active
    assert [cell.value for cell in sheet[2]][-2:] == ["Без м’яса", "=cmd()<b>"]
    assert sheet[2][5].data_type == "s"
    assert browser.get(f"{url}.pdf").status_code == 404


def test_what_is_not_asked_any_more_keeps_its_words(signed_in, answered):
    answered.event.questions.all().delete()

    page = signed_in(make_person(), "change_session").get(f"/t/e/{answered.public_id}/people/").content.decode()

    assert (FOOD in page, "Без м’яса" in page) == (True, True)


def test_the_list_takes_as_many_queries_for_three_as_for_one(signed_in, answered):
    browser, food = signed_in(make_person(), "change_session"), str(answered.event.questions.first().translation_key)
    url = f"/t/e/{answered.public_id}/people/"
    browser.get(url)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            browser.get(url)
        return len(seen)

    before = queries()
    for _person in range(2):
        register(person=make_person(), session=answered, now=timezone.now(), answers={food: "Звичайні"})
    assert (queries(), EventAnswers.objects.count()) == (before, 4)
