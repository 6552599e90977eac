"""Findings are kept when a page is saved, told to editors and reviewers, and listed for who may change it."""

import json
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import GroupPagePermission, ReferenceIndex

from content.checking.keeping import due, look_over, mark_saved
from content.checking.registry import examine
from content.checking.tasks import look_over_old
from content.models import CheckedPage
from courses.models import LessonPage
from people.models import User
from people.roles import COORDINATORS, TRAINERS
from webinars.tests.factories import make_event

from .factories import make_author, make_course, make_lesson, make_module, make_staff, make_trainer, prose

pytestmark = pytest.mark.django_db

BAD = json.dumps([{"type": "heading", "value": {"text": "", "level": "h2"}, "id": "5f4d"}])
LONG = json.dumps([{"type": "heading", "value": {"text": "слово " * 9, "level": "h2"}}])


def save(page, body=BAD):
    page.body = body
    page.save_revision()
    return page


def kept(page):
    row = CheckedPage.objects.get(page=page)
    return [finding["code"] for finding in row.findings], row.grave, row.advised, row.waits


def test_a_draft_is_checked_when_it_is_saved():
    lesson = make_lesson(minutes=1)
    assert not CheckedPage.objects.exists()

    save(lesson)
    assert kept(lesson) == (["heading-empty"], 1, 0, False)
    save(lesson, LONG)
    assert kept(lesson) == (["heading-long"], 0, 1, False)
    save(lesson, prose("Добре."))
    assert kept(lesson) == ([], 0, 0, False)


def test_a_page_that_waits_is_given_to_one_task_only():
    lesson = make_lesson()

    assert mark_saved(lesson)
    assert not mark_saved(lesson)
    look_over(lesson.pk, now=timezone.now())
    assert mark_saved(lesson)
    look_over(0, now=timezone.now())


def test_the_sweep_finds_what_broke_elsewhere_and_looks_at_nothing_twice():
    now, target, lesson = timezone.now(), make_lesson(), make_lesson(minutes=1)
    link = f'<p><a linktype="page" id="{target.pk}">Бюджет</a></p>'
    save(lesson, json.dumps([{"type": "text", "value": link}]))
    target.unpublish()
    assert kept(lesson)[0] == []

    assert lesson.pk not in due(now=now)
    assert target.pk in due(now=now), "never checked"
    assert lesson.pk in due(now=now + timedelta(days=1))
    CheckedPage.objects.update(checked_at=now - timedelta(days=1))
    look_over_old.call()

    assert kept(lesson)[0] == ["link-page-hidden"]
    assert not due(now=now)


def test_minutes_are_asked_about_only_when_far_off():
    def codes(minutes):
        return [finding.code for finding in examine(make_lesson(minutes=minutes, text="слово " * 360))[1]]

    assert [codes(minutes) for minutes in (2, 5, 6)] == [[], [], ["minutes"]]


def test_courses_and_modules_have_something_in_them():
    course = make_course()
    assert [finding.code for finding in examine(course)[1]] == ["course-empty", "course-trainers"]
    make_trainer(course)
    module = make_module(course)
    course.refresh_from_db()
    assert [finding.code for finding in examine(course)[1]] == []
    assert [finding.code for finding in examine(module)[1]] == ["module-empty"]
    make_lesson(module, live=False)
    module.refresh_from_db()
    assert [finding.code for finding in examine(module)[1]] == ["module-empty"]
    make_lesson(module)
    module.refresh_from_db()
    assert [finding.code for finding in examine(module)[1]] == []


def test_what_is_published_in_a_module_fills_it(django_capture_on_commit_callbacks):
    module = make_module()
    module.save_revision()
    assert kept(module)[0] == ["module-empty"]
    lesson = make_lesson(module, live=False)

    with django_capture_on_commit_callbacks(execute=True):
        lesson.save_revision().publish()
    assert kept(module)[0] == []
    with django_capture_on_commit_callbacks(execute=True):
        LessonPage.objects.get(pk=lesson.pk).unpublish()
    assert kept(module)[0] == ["module-empty"]


def edit_url(page):
    return reverse("wagtailadmin_pages:edit", args=[page.pk])


def test_the_panel_shows_the_editor_what_was_saved(sign_in):
    lesson = save(make_lesson(minutes=1))
    client = sign_in(make_author(lesson.course))

    text = client.get(edit_url(lesson)).content.decode()

    assert "Before publishing" in text
    assert "The heading is empty." in text
    assert 'href="#block-5f4d-section"' in text
    assert "data-checks-bytes>3\N{NO-BREAK SPACE}KB<" in text
    assert "data-content-word-count" in text, "Wagtail’s own figures stay"


def test_the_panel_of_a_page_that_is_not_saved_yet_says_so(sign_in):
    module = make_module()
    client = sign_in(make_author(module.get_parent()))

    new = client.get(reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", module.pk]))

    assert "Save a draft: then it is checked." in new.content.decode()


def test_the_panel_asks_as_many_questions_for_many_links_and_pictures_as_for_few():
    pages = [make_lesson() for _ in range(3)]
    links = [f'<p><a linktype="page" id="{page.pk}">Урок {page.pk}</a></p>' for page in pages]
    counts = []
    for number in (1, 3):
        body = json.dumps([{"type": "text", "value": link} for link in links[:number]])
        lesson = make_lesson(body=body)
        with CaptureQueriesContext(connection) as queries:
            examine(lesson)
        counts.append(len(queries))

    assert counts[0] == counts[1] == 1


def form_of(lesson, body=()):
    """What the editor posts; ``body`` are (type, value fields)."""
    rules = {"minutes": 1, "required": "on", "done_by": "reader", "least_minutes": 0}
    data = {"title": lesson.title, "slug": lesson.slug, "body-count": len(body)} | rules
    for number, (kind, fields) in enumerate(body):
        data |= {f"body-{number}-{name}": value for name, value in [("type", kind), ("order", number), ("deleted", "")]}
        data |= {f"body-{number}-value-{name}": value for name, value in fields.items()}
    comments = {f"comments-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    return data | comments | {"comments-MAX_NUM_FORMS": ""}


def test_who_publishes_is_warned_and_not_stopped(sign_in):
    client, lesson = sign_in(make_staff(COORDINATORS)), make_lesson(live=False)
    part = [("heading", {"text": "Частина", "level": "h3"})]

    answer = client.post(edit_url(lesson), form_of(lesson, part) | {"action-publish": "1"}, follow=True)

    assert "The checks found 1 thing to mend" in answer.content.decode()
    lesson.refresh_from_db()
    assert lesson.live


@pytest.mark.parametrize(("level", "action"), [("h2", "action-publish"), ("h3", "save")])
def test_nobody_is_warned_of_nothing_or_of_a_draft(sign_in, level, action):
    client, lesson = sign_in(make_staff(COORDINATORS)), make_lesson(live=False)
    part = [("heading", {"text": "Частина", "level": level})]

    answer = client.post(edit_url(lesson), form_of(lesson, part) | {action: "1"}, follow=True)

    assert answer.status_code == 200
    assert "The checks found" not in answer.content.decode()


def test_the_reviewer_is_told_before_deciding(sign_in):
    trainer, lesson = make_staff(TRAINERS), save(make_lesson(live=False, minutes=1))
    lesson.get_workflow().start(lesson, trainer)

    text = sign_in(make_staff(COORDINATORS)).get(edit_url(lesson)).content.decode()

    assert "The checks found 1 thing to mend" in text
    assert "The heading is empty." in text


REPORT = "/admin/reports/findings/"


def test_the_report_lists_what_was_found_with_the_way_there(sign_in):
    lesson, advised, clean = (
        save(make_lesson(title="Доходи")),
        save(make_lesson(title="Видатки"), LONG),
        make_lesson(minutes=1),
    )
    clean.save_revision()

    answer = sign_in(make_staff(COORDINATORS)).get(REPORT)

    assert [row.page_id for row in answer.context["object_list"]] == [lesson.pk, advised.pk]
    text = answer.content.decode()
    assert f'href="{edit_url(lesson)}#block-5f4d-section"' in text
    assert "Бюджет громади" in text, "the course"


def test_the_report_is_narrowed_by_course_and_kind_and_what_must_be_mended(sign_in):
    course = make_course(title="Медіа")
    inside, outside = save(make_lesson(make_module(course))), save(make_lesson(), LONG)
    event = save(make_event())
    client = sign_in(make_staff(COORDINATORS))

    def shown(query):
        return {row.page_id for row in client.get(f"{REPORT}?{query}").context["object_list"]}

    assert shown("") == {inside.pk, outside.pk, event.pk}
    assert shown(f"course={course.pk}") == {inside.pk}
    assert shown(f"kind={event.content_type_id}") == {event.pk}
    assert shown("grave=true") == {inside.pk, event.pk}
    assert shown("live=false") == set()
    assert "No such page has findings." in client.get(f"{REPORT}?live=false").content.decode()


def test_the_report_is_a_spreadsheet_too(sign_in):
    save(make_lesson(title="=Доходи"))

    answer = sign_in(make_staff(COORDINATORS)).get(f"{REPORT}?export=csv")

    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert "'=Доходи" in text
    assert "The heading is empty." in text


def test_the_report_shows_nobody_a_page_they_may_not_change(sign_in, client):
    course, other = make_course(), save(make_lesson())
    inside = save(make_lesson(make_module(course)))
    group = Group.objects.create(name="Тренери одного курсу")
    change = Permission.objects.get(codename="change_page", content_type__app_label="wagtailcore")
    GroupPagePermission.objects.create(group=group, page=course.page_ptr, permission=change)
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    user = User.objects.create_user("one@example.org")

    assert client.get(REPORT).status_code == 302
    assert sign_in(user).get(REPORT).status_code == 302
    group.user_set.add(user)
    user = User.objects.get(pk=user.pk)
    rows = sign_in(user).get(REPORT).context["object_list"]

    assert [row.page_id for row in rows] == [inside.pk]
    assert other.pk not in {row.page_id for row in rows}
    assert other.title not in b"".join(client.get(f"{REPORT}?export=csv").streaming_content).decode().replace(
        inside.title, ""
    )


def test_who_enters_the_admin_without_pages_sees_no_report(sign_in):
    user = User.objects.create_user("nobody@example.org")
    user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client = sign_in(User.objects.get(pk=user.pk))

    assert client.get(REPORT).status_code in (302, 403)
    assert REPORT not in client.get("/admin/").content.decode()


def test_the_report_takes_as_many_queries_for_three_pages_as_for_one(sign_in, queries_of):
    sign_in(make_staff(COORDINATORS))
    save(make_lesson())
    one = queries_of(REPORT)

    for _ in range(2):
        save(make_lesson(make_module()))

    assert queries_of(REPORT) == one


def test_findings_go_with_their_page_and_count_as_no_use_of_it():
    lesson = save(make_lesson())

    assert not ReferenceIndex.get_references_to(lesson).exists()
    lesson.delete()
    assert not CheckedPage.objects.filter(page_id=lesson.pk).exists()
