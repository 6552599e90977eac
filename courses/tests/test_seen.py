"""What learners saw on a date: the revision that was public then, whatever waits, is scheduled or was taken down."""

from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from courses.models import LessonPage
from courses.seen.finding import spans_on

from .factories import make_lesson, make_quiz, prose
from .onlookers import inside, outside

pytestmark = pytest.mark.django_db
MARCH = datetime(2026, 3, 2, 10, tzinfo=UTC)
DAY = timedelta(days=1)


@contextmanager
def freeze_time(at):
    """Django’s clock stands at a moment."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(timezone, "now", lambda: at)
        yield


def write(lesson, text, *, at, publish=True, **fields):
    """A revision with ``text``, published at once or left as a draft."""
    with freeze_time(at):
        page = LessonPage.objects.get(pk=lesson.pk).get_latest_revision_as_object()
        page.body = prose(text)
        for name, value in fields.items():
            setattr(page, name, value)
        revision = page.save_revision()
        if publish:
            revision.publish()
    return revision


@pytest.fixture
def lesson():
    return make_lesson(live=False)


def seen_on(lesson, day):
    """(was public, key of the revision) of each span of a day."""
    lesson = LessonPage.objects.get(pk=lesson.pk)
    return [(span.was_public, getattr(span.revision, "pk", None)) for span in spans_on(lesson, day)]


def test_each_day_shows_what_was_public_then_and_no_draft(lesson):
    first = write(lesson, "Перше", at=MARCH)
    write(lesson, "Чернетка", at=MARCH + DAY, publish=False)
    second = write(lesson, "Друге", at=MARCH + 3 * DAY)
    with freeze_time(MARCH + 5 * DAY):
        LessonPage.objects.get(pk=lesson.pk).unpublish()
    third = write(lesson, "Третє", at=MARCH + 7 * DAY)

    days = {number: seen_on(lesson, date(2026, 3, number)) for number in (1, 2, 4, 5, 6, 7, 8, 9, 20)}

    one, two, three, none = (True, first.pk), (True, second.pk), (True, third.pk), (False, None)
    assert days == {
        1: [none], 2: [none, one], 4: [one], 5: [one, two], 6: [two], 7: [two, none], 8: [none], 9: [none, three],
        20: [three],
    }  # fmt: skip


def test_what_was_scheduled_counts_from_the_moment_it_appeared_and_until_it_expired(lesson):
    before = write(lesson, "До", at=MARCH)
    planned = {"go_live_at": MARCH + 2 * DAY, "expire_at": MARCH + 6 * DAY}
    scheduled = write(lesson, "Після", at=MARCH + DAY, **planned)
    for moment in (MARCH + 4 * DAY, MARCH + 8 * DAY):  # the sweep comes late: until then people saw what was there
        with freeze_time(moment):
            call_command("publish_scheduled")

    days = {number: seen_on(lesson, date(2026, 3, number)) for number in (3, 5, 7, 11)}

    assert days == {
        3: [(True, before.pk)],
        5: [(True, before.pk)],
        7: [(True, scheduled.pk)],
        11: [(False, None)],
    }


def test_the_day_begins_and_ends_in_kyiv(lesson):
    late = write(lesson, "Пізно", at=datetime(2026, 3, 2, 22, 30, tzinfo=UTC))

    assert seen_on(lesson, date(2026, 3, 2)) == [(False, None)]
    assert seen_on(lesson, date(2026, 3, 3)) == [(False, None), (True, late.pk)]


def address(page, **query):
    return reverse("page_as_seen", args=[page.pk], query=query)


def test_the_revision_is_one_click_away_and_says_what_it_said(coordinator, lesson):
    first = write(lesson, "Як було торік", at=MARCH)
    write(lesson, "Як є тепер", at=MARCH + 3 * DAY)

    menu = coordinator.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).content.decode()
    shown = coordinator.get(address(lesson, day="2026-03-04")).content.decode()

    assert address(lesson) in menu
    link = reverse("wagtailadmin_pages:revisions_view", args=[lesson.pk, first.pk])
    assert f'href="{link}"' in shown
    assert "Як було торік" in coordinator.get(link).content.decode()
    compare = reverse("wagtailadmin_pages:revisions_compare", args=[lesson.pk, first.pk, "live"])
    assert coordinator.get(compare).status_code == 200
    assert coordinator.get(address(lesson, day="1.1.0001")).status_code == 422


def test_a_page_in_a_module_that_was_not_public_was_seen_by_nobody(coordinator, lesson):
    write(lesson, "Слова", at=MARCH)
    module = lesson.module
    with freeze_time(MARCH + DAY):
        module.specific.save_revision().publish()
    with freeze_time(MARCH + 2 * DAY):
        module.specific.unpublish()
    words = gettext("“%(title)s”, in which it stands, was not public that day, so nobody could read this.")

    days = [coordinator.get(address(lesson, day=f"2026-03-{day}")).content.decode() for day in ("03", "10")]

    assert [words % {"title": module.title} in shown for shown in days] == [False, True]


def test_a_page_that_no_log_knows_is_shown_as_it_is_and_a_quiz_says_where_its_questions_are(coordinator):
    quiz = make_quiz(first_published_at=timezone.now() - DAY)

    shown = coordinator.get(address(quiz, day=f"{timezone.localdate():%Y-%m-%d}")).content.decode()

    history = "Questions of the bank have a history of their own. What somebody was asked is kept with their attempt."
    assert all(gettext(words) in shown for words in ("as it is today", history))


@outside
def test_only_who_may_change_the_page_sees_its_past(closed, browser_of, who):
    page = inside(closed, "Закритий урок")

    response = browser_of(who).get(address(page, day="2026-03-04"))

    assert response.status_code == 302


def test_pages_of_other_kinds_have_no_such_screen(coordinator, closed):
    assert coordinator.get(address(closed.get_parent(), day="2026-03-04")).status_code == 404
