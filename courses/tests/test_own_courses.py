"""A trainer changes the courses a coordinator named them for, and those they began; others they may only look at."""

import pytest
from django.urls import reverse
from wagtail.models import Page

from courses.models import CoursePage, LessonPage
from people.models import User
from people.roles import COORDINATORS, TRAINERS, add_to_role

from .factories import make_closed_course, make_lesson, make_module, make_staff, make_trainer

pytestmark = pytest.mark.django_db
SECRET = "Чернетка, яку ще ніхто не бачив"


class Scene:
    def __init__(self):
        self.course = make_closed_course()
        self.module = make_module(self.course)
        self.lesson = make_lesson(self.module, title="Урок", text=SECRET)
        draft = self.lesson.get_latest_revision_as_object()
        self.revision = draft.save_revision()
        self.trainer = self.member(make_trainer(self.course))
        self.other = self.member(make_trainer(make_closed_course()))

    def member(self, person):
        add_to_role(user=person.user, role=TRAINERS)
        return User.objects.get(pk=person.user.pk)

    def doors(self):
        """Addresses of Wagtail’s admin that show or change what stands in a lesson."""
        inside = ("edit", "view_draft", "history", "copy", "move", "unpublish")
        urls = [reverse(f"wagtailadmin_pages:{name}", args=[self.lesson.pk]) for name in inside]
        urls += [reverse(f"wagtailadmin_pages:{name}", args=[self.course.pk]) for name in ("copy", "add_subpage")]
        urls += [reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", self.module.pk])]
        for name in ("revisions_view", "revisions_revert"):
            urls.append(reverse(f"wagtailadmin_pages:{name}", args=[self.lesson.pk, self.revision.pk]))
        compare = [self.lesson.pk, "earliest", "latest"]
        urls.append(reverse("wagtailadmin_pages:revisions_compare", args=compare))
        urls += [reverse("page_as_seen", args=[self.lesson.pk]), reverse("course_parcel", args=[self.course.pk])]
        return urls


@pytest.fixture
def scene():
    return Scene()


def test_another_trainer_changes_nothing_and_sees_no_draft_through_any_door(scene, sign_in):
    browser = sign_in(scene.other)
    answers = [browser.get(url) for url in scene.doors()]
    answers += [browser.post(url) for url in scene.doors()]
    seen = [*answers, browser.get(reverse("wagtailadmin_explore", args=[scene.module.pk]))]

    assert {answer.status_code for answer in answers} <= {302, 403, 404, 405}
    assert not [answer for answer in seen if SECRET in answer.content.decode()]
    assert (CoursePage.objects.count(), LessonPage.objects.count()) == (2, 1)


def test_the_trainer_of_the_course_and_a_coordinator_come_in(scene, sign_in):
    for user in (scene.trainer, make_staff(COORDINATORS)):
        browser = sign_in(user)
        edit, add = scene.doors()[0], scene.doors()[8]
        assert [browser.get(url).status_code for url in (edit, add)] == [200, 200]


def test_who_began_a_course_goes_on_with_it_and_who_is_named_no_longer_does_not(scene, sign_in):
    user = scene.other
    own = make_closed_course(title="Мій", owner=user)
    edit = reverse("wagtailadmin_pages:edit", args=[own.pk])

    assert sign_in(user).get(edit).status_code == 200
    scene.course.trainer_rows.all().delete()
    scene.course.save()
    assert sign_in(scene.trainer).get(scene.doors()[0]).status_code == 302


def test_pages_that_are_no_courses_stay_as_they_are(scene, sign_in):
    home = Page.objects.get(pk=scene.course.get_parent().get_parent().pk)

    assert sign_in(scene.other).get(reverse("wagtailadmin_pages:edit", args=[home.pk])).status_code == 200
