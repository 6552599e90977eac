"""The shelf of a course: its trainers and who plans cohorts see it, other trainers through no door."""

from decimal import Decimal

import pytest
from django.urls import reverse
from wagtail.models import Page
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from content.models import Speaker
from courses.bank import category_at, keep_question
from courses.bank_access import categories_open_to, questions_open_to
from courses.models import BankQuestion, QuestionCategory, QuestionImport
from courses.models.pages import CourseTrainer
from courses.question_exporting import export
from courses.question_importing import bring, confirm, look_over
from courses.questions.values import Essay
from people.models import User
from people.roles import ADMINISTRATORS, COORDINATORS, TRAINERS, add_to_role
from webinars.tests.factories import NOON

from .factories import keep, make_course, make_module, make_question, make_quiz, make_staff, make_trainer
from .test_bank import form as question_form
from .test_previews import COMMON, FORMS, draws

pytestmark = pytest.mark.django_db
SECRET, ANSWER = "Таємне питання", "Таємна відповідь"
QUESTION, CATEGORY = "wagtailsnippets_courses_bankquestion", "wagtailsnippets_courses_questioncategory"
CHOOSER = "wagtailsnippetchoosers_courses_bankquestion"


def trainer_of(course):
    """Somebody with the role who teaches ``course``."""
    user = make_trainer(course).user
    add_to_role(user=user, role=TRAINERS)
    return User.objects.get(pk=user.pk)


def made_by(*users):
    """A course that these trainers teach together."""
    course = make_course(title="Спільний курс")
    for place, user in enumerate(users):
        speaker = Speaker.objects.get(person__user=user)
        CourseTrainer.objects.create(course=course, speaker=speaker, sort_order=place)
    return course


@pytest.fixture
def shelf():
    """A category in that of a course; one question there, one in a category of nobody."""
    course = make_course(title="Свій курс")
    top = category_at(["Свій курс"])
    QuestionCategory.objects.filter(pk=top.pk).update(course=course)
    shelf = category_at(["Свій курс", "Підсумок"])
    shelf.its_course = course
    shelf.secret = keep(make_question_value(), shelf)
    shelf.shared = make_question("Спільне питання")
    return shelf


def make_question_value():
    return Essay(text=f"<p>{SECRET}</p>", guidance=f"<p>{ANSWER}</p>", idnumber="K-1", tags=("таємне",))


@pytest.fixture
def stranger(shelf):
    return trainer_of(make_course(title="Чужий курс"))


def names(questions):
    return sorted(question.name for question in questions)


def test_a_shelf_is_for_the_trainers_of_its_course_and_for_who_plans(shelf, stranger):
    everything = ["Спільне питання", SECRET]
    for user in (trainer_of(shelf.its_course), make_staff(COORDINATORS), make_staff(ADMINISTRATORS)):
        assert names(questions_open_to(user)) == everything
    assert names(questions_open_to(stranger)) == names(questions_open_to(make_staff(TRAINERS))) == ["Спільне питання"]
    assert not questions_open_to(make_trainer(shelf.its_course).user)  # on the site alone one keeps no bank


def addresses(viewset, pk):
    """Every address of the viewset that is about one row."""
    for pattern in viewset.get_urlpatterns():
        parts = {"pk": pk, "revision_id": 1, "revision_id_a": "earliest", "revision_id_b": "latest"}
        wanted = {name: parts[name] for name in pattern.pattern.regex.groupindex}
        if "pk" in wanted:
            yield reverse(f"{viewset.url_namespace}:{pattern.name}", kwargs=wanted)


def test_no_page_about_a_question_or_its_category_opens_to_another_trainer(shelf, stranger, sign_in):
    doors = [*addresses(BankQuestion.snippet_viewset, shelf.secret.pk)]
    doors += addresses(QuestionCategory.snippet_viewset, shelf.pk)
    assert {"edit", "copy", "compare", "revert", "preview"} <= {part for door in doors for part in door.split("/")}
    browser = sign_in(stranger)

    answers = [browser.get(door) for door in doors]
    answers += [browser.post(door) for door in doors if "/edit/" in door or "/copy/" in door]
    for answer in answers:
        assert answer.status_code == 404, answer.request["PATH_INFO"]
        assert SECRET not in answer.content.decode() and ANSWER not in answer.content.decode()

    browser, revision = sign_in(trainer_of(shelf.its_course)), shelf.secret.revisions.get()
    shown = browser.get(reverse(f"{QUESTION}:revisions_view", args=[shelf.secret.pk, revision.pk]))
    assert ANSWER in shown.content.decode()


def test_lists_filters_and_choosers_do_not_name_it(shelf, stranger, sign_in):
    browser = sign_in(stranger)
    lists = [
        reverse(f"{QUESTION}:list"),
        reverse(f"{QUESTION}:list_results") + f"?q={SECRET}",
        reverse(f"{QUESTION}:list_results") + f"?category={shelf.pk}",
        reverse(f"{CATEGORY}:list"),
        reverse(f"{CHOOSER}:choose"),
        reverse(f"{CHOOSER}:chosen_multiple") + f"?id={shelf.secret.pk}",
        reverse("question_imports"),
        reverse("question_exports"),
        reverse(f"{QUESTION}:add"),
    ]
    for page in lists:
        said = browser.get(page).content.decode().replace(f'value="{SECRET}"', "")
        assert SECRET not in said and "Свій курс" not in said, page

    assert "Спільне питання" in browser.get(lists[0]).content.decode()
    assert browser.get(reverse(f"{CHOOSER}:chosen", args=[shelf.secret.pk])).status_code == 404
    for version in ("v2", "v3"):
        assert browser.get(f"/api/{version}/snippets/courses.BankQuestion/{shelf.secret.pk}/").status_code == 404


def test_nothing_is_put_on_it_or_asked_from_it_by_another_trainer(shelf, stranger, sign_in):
    browser = sign_in(stranger)
    browser.post(reverse(f"{QUESTION}:add"), question_form(category=shelf.pk))
    assert not shelf.questions.exclude(pk=shelf.secret.pk).exists()

    its_own = trainer_of(shelf.its_course)
    module = make_module(made_by(stranger, its_own))
    add = reverse("wagtailadmin_pages:add", args=["courses", "quizpage", module.pk])
    lines = draws({"question": shelf.secret.pk}, {"category": shelf.pk, "number": 1})
    quiz = nested_form_data({"title": "Позичений тест", **COMMON, **FORMS["quizpage"], "draws": lines})
    answer = browser.post(add, quiz)
    assert "for the trainers of another course" in answer.content.decode()
    assert not Page.objects.filter(title="Позичений тест").exists()

    sign_in(its_own).post(add, quiz)
    assert Page.objects.filter(title="Позичений тест").exists()


def test_who_previews_a_quiz_sees_the_answers_of_what_they_may_see(shelf, stranger, sign_in):
    its_own = trainer_of(shelf.its_course)
    quiz = make_quiz(make_module(made_by(stranger, its_own)), questions=[shelf.secret, shelf.shared])
    quiz.save_revision()
    rows = [
        {"id": line.pk, "question": line.question_id, "category": "", "number": 1, "ORDER": place}
        for place, line in enumerate(quiz.draws.all(), 1)
    ]
    form = {"title": "Тест", **COMMON, **FORMS["quizpage"], "draws": inline_formset(rows, initial=2)}
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[quiz.pk]) + "?mode=questions"

    def preview(user):
        assert sign_in(user).post(url, nested_form_data(form)).json()["is_valid"]  # what stands there may stay
        return sign_in(user).get(url).content.decode()

    said = preview(stranger)
    assert SECRET in said and ANSWER not in said and "Right answer: Рада" in said
    assert ANSWER in preview(its_own)


def test_files_carry_and_change_only_what_one_may_see(shelf, stranger, sign_in):
    browser = sign_in(stranger)
    for address in (f"?category={shelf.pk}&form=gift", f"?category={shelf.pk}&form=gift&download=1"):
        answer = browser.get(reverse("question_exports") + address)
        assert SECRET not in answer.content.decode()
    top = category_at(["Чуже"])
    QuestionCategory.objects.filter(pk=shelf.parent_id).update(parent=top)
    assert SECRET not in export(category=top, form="moodle_xml", by=stranger).content.decode()
    assert SECRET in export(category=top, form="moodle_xml").content.decode()

    own = category_at(["Імпорт"])
    data = export(category=shelf, form="moodle_xml").content.replace(ANSWER.encode(), "Інша".encode())
    brought = bring(name="k.xml", data=data, form="moodle_xml", category=own, by=stranger, now=NOON)
    assert {row.state for row in look_over(brought, by=stranger)[0]} == {"new"}
    confirm(imported=brought, by=stranger, now=NOON)
    shelf.secret.refresh_from_db()
    assert ANSWER in shelf.secret.as_value().guidance


def test_a_file_for_a_shelf_waits_for_its_keepers_alone(shelf, stranger, sign_in):
    data = export(category=shelf, form="gift").content
    mine = trainer_of(shelf.its_course)
    brought = bring(name="таємний.gift", data=data + b"\n", form="gift", category=shelf, by=mine, now=NOON)
    url = reverse("question_import", args=[brought.pk])

    browser = sign_in(stranger)
    assert [browser.get(url).status_code, browser.post(url, {"discard": "1"}).status_code] == [404, 404]
    assert "таємний" not in browser.get(reverse("question_imports")).content.decode()
    assert sign_in(mine).get(url).status_code == 200
    assert QuestionImport.objects.filter(pk=brought.pk).exists()


def test_who_plans_says_whose_a_category_is_and_a_trainer_does_not(shelf, stranger, sign_in):
    category = category_at(["Нічиє"])
    edit = reverse(f"{CATEGORY}:edit", args=[category.pk])
    course = make_course()

    sign_in(stranger).post(edit, {"name": "Нічиє", "parent": "", "course": course.pk})
    category.refresh_from_db()
    assert category.course is None

    sign_in(make_staff(COORDINATORS)).post(edit, {"name": "Нічиє", "parent": "", "course": course.pk})
    category.refresh_from_db()
    assert category.course == course
    assert not categories_open_to(stranger).filter(pk=category.pk).exists()


def test_a_course_with_a_shelf_is_not_deleted(shelf, admin):
    url = reverse("wagtailadmin_pages:delete", args=[shelf.its_course.pk])

    assert "questions of its own" in admin.get(url, follow=True).content.decode()
    admin.post(url)

    assert Page.objects.filter(pk=shelf.its_course.pk).exists()


def test_the_gate_takes_as_many_queries_for_many_shelves_as_for_one(shelf, sign_in, queries_of):
    sign_in(trainer_of(shelf.its_course))
    one = queries_of(reverse(f"{QUESTION}:list"))
    for number in range(3):
        course = make_course()
        QuestionCategory.objects.create(name=f"Полиця {number}", course=course)
        keep_question(value=Essay(text=f"<p>{number}</p>", points=Decimal(1)), category=shelf)

    assert queries_of(reverse(f"{QUESTION}:list")) == one
