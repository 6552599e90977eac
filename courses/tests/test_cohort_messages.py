"""A trainer writes to those who are behind: looked over first, one mail each, no more than twice a day."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.behind.asking import people_of
from courses.enrollment import withdraw
from courses.messages.sending import FEWER, LESS, NOTHING, behind, send
from courses.models import CohortMessage, MessageCopy
from courses.progress import complete_lesson, progress_of
from people.roles import COORDINATORS
from webinars.tests.factories import make_person

from .factories import make_cohort, make_enrollment, make_lesson, make_module, make_staff, make_trainer

pytestmark = pytest.mark.django_db
WORDS = {"who": NOTHING, "subject": "Чекаємо на вас", "text": "Третій урок — про дохід.\r\nВін короткий."}


class Scene:
    """Four lessons; one person has done nothing, one a step, one three, one all."""

    def __init__(self):
        module = make_module()
        lessons = [make_lesson(module, title=f"Урок {number}") for number in range(4)]
        self.course = lessons[0].course
        self.cohort, self.trainer = make_cohort(self.course), make_trainer(self.course, display_name="Оксана Л.")
        self.people = [make_person(name=name) for name in ("Ганна Мельник", "Тарас Бондар", "Юлія Коваль", "Ярина Рак")]
        for person, done in zip(self.people, (0, 1, 3, 4), strict=True):
            make_enrollment(self.cohort, person)
            for lesson in lessons[:done]:
                complete_lesson(person=person, lesson=lesson, now=timezone.now())
        self.url = f"/t/{self.cohort.pk}/message/"
        mail.outbox.clear()

    def behind(self, who, **more):
        path = progress_of(person=None, course=self.course)
        rows = people_of(self.cohort, path=path, now=timezone.now())
        return [row.person for row in behind(rows, who=who, **more)]


@pytest.fixture
def scene():
    return Scene()


def look_over(browser, scene, **more):
    """What is shown before it is sent: the response, and what the form posts then."""
    response = browser.post(scene.url, {**WORDS, **more})
    (shown,) = re.findall(r'name="shown" value="(\w+)"', response.content.decode())
    return response, {**WORDS, **more, "shown": shown, "send": "1"}


def test_who_is_behind_is_chosen_in_three_ways(scene):
    hanna, taras, yulia, _yaryna = scene.people

    assert scene.behind(NOTHING) == [hanna]
    assert scene.behind(LESS) == [hanna, taras]
    assert scene.behind(FEWER, steps=4) == [hanna, taras, yulia]
    assert scene.behind(FEWER, steps=99) == [hanna, taras, yulia]  # who has completed the course is not behind
    taras.email = ""
    taras.save()
    assert scene.behind(LESS) == [hanna]


def test_it_is_looked_over_and_sent_one_mail_each_in_the_persons_language(scene, sign_in):
    hanna, taras = scene.people[:2]
    taras.language = "en"
    taras.save()
    browser = sign_in(scene.trainer)
    assert scene.url in browser.get(f"/t/{scene.cohort.pk}/").content.decode()

    response, send_it = look_over(browser, scene, who=LESS)
    assert [row.person for row in response.context["rows"]] == [hanna, taras]
    assert "Третій урок — про дохід." in response.content.decode()
    assert not mail.outbox

    assert browser.post(scene.url, send_it).status_code == 302

    assert [letter.to for letter in mail.outbox] == [[hanna.email], [taras.email]]
    ukrainian, english = (letter.body for letter in mail.outbox)
    assert "You get this letter because" in english and "Оксана Л." in english
    for body in (ukrainian, english):
        assert "Третій урок — про дохід.\nВін короткий." in body
    (entry,) = ModelLogEntry.objects.for_instance(scene.cohort).filter(action="courses.message.send")
    assert (entry.user, entry.data) == (scene.trainer.user, {"subject": "Чекаємо на вас", "people": 2})


def test_nothing_is_sent_that_was_not_looked_over(scene, sign_in):
    browser = sign_in(scene.trainer)
    _response, send_it = look_over(browser, scene)

    answers = [
        browser.post(scene.url, {**send_it, "text": "Інші слова, яких ніхто не бачив"}),
        browser.post(scene.url, {**send_it, "who": LESS}),
        browser.post(scene.url, {**send_it, "shown": ""}),
    ]

    assert [answer.status_code for answer in answers] == [422] * 3
    assert all("This has changed since you looked" in answer.content.decode() for answer in answers)
    assert not mail.outbox and not CohortMessage.objects.exists()


def test_a_cohort_gets_two_messages_a_day_and_two_clicks_are_one(scene, sign_in):
    browser = sign_in(scene.trainer)
    for words in ("Перший лист", "Другий лист"):
        _response, send_it = look_over(browser, scene, text=words)
        assert [browser.post(scene.url, send_it).status_code for _click in range(2)] == [302, 302]

    third = browser.post(scene.url, {**WORDS, "text": "Третій лист"})

    assert (third.status_code, len(mail.outbox)) == (422, 2)
    assert "got 2 messages within a day" in third.content.decode()
    CohortMessage.objects.update(written_at=timezone.now() - timedelta(days=1, minutes=1))
    assert look_over(browser, scene, text="Третій лист")[0].status_code == 200


def test_mistakes_stand_beside_their_fields(scene, sign_in):
    browser = sign_in(scene.trainer)

    def errors(**changes):
        response = browser.post(scene.url, {**WORDS, **changes})
        assert response.status_code == 422
        return set(response.context["form"].errors)

    assert errors(text=" ") == {"text"}
    assert errors(subject="") == {"subject"}
    assert errors(who=FEWER) == {"steps"}
    assert errors(who="everybody") == {"who"}
    assert errors(text="ї" * 5001) == {"text"}
    for person in scene.people[:1]:
        withdraw(person=person, cohort=scene.cohort, now=timezone.now())
    assert errors() == {"__all__"}


def test_a_copy_leaves_once_and_not_to_who_left(scene):
    message = CohortMessage.objects.create(
        cohort=scene.cohort, subject="Рядок\nдругий", text="Слова", written_by=None, written_at=timezone.now()
    )
    stays, left = (MessageCopy.objects.create(message=message, person=person) for person in scene.people[:2])
    withdraw(person=left.person, cohort=scene.cohort, now=timezone.now())

    assert [send(copy, now=timezone.now()) for copy in (stays, stays, left)] == [True, False, False]
    assert mail.outbox[0].subject == "Рядок другий"


def test_only_who_teaches_the_cohort_or_plans_writes(scene, sign_in):
    outside = [make_person(), scene.people[0], make_trainer(make_lesson().course)]

    assert [sign_in(person).get(scene.url).status_code for person in outside] == [404] * 3
    assert sign_in(make_staff(COORDINATORS)).get(scene.url).status_code == 200


def test_looking_it_over_costs_the_same_for_three_people_as_for_one(scene, sign_in):
    browser, counts = sign_in(scene.trainer), []
    for who in (NOTHING, LESS):
        browser.post(scene.url, {**WORDS, "who": who})
        with CaptureQueriesContext(connection) as queries:
            browser.post(scene.url, {**WORDS, "who": who})
        counts.append(len(queries))

    assert counts[0] == counts[1]
