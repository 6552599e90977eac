"""Video discussions: what to watch before, what to talk about."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.utils import timezone

from content.models import Speaker
from webinars.models import Film
from webinars.registration import register

from .factories import make_event, make_person, make_session

pytestmark = pytest.mark.django_db
SAID = {
    "title": "Збори о десятій",
    "url": "https://video.example.org/zbory",
    "minutes": "28",
    "note": "Є переказ",
    "questions": "Хто не прийшов?\n\nЧому?",
}


def day_of(kind):
    return make_session(event=make_event(kind=kind), starts_at=timezone.now() + timedelta(days=5))


def planner(signed_in):
    person = make_person()
    browser = signed_in(person, "change_session")
    person.user.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return browser


def test_film_questions_and_moderator_stand_on_the_page_and_in_mails(client, signed_in):
    session = day_of("video_discussion")
    speaker = Speaker.objects.create(name="Віра Стельмащук", slug="vira")
    browser, address = planner(signed_in), f"/admin/session/{session.pk}/film/"

    assert browser.post(address, {"url": SAID["url"]}).status_code == 200  # an address without a title
    assert not Film.objects.exists()
    assert browser.post(address, {**SAID, "moderator": speaker.pk}).status_code == 302
    assert address in browser.get(f"/admin/session/edit/{session.pk}/").content.decode()

    client.logout()
    page = client.get(session.event.url).content.decode()
    words = (SAID["title"], SAID["url"], "Є переказ", "<li>Хто не прийшов?</li>", "<li>Чому?</li>", speaker.name)
    assert [word for word in words if word not in page] == []
    register(person=make_person(), session=session, now=timezone.now())
    assert SAID["title"] in mail.outbox[-1].body and SAID["url"] in mail.outbox[-1].body


def test_other_kinds_have_no_film_and_others_do_not_write_it(signed_in):
    webinar, discussion = day_of("webinar"), day_of("video_discussion")
    browser = planner(signed_in)
    assert browser.get(f"/admin/session/{webinar.pk}/film/").status_code == 404
    browser.user = make_person()
    signed_in(browser.user, "view_session")
    browser.user.user.user_permissions.add(Permission.objects.get(codename="access_admin"))

    assert browser.post(f"/admin/session/{discussion.pk}/film/", SAID).status_code in (302, 403)
    assert not Film.objects.exists()
