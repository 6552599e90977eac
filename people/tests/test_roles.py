"""The three groups can do their work and nothing beyond it."""

import pytest
from django.contrib.auth.models import Group, Permission
from wagtail.models import GroupPagePermission, Page, Workflow

from people.models import User
from people.roles import (
    ADMINISTRATORS,
    COORDINATORS,
    FILE_PERMISSIONS,
    PAGE_PERMISSIONS,
    PERMISSIONS,
    TRAINERS,
    add_to_role,
    sync_roles,
)

pytestmark = pytest.mark.django_db


def names(permissions):
    return {f"{row.content_type.app_label}.{row.codename}" for row in permissions.select_related("content_type")}


def someone(role):
    user = User.objects.create_user("somebody@example.org")
    add_to_role(user=user, role=role)
    return user


@pytest.mark.parametrize("role", PERMISSIONS)
def test_migrating_gives_each_group_exactly_its_table(role):
    group = Group.objects.get(name=role)

    assert names(group.permissions) == PERMISSIONS[role]
    assert names(Permission.objects.filter(grouppagepermission__group=group)) == PAGE_PERMISSIONS[role]
    assert names(Permission.objects.filter(groupcollectionpermission__group=group)) == FILE_PERMISSIONS[role]


def test_only_the_schools_groups_exist():
    assert set(Group.objects.values_list("name", flat=True)) == {TRAINERS, COORDINATORS, ADMINISTRATORS}


def test_sync_is_idempotent_and_takes_back_what_is_not_in_the_table():
    group = Group.objects.get(name=TRAINERS)
    before = GroupPagePermission.objects.count()
    group.permissions.add(Permission.objects.get(codename="add_certificate"))

    sync_roles()
    sync_roles()

    assert names(group.permissions) == PERMISSIONS[TRAINERS]
    assert GroupPagePermission.objects.count() == before


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (TRAINERS, {"write"}),
        (COORDINATORS, {"write", "publish", "unpublish or delete", "plan", "register"}),
        (ADMINISTRATORS, {"write", "publish", "unpublish or delete", "plan", "register", "certify"}),
    ],
)
def test_each_role_may_do_its_work_and_no_more(role, may):
    user = someone(role)
    root = Page.get_first_root_node().permissions_for_user(user)
    page = Page.objects.filter(depth=2).first().permissions_for_user(user)

    found = {
        "write": root.can_add_subpage() and page.can_edit(),
        "publish": page.can_publish(),
        "plan": user.has_perm("webinars.change_session"),
        "register": user.has_perm("people.add_person"),
        "certify": user.has_perm("certificates.add_certificate"),
        "accounts": user.has_perm("people.change_user"),
        "unpublish or delete": page.can_delete(),
        "delete people": user.has_perm("people.delete_person"),
    }
    assert {name for name, allowed in found.items() if allowed} == may


def test_a_page_of_a_trainer_goes_to_the_coordinators():
    page = Page.objects.filter(depth=2).first()

    workflow = page.get_workflow()

    assert workflow.name == "На перевірку"
    (task,) = workflow.tasks
    assert [group.name for group in task.specific.groups.all()] == [COORDINATORS]
    assert Workflow.objects.filter(workflow_pages__isnull=False).count() == 1


def test_review_runs_from_the_trainer_to_the_publication():
    trainer, coordinator = someone(TRAINERS), User.objects.create_user("coordinator@example.org")
    add_to_role(user=coordinator, role=COORDINATORS)
    page = Page.objects.filter(depth=2).first()
    page.title = "Нова назва"
    page.save_revision(user=trainer)

    state = page.get_workflow().start(page, trainer)
    task = state.current_task_state.task.specific

    assert task.user_can_access_editor(page, coordinator)
    assert [name for name, *_rest in task.get_actions(page, trainer)] == []
    state.current_task_state.specific.approve(user=coordinator)
    page.refresh_from_db()
    assert page.title == "Нова назва"
