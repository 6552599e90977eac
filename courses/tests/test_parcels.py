"""A course goes into a file and comes out of it the same, with all it shows and asks, and nothing of people."""

import json

import pytest
from django.db import transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from content.models import SiteDocument, SiteImage
from courses.formats.tests.strategies import html, questions
from courses.models import (
    AssignmentPage,
    BankQuestion,
    CourseImport,
    CoursePage,
    LessonPage,
    QuestionCategory,
    QuizPage,
)
from courses.parcels.bringing import _step, confirm, forget_old, unpack
from courses.parcels.making import Making
from courses.parcels.packing import packed
from courses.parcels.reading import read

from .factories import (
    DAY,
    keep,
    make_cohort,
    make_course,
    make_enrollment,
    make_lesson,
    make_module,
    make_quiz,
    make_trainer,
)
from .parcels import bring_in, forget, make_full_course, make_of, manifest_of, parcel_of, superuser

pytestmark = pytest.mark.django_db


def test_a_course_that_went_into_an_empty_school_makes_the_same_file_there():
    course = make_full_course()
    first = parcel_of(course)
    forget(course)

    there = make_of(first)

    assert parcel_of(there) == first
    assert not CoursePage.objects.live().exists()


def test_what_came_is_a_draft_of_everything_with_its_links_leading_to_what_came():
    course = make_full_course()
    data = parcel_of(course)
    forget(course)

    there = make_of(data)

    lesson = LessonPage.objects.get(slug="vse")
    image, file = SiteImage.objects.get(), SiteDocument.objects.get()
    target = LessonPage.objects.get(slug="dali")
    blocks = {block.block_type: block.value for block in lesson.body}
    assert f'<a id="{target.pk}" linktype="page">' in blocks["text"].source
    assert f'<a id="{file.pk}" linktype="document">' in blocks["text"].source
    assert (blocks["image"]["image"], blocks["file"]["document"]) == (image, file)
    assert (image.credit, image.focal_point_x, image.file_hash != "") == ("Олена Коваль, CC BY", 1, True)
    after = QuizPage.objects.get(slug="pislia")
    assert after.pre_test.slug == "test"
    assert after.draws.get().category.questions.count() == 2
    assert QuestionCategory.objects.get(parent=None).course == there
    assignment = AssignmentPage.objects.get()
    assert [len(one.levels.all()) for one in assignment.criteria.all()] == [2, 2]
    assert (assignment.peer_readers, there.pass_mark, there.topic.name) == (2, 60, "Бюджет")
    assert there.get_latest_revision_as_object().lead == "Навчимося <читати> бюджет."


def test_the_file_says_nothing_of_people():
    course = make_course()
    make_lesson(make_module(course))
    trainer, cohort = make_trainer(course), make_cohort(course)
    learner = make_enrollment(cohort).person

    text = json.dumps(manifest_of(parcel_of(course)), ensure_ascii=False)

    assert not any(name in text for name in (trainer.legal_name, learner.legal_name, "cohort", "trainer_rows"))


def test_the_same_file_twice_is_one_course_until_it_is_deleted():
    course = make_course(slug="tut")
    make_lesson(make_module(course))
    data = parcel_of(course)

    first = make_of(data)
    again = make_of(data)

    assert (first, first.slug) == (again, "tut-1")
    assert bring_in(data).course == first
    first.delete()
    assert make_of(data) not in (first, course)


def test_what_is_not_published_yet_goes_along_and_pictures_that_are_gone_are_told_of():
    course = make_full_course()
    lesson = LessonPage.objects.get(slug="dali")
    lesson.title = "Чернетка"
    lesson.save_revision()
    image = SiteImage.objects.get()
    image.file.storage.delete(image.file.name)

    found = packed(course, by=superuser())

    assert "Чернетка" in [page["values"]["title"] for page in found.manifest["pages"]]
    assert found.manifest["images"] == []
    assert "Малюнка" in str(found.problems) or "picture" in str(found.problems)


def test_an_import_that_stopped_half_way_goes_on_where_it_stood():
    course = make_full_course()
    data = parcel_of(course)
    forget(course)
    imported = bring_in(data)
    CourseImport.objects.update(confirmed_at=imported.uploaded_at, confirmed_by=superuser())
    imported = CourseImport.objects.select_related("catalog", "confirmed_by").get()
    with imported.file.open() as file:
        half_way = Making(read(file), catalog=imported.catalog, by=imported.confirmed_by)
        assert all(_step(imported.pk, half_way) for _time in range(7))
    stopped = CourseImport.objects.get()
    assert (stopped.runs, stopped.done) == (True, 7)

    confirm(imported=stopped, by=superuser(), now=imported.uploaded_at)

    ended = CourseImport.objects.get()
    assert (ended.done, ended.trouble, ended.done_at is None) == (ended.total, "", False)
    ended.file.storage.delete(ended.file.name)
    unpack(ended)  # by a worker that comes too late
    assert CourseImport.objects.get().trouble == ""
    assert parcel_of(ended.course) == data


def test_a_file_that_nobody_confirmed_is_thrown_away_after_a_month(django_capture_on_commit_callbacks):
    course = make_course()
    make_lesson(make_module(course))
    imported = bring_in(parcel_of(course))
    storage, name = imported.file.storage, imported.file.name

    assert forget_old(now=imported.uploaded_at + 29 * DAY) == 0
    with django_capture_on_commit_callbacks(execute=True):
        assert forget_old(now=imported.uploaded_at + 31 * DAY) == 1

    assert (CourseImport.objects.exists(), storage.exists(name)) == (False, False)


# PostgreSQL keeps no NUL in JSON, so no page has one.
words = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=20)
blocks = st.one_of(
    html.map(lambda text: {"type": "text", "value": text}),
    st.builds(
        lambda text, level: {"type": "heading", "value": {"text": text or "x", "level": level}},
        words,
        st.sampled_from(["h2", "h3", "h9"]),
    ),
    st.builds(lambda who, text: {"type": "quote", "value": {"text": text, "who": who}}, words, words),
)


@settings(max_examples=15)
@given(bodies=st.lists(blocks, max_size=4), values=questions)
def test_whatever_is_written_the_file_of_what_came_is_the_file_that_went(bodies, values):
    with transaction.atomic():
        course = make_course(slug="x")
        module = make_module(course)
        make_lesson(module, body=json.dumps(bodies))
        make_quiz(module, questions=[keep(value) for value in values])
        first = parcel_of(course)
        forget(course)

        second = parcel_of(make_of(first))

        assert manifest_of(second) == manifest_of(first)
        assert (second, BankQuestion.objects.count()) == (first, len(values))
        transaction.set_rollback(True)
