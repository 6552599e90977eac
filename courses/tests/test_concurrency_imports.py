"""Files of questions that two people bring and confirm at the same moment: real connections to PostgreSQL."""

import pytest

from courses.bank import category_at
from courses.exceptions import ImportRefused
from courses.formats.catalog import FORMATS
from courses.models import BankQuestion, QuestionCategory, QuestionImport
from courses.question_importing import bring, confirm, discard
from courses.questions.values import ALL, Option, ShortText
from webinars.tests.factories import NOON

from .connections import at_once, one_inside_the_other

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
WORDS = [
    ShortText(text=text, idnumber=number, category=("Міста",), answers=(Option(text=answer, share=ALL),), name=text)
    for text, answer, number in [("Столиця?", "Київ", "M-1"), ("Місто Лева?", "Львів", "")]
]


def brought(form="moodle_xml", shelf="Імпорт"):
    data = FORMATS[form].write(WORDS).content
    return bring(name="f", data=data, form=form, category=category_at([shelf]), by=None, now=NOON)


def test_one_file_brought_twice_at_once_waits_once():
    category_at(["Імпорт"])

    first, second = at_once(brought, brought)

    assert first == second
    assert QuestionImport.objects.count() == 1


def test_one_file_confirmed_twice_at_once_is_kept_once():
    imported = brought()

    done = at_once(*[lambda: confirm(imported=imported, by=None, now=NOON)] * 2)

    assert [one.added for one in done] == [2, 2]
    assert BankQuestion.objects.count() == 2


def test_the_same_questions_in_two_files_are_kept_once_whoever_confirms_first():
    """By their content in one category, and by their number wherever they stand."""
    files = [brought(), brought("gift")]

    second = one_inside_the_other(*[lambda one=one: confirm(imported=one, by=None, now=NOON) for one in files])

    assert second.added == 0
    assert (BankQuestion.objects.count(), QuestionCategory.objects.count()) == (2, 2)


def test_a_number_that_two_shelves_get_at_once_stays_with_one_question():
    files = [brought(), brought(shelf="Інше")]

    second = one_inside_the_other(*[lambda one=one: confirm(imported=one, by=None, now=NOON) for one in files])

    assert second.added == 1  # the one without a number
    assert BankQuestion.objects.filter(idnumber="M-1").count() == 1


def test_what_is_thrown_away_meanwhile_is_not_kept():
    imported = brought()

    refusal = one_inside_the_other(
        lambda: discard(imported=imported), lambda: confirm(imported=imported, by=None, now=NOON)
    )

    assert isinstance(refusal, ImportRefused)
    assert not BankQuestion.objects.exists()
