"""People enrolled from a file: read, matched, confirmed, carried out line by line, safe to repeat."""

import io
import zipfile
from datetime import timedelta

import pytest
from django.core import mail
from wagtail.models import ModelLogEntry

from courses.admission.forgetting import erase_listed
from courses.admission.lists import carry_out, confirm, decide_row, discard, upload
from courses.exceptions import ListRefused
from courses.models import EnrollmentList, ListedPerson
from people.models import Person
from webinars.tests.factories import NOON, make_person
from webinars.tests.participants import workbook

from .factories import make_cohort, make_enrollment

pytestmark = pytest.mark.django_db
How = ListedPerson.How
HEAD = "Ім’я та прізвище,Електронна пошта,Телефон\n"
ONE = "Нова Людина,nova@example.org,\n"


@pytest.fixture
def planner():
    return make_person(name="Ірина Планувальниця")


@pytest.fixture
def cohort():
    return make_cohort(now=NOON)


def brought(cohort, planner, text=ONE, *, data=None):
    data = (HEAD + text).encode() if data is None else data
    return upload(cohort=cohort, name="list.csv", data=data, by=planner, now=NOON)


def told(listed):
    return [(row.called, row.person, row.how) for row in listed.people.all()]


def results(listed):
    return [(row.called, row.outcome, row.problem) for row in listed.people.all()]


def test_nothing_is_written_before_it_is_confirmed(cohort, planner):
    people = Person.objects.count()
    mail.outbox.clear()

    brought(cohort, planner)

    assert (cohort.enrollments.count(), Person.objects.count(), mail.outbox) == (0, people, [])


def test_people_are_known_by_email_and_phone_and_new_ones_are_new(cohort, planner):
    olena = make_person(name="Зовсім Інакша", email="olena@example.org")
    mariia = make_person(name="Марія Левчук", phone="+380 67 123-45-67")

    listed = brought(cohort, planner, "Олена К.,OLENA@example.org,\nІнша Людина,,0671234567\n" + ONE)

    assert told(listed) == [
        ("Олена К.", olena, How.EMAIL),
        ("Інша Людина", mariia, How.PHONE),
        ("Нова Людина", None, How.NEW),
    ]


def test_a_name_alone_is_asked_about_and_not_believed(cohort, planner):
    known = make_person(name="Олена Коваль")

    listed = brought(cohort, planner, "Коваль Олена,,\n")

    row = listed.people.get()
    assert (row.how, row.person, row.suggestions) == ("", None, [known.pk])
    with pytest.raises(ListRefused, match="Decide about everybody"):
        confirm(listed=listed, by=planner, now=NOON)
    decide_row(row=row, who=known)
    confirm(listed=listed, by=planner, now=NOON)
    assert [row.person for row in cohort.enrollments.all()] == [known]


def test_each_line_gets_its_place_its_mail_and_its_result(cohort, planner):
    had = make_enrollment(cohort, now=NOON).person
    listed = brought(cohort, planner, f"Хто Має,{had.email},\n{ONE}")
    mail.outbox.clear()

    confirm(listed=listed, by=planner, now=NOON)

    assert results(listed) == [("Хто Має", "had_place", ""), ("Нова Людина", "enrolled", "")]
    person = Person.objects.get(email="nova@example.org")
    assert (person.legal_name, person.display_name, person.user) == ("Нова Людина", "Нова Л.", None)
    assert [message.to for message in mail.outbox] == [["nova@example.org"]]
    listed.refresh_from_db()
    assert listed.done_at
    assert ModelLogEntry.objects.filter(action="courses.list.confirm", user=planner.user).count() == 1


def test_seats_go_by_line_and_who_gets_none_is_told_apart_and_not_made(planner):
    cohort = make_cohort(now=NOON, seats=1)
    listed = brought(cohort, planner, "Перша Людина,first@example.org,\nДруга Людина,second@example.org,\n")

    confirm(listed=listed, by=planner, now=NOON)

    assert [outcome for _name, outcome, _why in results(listed)] == ["enrolled", "refused"]
    assert not Person.objects.filter(email="second@example.org").exists()


def test_the_same_file_waits_once_and_after_it_is_done_changes_nothing_again(cohort, planner):
    first = brought(cohort, planner)
    assert brought(cohort, planner) == first
    for _time in range(2):
        confirm(listed=first, by=planner, now=NOON)
    carry_out(first)

    again = brought(cohort, planner)
    confirm(listed=again, by=planner, now=NOON)

    assert again != first
    assert results(again) == [("Нова Людина", "had_place", "")]
    assert cohort.enrollments.count() == Person.objects.filter(email="nova@example.org").count() == 1


def test_what_stood_still_half_way_goes_on_where_it_was(cohort, planner):
    listed = brought(cohort, planner, "Перша Людина,first@example.org,\n" + ONE)
    confirm(listed=listed, by=planner, now=NOON)
    EnrollmentList.objects.update(done_at=None)
    listed.people.filter(email="nova@example.org").update(outcome="", person=None)
    cohort.enrollments.filter(person__email="nova@example.org").delete()

    confirm(listed=listed, by=planner, now=NOON)

    assert [outcome for _name, outcome, _why in results(listed)] == ["enrolled", "enrolled"]
    assert cohort.enrollments.count() == 2


def test_people_who_stand_in_a_file_twice_get_one_place(cohort, planner):
    listed = brought(cohort, planner, ONE + ONE + "Нова Л.,nova@example.org,\n")

    confirm(listed=listed, by=planner, now=NOON)

    assert [outcome for _name, outcome, _why in results(listed)] == ["enrolled", "had_place"]
    assert Person.objects.filter(email="nova@example.org").count() == 1


def test_lines_without_sense_are_named_and_the_others_read(cohort, planner):
    listed = brought(cohort, planner, f",,\nБез Пошти,не пошта,\n{'Я' * 200},,\n{ONE}")

    assert [line for line, _why in listed.problems] == [3, 4]
    assert "не пошта" in listed.problems[0][1]
    assert [row.line for row in listed.people.all()] == [5]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1251"])
def test_every_encoding_gives_the_same(cohort, planner, encoding):
    data = f"ПІБ;Пошта\nОлена Коваль;{encoding}@example.org\n".encode(encoding)

    assert [row.called for row in brought(cohort, planner, data=data).people.all()] == ["Олена Коваль"]


BAD = {
    "nothing": b"",
    "no headings": "раз,два\nтри,чотири\n".encode(),
    "formula": "ПІБ,Пошта\n=HYPERLINK(1),a@example.org\n".encode(),
    "binary": b"\x89PNG\r\n\x1a\n" + b"\x00" * 99,
    "broken workbook": b"PK\x03\x04" + b"x" * 500,
    "wrong letters": b"\xff\x00\xfe\x80" * 50,
    "too many lines": ("ПІБ\n" + "Олена Коваль\n" * 5001).encode(),
    "only nonsense": "ПІБ,Пошта\nОлена,немає\n".encode(),
}


@pytest.mark.parametrize("data", BAD.values(), ids=BAD)
def test_what_is_no_list_is_refused_in_words_and_leaves_nothing(cohort, planner, data):
    with pytest.raises(ListRefused) as refusal:
        brought(cohort, planner, data=data)

    assert str(refusal.value)
    assert not EnrollmentList.objects.exists()


def test_a_bomb_named_workbook_and_a_workbook_of_formulas_are_refused(cohort, planner):
    for data in (bomb(), workbook([["ПІБ", "Пошта"], ["=1+1", "a@example.org"]])):
        with pytest.raises(ListRefused):
            brought(cohort, planner, data=data)
    assert not EnrollmentList.objects.exists()


def bomb():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"0" * 30_000_000)
    return file.getvalue()


@pytest.mark.parametrize("state", ["draft", "cancelled"])
def test_nobody_is_put_into_a_cohort_that_is_not_announced(planner, state):
    with pytest.raises(ListRefused):
        brought(make_cohort(now=NOON, state=state), planner)


def test_a_cohort_cancelled_meanwhile_refuses_each_line(cohort, planner):
    listed = brought(cohort, planner)
    type(cohort).objects.update(state="cancelled")

    confirm(listed=listed, by=planner, now=NOON)

    assert results(listed) == [("Нова Людина", "refused", "This cohort is cancelled.")]


def test_left_out_is_left_out_and_a_new_person_needs_a_name(cohort, planner):
    listed = brought(cohort, planner, ",only@example.org,\n")
    row = listed.people.get()
    assert row.how == ""
    with pytest.raises(ListRefused, match="needs a name"):
        decide_row(row=row, who=How.NEW)
    decide_row(row=row, who=How.SKIPPED)

    confirm(listed=listed, by=planner, now=NOON)

    assert results(listed) == [("only@example.org", "skipped", "")]


def test_what_is_confirmed_is_neither_changed_nor_thrown_away(cohort, planner):
    listed = brought(cohort, planner)
    confirm(listed=listed, by=planner, now=NOON)

    for change in (lambda: discard(listed=listed), lambda: decide_row(row=listed.people.get(), who=How.SKIPPED)):
        with pytest.raises(ListRefused, match="confirmed already"):
            change()


def test_a_file_thrown_away_leaves_nothing(cohort, planner):
    discard(listed=brought(cohort, planner))

    assert not ListedPerson.objects.exists()


def test_who_was_never_enrolled_is_erased_in_time_and_who_was_stays(cohort, planner):
    done = brought(cohort, planner, ONE + ",stranger@example.org,\n")
    decide_row(row=done.people.get(how=""), who=How.SKIPPED)
    confirm(listed=done, by=planner, now=NOON)
    EnrollmentList.objects.update(done_at=NOON)
    forgotten = brought(cohort, planner, "Ще Хтось,else@example.org,\n")
    kept = timedelta(days=90)

    assert erase_listed(now=NOON + kept - timedelta(minutes=1)) == 0
    assert erase_listed(now=NOON + kept) == 2

    assert [row.called for row in ListedPerson.objects.all()] == ["Нова Людина"]
    assert not EnrollmentList.objects.filter(pk=forgotten.pk).exists()
