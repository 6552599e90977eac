"""A trainer writes and a coordinator approves, in the admin and in a real browser; the readers see it at once."""

import re

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.core import mail
from django.utils.translation import override
from playwright.sync_api import expect
from wagtail.models import TaskState

from content.models import Speaker
from courses.bank import category_at
from courses.models import BankQuestion, LessonPage, ModulePage, QuizPage
from courses.models.pages import CourseTrainer
from courses.questions.blocks import QuestionBlocks
from people.models import Person
from people.roles import COORDINATORS, TRAINERS

from .school import make_account, make_course, make_front
from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]

WORDS = "Договір лежить на порталі Prozorro."
PRAISE = "Добре пояснено, публікуємо."
COMMENT, MENDED = "Скажіть, для кого цей модуль.", "Для депутатів громади"


@pytest.fixture
def course():
    with override("uk"):
        _home, catalog, _events = make_front()
        yield make_course(catalog)


@pytest.fixture
def editor(visitor, live_server):
    """``editor("trainer", TRAINERS)``: a window of somebody with this role."""

    def open_window(name, role):
        page = visitor(width=1280)
        sign_in(page.context, make_account(f"{name}@school.test", role=role), live_server.url)
        return page

    return open_window


def name_trainer(course, email):
    """A coordinator names the trainer of a course, who may change it from then on."""
    person = Person.objects.get(email=email)
    speaker = Speaker.objects.create(name=person.legal_name, slug="trener", person=person)
    CourseTrainer.objects.create(course=course, speaker=speaker)


def start_page(page, kind, parent, *, title, slug):
    """A new page with its title; the address follows it, in Latin letters."""
    page.goto(f"/admin/pages/add/courses/{kind}/{parent.pk}/")
    page.locator("#id_title").fill(title)
    page.keyboard.press("Tab")
    expect(page.locator("#id_slug")).to_have_value(slug)


def add_text(page, words):
    """A block of text, chosen by its name, in a body that has none yet."""
    page.locator("[data-contentpath=body] .c-sf-add-button").press("Enter")
    page.get_by_role("combobox", name="Шукати").fill("Текст")
    page.keyboard.press("Enter")
    page.locator("[data-contentpath=body] [contenteditable=true]").click()
    page.keyboard.insert_text(words)
    expect(page.locator("[name=body-0-value]")).to_have_value(re.compile(re.escape(words)))


def save_draft(page):
    page.locator("button.action-save:visible").click()
    page.locator(".messages .success").wait_for()


def send_for_review(page):
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator("[name=action-submit]").click()
    page.locator(".messages .success").wait_for()


def approve(page, written, *, comment):
    decide(page, written, "approve", comment=comment)


def decide(page, written, action, *, comment):
    """End a round of review with a comment: ``approve``, or ``reject`` for changes."""
    page.goto(f"/admin/pages/{written.pk}/edit/")
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator(f"[data-workflow-action-name={action}][data-workflow-action-modal-url]").click()
    page.locator(".modal-body [name=comment]").fill(comment)
    page.locator(".modal-body [type=submit]").click()
    page.locator(".messages .success").wait_for()


def test_a_lesson_goes_from_the_trainer_over_the_coordinator_to_the_readers(editor, visitor, course):
    trainer, coordinator = editor("trainer", TRAINERS), editor("coordinator", COORDINATORS)
    name_trainer(course, "trainer@school.test")
    start_page(trainer, "modulepage", course, title="Контроль видатків", slug="kontrol-vydatkiv")
    save_draft(trainer)
    send_for_review(trainer)
    module = ModulePage.objects.get(slug="kontrol-vydatkiv")
    start_page(trainer, "lessonpage", module, title="Як читати договір", slug="yak-chytaty-dohovir")
    add_text(trainer, WORDS)
    save_draft(trainer)
    trainer.locator("[data-side-panel-toggle=preview]").click()
    trainer.locator("[name=preview-size][value=mobile]").check(force=True)
    preview = trainer.frame_locator("#w-preview-iframe")
    preview.locator("article").get_by_text(WORDS).wait_for()
    assert preview.locator("html").evaluate("() => innerWidth") == 375
    send_for_review(trainer)
    lesson = LessonPage.objects.get(slug="yak-chytaty-dohovir")
    assert not lesson.live
    assert not trainer.locator("[name=action-publish]").count()
    assert mail.outbox[-1].to == ["coordinator@school.test"]

    approve(coordinator, module, comment="Так")
    approve(coordinator, lesson, comment=PRAISE)

    reader = visitor(javascript=False)
    answer = reader.goto(lesson.url)
    assert answer.status == 200
    assert reader.locator("article").get_by_text(WORDS).is_visible()
    assert TaskState.objects.filter(comment=PRAISE, status="approved").count() == 1
    assert mail.outbox[-1].to == ["trainer@school.test"]


def test_a_module_is_sent_back_with_a_comment_and_published_in_the_second_round(editor, visitor, course):
    trainer, coordinator = editor("trainer", TRAINERS), editor("coordinator", COORDINATORS)
    name_trainer(course, "trainer@school.test")
    start_page(trainer, "modulepage", course, title="Контроль видатків", slug="kontrol-vydatkiv")
    trainer.locator("#id_lead").fill("Перша спроба")
    save_draft(trainer)
    send_for_review(trainer)
    module = ModulePage.objects.get(slug="kontrol-vydatkiv")

    decide(coordinator, module, "reject", comment=COMMENT)

    assert mail.outbox[-1].to == ["trainer@school.test"] and COMMENT in mail.outbox[-1].body
    trainer.goto(f"/admin/pages/{module.pk}/edit/")
    trainer.locator("[data-side-panel-toggle=status]").click()
    trainer.locator("[data-a11y-dialog-show=workflow-status-dialog]").click()
    expect(trainer.locator("#workflow-status-dialog")).to_contain_text(COMMENT)
    trainer.keyboard.press("Escape")
    expect(trainer.locator("#workflow-status-dialog")).to_be_hidden()
    trainer.locator("#id_lead").fill(MENDED)
    send_for_review(trainer)
    module.refresh_from_db()
    assert not module.live and mail.outbox[-1].to == ["coordinator@school.test"]

    coordinator.goto(f"/admin/pages/{module.pk}/edit/")
    expect(coordinator.locator("#id_lead")).to_have_value(MENDED)
    approve(coordinator, module, comment=PRAISE)

    reader = visitor(javascript=False)
    assert reader.goto(module.url).status == 200
    assert reader.locator("main").get_by_text(MENDED).is_visible()
    rounds = TaskState.objects.order_by("pk").values_list("status", "comment")
    assert list(rounds) == [("rejected", COMMENT), ("approved", PRAISE)]


def test_the_checks_tell_the_trainer_and_the_reviewer_what_to_mend(editor, course):
    trainer, coordinator = editor("trainer", TRAINERS), editor("coordinator", COORDINATORS)
    name_trainer(course, "trainer@school.test")
    module = ModulePage.objects.child_of(course).get()
    start_page(trainer, "lessonpage", module, title="Як читати звіт", slug="yak-chytaty-zvit")
    add_text(trainer, WORDS)
    save_draft(trainer)
    lesson = LessonPage.objects.get(slug="yak-chytaty-zvit")
    lesson.body.append(("heading", {"text": "Таблиці", "level": "h3"}))
    lesson.minutes = 1
    lesson.save_revision(clean=False)

    trainer.goto(f"/admin/pages/{lesson.pk}/edit/")
    trainer.locator("[data-side-panel-toggle=checks]").click()
    found = trainer.locator("[data-school-checks] > li")
    expect(found).to_have_count(1)
    assert "Таблиці" in found.inner_text()
    assert trainer.locator("[data-checks-bytes]").inner_text() == "3\N{NO-BREAK SPACE}KB"
    found.get_by_role("link").click()
    heading = trainer.locator("[name=body-1-value-text]")
    expect(heading).to_be_in_viewport()
    trainer.evaluate(AXE_SCRIPT)
    axe = trainer.evaluate("axe.run('#school-checks-found', {resultTypes: ['violations']})")
    assert [problem["id"] for problem in axe["violations"]] == []
    send_for_review(trainer)
    assert "The checks found 1 thing" in trainer.locator(".messages").inner_text()

    coordinator.goto(f"/admin/pages/{lesson.pk}/edit/")
    assert "The checks found 1 thing" in coordinator.locator(".messages").inner_text()
    coordinator.goto("/admin/reports/findings/")
    coordinator.locator("main a[href*='#block-']").click()
    expect(coordinator).to_have_url(re.compile(f"/{lesson.pk}/edit/#block-"))


def test_a_trainer_writes_a_question_and_a_quiz_that_asks_it(editor, course):
    category = category_at(["Підсумок"])
    trainer = editor("trainer", TRAINERS)
    trainer.goto("/admin/snippets/courses/bankquestion/add/")
    trainer.locator("[data-contentpath=definition] .c-sf-add-button").press("Enter")
    trainer.get_by_role("combobox", name="Шукати").fill(str(QuestionBlocks().child_blocks["short"].label))
    trainer.keyboard.press("Enter")
    trainer.locator("[data-contentpath=text] [contenteditable=true]").first.click()
    trainer.keyboard.insert_text("Хто затверджує бюджет?")
    expect(trainer.locator("[name=definition-0-value-text]")).to_have_value(re.compile("Хто"))
    trainer.locator("[name=definition-0-value-answers-0-value-text]").fill("рада")
    trainer.locator("#id_category").select_option(str(category.pk))
    trainer.locator("main form button[type=submit], footer button[type=submit]").first.click()
    trainer.wait_for_url("**/bankquestion/")
    question = BankQuestion.objects.get(category=category)
    assert (question.name, question.kind) == ("Хто затверджує бюджет?", "short")

    name_trainer(course, "trainer@school.test")
    start_page(trainer, "quizpage", ModulePage.objects.child_of(course).get(), title="Підсумок", slug="pidsumok")
    trainer.locator("#id_draws-0-category").select_option(str(category.pk))
    trainer.locator("#id_draws-0-number").fill("2")
    save_draft(trainer)

    (line,) = QuizPage.objects.get(title="Підсумок").get_latest_revision_as_object().draws.all()
    assert (line.category, line.number) == (category, 2)
