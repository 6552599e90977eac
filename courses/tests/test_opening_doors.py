"""What a rule keeps closed: through no door for who takes part, and every door says or leads to what opens it."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.utils import timezone

from content.models import SiteDocument
from courses.access import closed_steps, visible_pages
from courses.discussion.posting import ask
from courses.enrollment import withdraw
from courses.models import LessonCompletion, Note, Opening, OpeningRule, Post, QuizAttempt, Submission
from courses.progress import complete_lesson
from people.roles import COORDINATORS
from webinars.tests.factories import make_person

from .factories import DAY, make_cohort, make_enrollment, make_staff, make_trainer
from .openings import SECRET, make_live, make_ruled, rule
from .test_completion import attend
from .test_files import file_block, use

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    """The second module opens in three days."""
    scene = make_ruled()
    rule(scene)
    return scene


def doors(scene):
    return [
        scene.lesson.url,
        *(f"{scene.quiz.url}{way}" for way in ("", "q/1/", "result/")),
        scene.assignment.url,
    ]


def test_a_page_that_is_closed_says_when_it_opens_and_nothing_else(scene, sign_in):
    browser = sign_in(scene.olena)

    for url in doors(scene):
        for send in (browser.get, browser.post):
            answer = send(url, {"text": "Моя робота", "submit": "1"} if send == browser.post else {})
            page = answer.content.decode()
            assert answer.status_code == 403
            assert "Opens on" in page and scene.course.url in page
            assert SECRET not in page
    for made in (QuizAttempt, Submission, LessonCompletion, Opening):
        assert not made.objects.exists()


def test_a_lesson_that_is_closed_is_not_marked_done_but_leads_to_why(scene, sign_in):
    answer = sign_in(scene.olena).post(f"/lessons/{scene.lesson.pk}/done/")

    assert (answer.status_code, answer.url) == (302, scene.lesson.url)
    assert not LessonCompletion.objects.exists()


def test_notes_questions_search_and_documents_wait_with_the_lesson(scene, sign_in, tmp_path, monkeypatch):
    monkeypatch.setattr(SiteDocument._meta.get_field("file"), "storage", FileSystemStorage(location=tmp_path))
    document = SiteDocument.objects.create(title="Кошторис", file=ContentFile(b"12 000", name="koshtorys.txt"))
    use(document, scene.lesson, file_block)
    post = ask(person=make_enrollment(scene.cohort).person, lesson=scene.lesson, text="Де рішення?", now=timezone.now())
    browser = sign_in(scene.olena)
    closed = [f"/lessons/{scene.lesson.pk}/note/", f"/lessons/{scene.lesson.pk}/questions/", f"/questions/{post.pk}/",
              document.url]  # fmt: skip

    def found():
        seen = visible_pages(scene.olena.user)
        inside = {page.pk for page in (scene.lesson, scene.quiz, scene.assignment)}
        return set(seen.filter(pk__in=[*inside, scene.second.pk, scene.begun.pk]).values_list("pk", flat=True))

    assert [browser.get(url).status_code for url in closed] == [404] * 4
    assert browser.post(closed[0], {"text": "моє"}).status_code == browser.post(closed[1], {"text": "Де?"}).status_code
    assert (Note.objects.count(), Post.objects.count()) == (0, 1)
    assert found() == {scene.second.pk, scene.begun.pk}

    OpeningRule.objects.all().delete()

    assert [_status(browser.get(url)) for url in closed] == [200] * 4
    assert found() == {page.pk for page in (scene.second, scene.begun, scene.lesson, scene.quiz, scene.assignment)}


def _status(answer):
    answer.getvalue()
    return answer.status_code


def test_course_module_and_my_learning_say_what_opens_it_without_leading_there(scene, sign_in):
    browser = sign_in(scene.olena)
    complete_lesson(person=scene.olena, lesson=scene.begun, now=scene.now)

    for url in (scene.course.url, scene.second.url, scene.begun.url):
        page = browser.get(url).content.decode()
        assert "Opens on" in page
        assert f'href="{scene.lesson.url}"' not in page
    assert "Next comes “Далі”. Opens on" in browser.get("/my/").content.decode()
    answer = browser.post(f"/lessons/{scene.begun.pk}/done/", follow=True)
    assert answer.redirect_chain == [(scene.course.url, 302)]
    assert "Done. Next comes “Далі”. Opens on" in answer.content.decode()


@pytest.mark.parametrize("who", ["trainer", "coordinator", "trainer who takes part"])
def test_who_teaches_or_plans_waits_for_no_rule(scene, sign_in, who):
    user = make_staff(COORDINATORS) if who == "coordinator" else make_trainer(scene.course).user
    if who == "trainer who takes part":
        make_enrollment(scene.cohort, user.person)

    browser = sign_in(user)

    assert [browser.get(url).status_code for url in (scene.lesson.url, scene.assignment.url)] == [200, 200]
    assert closed_steps(user) == []
    assert scene.lesson.url in browser.get(scene.course.url).content.decode()


def test_those_outside_learn_no_more_than_before(scene, client, sign_in):
    withdraw(person=scene.olena, cohort=scene.cohort, now=scene.now)

    assert client.get(scene.lesson.url).status_code == 302
    for person in (scene.olena, make_person()):
        answer = sign_in(person).get(scene.lesson.url)
        assert (answer.status_code, answer.url) == (302, scene.course.url)


def test_what_was_opened_or_done_stays_open_whatever_becomes_of_rules(sign_in):
    scene = make_ruled()
    opened = rule(scene, opens_at=scene.now - DAY)
    browser = sign_in(scene.olena)
    assert browser.get(scene.lesson.url).status_code == 200  # read, though not marked done

    OpeningRule.objects.filter(pk=opened.pk).update(opens_at=scene.now + 9 * DAY)

    assert SECRET in browser.get(scene.lesson.url).content.decode()
    assert browser.get(scene.quiz.url).status_code == 403
    assert list(Opening.objects.values_list("person", "page")) == [(scene.olena.pk, scene.lesson.pk)]


def test_a_new_rule_closes_nothing_that_somebody_has_worked_on(sign_in):
    scene = make_ruled()
    browser = sign_in(scene.olena)
    browser.post(scene.quiz.url)
    browser.post(scene.assignment.url, {"text": "Перші слова", "save": "1"})

    rule(scene)

    assert [browser.get(url).status_code for url in (scene.quiz.url, scene.assignment.url)] == [200, 200]
    assert browser.get(scene.lesson.url).status_code == 403
    assert browser.get(f"{scene.quiz.url}q/1/").status_code == 200


def test_a_rule_of_a_session_opens_by_attendance_and_a_correction_takes_nothing_back(sign_in):
    scene = make_ruled()
    session = make_live(scene)
    rule(scene, when="session", cohort=scene.cohort, session=session, days=2)
    browser = sign_in(scene.olena)
    assert f"“{session.full_title}”" in browser.get(scene.lesson.url).content.decode()

    attend(scene.olena, session, now=scene.now)
    assert browser.get(scene.lesson.url).status_code == 200

    attend(scene.olena, session, status="absent", now=scene.now)
    assert browser.get(scene.quiz.url).status_code == 200  # not opened yet, but reached


def test_nothing_waits_for_a_session_that_is_called_off(sign_in):
    scene = make_ruled()
    session = make_live(scene)
    rule(scene, when="session", cohort=scene.cohort, session=session, days=2)
    session.state = "cancelled"
    session.save()

    assert sign_in(scene.olena).get(scene.lesson.url).status_code == 200


def test_a_module_opens_once_the_one_before_is_done(sign_in):
    scene = make_ruled()
    rule(scene, when="previous")
    browser = sign_in(scene.olena)
    page = browser.get(scene.lesson.url).content.decode()
    assert "“Перший модуль”: 1 step of it is left, “Початок”" in page
    assert f'<a href="{scene.begun.url}">Початок</a>' in page

    answer = browser.post(f"/lessons/{scene.begun.pk}/done/")

    assert answer.url == scene.lesson.url
    assert browser.get(scene.lesson.url).status_code == 200


def test_a_cohort_has_its_own_rule_instead_of_that_for_all(scene, sign_in):
    rule(scene, when="start", cohort=scene.cohort)

    assert sign_in(scene.olena).get(scene.lesson.url).status_code == 200
    other = make_enrollment(make_cohort(scene.course)).person
    assert sign_in(other).get(scene.lesson.url).status_code == 403
    make_enrollment(scene.cohort, other)  # in two cohorts, what either opens is open
    assert sign_in(other).get(scene.lesson.url).status_code == 200


@pytest.mark.parametrize("self_paced", [False, True])
def test_days_count_from_the_first_day_or_from_ones_own(sign_in, self_paced):
    scene = make_ruled()
    scene.cohort.self_paced = self_paced
    scene.cohort.save()
    rule(scene, when="days", days=2)

    assert sign_in(scene.olena).get(scene.lesson.url).status_code == (403 if self_paced else 200)


def test_pages_answer_in_as_many_queries_for_three_rules_as_for_one(sign_in, queries_of):
    scene, counts = make_ruled(), []
    sign_in(scene.olena)
    pages = [scene.course.url, scene.begun.url, scene.second.url, "/my/", "/search/?q=Далі"]
    for ruled in ([scene.second], [scene.lesson, scene.assignment]):
        for page in ruled:
            rule(scene, page, when="previous")
        counts.append([queries_of(url) for url in pages])

    assert counts[0] == counts[1]


def test_a_course_without_rules_asks_nothing_more(sign_in, queries_of):
    scene = make_ruled()
    sign_in(scene.olena)
    without = [queries_of(url) for url in (scene.course.url, scene.lesson.url)]
    rule(scene, opens_at=scene.now - DAY)

    assert [
        queries_of(url) - before for url, before in zip((scene.course.url, scene.lesson.url), without, strict=True)
    ] == [4, 4]
