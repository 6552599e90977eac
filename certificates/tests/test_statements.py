"""The words of a certificate, in its language, on Kyiv's calendar."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils.translation import override

from certificates.statements import (
    course_details,
    event_details,
    frozen,
    hours_line,
    long_date,
    moment_of,
    period,
    sample,
)
from courses.models import Cohort, CoursePage
from webinars.models import Attendance, Session
from webinars.scheduling import schedule

from .conftest import NOON

NBSP = "\N{NO-BREAK SPACE}"


def credited(event, olena, *spans, status=Attendance.Status.PRESENT):
    for starts, minutes in spans:
        session = schedule(
            session=Session(event=event, starts_at=starts, ends_at=starts + timedelta(minutes=minutes)),
            by=None,
            now=starts - timedelta(days=7),
        )
        Attendance.objects.create(session=session, person=olena, status=status, percent=90, rule="x", decided_at=NOON)


def plain(lines):
    return [line.replace(NBSP, " ") for line in lines]


@pytest.mark.parametrize(("language", "words"), [("uk", "15 лютого 2027"), ("en", "15 February 2027")])
def test_a_date_is_written_with_the_month_in_words(language, words):
    with override(language):
        assert long_date(NOON).replace(NBSP, " ") == words
        assert long_date(date(2027, 2, 15)).replace(NBSP, " ") == words


def test_a_moment_belongs_to_its_kyiv_day():
    with override("en"):
        assert plain([long_date(datetime(2027, 2, 14, 22, 30, tzinfo=UTC))]) == ["15 February 2027"]


@pytest.mark.parametrize(("hours", "words"), [(1, "1 hour of study"), (2, "2 hours of study")])
def test_hours_are_counted(hours, words):
    with override("en"):
        assert plain([hours_line(hours)]) == [words]


def test_one_day_is_no_period():
    with override("en"):
        assert plain([period(date(2027, 2, 15), date(2027, 2, 15))]) == ["15 February 2027"]
        assert plain([period(date(2027, 1, 12), date(2027, 2, 15))]) == ["12 January 2027 – 15 February 2027"]


@pytest.mark.django_db
def test_a_course_states_its_hours_and_the_dates_of_the_cohort():
    course = CoursePage(hours=12)
    cohort = Cohort(starts_on=date(2027, 1, 12), ends_on=date(2027, 2, 12))

    assert plain(course_details(course=course, cohort=cohort, language="en")) == [
        "12 hours of study",
        "12 January 2027 – 12 February 2027",
    ]
    assert plain(course_details(course=course, cohort=None, language="en")) == ["12 hours of study"]
    assert course_details(course=CoursePage(hours=0), cohort=None, language="uk") == []


def test_an_event_states_the_time_that_was_attended_exactly_and_no_more(olena, event):
    first = datetime(2027, 1, 12, 16, tzinfo=UTC)
    credited(event, olena, (first, 90), (first + timedelta(days=7), 60))
    credited(event, olena, (first + timedelta(days=14), 120), status=Attendance.Status.ABSENT)

    assert plain(event_details(event=event, person=olena, language="en")) == [
        "Master class, online",
        "2 hours 30 minutes",
        "12 January 2027 – 19 January 2027",
    ]


def test_a_session_over_midnight_is_the_evening_s(olena, event):
    credited(event, olena, (datetime(2027, 1, 12, 20, tzinfo=UTC), 180))

    assert plain(event_details(event=event, person=olena, language="en"))[1:] == ["3 hours", "12 January 2027"]


@pytest.mark.parametrize(
    ("modes", "said"),
    [
        (["in_person", "in_person"], "Master class, in person"),
        (["online", "in_person"], "Master class, mixed"),
        (["mixed"], "Master class, mixed"),
    ],
)
def test_it_says_how_the_sessions_that_were_attended_took_place(olena, event, modes, said):
    for day, mode in enumerate(modes, 12):
        credited(event, olena, (datetime(2027, 1, day, 10, tzinfo=UTC), 60))
        Session.objects.filter(starts_at__day=day).update(mode=mode)

    assert event_details(event=event, person=olena, language="en")[0] == said


def test_an_event_nobody_was_credited_for_states_only_its_kind(olena, event):
    assert event_details(event=event, person=olena, language="en") == ["Master class"]


def test_a_statement_is_worded_and_addressed_in_the_template_s_language(template):
    template.language = "en"
    says = frozen(
        template=template,
        recipient="Olena",
        subject="Budget",
        details=["12 hours"],
        number="7K4M-92QX-3HTC",
        issued_at=NOON,
    )

    assert (says["issued_on"].replace(NBSP, " "), says["issued_label"]) == ("15 February 2027", "Date of issue")
    assert says["verify_url"] == "http://testserver/en/c/7K4M-92QX-3HTC"
    assert moment_of(says) == NOON


def test_a_statement_says_everything_the_template_does(template):
    says = frozen(template=template, recipient="О", subject="Б", details=[], number="7K4M-92QX-3HTC", issued_at=NOON)

    assert (
        says
        | {
            "title": template.title,
            "lead": template.statement,
            "issuer": template.issuer,
            "acknowledgement": template.acknowledgement,
            "signatories": [
                {"name": template.signatory, "role": template.signatory_role, "picture": "signature"},
            ],
            "kilim_seed": template.kilim_seed,
            "language": "uk",
        }
        == says
    )
    assert says["verify_url"] == "http://testserver/c/7K4M-92QX-3HTC"


def test_a_sample_bears_the_number_of_our_texts_which_nobody_is_given(template):
    says = sample(template=template, recipient="Мар’яна", now=NOON)

    assert (says["recipient"], says["number"]) == ("Мар’яна", "7K4M-92QX-3HTC")
