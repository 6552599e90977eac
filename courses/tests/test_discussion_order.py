"""Words confirmed, changed, taken back, reported and hidden on their pages."""

import pytest
from django.utils import timezone

from courses.discussion.moderating import hide
from courses.discussion.posting import take_back
from courses.models import Post, PostReport
from people.roles import COORDINATORS

from .discussions import answered, asked, listed, make_discussed, of, under
from .factories import make_staff

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_discussed()


def test_a_participants_answer_is_confirmed_by_a_button_that_others_do_not_have(scene, sign_in):
    reply = answered(asked(scene), person=scene.petro)
    button = of(reply, "confirm/")
    assert button not in sign_in(scene.olena).get(of(reply.question)).content.decode()
    assert sign_in(scene.olena).post(button).status_code == 404
    browser = sign_in(scene.trainer)
    assert button in browser.get(of(reply.question)).content.decode()

    browser.post(button)
    assert "Confirmed by a trainer" in browser.get(of(reply.question)).content.decode()
    browser.post(button, {"no": "1"})

    assert "Confirmed by a trainer" not in browser.get(of(reply.question)).content.decode()
    hide(post=reply, by=None, reason="Реклама", now=timezone.now())
    assert browser.post(button).status_code == 302
    assert Post.objects.get(pk=reply.pk).confirmed_at is None


def test_a_coordinator_is_no_trainer_but_confirms(scene, sign_in):
    question = asked(scene)
    coordinator = scene.petro
    coordinator.user.groups.add(make_staff(COORDINATORS).groups.get())
    browser = sign_in(coordinator)

    browser.post(of(question), {"text": "Розклад у листі."})
    reply = Post.objects.answers().get()
    browser.post(of(reply, "confirm/"))

    assert not reply.by_trainer
    assert Post.objects.answers().of_trainers().exists()


def test_staff_without_a_person_read_and_keep_order_and_cannot_write(scene, sign_in):
    question = asked(scene)
    browser = sign_in(make_staff(COORDINATORS))

    assert "<textarea" not in browser.get(of(question)).content.decode()
    assert "<textarea" not in browser.get(under(scene)).content.decode()
    assert browser.post(of(question), {"text": "Так"}).status_code == 403
    assert browser.post(of(question, "moderate/"), {"hide": "1", "reason": "Реклама"}).status_code == 302
    assert Post.objects.hidden().exists()


def test_ones_own_words_are_changed_and_taken_back(scene, sign_in):
    question = asked(scene)
    browser = sign_in(scene.olena)
    assert of(question, "own/") in browser.get(of(question)).content.decode()

    assert browser.post(of(question, "own/"), {"text": ""}).status_code == 422
    assert browser.post(of(question, "own/"), {"text": "Де кошторис?"}).url == f"{of(question)}#p{question.pk}"
    assert "Де кошторис?" in browser.get(of(question)).content.decode()
    answered(question, person=scene.petro)
    response = browser.get(of(question, "own/"))
    assert "answered already" in response.content.decode()
    assert "<textarea" not in response.content.decode()
    late = browser.post(of(question, "own/"), {"text": "Пізня зміна"})
    assert (late.status_code, "Пізня зміна" in late.content.decode()) == (422, True)
    browser.post(of(question, "own/"), {"take_back": "1"})

    page = browser.get(of(question)).content.decode()
    assert "The author took this question back." in page
    assert "На сайті громади." in page
    assert "<textarea" not in page


def test_after_taking_back_what_nobody_answered_one_is_at_the_lesson(scene, sign_in):
    question = asked(scene)
    browser = sign_in(scene.olena)

    assert browser.post(of(question, "own/"), {"take_back": "1"}).url == under(scene)
    assert browser.get(of(question)).status_code == 404
    assert browser.get(of(question, "own/")).status_code == 404


def test_others_words_are_reported_and_the_trainer_sees_the_reason_without_a_name(scene, sign_in):
    question = asked(scene)
    browser = sign_in(scene.petro)
    url = of(question, "report/")
    assert url in browser.get(of(question)).content.decode()

    assert browser.post(url, {"reason": ""}).status_code == 422
    assert browser.post(url, {"reason": "Реклама"}).status_code == 302
    assert "You have reported this" in browser.get(of(question)).content.decode()
    assert sign_in(scene.olena).get(url).status_code == 404

    browser = sign_in(scene.trainer)
    assert question in listed(browser.get("/t/questions/?show=reported"))
    page = browser.get(of(question, "moderate/")).content.decode()
    assert "Реклама" in page
    assert "Петро" not in page
    browser.post(of(question, "moderate/"), {"keep": "1"})
    assert PostReport.objects.get().settled_at


def test_who_reported_enough_is_told_beside_the_field(scene, sign_in, monkeypatch):
    monkeypatch.setattr("courses.discussion.moderating.MOST_REPORTS_A_DAY", 0)

    response = sign_in(scene.petro).post(of(asked(scene), "report/"), {"reason": "Реклама і ще раз реклама"})

    assert response.status_code == 422
    assert "Реклама і ще раз реклама" in response.content.decode()


def test_hidden_words_are_for_their_author_and_trainers_only(scene, sign_in):
    question = asked(scene, "Таємниця")
    browser = sign_in(scene.trainer)
    assert browser.post(of(question, "moderate/"), {"hide": "1", "reason": ""}).status_code == 422
    assert browser.post(of(question, "moderate/"), {"hide": "1", "reason": "Чужа адреса"}).status_code == 302

    assert "Чужа адреса" in browser.get(of(question)).content.decode()
    author = sign_in(scene.olena).get(of(question)).content.decode()
    assert "Таємниця" in author and "Чужа адреса" in author and "<textarea" not in author
    assert sign_in(scene.petro).get(of(question)).status_code == 404
    assert listed(sign_in(scene.petro).get(under(scene))) == []
    assert listed(sign_in(scene.petro).get(f"/courses/{scene.course.pk}/questions/?q=Таємниця")) == []
    browser = sign_in(scene.trainer)
    assert listed(browser.get("/t/questions/?show=hidden")) == [question]
    browser.post(of(question, "moderate/"), {"show": "1"})
    assert sign_in(scene.petro).get(of(question)).status_code == 200


def test_what_was_taken_back_meanwhile_cannot_be_hidden(scene, sign_in):
    question = asked(scene)
    browser = sign_in(scene.trainer)
    take_back(post=question, now=timezone.now())

    assert browser.post(of(question, "moderate/"), {"hide": "1", "reason": "Реклама"}).status_code == 404
    assert not Post.objects.exclude(hidden_at=None).exists()
