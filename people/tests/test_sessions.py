"""A session is found by its key while its time lasts; no other key is ever taken into use."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from people.sessions import SessionStore

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept():
    store = SessionStore()
    store["place"] = "урок 3"
    store.save()
    return store


def test_what_was_kept_comes_back(kept):
    again = SessionStore(kept.session_key)

    assert again["place"] == "урок 3"
    assert again.session_key == kept.session_key


def test_after_its_time_it_is_gone(kept):
    Session.objects.filter(pk=kept.session_key).update(expire_date=timezone.now() - timedelta(seconds=1))

    assert SessionStore(kept.session_key).get("place") is None


@pytest.mark.parametrize("key", ["f" * 32, "'; --", None])
def test_a_key_that_somebody_made_up_is_not_taken_into_use(key):
    store = SessionStore(key)

    assert store.get("place") is None
    assert store.session_key is None


def test_a_forgotten_session_cannot_be_saved_again(kept):
    open_elsewhere = SessionStore(kept.session_key)
    open_elsewhere["place"] = "урок 4"
    kept.flush()

    assert not SessionStore().exists(open_elsewhere.session_key)
    assert SessionStore(open_elsewhere.session_key).get("place") is None
