"""A module is reviewed by a second person, sent back with a comment, mended, and published in the second round."""

import pytest
from django.urls import reverse
from wagtail.models import TaskState

from people.roles import COORDINATORS

from .factories import make_author, make_module, make_staff

pytestmark = pytest.mark.django_db
COMMENT, PRAISE = "Скажіть, для кого цей модуль.", "Тепер ясно."


def edit(client, module, **more):
    """Post the editor’s form of a module as a browser would."""
    empty = {f"comments-{name}": 0 for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    data = {"title": module.title, "slug": module.slug, **empty, "comments-MAX_NUM_FORMS": "", **more}
    return client.post(reverse("wagtailadmin_pages:edit", args=[module.pk]), data, follow=True)


def decide(client, module, action, comment):
    module.refresh_from_db()
    task = module.current_workflow_task_state
    url = reverse("wagtailadmin_pages:workflow_action", args=[module.pk, action, task.pk])
    return client.post(url, {"comment": comment}, follow=True)


def test_a_module_is_sent_back_with_a_comment_and_published_in_the_second_round(sign_in, mailoutbox):
    module = make_module(live=False)
    trainer, coordinator = make_author(module.get_parent()), make_staff(COORDINATORS)

    edit(sign_in(trainer), module, lead="Перша спроба", **{"action-submit": "1"})
    decide(sign_in(coordinator), module, "reject", COMMENT)
    module.refresh_from_db()
    assert not module.live
    assert COMMENT in mailoutbox[-1].body
    assert mailoutbox[-1].to == [trainer.email]

    page = sign_in(trainer).get(reverse("wagtailadmin_pages:edit", args=[module.pk]))
    assert COMMENT in page.content.decode()
    edit(sign_in(trainer), module, lead="Для депутатів громади", **{"action-submit": "1"})
    decide(sign_in(coordinator), module, "approve", PRAISE)

    module.refresh_from_db()
    assert (module.live, module.lead) == (True, "Для депутатів громади")
    rounds = TaskState.objects.order_by("pk").values_list("status", "comment")
    assert list(rounds) == [("rejected", COMMENT), ("approved", PRAISE)]


def test_the_author_does_not_publish_what_they_wrote(sign_in):
    module = make_module(live=False)
    trainer = make_author(module.get_parent())

    edit(sign_in(trainer), module, lead="Сам собі", **{"action-publish": "1"})

    module.refresh_from_db()
    assert not module.live
