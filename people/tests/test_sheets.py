"""Downloads of the admin: no formula comes from a name somebody chose, and every list keeps to that."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.admin.viewsets import viewsets

from people.models import Person, User
from people.sheets import ReadableSheets

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    client.force_login(User.objects.create_superuser("admin@example.org"), backend="people.backends.SchoolBackend")
    return client


def downloaded(admin, form):
    return b"".join(admin.get(reverse("person:index"), {"export": form}).streaming_content)


def test_a_name_is_no_formula_and_ukrainian_no_gibberish(admin):
    Person.objects.create(legal_name="=HYPERLINK(1)", display_name="Ївга", phone="+380441234567")

    text = downloaded(admin, "csv")
    assert text.startswith(b"\xef\xbb\xbf")
    assert "'=HYPERLINK(1),Ївга,,'+380441234567" in text.decode()

    sheet = load_workbook(io.BytesIO(downloaded(admin, "xlsx"))).active
    assert [cell.data_type for cell in sheet[2]][:2] == ["s", "s"]
    assert sheet["A2"].value == "=HYPERLINK(1)"


def test_moments_are_those_of_kyivs_clock(admin):
    person = Person.objects.create(legal_name="Ївга", display_name="Ївга")
    Person.objects.filter(pk=person.pk).update(created_at="2027-01-31T23:30:00Z")

    assert "2027-02-01 01:30" in downloaded(admin, "csv").decode()
    sheet = load_workbook(io.BytesIO(downloaded(admin, "xlsx"))).active
    assert "2027-02-01 01:30:00" in [str(cell.value) for cell in sheet[2]]


def test_every_list_that_can_be_downloaded_is_such_a_sheet(admin):
    admin.get(reverse("person:index"))  # the hooks have registered their viewsets
    groups = [one.registerables for one in viewsets.viewsets if hasattr(one, "registerables")]
    every = [*viewsets.viewsets, *(one for group in groups for one in group)]
    lists = [one for one in every if isinstance(getattr(one, "list_export", None), list) and one.list_export]

    assert len(lists) > 8
    assert [one.name for one in lists if not issubclass(one.index_view_class, ReadableSheets)] == []
