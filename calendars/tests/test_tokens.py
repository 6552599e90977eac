from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from calendars.models import FeedToken
from calendars.personal import feed_behind
from calendars.tokens import issue_token, note_fetched, revoke_token
from people.models import Person, User

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 12, 10, tzinfo=UTC)


@pytest.fixture
def person(db):
    user = User.objects.create_user("olena@example.org")
    return Person.objects.create(user=user, legal_name="Олена Коваль", display_name="Олена К.", email=user.email)


def token_behind(secret):
    found = feed_behind(secret, (), now=NOW)
    return found and found.token


def owner_of(secret):
    token = token_behind(secret)
    return token and token.person


def test_a_token_opens_the_feed_of_its_person_and_is_not_kept(person):
    secret = issue_token(person=person, now=NOW)

    assert owner_of(secret) == person
    assert len(secret) >= 27
    assert secret not in str(FeedToken.objects.values())


def test_a_new_token_replaces_the_old_one(person):
    old = issue_token(person=person, now=NOW)
    new = issue_token(person=person, now=NOW)

    assert (owner_of(old), owner_of(new)) == (None, person)
    assert person.feed_tokens.active().count() == 1


def test_revoking_closes_the_feed_once(person):
    secret = issue_token(person=person, now=NOW)

    assert revoke_token(person=person, now=NOW) is True
    assert revoke_token(person=person, now=NOW) is False
    assert owner_of(secret) is None


def test_the_feed_dies_with_the_account(person):
    secret = issue_token(person=person, now=NOW)
    person.user.is_active = False
    person.user.save()

    assert owner_of(secret) is None


def test_without_an_account_there_is_no_feed(person):
    secret = issue_token(person=person, now=NOW)
    person.user = None
    person.save()

    assert owner_of(secret) is None


@pytest.mark.parametrize("guess", ["", "x", "0" * 27])
def test_a_guess_opens_nothing(person, guess):
    issue_token(person=person, now=NOW)

    assert owner_of(guess) is None


def test_reading_is_noted_once_an_hour_and_polling_does_not_write(person):
    secret = issue_token(person=person, now=NOW)
    noted, writes = [], []

    for minutes in (0, 1, 59, 60):
        token = token_behind(secret)
        with CaptureQueriesContext(connection) as queries:
            note_fetched(token=token, now=NOW + timedelta(minutes=minutes))
        writes.append(len(queries))
        noted.append(FeedToken.objects.get().fetched_at)

    assert writes == [1, 0, 0, 1]
    assert noted == [NOW, NOW, NOW, NOW + timedelta(hours=1)]
