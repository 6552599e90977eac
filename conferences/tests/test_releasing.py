"""A release freezes the programme, says what changed and tells those concerned, once."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from conferences.changes import changed_items
from conferences.exceptions import ProgrammeRefused
from conferences.mails import send
from conferences.models import Appearance, Notice, Star
from conferences.planning import clashes_in
from conferences.releasing import concerned, foretell, release
from conferences.scheduling import schedule_item, unschedule_item
from webinars.registration import register
from webinars.tests.factories import NOON, make_person

from .factories import NINE, make_item, make_programme, make_released, make_speaker

pytestmark = pytest.mark.django_db


def move(item, *, by_minutes):
    starts = item.starts_at + timedelta(minutes=by_minutes)
    return schedule_item(item=item, room=item.room, starts_at=starts, minutes=item.minutes, by=None)


def test_an_item_is_not_put_into_a_room_of_another_programme():
    item, strange = make_item(make_programme()), make_programme().rooms.first()

    with pytest.raises(ProgrammeRefused):
        schedule_item(item=item, room=strange, starts_at=NINE, minutes=45, by=None)


@pytest.mark.parametrize("minutes", [0, -5, 721])
def test_an_item_has_a_sensible_length(minutes):
    programme = make_programme()
    item = make_item(programme)

    with pytest.raises(ProgrammeRefused):
        schedule_item(item=item, room=None, starts_at=NINE, minutes=minutes, by=None)

    item.refresh_from_db()
    assert item.starts_at is None


def test_drafts_stay_out_of_a_release():
    programme = make_programme()
    shown = make_item(programme, at=0)
    make_item(programme)

    made = release(programme=programme, by=None, now=NOON)

    assert set(made.snapshot["items"]) == {str(shown.public_id)}
    assert (made.number, made.changes) == (1, [])


def test_nothing_planned_is_not_released():
    with pytest.raises(ProgrammeRefused):
        release(programme=make_programme(), by=None, now=NOON)


def test_what_has_not_changed_is_not_released_again():
    programme = make_released()

    with pytest.raises(ProgrammeRefused):
        release(programme=programme, by=None, now=NOON)

    assert programme.releases.count() == 1


def test_a_later_change_does_not_reach_a_released_version():
    programme = make_released(items=1)
    item = programme.items.get()

    move(item, by_minutes=30)

    assert programme.releases.get().snapshot["items"][str(item.public_id)]["starts_at"] == NINE.isoformat()


def test_the_change_log_lists_what_was_moved_renamed_added_and_removed():
    programme = make_released(items=3)
    moved, renamed, removed = programme.items.scheduled()
    move(moved, by_minutes=30)
    renamed.title = "Інша назва"
    renamed.save()
    unschedule_item(item=removed, by=None)
    added = make_item(programme, at=300)

    changes = release(programme=programme, by=None, now=NOON).changes

    found = {(change["id"], change["field"]) for change in changes}
    assert found == {
        (str(moved.public_id), "starts_at"),
        (str(renamed.public_id), "title"),
        (str(removed.public_id), "removed"),
        (str(added.public_id), "added"),
    }
    assert changed_items(changes) == {key for key, _field in found}


def test_the_first_version_is_told_to_speakers_and_the_registered(django_capture_on_commit_callbacks, mailoutbox):
    speaks, comes, stranger = make_person(), make_person(), make_person()
    programme = make_programme(rooms=1)
    make_item(programme, at=0, speakers=[make_speaker(person=speaks)])
    session = programme.event.sessions.get()
    register(person=comes, session=session, now=NOON)
    mailoutbox.clear()

    with django_capture_on_commit_callbacks(execute=True):
        made = release(programme=programme, by=None, now=NOON)

    assert {notice.person for notice in made.notices.all()} == {speaks, comes}
    assert sorted(mail.to[0] for mail in mailoutbox) == sorted([speaks.email, comes.email])
    assert stranger.email not in {mail.to[0] for mail in mailoutbox}


def test_a_change_is_told_to_those_whose_item_it_is():
    speaks, spoke, starred, other = (make_person() for _number in range(4))
    programme = make_released(items=2)
    item, same = programme.items.scheduled()
    appearance = Appearance.objects.create(item=item, speaker=make_speaker(person=spoke))
    release(programme=programme, by=None, now=NOON)
    Star.objects.create(person=starred, item=item)
    Star.objects.create(person=other, item=same)

    appearance.delete()
    Appearance.objects.create(item=item, speaker=make_speaker(person=speaks))

    assert set(concerned(programme, foretell(programme))) == {speaks, spoke, starred}


def test_nobody_gets_two_mails_about_one_version(mailoutbox):
    programme = make_released(items=1)
    notice = Notice.objects.create(release=programme.releases.get(), person=make_person())

    send(notice.pk, now=NOON)
    send(notice.pk, now=NOON)

    (mail,) = mailoutbox
    assert mail.to == [notice.person.email]
    assert f"/e/{programme.event_id}/programme/" in mail.body


def test_a_mail_that_was_not_taken_waits(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    notice = Notice.objects.create(release=make_released(items=1).releases.get(), person=make_person())

    with pytest.raises(OSError):
        send(notice.pk, now=NOON)

    notice.refresh_from_db()
    assert notice.taken_at is None


def test_the_mail_says_what_changed_for_its_reader(mailoutbox):
    programme, person = make_released(items=2), make_person()
    mine, other = programme.items.scheduled()
    Star.objects.create(person=person, item=mine)
    move(mine, by_minutes=45)
    move(other, by_minutes=50)
    made = release(programme=programme, by=None, now=NOON)
    notice, _made = Notice.objects.get_or_create(release=made, person=person)
    Notice.objects.filter(pk=notice.pk).update(taken_at=None)
    mailoutbox.clear()

    send(notice.pk, now=NOON)

    assert mine.title in mailoutbox[0].body
    assert other.title not in mailoutbox[0].body


def test_120_items_are_foretold_in_as_many_queries_as_3():
    def queries(items, rooms):
        programme = make_released(items=items, rooms=rooms)
        for item in programme.items.all():
            Appearance.objects.create(item=item, speaker=make_speaker())
        with CaptureQueriesContext(connection) as seen:
            concerned(programme, foretell(programme)).exists()
            clashes_in(programme)
        return len(seen)

    assert queries(3, rooms=1) == queries(120, rooms=4)
