from datetime import UTC, datetime

import pytest

from calendars.models import FeedToken
from calendars.tokens import issue_token, person_behind, revoke_token
from people.models import Person, User

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 1, 12, 10, tzinfo=UTC)


@pytest.fixture
def person(db):
    user = User.objects.create_user("olena@example.org")
    return Person.objects.create(user=user, legal_name="Олена Коваль", display_name="Олена К.", email=user.email)


def test_a_token_opens_the_feed_of_its_person_and_is_not_kept(person):
    secret = issue_token(person=person, now=NOW)

    assert person_behind(secret) == person
    assert len(secret) >= 27
    assert secret not in str(FeedToken.objects.values())


def test_a_new_token_replaces_the_old_one(person):
    old = issue_token(person=person, now=NOW)
    new = issue_token(person=person, now=NOW)

    assert (person_behind(old), person_behind(new)) == (None, person)
    assert person.feed_tokens.active().count() == 1


def test_revoking_closes_the_feed_once(person):
    secret = issue_token(person=person, now=NOW)

    assert revoke_token(person=person, now=NOW) is True
    assert revoke_token(person=person, now=NOW) is False
    assert person_behind(secret) is None


def test_the_feed_dies_with_the_account(person):
    secret = issue_token(person=person, now=NOW)
    person.user.is_active = False
    person.user.save()

    assert person_behind(secret) is None


def test_without_an_account_there_is_no_feed(person):
    secret = issue_token(person=person, now=NOW)
    person.user = None
    person.save()

    assert person_behind(secret) is None


@pytest.mark.parametrize("guess", ["", "x", "0" * 27])
def test_a_guess_opens_nothing(person, guess):
    issue_token(person=person, now=NOW)

    assert person_behind(guess) is None
