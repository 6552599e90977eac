"""The page of a survey, where it is offered, and how much its lists ask."""

import pytest
from django.urls import reverse
from django.utils import timezone

from courses.tests.factories import make_course, make_trainer
from surveys.models import Participation, Survey
from webinars.tests.factories import make_event, make_person

from .factories import DAY, answered_by, make_attendee, make_finisher, make_survey, posted

pytestmark = pytest.mark.django_db


def test_a_survey_is_answered_and_changed_on_its_page(sign_in):
    survey = make_survey(intro="Щоб наступний потік був кращим.")
    browser = sign_in(make_finisher(survey.page.specific))
    url = reverse("survey", args=[survey.pk])

    assert survey.intro in browser.get(url).content.decode()
    wrong = browser.post(url, posted(survey, scale="9", word="Лишається у формі"))
    assert wrong.status_code == 422
    assert "Лишається у формі" in wrong.content.decode()
    assert not Participation.objects.exists()
    assert browser.post(url, posted(survey, scale="3", word="Менше тексту")).status_code == 302
    again = browser.get(url).content.decode()
    assert "Менше тексту" in again
    browser.post(url, posted(survey, scale="5"))
    (response,) = survey.responses.all()
    assert set(response.answers.values()) == {"5", "вправи", ""}


def test_closed_meanwhile_it_says_so_to_who_answered_and_is_not_there_for_others(sign_in):
    survey = make_survey()
    (person,) = answered_by(survey, 1, word="Моє слово")
    late = make_finisher(survey.page.specific)
    Survey.objects.update(closes_at=timezone.now())
    url = reverse("survey", args=[survey.pk])

    page = sign_in(person).get(url)
    assert page.status_code == 200
    assert "<form class" not in page.content.decode()
    assert sign_in(late).get(url).status_code == 404
    assert sign_in(late).post(url, posted(survey)).status_code == 404
    assert sign_in(make_person()).get(url).status_code == 404
    for number in (2**31 - 1, 10**20):
        assert sign_in(late).get(reverse("survey", args=[number])).status_code == 404
        assert sign_in(late).get(reverse("survey_totals", args=[number])).status_code == 404


def test_the_way_to_the_survey_stands_on_the_page_and_in_my_learning(sign_in):
    course, event = make_course(), make_event()
    about_course, about_event = make_survey(course), make_survey(event, title="Як вам зустріч?")
    finisher, guest = make_finisher(course), make_attendee(event)

    for person, page, survey in ((finisher, course, about_course), (guest, event, about_event)):
        browser, link = sign_in(person), reverse("survey", args=[survey.pk])
        assert link in browser.get(page.get_url()).content.decode()
        assert link in browser.get(reverse("my_learning")).content.decode()
        browser.post(link, posted(survey))
        assert link in browser.get(page.get_url()).content.decode()
        assert link not in browser.get(reverse("my_learning")).content.decode()
    for page in (course, event):
        assert "/my/surveys/" not in sign_in(make_person()).get(page.get_url()).content.decode()


def test_before_the_end_the_trainer_reads_how_many_answered_and_why_no_more(sign_in):
    survey = make_survey()
    answered_by(survey, 5, word="Таємне")
    trainer = make_trainer(survey.page.specific)
    url, file = reverse("survey_totals", args=[survey.pk]), reverse("survey_file", args=[survey.pk, "xlsx"])

    page = sign_in(trainer).get(url).content.decode()
    assert "Таємне" not in page and "5" in page
    assert sign_in(trainer).get(file).status_code == 404
    Survey.objects.update(closes_at=timezone.now())
    shown = sign_in(trainer).get(url).content.decode()
    assert shown.count("Таємне") == 5
    assert 'style="' not in shown
    assert sign_in(trainer).get(file).status_code == 200
    assert sign_in(trainer).get(reverse("survey_file", args=[survey.pk, "pdf"])).status_code == 404


@pytest.mark.indexed
def test_lists_and_totals_ask_as_much_for_three_as_for_one(sign_in, queries_of):
    course = make_course()
    survey = make_survey(course)
    answered_by(survey, 5)
    Survey.objects.update(closes_at=timezone.now())
    finisher, trainer = make_finisher(course), make_trainer(course)
    make_survey(course)

    def count():
        sign_in(trainer)
        mine = [queries_of(reverse("surveys")), queries_of(reverse("survey_totals", args=[survey.pk]))]
        sign_in(finisher)
        return mine + [queries_of(url) for url in (reverse("my_learning"), course.get_url())]

    before = count()
    for _each in range(2):
        make_survey(course)
    Survey.objects.filter(pk=survey.pk).update(closes_at=timezone.now() + DAY)
    answered_by(survey, 3)
    Survey.objects.filter(pk=survey.pk).update(closes_at=timezone.now())
    assert count() == before
