"""What a lesson costs its reader in data: weighed when it is published, told in the catalog and on the course page."""

import json

import pytest
from django.core.files.base import ContentFile
from PIL import Image as Picture
from wagtail.images import get_image_model

from certificates.tests.conftest import collected, new_renditions  # noqa: F401 -- a fixture
from content.weight import PAGE_AROUND
from courses.models import LessonPage
from courses.weight import weigh_lesson, weigh_new_lessons

from .factories import make_catalog, make_course, make_lesson, make_module, prose

pytestmark = [pytest.mark.django_db, *new_renditions]


def make_image(tmp_path, *, size=(1600, 900)):
    Picture.effect_noise(size, 80).convert("RGB").save(tmp_path / "noise.png")
    content = ContentFile((tmp_path / "noise.png").read_bytes(), name="noise.png")
    return get_image_model().objects.create(title="Шум", file=content)


def weight_of(lesson):
    return LessonPage.objects.get(pk=lesson.pk).weight


def test_a_lesson_is_weighed_when_it_is_published(django_capture_on_commit_callbacks):
    lesson = make_lesson(make_module(), body=prose("Бюджет " * 1000))

    with django_capture_on_commit_callbacks(execute=True):
        lesson.save_revision().publish()

    assert PAGE_AROUND < weight_of(lesson) < PAGE_AROUND + 500, "text travels compressed"


def test_pictures_weigh_what_a_phone_fetches_of_them(tmp_path):
    image = make_image(tmp_path)
    body = json.dumps([{"type": "image", "value": {"image": image.pk, "alt": "Шум", "caption": ""}}])
    lesson = make_lesson(make_module(), body=body)

    weigh_lesson(lesson)

    shown = image.get_rendition("width-720|format-webp|webpquality-60").file.size
    assert PAGE_AROUND + shown < weight_of(lesson) < PAGE_AROUND + shown + 1000
    assert weight_of(lesson) < image.file.size


def test_a_lost_picture_weighs_nothing(tmp_path):
    image = make_image(tmp_path)
    image.file.storage.delete(image.file.name)
    body = json.dumps([{"type": "image", "value": {"image": image.pk, "alt": "Шум", "caption": ""}}])
    lesson = make_lesson(make_module(), body=body)

    weigh_lesson(lesson)

    assert weight_of(lesson) < PAGE_AROUND + 1000


def test_only_what_was_never_weighed_is_weighed_by_the_sweep():
    module = make_module()
    known, new, draft = make_lesson(module, weight=7), make_lesson(module), make_lesson(module, live=False)

    assert weigh_new_lessons() == 1
    assert weight_of(known) == 7
    assert weight_of(new) > PAGE_AROUND
    assert weight_of(draft) is None


def test_the_course_and_the_catalog_tell_the_sum_of_what_is_published(client):
    module = make_module(make_course())
    for weight, live in ((1_300_000, True), (1_200_000, True), (9_000_000, False)):
        make_lesson(module, weight=weight, live=live)

    for page in (module.get_parent(), make_catalog()):
        assert "2,5\xa0MB" in client.get(page.url).content.decode()


def test_nothing_is_said_of_a_course_that_nobody_weighed(client):
    module = make_module(make_course())
    make_lesson(module)

    assert "Data without video" not in client.get(module.get_parent().url).content.decode()
    assert "\xa0MB" not in client.get(make_catalog().url).content.decode()
