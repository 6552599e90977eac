"""Questions and answers in the admin: seen by who plans cohorts, narrowed, exported, never written."""

from urllib.parse import urlencode

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from courses.discussion.moderating import hide, report
from courses.discussion.posting import take_back
from courses.models import Post
from people.roles import ADMINISTRATORS, COORDINATORS, TRAINERS

from .discussions import answered, asked, make_discussed
from .factories import make_staff

pytestmark = pytest.mark.django_db
INDEX = "post_record:index"


@pytest.fixture
def scene():
    return make_discussed()


def found(client, **query):
    return set(client.get(f"{reverse(INDEX)}?{urlencode(query)}").context["object_list"])


def test_posts_are_filtered_and_searched(coordinator, scene):
    now = timezone.now()
    open_one, done, bad = asked(scene), asked(scene, "Друге"), asked(scene, "Реклама")
    reply = answered(done, person=scene.trainer, by_trainer=True)
    hide(post=bad, by=None, reason="Реклама", now=now)
    report(post=open_one, person=scene.petro, reason="Образа", now=now)
    other = asked(make_discussed(), "Чуже")

    assert found(coordinator, course=other.lesson.course.pk) == {other}
    assert found(coordinator, kind="answer") == {reply}
    assert found(coordinator, kind="question", course=scene.course.pk) == {open_one, done, bad}
    assert found(coordinator, state="unanswered") == {open_one, other}
    assert found(coordinator, state="hidden") == {bad}
    assert found(coordinator, state="reported") == {open_one}
    assert found(coordinator, q="Друге") == {done}
    assert found(coordinator, q="Оксана") == {reply}


def test_the_list_costs_no_query_for_each_row(coordinator, scene):
    counts = []
    for number in range(2):
        for more in range(1 + number):
            answered(asked(scene, f"{number} {more}"), person=scene.petro)
        coordinator.get(reverse(INDEX))
        with CaptureQueriesContext(connection) as queries:
            assert coordinator.get(reverse(INDEX)).status_code == 200
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_names_are_display_names_also_in_the_export(coordinator, scene):
    post = asked(scene, "=1+1 де?")

    text = b"".join(coordinator.get(f"{reverse(INDEX)}?export=csv").streaming_content).decode()
    pages = [coordinator.get(reverse(INDEX)), coordinator.get(reverse("post_record:inspect", args=[post.pk]))]

    assert "Олена К." in text
    assert ",=1+1" not in text
    assert not any("Олена Коваль" in words for words in [text, *(page.content.decode() for page in pages)])


def test_one_is_inspected_and_leads_to_where_it_is_judged(coordinator, scene):
    post = asked(scene)
    inspect = reverse("post_record:inspect", args=[post.pk])

    page = coordinator.get(inspect).content.decode()
    assert post.text in page
    assert f'href="/questions/{post.pk}/moderate/"' in page
    take_back(post=post, now=timezone.now())

    assert "moderate" not in coordinator.get(inspect).content.decode()


def test_nobody_writes_them_in_the_admin(admin, scene):
    post = asked(scene)

    for view, args in [("add", []), ("edit", [post.pk]), ("delete", [post.pk])]:
        url = reverse(f"post_record:{view}", args=args)
        assert admin.get(url).status_code == admin.post(url).status_code == 302
    assert Post.objects.get() == post


@pytest.mark.parametrize(("role", "status"), [(TRAINERS, 302), (COORDINATORS, 200), (ADMINISTRATORS, 200)])
def test_who_plans_cohorts_sees_them_and_trainers_have_their_own_list(sign_in, scene, role, status):
    post = asked(scene)
    browser = sign_in(make_staff(role))

    assert browser.get(reverse(INDEX)).status_code == status
    assert browser.get(reverse("post_record:inspect", args=[post.pk])).status_code == status


def test_the_desk_says_what_is_reported_to_who_decides(sign_in, scene):
    report(post=asked(scene), person=scene.petro, reason="Образа", now=timezone.now())

    for role, told in ((COORDINATORS, True), (TRAINERS, False)):
        page = sign_in(make_staff(role)).get("/admin/").content.decode()
        assert ("/t/questions/?show=reported" in page) is told
