"""From the bank into a file and back into a bank: every kind is the same question, and nothing is doubled."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings

from courses.bank import category_at, keep_question
from courses.formats import gift, moodle_xml, qti
from courses.formats.tests.strategies import KINDS
from courses.models import BankQuestion, QuestionImport
from courses.question_exporting import export
from courses.question_importing import bring, confirm, look_over
from courses.question_pictures import kept_in_school
from people.roles import TRAINERS

from .factories import make_staff

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 20, 9, tzinfo=UTC)
FORMATS = {"gift": gift, "moodle_xml": moodle_xml, "qti": qti}
FEW = settings(max_examples=6, suppress_health_check=list(HealthCheck))


def told(content, form):
    """What a file says, whichever shelf it is from."""
    return [replace(one, category=(), files=()) for one in FORMATS[form].read(content).questions]


@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_question_of_every_kind_is_the_same_in_the_bank_it_comes_to(db, kind, form):
    @FEW
    @given(KINDS[kind])
    def comes_back(value):
        BankQuestion.objects.all().delete()
        QuestionImport.objects.all().delete()
        here, there = category_at(["Тут"]), category_at(["Там"])
        keep_question(value=kept_in_school(replace(value, idnumber=""), by=None), category=here)
        written = export(category=here, form=form)
        if any(problem.code == "no_kind" for problem in written.problems):
            return
        brought = bring(name="q", data=written.content, form=form, category=there, by=None, now=NOW)
        assert confirm(imported=brought, by=None, now=NOW).added == 1

        again = export(category=there, form=form)
        assert told(again.content, form) == told(written.content, form)
        twice = bring(name="q", data=written.content, form=form, category=there, by=None, now=NOW)
        assert [row.state for row in look_over(twice)[0]] == ["same"]

    comes_back()


def test_every_problem_is_counted_also_beyond_a_page(sign_in):
    """A file of broken questions and one good one."""
    data = "\n\n".join(["Що? {так}"] * 205 + ["Так? {T}"]).encode()
    shelf = category_at(["Тут"])
    imported = bring(name="q", data=data, form="gift", category=shelf, by=None, now=NOW)

    page = sign_in(make_staff(TRAINERS)).get(reverse("question_import", args=[imported.pk])).content.decode()

    assert page.count("An answer begins with neither") == 200
    assert "And 5 more." in page
