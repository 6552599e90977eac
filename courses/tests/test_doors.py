"""Drafts, closed modules, notes, applications and progress: for who may see too much, through every door there is.

Each of them is named by a word of its own; whoever has no business with it meets the word behind no address, neither of
the site nor of the admin, neither shown nor sent.
"""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.urls import reverse
from django.utils import timezone

from content.models import SiteDocument
from courses.admission.allotments import accept, name_person
from courses.models import LessonPage, Note, Post, QuestionCategory
from courses.notes.saving import save_note
from courses.progress import complete_lesson
from people.models import User
from people.roles import COORDINATORS, TRAINERS, add_to_role
from webinars.tests.factories import make_contact, make_person

from .factories import (
    make_application,
    make_closed_course,
    make_cohort,
    make_enrollment,
    make_lesson,
    make_seats,
    make_selective,
    make_staff,
    make_trainer,
    prose,
)
from .openings import make_live, make_ruled, rule
from .test_files import file_block

pytestmark = pytest.mark.django_db
DRAFT, UNPUBLISHED, CLOSED = "Чернетка-таємниця", "Невидане-таємниця", "Таємниця двадцяти громад"
NOTE, ANSWER, NAME, FILE = "Нотатка-таємниця", "Відповідь-таємниця", "Таємна-Їжакевич", "Кошторис-таємниця"
WORDS = (DRAFT, UNPUBLISHED, CLOSED, NOTE, ANSWER, NAME, FILE)


@pytest.fixture
def scene(tmp_path, monkeypatch):
    """A ruled course in which Olena learns; one of its lessons waits as a draft, another has a newer draft."""
    monkeypatch.setattr(SiteDocument._meta.get_field("file"), "storage", FileSystemStorage(location=tmp_path))
    scene = make_ruled()
    QuestionCategory.objects.update(course=scene.course)  # what stands on shelves for all is for all trainers
    rule(scene)
    make_live(scene)
    document = SiteDocument.objects.create(title="Файл", file=ContentFile(FILE.encode(), name="plan.txt"))
    draft = LessonPage.objects.get(pk=scene.begun.pk)
    draft.body = prose(DRAFT)
    scene.revision = draft.save_revision()
    scene.unpublished = make_lesson(scene.first, title="Ще ні", text=UNPUBLISHED, live=False)
    scene.unpublished.save_revision()
    with_file = make_lesson(scene.first, title="Файли", live=False)
    with_file.body = [(file_block(document)["type"], {"title": "Файл", "document": document})]
    with_file.save()
    scene.document, scene.olena.legal_name = document, f"Олена {NAME}"
    scene.olena.display_name = "Олена"
    scene.olena.save()
    complete_lesson(person=scene.olena, lesson=scene.begun, now=scene.now)
    about = {"text": NOTE, "bookmarked": True, "version": None, "now": scene.now}
    scene.note = save_note(person=scene.olena, lesson=scene.begun, **about)
    selective = make_selective("Чому ви?", course=scene.course)
    scene.application = make_application(selective, scene.olena, answers=[["Чому ви?", ANSWER]])
    scene.place = scene.olena.enrollments.get()
    return scene


def signed_out(scene):
    return None


def stranger(scene):
    return make_person().user


def another_participant(scene):
    """Of the same cohort, to whom the same module is closed."""
    return make_enrollment(scene.cohort, make_person()).person.user


def another_trainer(scene):
    """Who writes pages in the admin, and teaches another course."""
    user = make_trainer(make_closed_course()).user
    add_to_role(user=user, role=TRAINERS)
    return User.objects.get(pk=user.pk)


def contact(scene):
    """Of the organization for which Olena has her seat."""
    found, now = make_contact(), timezone.now()
    cohort = make_cohort(scene.course, admission="school")
    seats = make_seats(found, cohort)
    accept(nominee=name_person(allotment=seats, name="Олена", email="", by=found, now=now), person=scene.olena, now=now)
    return found.user


KNOWN = {(another_trainer, FILE)}  # who writes pages chooses from all documents, and sees what they choose
ONLOOKERS = [signed_out, stranger, another_participant, another_trainer, contact]


def pages(scene):
    course, cohort = scene.course, scene.cohort
    steps = [scene.begun, scene.unpublished, scene.lesson, scene.quiz, scene.assignment]
    urls = [page.url for page in (course, scene.first, scene.second, *steps) if page.url]
    urls += [f"{scene.quiz.url}{way}" for way in ("q/1/", "result/")]
    for step in steps:
        urls += [f"/lessons/{step.pk}/{way}/" for way in ("note", "questions", "done")]
    urls += [
        "/my/",
        "/my/notes/",
        f"/my/notes/{course.pk}/",
        "/my/certificates/",
        "/my/calendar/",
        "/my/organizations/",
    ]
    urls += [f"/enrol/{scene.application.cohort_id}/apply/", f"/courses/{course.pk}/questions/"]
    urls += [f"/t/{cohort.pk}/{way}" for way in ("", "message/", "lists/", f"people/{scene.place.pk}/")]
    urls += [f"/t/grades/{course.pk}/", f"/t/grades/{course.pk}/grades.csv", f"/my/marks/{scene.place.pk}/"]
    urls += ["/t/", "/t/marking/", "/t/submissions/", "/t/questions/", scene.document.url]
    return urls


def lists(scene):
    feeds = [f"/feeds/courses/{scene.course.pk}/kurs.ics", f"/feeds/cohorts/{scene.cohort.pk}/potik.ics", "/feeds/"]
    return ["/", "/sitemap.xml", scene.course.get_parent().url, *feeds, *(f"/search/?q={word}" for word in WORDS)]


def previews_and_copies(scene):
    urls = []
    for page in (scene.begun, scene.unpublished, scene.lesson, scene.quiz, scene.assignment):
        inside = ("edit", "view_draft", "preview_on_edit", "history", "workflow_history", "copy", "move", "usage")
        urls += [reverse(f"wagtailadmin_pages:{name}", args=[page.pk]) for name in inside]
        urls += [reverse("page_as_seen", args=[page.pk]), f"{page.url}?preview=1&is_preview=1"]
        urls += [reverse("wagtailadmin_pages:revisions_compare", args=[page.pk, "live", "latest"])]
    urls += [
        reverse(f"wagtailadmin_pages:{name}", args=[scene.begun.pk, scene.revision.pk])
        for name in ("revisions_view", "revisions_revert")
    ]
    urls += [reverse("wagtailadmin_pages:copy", args=[page.pk]) for page in (scene.course, scene.first, scene.second)]
    return [*urls, reverse("course_parcel", args=[scene.course.pk])]


def choosers_and_reports(scene):
    names = ["wagtailadmin_home", "wagtailadmin_explore_root", "findings_report"]
    names += [f"wagtailadmin_reports:{name}" for name in ("site_history", "aging_pages", "locked_pages", "workflow")]
    names += [f"wagtailadmin_reports:{name}" for name in ("workflow_tasks", "page_types_usage", "site_history_results")]
    names += [f"{name}:index" for name in ("cohort", "enrollment", "application_record", "quiz_attempt", "person")]
    urls = [reverse(name) for name in names]
    urls += [f"{reverse('wagtailadmin_reports:site_history')}?export=csv"]
    urls += [reverse("wagtailadmin_explore", args=[page.pk]) for page in (scene.course, scene.first, scene.second)]
    urls += [reverse("wagtailadmin_choose_page_child", args=[scene.first.pk]), reverse("session_chooser:choose")]
    urls += [reverse("enrollment:inspect", args=[scene.place.pk])]
    urls += [reverse("application_record:inspect", args=[scene.application.pk])]
    for word in (DRAFT, UNPUBLISHED, CLOSED, NAME):
        found = ("wagtailadmin_choose_page_search", "wagtailadmin_pages:search")
        urls += [f"{reverse(name)}?q={word}" for name in found]
    return urls


DOORS = {"page and file": pages, "search, sitemap and feed": lists, "preview and copy": previews_and_copies,
         "chooser and report": choosers_and_reports}  # fmt: skip


def read(answer):
    """Everything that came; a question that is only given back is no find."""
    data = b"".join(answer.streaming_content) if answer.streaming else answer.content
    text = data.decode(errors="replace")
    asked = answer.wsgi_request.GET.get("q") if hasattr(answer, "wsgi_request") else None
    return text.replace(asked, "") if asked else text


@pytest.mark.parametrize("doors", DOORS.values(), ids=list(DOORS))
@pytest.mark.parametrize("who", ONLOOKERS, ids=lambda who: who.__name__)
def test_no_door_shows_what_is_not_for_them(client, sign_in, scene, who, doors):
    browser = sign_in(user) if (user := who(scene)) else client
    before = (LessonPage.objects.count(), Post.objects.count(), Note.objects.count())

    for url in doors(scene):
        for ask in (browser.get, browser.post):
            text = read(ask(url))
            found = [word for word in WORDS if word in text and (who, word) not in KNOWN]
            assert (url, ask.__name__, found) == (url, ask.__name__, [])

    assert (LessonPage.objects.count(), Post.objects.count(), Note.objects.count()) == before


def test_the_doors_are_real_ones(scene, sign_in):
    """Who has business with it finds each of the words behind one of them at least."""
    seen = set()
    for user in (scene.olena.user, make_trainer(scene.course).user, make_staff(COORDINATORS)):
        browser = sign_in(user)
        for doors in DOORS.values():
            for url in doors(scene):
                text = read(browser.get(url))
                seen |= {word for word in WORDS if word in text}

    assert seen == set(WORDS)
