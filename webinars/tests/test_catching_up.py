"""Attending afterwards: a short check until a day, a status of its own, and no way round it."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation

from webinars.attendance import correct, decide
from webinars.catching_up.checking import MOST_TRIES, answer_check, shown_to
from webinars.catching_up.opening import close_catch_up, open_catch_up, open_until
from webinars.exceptions import AttendanceRefused
from webinars.models import Attendance
from webinars.recomputing import forecast

from .factories import NOON, make_person, make_session
from .presence import minutes, registered, seen, statuses

pytestmark = pytest.mark.django_db
AFTER = NOON + timedelta(hours=3)
QUESTIONS = [
    {"text": "Хто ухвалює бюджет?", "answers": ["рада", "голова", "суд"]},
    {"text": "Скільки триває рік?", "answers": ["дванадцять місяців", "десять"]},
]


@pytest.fixture
def host():
    return make_person(name="Тарас Бондар")


@pytest.fixture
def session(host):
    return make_session(starts_at=NOON, minutes=100, host=host)


@pytest.fixture
def person(session):
    person = registered(session)
    decide(session=session, now=AFTER)
    return person


def opened(session, *, days=7, questions=QUESTIONS, now=AFTER):
    facts = {"url": "https://video.example.org/1", "note": "Перші двадцять хвилин", "questions": questions}
    return open_catch_up(session=session, days=days, by=None, now=now, **facts)


def answered(catch_up, person, *places, now=AFTER, number=None):
    return answer_check(
        catch_up=catch_up, person=person, number=number or catch_up.number, places=list(places), now=now
    )


def refusal(*args, **kwargs):
    with translation.override("en"), pytest.raises(AttendanceRefused) as trouble:
        answered(*args, **kwargs)
    return str(trouble.value)


def test_all_right_is_attended_afterwards_and_counts(session, person, heard):
    row = answered(opened(session), person, 0, 0)

    attendance = session.attendances.get()
    assert (attendance.status, attendance.is_credited, attendance.percent) == ("afterwards", True, 0)
    assert attendance.rule == "share-1:60+later-1"
    assert attendance.evidence[-1]["reference"] == f"check {row.pk}, version 1"
    assert heard == [(person, session)]


def test_not_all_right_changes_nothing_and_may_be_tried_again(session, person):
    catch_up = opened(session)

    assert answered(catch_up, person, 0, 1).right == 1
    assert statuses(session) == {person: ("absent", 0)}
    assert answered(catch_up, person, 0, 0).passed


def test_deciding_anew_knows_who_passed(session, person):
    answered(opened(session), person, 0, 0)
    seen(session, person, 0, 30)

    (change,) = forecast([session]).changes

    assert (change.verdict.status, change.verdict.percent, change.shows) == ("afterwards", 30, False)
    decide(session=session, now=AFTER)
    assert statuses(session) == {person: ("afterwards", 30)}


def test_who_turns_out_to_have_been_there_is_present(session, person):
    answered(opened(session), person, 0, 0)
    seen(session, person, 0, 90)

    decide(session=session, now=AFTER)

    assert statuses(session) == {person: ("present", 90)}


def test_it_opens_after_the_end_and_closes_late_on_the_last_day(session, person):
    catch_up = opened(session, days=3)
    last = open_until(catch_up)

    assert f"{timezone.localtime(last):%d.%m %H:%M}" == "15.01 23:59"
    assert "opens when" in refusal(catch_up, person, 0, 0, now=NOON + minutes(99))
    assert "open until" in refusal(catch_up, person, 0, 0, now=last)
    assert answered(catch_up, person, 0, 0, now=last - minutes(1)).passed


def test_it_is_for_those_who_had_a_seat_and_are_not_credited(session, person):
    present, stranger = registered(session), make_person()
    seen(session, present, 0, 100)
    decide(session=session, now=AFTER)
    catch_up = opened(session)

    assert "registered" in refusal(catch_up, stranger, 0, 0)
    assert "credited already" in refusal(catch_up, present, 0, 0)
    answered(catch_up, person, 0, 0)
    assert "credited already" in refusal(catch_up, person, 0, 0)
    assert catch_up.tries.count() == 1


def test_a_correction_by_hand_is_not_passed_by(session, person, host):
    correct(attendance=Attendance.objects.get(), status="absent", reason="Вийшла", by=host, now=AFTER)

    assert "coordinator" in refusal(opened(session), person, 0, 0)


def test_tries_end_and_other_questions_begin_anew(session, person):
    catch_up = opened(session)
    for _try in range(MOST_TRIES):
        answered(catch_up, person, 1, 1)
    assert "used up" in refusal(catch_up, person, 0, 0)

    newer = opened(session, questions=QUESTIONS[:1])
    assert "changed meanwhile" in refusal(newer, person, 0, number=1)
    assert answered(newer, person, 0).passed


def test_a_closed_check_takes_no_answers(session, person):
    catch_up = opened(session)
    close_catch_up(session=session, by=None, now=AFTER)
    catch_up.refresh_from_db()

    assert "open until" in refusal(catch_up, person, 0, 0)


def test_the_order_of_answers_is_ones_own_and_stays(session, person):
    many = [{"text": f"{number}?", "answers": [f"{place}" for place in range(6)]} for number in range(8)]
    catch_up = opened(session, questions=many)

    first, other = shown_to(person, catch_up), shown_to(make_person(), catch_up)

    assert first == shown_to(person, catch_up)
    assert [dict(answers) for _text, answers in first] == [dict(answers) for _text, answers in other]
    assert first != other or many == []


# By the pages


@pytest.fixture
def recent(host):
    """A session that ended an hour ago."""
    starts = timezone.now().replace(second=0, microsecond=0) - timedelta(minutes=160)
    return make_session(starts_at=starts, minutes=100, host=host)


def seat(session, **fields):
    person = make_person(**fields)
    session.registrations.create(person=person, created_at=session.starts_at)
    return person


def check_url(session):
    return f"/s/{session.public_id}/later/"


def desk_url(session):
    return f"/t/e/{session.public_id}/later/"


def written(**more):
    text = "Хто ухвалює бюджет?\nрада\nголова\n\n  Скільки триває рік?\nдванадцять місяців\nдесять"
    return {"days": 5, "url": "", "note": "Конспект, 8 хв", "questions": text, **more}


def right_answers(catch_up, person):
    shown = shown_to(person, catch_up)
    return {f"q{at}": [place for place, _text in answers].index(0) for at, (_question, answers) in enumerate(shown)}


def test_the_host_writes_it_and_who_missed_it_answers(signed_in, recent, host):
    person = seat(recent)
    assert signed_in(host).post(desk_url(recent), written()).status_code == 302
    assert recent.catch_up.questions[1] == {"text": "Скільки триває рік?", "answers": ["дванадцять місяців", "десять"]}

    client = signed_in(person)
    event_page = client.get(recent.event.url).content.decode()
    assert check_url(recent) in event_page
    assert client.post(check_url(recent), {"number": 1}).status_code == 422
    answer = client.post(check_url(recent), {"number": 1, **right_answers(recent.catch_up, person)})

    assert (answer.status_code, recent.attendances.get().status) == (302, "afterwards")
    assert check_url(recent) not in client.get(recent.event.url).content.decode()
    assert "Олена Коваль" in signed_in(host).get(desk_url(recent)).content.decode()


def test_the_page_does_not_say_which_answer_is_right(signed_in, recent):
    person = seat(recent)
    opened(recent, now=timezone.now())

    form = signed_in(person).get(check_url(recent)).context["form"]

    assert [[value for value, _label in form.fields[name].choices] for name in ("q0", "q1")] == [
        list("012"),
        list("01"),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        {"questions": ""},
        {"questions": "Хто?"},
        {"questions": "Хто?\nрада"},
        {"questions": "Хто?\nрада\nрада"},
        {"questions": "Хто?\n" + "\n".join(map(str, range(7)))},
        {"questions": "\n\n".join(["Хто?\nа\nб"] * 11)},
        {"note": ""},
        {"url": "http://video.example.org/"},
        {"days": 0},
        {"days": 61},
    ],
)
def test_what_cannot_be_asked_is_refused_in_words(signed_in, recent, host, wrong):
    answer = signed_in(host).post(desk_url(recent), written(**wrong))

    assert (answer.status_code, hasattr(recent, "catch_up")) == (422, False)


def test_the_doors(client, signed_in, recent, host):
    person, stranger = seat(recent), make_person()
    opened(recent, now=timezone.now())

    assert client.get(desk_url(recent)).status_code == 302
    assert client.get(check_url(recent)).status_code == 302
    assert signed_in(person).get(desk_url(recent)).status_code == 403
    assert signed_in(person).post(desk_url(recent), {"close": 1}).status_code == 403
    assert signed_in(stranger).get(check_url(recent)).status_code == 404
    assert signed_in(stranger).post(check_url(recent), {"number": 1, "q0": 0, "q1": 0}).status_code == 404
    assert signed_in(make_person(), "change_session").post(desk_url(recent), {"close": 1}).status_code == 302
    answer = signed_in(person).post(check_url(recent), {"number": 1, "q0": 0, "q1": 0})
    assert (answer.status_code, recent.catch_up.tries.count()) == (409, 0)


def test_the_desk_takes_as_many_queries_for_three_as_for_one(signed_in, recent, host):
    catch_up, client, counts = opened(recent, now=timezone.now()), signed_in(host), []
    for number in (1, 2):
        for _ in range(number):
            answered(catch_up, seat(recent), 0, 1, now=timezone.now())
        client.get(desk_url(recent))
        with CaptureQueriesContext(connection) as queries:
            client.get(desk_url(recent))
        counts.append(len(queries))

    assert counts[0] == counts[1]
