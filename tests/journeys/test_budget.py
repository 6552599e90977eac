"""Pages fit a bad line: what the real texts of the demonstration school weigh, served as in production."""

import gzip
from datetime import timedelta

import pytest
from django.core.management import call_command
from django.test.utils import override_settings
from django.utils import timezone
from wagtail.models import Page

from content.restrictions import pages_open_to_all
from courses.enrollment import enroll
from courses.models import Cohort, CoursePage, QuizPage
from courses.quizzes import start_attempt
from home.demo.pages import build_site
from lms.settings import base
from webinars.models import EventPage, Session
from webinars.scheduling import schedule

from .school import make_account, restore_ground
from .signing_in import sign_in
from .standing import LOOSE_FILES, standing
from .weighing import weigh

pytestmark = [pytest.mark.journey, pytest.mark.django_db, LOOSE_FILES]

COURSE = "/kursy/biudzhet-hromady/"
READ = {
    "front page": "/",
    "catalog": "/kursy/",
    "course": COURSE,
    "lesson": f"{COURSE}zvidky-hroshi/de-shukaty-biudzhet/",
    "event": "/podii/chytaiemo-biudzhet-razom/",
    "question": f"{COURSE}zvidky-hroshi/perevirte-sebe/q/1/",
}
SAVING = {"Save-Data": "on"}


def build():
    """The demonstration school's pages, a cohort that enrolls, a session to come, and a reader in a quiz."""
    now = timezone.now()
    restore_ground()
    build_site()
    course = CoursePage.objects.get(slug="biudzhet-hromady")
    today = now.date()
    cohort = Cohort.objects.create(
        course=course, state="open", enroll_closes_at=now + timedelta(days=5), seats=40,
        starts_on=today + timedelta(days=9), ends_on=today + timedelta(days=44),
    )  # fmt: skip
    event = EventPage.objects.get(slug="chytaiemo-biudzhet-razom")
    starts = now + timedelta(days=12)
    session = Session(event=event, starts_at=starts, ends_at=starts + timedelta(minutes=90), capacity=40)
    schedule(session=session, by=None, now=now)
    reader = make_account("reader@school.test")
    enroll(person=reader, cohort=cohort, now=now)
    quiz = QuizPage.objects.descendant_of(course).order_by("path").first()
    start_attempt(person=reader, quiz=quiz, now=now)
    return reader


@pytest.fixture(scope="module")
def site(chromium, django_db_setup, django_db_blocker, tmp_path_factory):
    """Address and reader of the site, with our static files hashed, compressed and served by WhiteNoise."""
    changes = {
        "STATIC_ROOT": tmp_path_factory.mktemp("static"),
        "STATICFILES_FINDERS": ["django.contrib.staticfiles.finders.FileSystemFinder"],  # ours, not the admin's
        "STORAGES": {"staticfiles": base.STORAGES["staticfiles"]},
        "WHITENOISE_USE_FINDERS": False,
        "WHITENOISE_AUTOREFRESH": False,
    }
    with override_settings(**changes):
        call_command("collectstatic", interactive=False, verbosity=0)
    media = tmp_path_factory.mktemp("media")
    with django_db_blocker.unblock(), standing(build, folder=media, static=lambda site: site, **changes) as found:
        yield found


@pytest.fixture(scope="module")
def open_window(chromium, site):
    """``open_window(headers)``: a page of a new private window, with nothing in its cache."""
    address, reader = site
    windows = []

    def open_one(headers=None):
        window = chromium.new_context(
            base_url=address, viewport={"width": 360, "height": 800}, extra_http_headers=headers or {}, locale="uk-UA"
        )
        sign_in(window, reader, address)
        windows.append(window)
        return window.new_page()

    yield open_one
    for window in windows:
        window.close()


@pytest.fixture(scope="module")
def weights(open_window):
    """The first view of each page. The table is for people: pytest -rP shows it."""
    found = {name: weigh(open_window(), path) for name, path in READ.items()}
    table = ["page | bytes | requests | HTML | CSS | font | images | shift | largest paint, ms"]
    for name, one in found.items():
        kinds = " | ".join(str(one.of(kind)) for kind in ("Document", "Stylesheet", "Font", "Image"))
        table.append(f"{name} | {one.total} | {len(one.requests)} | {kinds} | {one.shift:.3f} | {one.paint:.0f}")
    print("", *table, sep="\n")  # noqa: T201 -- what it is for
    return found


def test_the_first_view_is_light(weights):
    assert {name: one.total for name, one in weights.items() if one.total > 50_000} == {}
    assert {name: one.requests for name, one in weights.items() if len(one.requests) > 6} == {}


def test_each_kind_keeps_to_its_share(weights):
    limits = {"Document": 14_000, "Stylesheet": 10_000, "Font": 11_000}

    for kind, limit in limits.items():
        assert {name: one.of(kind) for name, one in weights.items() if not 0 < one.of(kind) <= limit} == {}


def test_reading_needs_no_script(weights):
    assert {name for name, one in weights.items() if "Script" in one.kinds()} == set()


def test_everything_comes_compressed(weights):
    assert {one.headers["content-encoding"] for one in weights.values()} == {"gzip"}


def test_nothing_jumps(weights):
    assert {name: one.shift for name, one in weights.items() if one.shift > 0.05} == {}


def test_a_second_page_asks_for_itself_alone(open_window):
    page = open_window()
    weigh(page, READ["course"])

    again = weigh(page, READ["event"])

    fresh = [row for row in again.requests.values() if not row["cached"] and row["sent"]]
    # The icon of the window belongs to no page: the browser fetches it once, when it has nothing else to do.
    assert [row["kind"] for row in fresh if "favicon" not in row["url"]] == ["Document"]


@pytest.mark.parametrize("name", ["front page", "lesson"])
def test_who_saves_data_gets_no_font(weights, open_window, name):
    page = open_window(SAVING)

    lighter = weigh(page, READ[name])

    assert "Font" not in lighter.kinds()
    assert lighter.total < weights[name].total - 10_000
    assert "lite" in page.locator("html").get_attribute("class").split()
    assert "Save-Data" in weights[name].headers["vary"]
    assert "Save-Data" in lighter.headers["vary"]


def test_every_page_of_the_school_is_short_enough(site, client):
    address, _reader = site
    sizes = {}
    for page in pages_open_to_all(Page.objects.live().filter(depth__gt=2, locale__language_code="uk")):
        answer = client.get(page.get_url())
        assert answer.status_code == 200
        sizes[page.url] = len(gzip.compress(answer.content))

    assert len(sizes) > 50
    assert {path: size for path, size in sizes.items() if size > 14_000} == {}
