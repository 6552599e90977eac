"""Files of people as they really come: merged cells, twice the same, far too large. Nothing is half-written."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from courses.admission.lists import carry_out, confirm, upload
from courses.models import Enrollment, EnrollmentList, ListedPerson
from people.models import Person
from webinars.tests.factories import NOON, make_person

from .factories import make_cohort

pytestmark = pytest.mark.django_db
HEAD = ("ПІБ", "Пошта", "Громада")


def merged():
    """A title over all columns, and a community that several people share."""
    book = Workbook()
    sheet = book.active
    for row in [
        ("Список учасників",),
        HEAD,
        ("Олена Коваль", "olena@example.org", "Зоря"),
        ("Іван Гук", "ivan@example.org"),
    ]:
        sheet.append(row)
    sheet.merge_cells("A1:C1")
    sheet.merge_cells("C3:C4")
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def brought(cohort, data):
    return upload(cohort=cohort, name="list.xlsx", data=data, by=make_person(), now=NOON)


def test_merged_cells_hide_nobody():
    listed = brought(make_cohort(now=NOON), merged())

    assert [row.called for row in listed.people.all()] == ["Олена Коваль", "Іван Гук"]


def test_who_stands_in_a_file_of_five_thousand_lines_again_and_again_is_enrolled_once():
    cohort = make_cohort(now=NOON)
    lines = [f"Учасник {number % 3},u{number % 3}@example.org" for number in range(4_999)]
    before = Person.objects.count()

    listed = brought(
        cohort,
        "\n".join(
            [
                "ПІБ,Пошта",
                *lines,
            ]
        ).encode(),
    )
    people = Person.objects.count()
    listed = confirm(listed=listed, by=make_person(), now=NOON)
    carry_out(listed)

    assert (listed.people.count(), cohort.enrollments.count(), people - before) == (3, 3, 1)


def test_one_address_under_two_names_is_one_person():
    cohort = make_cohort(now=NOON)
    listed = brought(cohort, "ПІБ,Пошта\nЯна Бік,a@example.org\nБік Я.,a@example.org\n".encode())

    confirm(listed=listed, by=make_person(), now=NOON)

    outcomes = list(ListedPerson.objects.values_list("outcome", flat=True))
    assert (outcomes, Enrollment.objects.count()) == (["enrolled", "had_place"], 1)


def test_a_file_of_fifty_megabytes_is_refused_beside_its_field(coordinator):
    person = make_person()
    person.user = coordinator.user
    Person.objects.filter(pk=person.pk).update(user=coordinator.user)
    address = reverse("enrollment_lists", args=[make_cohort().pk])

    response = coordinator.post(address, {"file": SimpleUploadedFile("list.xlsx", b"PK\x03\x04" + bytes(50_000_000))})

    assert (response.status_code, "3 MB" in response.content.decode() or "3 МБ" in response.content.decode()) == (
        422,
        True,
    )
    assert not EnrollmentList.objects.exists()
