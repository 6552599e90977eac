"""While the demonstration is built, saved pages wait: they are checked once, when all is there."""

import pytest

from content.models import CheckedPage
from courses.tests.factories import make_lesson
from home.demo.later import Later, check_pages
from home.management.commands.load_demo import QUIET

pytestmark = pytest.mark.django_db


def test_a_page_that_was_saved_twice_is_checked_in_the_end(settings):
    settings.TASKS = QUIET["TASKS"]
    Later.waiting.clear()
    lesson = make_lesson()
    lesson.save_revision()
    lesson.save_revision()
    row = CheckedPage.objects.get(page=lesson)
    assert (row.waits, row.checked_at, list(Later.waiting).count(lesson.pk)) == (True, None, 1)

    check_pages()

    row.refresh_from_db()
    assert (row.waits, row.checked_at is None, Later.waiting) == (False, False, {})
