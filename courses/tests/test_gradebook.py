"""The gradebook's pages and files, one's own marks, and who is let in to each."""

import csv
import io
import re
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup
from django.utils import timezone
from openpyxl import load_workbook

from courses.models import GradeOverride
from people.roles import COORDINATORS, TRAINERS
from webinars.tests.factories import make_person

from .factories import make_cohort, make_course, make_enrollment, make_quiz, make_staff, make_trainer
from .test_assignments import give, hand_in, make_assignment
from .test_grades import Scene
from .test_progress import pass_quiz

pytestmark = pytest.mark.django_db
DATA = {"percent": "72,5", "reason": "Усна відповідь на занятті.", "comment": "Добре."}


@pytest.fixture
def scene():
    return Scene(pass_mark=60)


def url(scene, tail=""):
    return f"/t/grades/{scene.course.pk}/{tail}"


def one(scene):
    return url(scene, f"{scene.person.pk}/{scene.assignment.pk}/")


def rows(response):
    return [row.person for row in response.context["page_obj"]]


def words(response):
    return " ".join(response.content.decode().split())


def in_another_cohort(scene, **fields):
    return make_enrollment(make_cohort(scene.course), make_person(**fields)).person


def test_people_stand_beside_their_marks_and_each_mark_leads_to_where_it_comes_from(sign_in, scene):
    give(hand_in(scene.assignment, scene.person), points=8)
    browser = sign_in(scene.trainer)

    page = browser.get(url(scene))
    assert [[cell.shown for cell in row.cells] for row in page.context["page_obj"]] == [[None, 80]]
    assert page.context["page_obj"][0].overall == 60
    assert f'href="{one(scene)}"' in page.content.decode()

    submission = scene.person.submissions.get()
    assert f'href="/t/submissions/{submission.pk}/"' in browser.get(one(scene)).content.decode()


def test_filters_and_order_stand_in_the_address(sign_in, scene):
    waiting = in_another_cohort(scene, name="Яна Яремко")
    hand_in(scene.assignment, waiting)
    good = in_another_cohort(scene, name="Борис Бойко")
    pass_quiz(good, scene.quiz, now=timezone.now())
    give(hand_in(scene.assignment, good), points=9)
    browser = sign_in(scene.trainer)

    def shown(query):
        return rows(browser.get(url(scene, query)))

    assert shown(f"?cohort={scene.place.cohort_id}") == [scene.person]
    assert shown("?show=waiting") == [waiting]
    assert good not in shown("?show=missing")
    assert good not in shown("?show=below")
    assert shown("?sort=highest")[0] == good
    assert shown("?sort=lowest")[-1] == good
    assert len(shown("?cohort=x&show=x&sort=x&page=9")) == 3


def test_a_page_holds_25_and_nobody_twice(sign_in, scene, monkeypatch):
    monkeypatch.setattr("courses.gradebook.views.A_PAGE", 1)
    make_enrollment(make_cohort(scene.course), scene.person)
    other = in_another_cohort(scene, name="Яна Яремко")
    browser = sign_in(scene.trainer)

    assert [rows(browser.get(url(scene, f"?page={number}"))) for number in (1, 2)] == [[scene.person], [other]]


def test_an_empty_course_and_an_empty_filter_say_so(sign_in, scene):
    empty = make_course()
    browser = sign_in(make_staff(COORDINATORS))

    assert "no published quiz or assignment" in words(browser.get(f"/t/grades/{empty.pk}/"))
    assert "Nobody is like that here." in words(browser.get(url(scene, "?show=waiting")))
    assert "Nobody is enrolled yet." in words(browser.get(url(scene, f"?cohort={make_cohort(scene.course).pk}")))


def test_a_trainer_sets_a_mark_with_a_reason_and_withdraws_it(sign_in, scene):
    give(hand_in(scene.assignment, scene.person), points=4, accepted=False)
    browser = sign_in(scene.trainer)

    refused = browser.post(one(scene), {**DATA, "reason": " "})
    assert (refused.status_code, GradeOverride.objects.count()) == (422, 0)
    assert browser.post(one(scene), {**DATA, "percent": "101"}).status_code == 422
    assert browser.post(one(scene), DATA).url == one(scene)
    made = GradeOverride.objects.get()
    assert (made.percent, made.measured, made.by) == (Decimal("72.5"), 40, scene.trainer.user)
    page = words(browser.get(one(scene)))
    assert DATA["reason"] in page
    assert "measured then: 40 %" in page

    browser.post(one(scene), {"withdraw": "1"})
    assert not GradeOverride.objects.in_force().exists()
    assert DATA["reason"] in words(browser.get(one(scene)))


def test_a_trainer_in_the_course_gets_no_form_for_their_own_mark(sign_in, scene):
    make_enrollment(scene.place.cohort, scene.trainer)
    browser = sign_in(scene.trainer)
    own = url(scene, f"{scene.trainer.pk}/{scene.assignment.pk}/")

    assert "<form class" not in browser.get(own).content.decode()
    assert browser.post(own, DATA).status_code == 422
    hand_in(scene.assignment, scene.trainer)
    assert list(browser.get("/t/submissions/").context["page_obj"]) == []
    assert not GradeOverride.objects.exists()


def test_nobody_else_gets_in_by_any_door(client, sign_in, scene):
    doors = [url(scene), url(scene, "grades.csv"), url(scene, "grades.xlsx"), one(scene)]
    assert [client.get(door).url for door in doors] == [f"/login/?next={door}" for door in doors]
    assert client.post(one(scene), DATA).url == f"/login/?next={one(scene)}"

    for outsider in (scene.person, make_trainer(make_course()), make_person(), make_staff(TRAINERS)):
        browser = sign_in(outsider)
        assert {browser.get(door).status_code for door in doors} == {404}
        assert browser.post(one(scene), DATA).status_code == 404
    assert not GradeOverride.objects.exists()


def test_the_reason_is_in_no_log_that_others_read(sign_in, scene):
    scene.set_mark(50, reason="Таємна причина")

    for outsider in (make_staff(TRAINERS), scene.person, make_trainer(make_course())):
        page = sign_in(outsider).get("/admin/reports/site-history/")
        assert "Таємна причина" not in page.content.decode()


def test_what_is_not_there_is_not_found(sign_in, scene):
    stranger = make_person()
    browser = sign_in(make_staff(COORDINATORS))
    for tail in ("grades.pdf", f"{stranger.pk}/{scene.assignment.pk}/", f"{scene.person.pk}/{scene.course.pk}/"):
        assert browser.get(url(scene, tail)).status_code == 404


def test_the_files_hold_the_numbers_of_the_page_and_no_formulas(sign_in, scene):
    type(scene.assignment).objects.filter(pk=scene.assignment.pk).update(title="=cmd()")
    scene.person.legal_name = "=HYPERLINK(1)"
    scene.person.save()
    scene.set_mark("66.66")
    waiting = in_another_cohort(scene, name="Яна Яремко")
    hand_in(scene.assignment, waiting)
    browser = sign_in(scene.trainer)
    page = browser.get(url(scene)).context["page_obj"]
    told = [[cell.shown for cell in row.cells] + [row.overall] for row in page]

    book = load_workbook(io.BytesIO(browser.get(url(scene, "grades.xlsx")).content)).active
    text = browser.get(url(scene, "grades.csv")).content.decode("utf-8-sig")
    heads, *lines = csv.reader(io.StringIO(text))

    assert "f" not in {cell.data_type for row in book.iter_rows() for cell in row}
    assert (lines[0][0], book["A2"].value) == ("'=HYPERLINK(1)", "=HYPERLINK(1)")
    assert heads[4] == "'=cmd() (75 %)"
    assert [float(value) for value in lines[0][4:6]] == [float(value) for value in told[0][1:]] == [66.66, 50.0]
    assert [book["E2"].value, book["F2"].value] == [66.66, 50]
    assert (lines[1][4], book["E3"].value) == ("to be marked", "to be marked")
    only = browser.get(url(scene, "grades.csv?show=waiting")).content.decode("utf-8-sig")
    assert [line[0] for line in csv.reader(io.StringIO(only))][1:] == [waiting.legal_name]


def shown_on(page):
    """The table as one reads it: the heads of its steps, then name, overall and marks of each row."""
    table = BeautifulSoup(page.content.decode(), "html.parser").find("table")
    for hidden in table.select(".vh, .sm"):
        hidden.decompose()
    heads, *lines = [[cell.get_text(strip=True) for cell in row.find_all(["th", "td"])] for row in table.find_all("tr")]
    return heads[2:], [(name, told(overall), [told(mark) for mark in marks]) for name, overall, *marks in lines]


def told(words):
    """A number with or without its star and what is said after it; else the words."""
    number = re.match(r"\d+(?:[.,]\d+)?", words)
    return float(number[0].replace(",", ".")) if number else words


def test_the_workbook_says_cell_by_cell_what_the_page_says(sign_in, scene):
    scene.set_mark("66.66")
    give(hand_in(scene.assignment, in_another_cohort(scene, name="Борис Бойко")), points=4, accepted=False)
    waiting = in_another_cohort(scene, name="Яна Яремко")
    hand_in(scene.assignment, waiting)
    pass_quiz(waiting, scene.quiz, now=timezone.now())
    browser = sign_in(scene.trainer)

    for asked in ("", "?sort=lowest", "?show=missing"):
        heads, lines = shown_on(browser.get(url(scene, asked)))
        book = load_workbook(io.BytesIO(browser.get(url(scene, f"grades.xlsx{asked}")).content)).active
        top, *rows = [[("–" if cell in (None, "") else cell) for cell in row] for row in book.values]

        assert [head.rpartition(" (")[0] for head in top[3:-2]] == heads
        assert [(row[0], row[-2], row[3:-2]) for row in rows] == lines
        assert lines


def test_three_people_more_marks_and_more_steps_take_as_many_queries_as_one(sign_in, queries_of, scene):
    scene.set_mark(50)
    sign_in(scene.trainer)
    pages = [url(scene), url(scene, "grades.csv")]
    before = [queries_of(page) for page in pages]
    for _more in range(2):
        person = in_another_cohort(scene)
        give(hand_in(scene.assignment, person))
        pass_quiz(person, scene.quiz, now=timezone.now())
        scene.person = person
        scene.set_mark(70)
        make_quiz(scene.quiz.module)
        make_assignment(scene.quiz.module)

    assert [queries_of(page) for page in pages] == before


def test_my_marks_explain_the_overall_mark(sign_in, scene):
    pass_quiz(scene.person, scene.quiz, now=timezone.now())
    scene.set_mark(40, reason="Усна відповідь.")
    browser = sign_in(scene.person)
    page = words(browser.get(f"/my/marks/{scene.place.pk}/"))

    assert "Overall mark: 55 %" in page
    assert "60 % are needed to complete the course: you do not have them yet." in page
    assert "Усна відповідь." in page
    assert "Nothing was measured." in page
    assert f"/my/marks/{scene.place.pk}/" in browser.get("/my/").content.decode()
    assert f"/my/marks/{scene.place.pk}/" in browser.get(scene.course.url).content.decode()


def test_my_marks_are_nobody_else_s(client, sign_in, scene):
    own = f"/my/marks/{scene.place.pk}/"
    assert client.get(own).url == f"/login/?next={own}"
    for somebody in (scene.trainer, in_another_cohort(scene), make_staff(COORDINATORS)):
        assert sign_in(somebody).get(own).status_code == 404
