from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.utils import translation
from wagtail.models import PageViewRestriction

from people.models import User
from webinars.access import check_join, public_sessions, role_for, visible_to
from webinars.exceptions import JoinRefused
from webinars.models import Session
from webinars.rooms import Role

from .factories import NOON, make_event, make_person, make_session

pytestmark = pytest.mark.django_db
NOBODY = AnonymousUser()


def minutes(number):
    return timedelta(minutes=number)


def planner():
    """Somebody who schedules sessions, with a fresh cache of permissions."""
    person = make_person(name="Ірина Савчук")
    person.user.user_permissions.add(
        Permission.objects.get(codename="change_session", content_type__app_label="webinars")
    )
    return User.objects.get(pk=person.user_id)


def registered(session):
    person = make_person()
    session.registrations.create(person=person, created_at=NOON)
    return person.user


def can_join(**asked):
    try:
        return bool(check_join(**asked))
    except JoinRefused:
        return False


def refusal(user, session, now):
    with translation.override("en"), pytest.raises(JoinRefused) as caught:
        check_join(user=user, session=session, now=now)
    return caught.value


def test_drafts_and_unpublished_events_are_seen_by_planners_only():
    announced, cancelled = make_session(), make_session(state="cancelled")
    hidden = [make_session(state="draft"), make_session(event=make_event(live=False))]

    assert set(public_sessions()) == set(visible_to(NOBODY)) == {announced, cancelled}
    assert set(visible_to(make_person().user)) == {announced, cancelled}
    assert set(visible_to(planner())) == {announced, cancelled, *hidden}


def test_a_host_without_permission_does_not_see_drafts():
    host = make_person()
    make_session(state="draft", host=host)

    assert list(visible_to(host.user)) == []


@pytest.mark.parametrize("kind", ["login", "groups", "password"])
def test_a_private_page_hides_its_sessions_from_whom_it_hides_itself(kind):
    session = make_session()
    group = Group.objects.create(name="grant holders")
    restriction = PageViewRestriction.objects.create(page=session.event.get_parent(), restriction_type=kind)
    restriction.groups.add(group)
    member, stranger = make_person().user, make_person().user
    member.groups.add(group)

    seen_by = {name: list(visible_to(user)) for name, user in [("member", member), ("stranger", stranger)]}

    assert list(public_sessions()) == list(visible_to(NOBODY)) == []
    assert (
        seen_by
        == {
            "login": {"member": [session], "stranger": [session]},
            "groups": {"member": [session], "stranger": []},
            "password": {"member": [], "stranger": []},
        }[kind]
    )


def test_only_the_schools_own_records_make_a_host():
    host = make_person()
    session = make_session(host=host)

    assert role_for(user=host.user, session=session) is Role.HOST
    assert role_for(user=planner(), session=session) is Role.HOST
    assert role_for(user=registered(session), session=session) is Role.PARTICIPANT
    assert role_for(user=make_person().user, session=session) is None
    assert role_for(user=NOBODY, session=session) is None


def test_who_gave_the_seat_back_has_no_role():
    session, person = make_session(), make_person()
    session.registrations.create(person=person, created_at=NOON, cancelled_at=NOON)

    assert role_for(user=person.user, session=session) is None


@pytest.mark.parametrize(
    ("before_start", "participant", "host"),
    [(61, False, False), (60, False, True), (16, False, True), (15, True, True)],
)
def test_the_room_opens_for_hosts_earlier(before_start, participant, host):
    trainer = make_person()
    session = make_session(starts_at=NOON, host=trainer)
    now = NOON - minutes(before_start)

    assert can_join(user=registered(session), session=session, now=now) is participant
    assert can_join(user=trainer.user, session=session, now=now) is host


def test_the_room_closes_half_an_hour_after_the_end():
    session = make_session(starts_at=NOON, minutes=90)
    user = registered(session)

    assert can_join(user=user, session=session, now=NOON + minutes(120))
    assert not can_join(user=user, session=session, now=NOON + minutes(121))
    assert str(refusal(user, session, NOON + minutes(121))) == "This session is over."


def test_who_comes_too_early_learns_when_to_come():
    session = make_session(starts_at=NOON)

    early = refusal(registered(session), session, NOON - minutes(30))

    assert early.opens_at == NOON - minutes(15)
    assert "11:45" in str(early)


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"state": "cancelled"}, "does not take place"),
        ({"state": "draft"}, "does not take place"),
        ({"mode": "in_person", "place": "Львів"}, "in person"),
    ],
)
def test_there_is_no_room_where_there_is_no_online_session(fields, message):
    session = make_session(starts_at=NOON, **fields)

    assert message in str(refusal(registered(session), session, NOON))


def test_a_stranger_is_asked_to_register():
    session = make_session(starts_at=NOON)

    assert "Register" in str(refusal(make_person().user, session, NOON))


def test_public_sessions_are_counted_without_a_query_for_each():
    for _number in range(2):
        make_session()

    assert Session.objects.count() == public_sessions().count() == 2
