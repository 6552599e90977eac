"""Pages that certificates speak of are kept, in words and through every door of the admin."""

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from wagtail.models import Page

from certificates.issuing import issue_for_course, issue_for_event
from certificates.models import CertificateRule
from people.models import User

from .conftest import NOON


@pytest.fixture
def root(client, db):
    client.force_login(User.objects.create_superuser("root@example.org"))
    return client


def one_by_one(page):
    return reverse("wagtailadmin_pages:delete", args=[page.pk])


def in_bulk(page):
    return f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'delete'])}?id={page.pk}"


@pytest.fixture
def kept(request, olena, course, event, template):
    """A page, and what speaks of it."""
    page = {"course": course, "event": event}[request.param[0]]
    if request.param[1] == "rule":
        CertificateRule.objects.create(template=template, **{request.param[0]: page})
    else:
        verb = {"course": issue_for_course, "event": issue_for_event}[request.param[0]]
        verb(person=olena, template=template, now=NOON, **{request.param[0]: page})
    return page


@pytest.mark.parametrize("door", [one_by_one, in_bulk])
@pytest.mark.parametrize(
    "kept",
    [("course", "certificate"), ("course", "rule"), ("event", "certificate"), ("event", "rule")],
    indirect=True,
    ids=" ".join,
)
def test_a_page_that_certificates_speak_of_is_not_deleted(root, kept, door):
    response = root.post(door(kept))

    assert response.status_code == 302
    assert [message.level_tag for message in get_messages(response.wsgi_request)] == ["error"]
    assert kept.title in str(next(iter(get_messages(response.wsgi_request))))
    assert Page.objects.filter(pk=kept.pk).exists()


@pytest.mark.parametrize("door", [one_by_one, in_bulk])
def test_a_page_nobody_was_certified_for_is_deleted_as_ever(root, course, door):
    assert root.post(door(course)).status_code == 302
    assert not Page.objects.filter(pk=course.pk).exists()


def test_so_is_the_page_above_it(root, olena, course, template, locale):
    shelf = Page(title="Полиця", slug="polytsia", locale=locale)
    Page.get_first_root_node().add_child(instance=shelf)
    course.move(shelf, "last-child")
    issue_for_course(person=olena, course=course, template=template, now=NOON)

    root.post(one_by_one(Page.objects.get(pk=shelf.pk)))

    assert Page.objects.filter(pk=course.pk).exists()


def test_somebody_who_is_certified_is_not_deleted(root, olena, certificate):
    response = root.post(reverse("person:delete", args=[olena.pk]))

    assert response["Location"] == reverse("person:edit", args=[olena.pk])
    olena.refresh_from_db()
