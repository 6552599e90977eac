"""Recordings in the hands of hosts and before the eyes of others; erased on time."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from webinars.models import Recording
from webinars.recordings.keeping import erase_expired

from .factories import NOON, make_person, make_session
from .presence import registered

pytestmark = pytest.mark.django_db


@pytest.fixture
def session(db):
    return make_session(starts_at=timezone.now() - timedelta(hours=3), host=make_person())


def link(session, **fields):
    values = {"made_at": NOON, "moved_at": NOON, "url": "https://video.school.test/1", **fields}
    return Recording.objects.create(session=session, **values)


def path_of(session, end=""):
    return f"/s/{session.public_id}/recordings/{end}"


def test_who_sees_a_recording(session, signed_in, client):
    mine, stranger = registered(session), make_person()
    shown = {name: link(session, audience=name, title=f"For {name}") for name in ("hosts", "seats", "all")}

    def seen(browser):
        page = browser.get(path_of(session)).content.decode()
        return {audience for audience, one in shown.items() if one.title in page}

    assert seen(client) == {"all"}
    assert seen(signed_in(stranger)) == {"all"}
    assert seen(signed_in(mine)) == {"seats", "all"}
    assert seen(signed_in(session.host)) == {"hosts", "seats", "all"}

    Recording.objects.update(expires_on=timezone.localdate() - timedelta(days=2))
    assert seen(signed_in(session.host)) == set()
    assert signed_in(stranger).get(path_of(session)).status_code == 403
    client.logout()
    assert client.get(path_of(session)).status_code == 302


def test_a_file_has_the_same_door_as_its_page(session, signed_in):
    recording = link(session, url="", text="Слова", audience="seats", source_id="jibri 1")
    recording.sound.save("sound.m4a", SimpleUploadedFile("sound.m4a", b"sound"))
    path = path_of(session, f"{recording.public_id}/sound")

    answer = signed_in(registered(session)).get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "audio/mp4")
    assert b"".join(answer.streaming_content) == b"sound"
    assert "inline" in answer["Content-Disposition"]
    assert signed_in(make_person()).get(path).status_code == 404
    assert signed_in(session.host).get(path_of(session, f"{recording.public_id}/small")).status_code == 404
    assert signed_in(session.host).get(path_of(session, f"{recording.public_id}/text")).status_code == 404


def test_the_page_of_the_event_leads_to_it_and_the_calendar_says_there_is_one(session, signed_in, client):
    person = registered(session)
    link(session, audience="seats")
    where = path_of(session)
    assert where in signed_in(person).get(session.event.url).content.decode()
    client.logout()
    assert where not in client.get(session.event.url).content.decode()

    Recording.objects.update(audience="all")

    assert where in client.get(session.event.url).content.decode()
    assert "There is a recording" in client.get("/podii/?past=1").content.decode()


def test_hosts_add_describe_and_remove(session, signed_in):
    client, desk = signed_in(session.host), f"/t/e/{session.public_id}/recordings/"
    said = {"title": "Запис", "url": "video.school.test/1", "text": "", "audience": "seats", "expires_on": ""}
    assert client.post(desk, {**said, "url": "", "text": ""}).status_code == 422
    assert client.post(desk, {**said, "url": "http://video.school.test/1"}).status_code == 422
    assert client.post(desk, said).status_code == 302
    recording = Recording.objects.get()
    assert (recording.url, recording.audience) == ("https://video.school.test/1", "seats")

    one = f"{desk}{recording.public_id}/"
    changed = {**said, "text": "Усе, що було сказано.", "audience": "all", "expires_on": "2027-12-31"}
    assert client.post(one, changed).status_code == 302
    assert "Усе, що було сказано." in client.get(path_of(session)).content.decode()

    assert "cannot be brought back" in client.get(f"{one}remove/").content.decode()
    assert client.post(f"{one}remove/").status_code == 302
    assert not Recording.objects.exists()


@pytest.mark.parametrize("end", ["", "{}/", "{}/remove/"])
def test_nobody_but_hosts_keeps_recordings(session, signed_in, end):
    recording = link(session, audience="all")
    path = f"/t/e/{session.public_id}/recordings/{end.format(recording.public_id)}"
    browser = signed_in(registered(session))

    assert (browser.get(path).status_code, browser.post(path).status_code) == (403, 403)
    other = make_session(host=make_person())
    elsewhere = f"/t/e/{other.public_id}/recordings/{end.format(recording.public_id)}"
    assert signed_in(other.host).get(elsewhere).status_code == (404 if end else 200)
    assert Recording.objects.exists()


def test_an_upload_that_is_no_film_is_refused(session, signed_in):
    client, desk = signed_in(session.host), f"/t/e/{session.public_id}/recordings/"
    upload = SimpleUploadedFile("film.mp4", b"%PDF-1.7 not a film")

    answer = client.post(desk, {"title": "x", "audience": "seats", "upload": upload})

    assert answer.status_code == 422
    assert "of another kind" in answer.content.decode()


def test_files_are_erased_after_the_last_day(session, django_capture_on_commit_callbacks):
    recording = link(session, url="", expires_on=timezone.localdate())
    recording.sound.save("sound.m4a", SimpleUploadedFile("sound.m4a", b"sound"))
    storage, name = recording.sound.storage, recording.sound.name
    assert erase_expired(now=timezone.now()) == 0

    with django_capture_on_commit_callbacks(execute=True):
        assert erase_expired(now=timezone.now() + timedelta(days=2)) == 1

    assert not storage.exists(name)
    assert not Recording.objects.exists()


@pytest.mark.parametrize("number", [1, 3])
def test_pages_take_as_many_queries_for_three_as_for_one(session, signed_in, django_assert_max_num_queries, number):
    for _ in range(number):
        link(session, audience="all")
    client = signed_in(session.host)

    with django_assert_max_num_queries(22):
        client.get(path_of(session))
    with django_assert_max_num_queries(22):
        client.get(f"/t/e/{session.public_id}/recordings/")
