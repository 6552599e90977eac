"""What comes along when an account is looked up for a page."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from people.backends import SchoolBackend
from people.models import Person, User
from people.roles import COORDINATORS, add_to_role

pytestmark = pytest.mark.django_db


def looked_up(user):
    return SchoolBackend().get_user(user.pk)


@pytest.fixture
def participant():
    user = User.objects.create_user("olena@example.org")
    Person.objects.create(user=user, legal_name="Олена Коваль", display_name="Олена", email=user.email)
    return user


def test_a_participant_is_known_in_one_query(participant):
    with CaptureQueriesContext(connection) as captured:
        user = looked_up(participant)
        assert user.person.legal_name == "Олена Коваль"
        assert not user.has_perm("webinars.change_session")
        assert user.get_all_permissions() == set()

    assert len(captured) == 1


def test_rights_of_a_group_count():
    user = User.objects.create_user("coordinator@example.org")
    add_to_role(user=user, role=COORDINATORS)

    assert looked_up(user).has_perm("webinars.change_session")
    assert not looked_up(user).has_perm("certificates.add_certificate")


def test_rights_of_ones_own_count(participant):
    participant.user_permissions.add(Permission.objects.get(codename="view_organization"))

    assert looked_up(participant).get_all_permissions() == {"people.view_organization"}


def test_a_superuser_may_everything():
    assert looked_up(User.objects.create_superuser("admin@example.org")).has_perm("certificates.add_certificate")


def test_an_account_without_a_person_has_none():
    assert not hasattr(looked_up(User.objects.create_user("nobody@example.org")), "person")


def test_a_closed_account_is_nobody(participant):
    User.objects.filter(pk=participant.pk).update(is_active=False)

    assert looked_up(participant) is None
