"""A change of a template goes through review before certificates are issued by it; issued ones keep theirs."""

from importlib import import_module

import pytest
from django.apps import apps
from django.urls import reverse
from wagtail.models import Workflow

from certificates.exceptions import CertificateRefused
from certificates.issuing import issue_for_course
from certificates.models import CertificateRule, CertificateTemplate
from people.models import Person, User
from people.roles import ADMINISTRATORS, COORDINATORS, TRAINERS, add_to_role

from .conftest import NOON, sign_in
from .test_templates import NAME, fields


@pytest.fixture
def changed(admin, template):
    """An administrator sent another title for review."""
    url = reverse(f"{NAME}:edit", args=[template.pk])
    admin.post(url, fields(title="Диплом", **{"action-submit": "1"}))
    return template


def decide(client, template, action):
    """Answer the review as ``client``."""
    state = template.current_workflow_task_state
    url = reverse(f"{NAME}:workflow_action", args=[template.pk, action, state.pk])
    return client.post(url, {"comment": "Так"})


def issued_by(template, course, name):
    person = Person.objects.create(legal_name=name, display_name=name)
    return issue_for_course(person=person, course=course, template=template, now=NOON)


def test_a_change_waits_for_its_review_and_issued_certificates_keep_theirs(client, changed, course):
    changed.refresh_from_db()
    before = issued_by(changed, course, "Анна")
    decide(sign_in_another(client), changed, "approve")
    changed.refresh_from_db()
    after = issued_by(changed, course, "Борис")
    before.refresh_from_db()

    assert (before.statement["title"], after.statement["title"]) == ("Сертифікат", "Диплом")
    assert (before.evidence["design"], after.evidence["design"]) == (None, changed.live_revision_id)


def sign_in_another(client):
    client.logout()
    user = User.objects.create_user("second@example.org")
    add_to_role(user=user, role=ADMINISTRATORS)
    client.force_login(user)
    return client


def test_a_change_that_is_sent_back_is_used_nowhere(admin, changed, course):
    decide(admin, changed, "reject")
    changed.refresh_from_db()

    assert issued_by(changed, course, "Анна").statement["title"] == "Сертифікат"
    assert changed.has_unpublished_changes


def test_approving_from_the_form_ends_the_review(admin, template):
    url = reverse(f"{NAME}:edit", args=[template.pk])
    text = fields(body="Обсяг: {hours}\r\nДати: {dates}")
    decision = {"action-workflow-action": "true", "workflow-action-name": "approve"}

    admin.post(url, {**text, "action-submit": "1"})
    admin.post(url, {**text, **decision, "workflow-action-extra-data": '{"comment": ""}'})

    template.refresh_from_db()
    assert template.body.splitlines() == ["Обсяг: {hours}", "Дати: {dates}"]
    assert not template.workflow_in_progress


def test_nobody_publishes_past_the_review(admin, template):
    url = reverse(f"{NAME}:edit", args=[template.pk])

    admin.post(url, fields(title="Диплом", **{"action-publish": "1"}))

    template.refresh_from_db()
    assert template.title == "Сертифікат"
    assert not admin.user.has_perm("certificates.publish_certificatetemplate")


@pytest.mark.parametrize("role", [TRAINERS, COORDINATORS, "participant"])
def test_only_administrators_decide(client, changed, role):
    sign_in(client, role)

    assert decide(client, changed, "approve").status_code in {302, 403}
    changed.refresh_from_db()
    assert changed.title == "Сертифікат"
    assert changed.workflow_in_progress


def test_a_new_template_is_chosen_once_it_is_approved(admin, course):
    admin.post(reverse(f"{NAME}:add"), fields(**{"action-submit": "1"}))
    template = CertificateTemplate.objects.get()
    offered = [
        list(admin.get(url).context["form"].fields["template"].queryset)
        for url in (reverse("certificate:issue"), reverse("certificate_rule:add_kind", args=["course"]))
    ]
    with pytest.raises(CertificateRefused) as refused:
        issued_by(template, course, "Анна")
    decide(admin, template, "approve")
    template.refresh_from_db()

    assert offered == [[], []]
    assert refused.value.code == "not_live"
    assert template.live
    assert issued_by(template, course, "Анна").number
    assert CertificateRule.objects.count() == 0


def test_the_review_is_set_by_a_migration_once(db):
    migration = import_module("certificates.migrations.0010_rules_of_every_kind")
    migration.make_review(apps, None)

    workflow = CertificateTemplate.get_default_workflow()
    assert [list(task.specific.groups.values_list("name", flat=True)) for task in workflow.tasks] == [[ADMINISTRATORS]]
    assert Workflow.objects.filter(name=workflow.name).count() == 1
