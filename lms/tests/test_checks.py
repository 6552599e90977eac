"""A wrong setting is an error with an id; a right one is silence."""

import pytest

from lms import checks


def ids(check):
    return [message.id for message in check(None)]


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("https://school.example.org", []),
        ("http://school.example.org", ["lms.E001"]),
        ("https://localhost:8000", ["lms.E001"]),
        ("school.example.org", ["lms.E001"]),
    ],
)
def test_site_url_is_public_and_encrypted(settings, url, found):
    settings.SITE_URL = url

    assert ids(checks.site_url_is_public) == found


@pytest.mark.parametrize(("sender", "found"), [("school@example.org", []), ("school@localhost", ["lms.E002"])])
def test_mail_sender_is_set(settings, sender, found):
    settings.DEFAULT_FROM_EMAIL = sender

    assert ids(checks.mail_sender_is_set) == found


@pytest.mark.parametrize(
    ("starttls", "tls", "found"), [(True, False, []), (False, True, []), (True, True, ["lms.E005"])]
)
def test_mail_uses_one_kind_of_tls(settings, starttls, tls, found):
    settings.EMAIL_USE_TLS, settings.EMAIL_USE_SSL = starttls, tls

    assert ids(checks.mail_uses_one_kind_of_tls) == found


@pytest.mark.parametrize(
    ("host", "password", "tls", "found"),
    [
        ("", "", True, []),
        ("imap.example.org", "secret", True, []),
        ("imap.example.org", "", True, ["lms.E006"]),
        ("imap.example.org", "secret", False, ["lms.E007"]),
        ("localhost", "secret", False, []),
    ],
)
def test_answers_can_be_read(settings, host, password, tls, found):
    settings.REPLIES_HOST, settings.REPLIES_PASSWORD, settings.REPLIES_TLS = host, password, tls

    assert ids(checks.answers_can_be_read) == found


@pytest.mark.parametrize(("secret", "found"), [("s" * 32, []), ("", ["lms.W003"])])
def test_rooms_have_a_secret(settings, secret, found):
    settings.WEBINAR_ROOMS = {"BACKEND": "", "OPTIONS": {"app_id": "school", "app_secret": secret}}

    assert ids(checks.rooms_have_a_secret) == found


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({}, []),
        ({"retry": 600}, ["lms.E004"]),
        ({"retry": 300}, ["lms.E004"]),
        ({"queue_limit": 100}, ["lms.E004"]),
        ({"workers": 4, "queue_limit": 4}, []),
        ({"workers": 4, "queue_limit": 5}, ["lms.E004"]),
    ],
)
def test_no_task_is_given_out_twice(settings, changes, found):
    settings.Q_CLUSTER = {"timeout": 300, "retry": 900, "workers": 1, "queue_limit": 1, **changes}

    assert ids(checks.no_task_is_given_out_twice) == found
