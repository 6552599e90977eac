import gc
import json
from datetime import UTC, datetime, timedelta
from functools import partial
from urllib.parse import urlsplit

import pytest
from django.conf import settings as project
from django.utils import timezone
from wagtail.models import Locale, Page

from certificates.badges import keys as badge_keys
from certificates.badges.making import make_badge
from certificates.issuing import issue_for_course
from certificates.models import CertificateRule, CertificateTemplate, PendingCertificate
from courses.enrollment import enroll
from courses.models import Cohort, CoursePage, LessonPage, ModulePage
from courses.progress import complete_lesson
from people.models import Person, User
from people.roles import ADMINISTRATORS, COORDINATORS, TRAINERS, add_to_role
from webinars.models import EventPage, Session
from webinars.scheduling import schedule

from .signing_tools import PASSWORD, KeyFile
from .verifier import Verifier

NOON = datetime(2027, 2, 15, 10, tzinfo=UTC)
YESTERDAY = timezone.now() - timedelta(days=1)  # for what asks the real clock
# Wagtail leaves the temporary file of a new rendition for the garbage collector to close.
new_renditions = [
    pytest.mark.filterwarnings("ignore:.*SpooledTemporaryFile:pytest.PytestUnraisableExceptionWarning"),
    pytest.mark.filterwarnings("ignore:.*FileIO name:pytest.PytestUnraisableExceptionWarning"),  # of a large one
    pytest.mark.usefixtures("collected"),
]


@pytest.fixture
def collected():
    """What the test leaves behind is collected before the next one."""
    yield
    gc.collect()


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """``with committed():`` what waits for the commit of the transaction happens at its end."""
    return partial(django_capture_on_commit_callbacks, execute=True)


def root_page():
    """The root of the tree; a test with transactions of its own leaves an empty database behind."""
    return Page.get_first_root_node() or Page.add_root(title="Root", slug="root")


@pytest.fixture
def locale(db):
    return Locale.objects.get_or_create(language_code="uk")[0]


@pytest.fixture
def olena(db):
    return Person.objects.create(legal_name="Олена Коваль", display_name="Олена К.", email="olena@example.org")


@pytest.fixture
def template(db):
    return CertificateTemplate.objects.create(
        name="Килим", issuer="Школа", signatory="Ірина Савчук", signatory_role="координаторка"
    )


@pytest.fixture
def course(locale):
    course = CoursePage(title="Бюджет громади", slug="biudzhet", lead="Читати", hours=12, locale=locale)
    root_page().add_child(instance=course)
    module = course.add_child(instance=ModulePage(title="Модуль", slug="modul", locale=locale))
    body = json.dumps([{"type": "text", "value": "<p>Текст</p>"}])
    module.add_child(instance=LessonPage(title="Урок", slug="urok", body=body, locale=locale))
    return course


@pytest.fixture
def cohort(course):
    return Cohort.objects.create(
        course=course,
        number=4,
        state=Cohort.State.OPEN,
        starts_on=NOON.date() - timedelta(days=30),
        ends_on=NOON.date(),
        enroll_closes_at=NOON + timedelta(days=1),
    )


@pytest.fixture
def course_rule(course, template):
    return CertificateRule.objects.create(course=course, template=template)


@pytest.fixture
def event(locale):
    event = EventPage(title="Пишемо пропозицію", slug="maister-klas", kind="master_class", lead="Разом", locale=locale)
    root_page().add_child(instance=event)
    return event


@pytest.fixture
def session(event):
    starts = NOON - timedelta(hours=3)
    session = Session(event=event, starts_at=starts, ends_at=starts + timedelta(hours=2))
    return schedule(session=session, by=None, now=starts - timedelta(days=7))


def sign_in(client, role):
    user = User.objects.create_user(f"{role}@example.org")
    if role in {TRAINERS, COORDINATORS, ADMINISTRATORS}:
        add_to_role(user=user, role=role)
    client.force_login(user)
    client.user = user
    return client


@pytest.fixture
def admin(client, db):
    return sign_in(client, ADMINISTRATORS)


@pytest.fixture
def certificate(olena, course, template, committed):
    with committed():
        return issue_for_course(person=olena, course=course, template=template, now=NOON)


@pytest.fixture
def refused(olena, cohort, course_rule):
    """Somebody who completed the course, and whose name no certificate can bear."""
    Person.objects.filter(pk=olena.pk).update(legal_name="Олена 🌻")
    complete(Person.objects.get(pk=olena.pk), cohort)
    return PendingCertificate.objects.get()


def complete(person, cohort):
    """Let ``person`` enroll and read the one lesson there is."""
    enroll(person=person, cohort=cohort, now=NOON)
    complete_lesson(person=person, lesson=LessonPage.objects.get(), now=NOON)


# Badges


@pytest.fixture(scope="session")
def pem():
    """Made once for all tests, and of the shortest kind that is taken: longer ones take seconds."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(badge_keys, "RSA_BITS", badge_keys.SHORTEST)
        return badge_keys.new_file()


@pytest.fixture
def keys(pem, settings, tmp_path):
    """The file with the keys; the settings name it."""
    path = tmp_path / "keys.pem"
    path.touch(mode=0o600)
    path.write_bytes(pem)
    settings.BADGE_KEYS_FILE = str(path)
    return path


@pytest.fixture
def signing(settings, tmp_path):
    """The key that signs PDFs; the settings name its file."""
    made = KeyFile(tmp_path / "signing.p12")
    settings.SIGNING_KEY_FILE, settings.SIGNING_KEY_PASSWORD = str(made.path), PASSWORD
    return made


@pytest.fixture
def badge(certificate, keys):
    return make_badge(certificate=certificate, now=NOON)


@pytest.fixture
def owner(client, olena):
    olena.user = User.objects.create_user("olena@example.org")
    olena.save()
    client.force_login(olena.user)
    client.user = olena.user
    return client


@pytest.fixture
def verifier(client, db):
    def fetch(path):
        response = client.get(path)
        assert response.status_code == 200, path
        assert response["Access-Control-Allow-Origin"] == "*"
        return response.content

    return Verifier(fetch, host=urlsplit(project.SITE_URL).netloc)
