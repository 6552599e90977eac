"""What editors and coordinators of courses open in the admin can be used: on a phone and at a desk, day and night."""

from datetime import timedelta

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.core.files.base import ContentFile
from django.utils import timezone
from playwright.sync_api import expect

from courses.models import Cohort, CoursePage, LessonPage, ModulePage, OpeningRule
from courses.opening.ruling import set_rule
from courses.parcels.bringing import bring, confirm
from courses.parcels.packing import packed, write
from courses.tests.parcels import changed
from people.roles import COORDINATORS

from .looking import LOOK
from .school import make_account, make_course, make_front
from .signing_in import sign_in
from .standing import LOOSE_FILES, standing
from .watching import Watch

pytestmark = [pytest.mark.journey, pytest.mark.django_db, LOOSE_FILES]
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
# What is ours on a page: all of it, or, where Wagtail's form stands around, a part by its field.
PAGES = {
    "course into a file": "/admin/courses/{course.pk}/file/",
    "course from a file": "/admin/courses/files/{catalog.pk}/",
    "course from a file, looked over": "/admin/courses/imports/{waiting.pk}/",
    "course from a file, carried out": "/admin/courses/imports/{made.pk}/",
    "what learners saw": "/admin/courses/seen/{lesson.pk}/?day={today}",
    "what learners saw, no such day": "/admin/courses/seen/{lesson.pk}/?day=99.99.2026",
    "rules of opening": "/admin/opening_rule/",
    "rule of opening": "/admin/opening_rule/new/",
    "pages with findings": "/admin/reports/findings/",
}
PARTS = {
    "when a course is completed": ("/admin/pages/{course.pk}/edit/", "#id_pass_mark"),
    "when a lesson is done": ("/admin/pages/{lesson.pk}/edit/", "#id_least_minutes"),
}


class Office:
    """A course with a rule of opening; its file was brought twice: one waits, with troubles, one became a course."""

    def __init__(self):
        now = timezone.now()
        _home, self.catalog, _events = make_front()
        self.course = make_course(self.catalog)
        self.course.reading = CoursePage.Reading.ENROLLED  # else no rule of opening has a sense
        self.course.save_revision().publish()
        self.lesson = LessonPage.objects.get(slug="urok-1")
        self.today = timezone.localdate().isoformat()
        self.coordinator = make_account("coordinator@school.test", first="Ірина", role=COORDINATORS)
        user = self.coordinator.user
        Cohort.objects.create(
            course=self.course, number=1, state=Cohort.State.OPEN, starts_on=now.date(),
            ends_on=now.date() + timedelta(days=28), enroll_closes_at=now + timedelta(days=2),
        )  # fmt: skip
        module = ModulePage.objects.child_of(self.course).get()
        set_rule(rule=OpeningRule(page=module.page_ptr, when="days", days=3), by=user, now=now)
        with write(packed(self.course, by=user), by=user) as file:
            data = file.read()
        about = {"catalog": self.catalog, "by": user, "now": now}
        self.waiting = bring(name="shkidlyvyi.zip", file=ContentFile(changed(data, harm)), **about)
        self.made = bring(name="kurs.zip", file=ContentFile(data), **about)
        confirm(imported=self.made, by=user, now=now)
        self.lesson.body = [("image", {"image": None, "alt": "", "caption": ""})]
        self.lesson.save_revision(clean=False)


def harm(manifest):
    """What an import leaves out and tells of."""
    lesson = next(page for page in manifest["pages"] if page["kind"] == "lesson")
    lesson["values"]["body"].append({"type": "raw_html", "value": "<script>alert(1)</script>"})
    return manifest


@pytest.fixture(scope="module")
def office(chromium, django_db_setup, django_db_blocker, tmp_path_factory):
    """(the page of a coordinator, the office, what the window complained of)."""
    with django_db_blocker.unblock(), standing(Office, folder=tmp_path_factory.mktemp("media")) as (address, scene):
        window = chromium.new_context(base_url=address, reduced_motion="reduce", locale="uk-UA")
        window.set_default_timeout(30_000)
        sign_in(window, scene.coordinator, address)
        watch = Watch(window, own=address)
        yield window.new_page(), scene, watch.complaints
        window.close()


def found_by_axe(page, where):
    """What axe finds in ``where`` in each view, a line a place."""
    page.evaluate(AXE_SCRIPT)
    found = []
    for width in (360, 1280):
        for theme in ("light", "dark"):
            page.set_viewport_size({"width": width, "height": 800})
            page.emulate_media(color_scheme=theme)
            options = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
            result = page.evaluate("([where, options]) => axe.run(where, options)", [where, options])
            nodes = [
                (problem["id"], node["html"][:160]) for problem in result["violations"] for node in problem["nodes"]
            ]
            found += [f"{width} {theme} {name}: {html}" for name, html in nodes]
    return found


@pytest.mark.parametrize("name", PAGES)
def test_a_page_can_be_used(office, name):
    page, scene, complaints = office
    complaints.clear()
    page.set_viewport_size({"width": 360, "height": 800})

    answer = page.goto(PAGES[name].format(**vars(scene)))

    assert answer.status == (422 if name.endswith("no such day") else 200)
    assert found_by_axe(page, "main") == []
    page.set_viewport_size({"width": 360, "height": 800})
    page.evaluate(LOOK)
    assert page.evaluate("look.sideways()") <= 0
    assert complaints == []


@pytest.mark.parametrize("name", PARTS)
def test_a_part_of_wagtails_form_can_be_used(office, name):
    page, scene, complaints = office
    complaints.clear()
    address, field = PARTS[name]
    page.set_viewport_size({"width": 1280, "height": 800})

    page.goto(address.format(**vars(scene)))
    expect(page.locator(field)).to_be_attached()

    assert found_by_axe(page, f"section:has({field})") == []
    assert complaints == []


def test_a_file_that_is_no_course_is_refused_beside_its_field(office):
    page, scene, complaints = office
    complaints.clear()
    page.goto(PAGES["course from a file"].format(**vars(scene)))
    page.locator("[name=file]").set_input_files({"name": "kurs.zip", "mimeType": "application/zip", "buffer": b"x"})

    with page.expect_navigation():
        page.locator("main form button").first.click()

    field = page.locator("[name=file]")
    told = [page.locator(f"#{part}").inner_text() for part in (field.get_attribute("aria-describedby") or "").split()]
    assert any("zip" in words or "файл" in words for words in told)
    assert found_by_axe(page, "main") == []
    assert complaints == []
