"""The demo school keeps to what it asks of others: only the lesson that waits for review has something to mend."""

import pytest

from content.models import CheckedPage
from courses.models import LessonPage

pytestmark = [pytest.mark.usefixtures("school"), pytest.mark.django_db]


def test_one_lesson_waits_for_review_and_has_what_a_reviewer_would_ask_for():
    lesson = LessonPage.objects.get(slug="zbory-nazhyvo")

    assert lesson.workflow_in_progress
    assert not lesson.live
    row = CheckedPage.objects.get(page=lesson)
    assert {finding["code"] for finding in row.findings} == {
        "heading-jump",
        "image-credit",
        "link-words",
        "minutes",
        "video-text",
    }


def test_nothing_else_is_to_be_mended():
    rows = CheckedPage.objects.select_related("page")

    assert {row.page.slug for row in rows if row.grave} == {"zbory-nazhyvo"}
    assert not rows.filter(waits=True).exists()
