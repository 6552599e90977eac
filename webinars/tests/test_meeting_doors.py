"""A working meeting is not there for who is not invited: through every door of the site and of the admin."""

from contextlib import closing
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.files.base import ContentFile
from django.core.files.storage import FileSystemStorage
from django.utils import timezone
from wagtail.models import PageLogEntry, ReferenceIndex

from content.models import SiteDocument
from content.restrictions import guarded, pages_open_to, pages_open_to_all
from home.search import find
from people.models import Membership, Organization
from people.roles import COORDINATORS, TRAINERS, add_to_role, sync_roles
from webinars.access import public_sessions, reachable_by, visible_events, visible_to
from webinars.meetings.inviting import invite
from webinars.meetings.minuting import prepare
from webinars.models import EventPage, Meeting

from .factories import make_event, make_person, make_session

pytestmark = pytest.mark.django_db

TITLE = "Обережна нарада мереж"
WORD = "Обережна"  # pages of results repeat what was looked for
SECRET = "зважуємо пропозицію"


@pytest.fixture
def meeting():
    event = make_event(
        kind="working_meeting", title=TITLE, slug="oberezhna", lead=f"Тут {SECRET}", search_description=SECRET
    )
    event.save_revision(log_action=True)
    return event


@pytest.fixture
def session(meeting):
    return make_session(event=meeting, starts_at=timezone.now() + timedelta(days=3), host=make_person(), region="UA-05")


def circle(event, session):
    """Somebody of each kind that knows of the meeting."""
    network = Organization.objects.create(name="Мережа", region="UA-05")
    member, person, secretary, author, planner = (make_person() for _number in range(5))
    Membership.objects.create(person=member, organization=network)
    invite(event=event, people=[person], organizations=[network], by=None, now=timezone.now())
    prepare(event=event, agenda="", secretary=secretary, by=None)
    EventPage.objects.filter(pk=event.pk).update(owner=author.user)
    sync_roles()
    add_to_role(user=planner.user, role=COORDINATORS)
    return [member, person, secretary, author, planner, session.host]


def addresses(event, session):
    own = [event.url, f"{event.url}join/", f"{event.url}event.ics"]
    own += [f"/e/{event.pk}/{path}/" for path in ("invitation", "minutes", "minutes/write", "dates", "answers")]
    steps = ("register", "withdraw", "queue", "request", "join", "room")
    return own + [f"/s/{session.public_id}/{path}/" for path in steps] + [f"/s/{session.public_id}.ics"]


def lists(event, session):
    month = f"{timezone.localtime(session.starts_at):%Y-%m}"
    calendars = ["/podii/", "/podii/?kind=working_meeting", f"/podii/?m={month}", f"/podii/?region={session.region}"]
    feeds = ["/feeds/", "/feeds/robochi-zustrichi.ics", "/feeds/podii.ics", "/feeds/vinnytsia.ics"]
    return ["/", *calendars, *feeds, "/sitemap.xml", f"/search/?q={TITLE}", f"/search/?q={SECRET}"]


def test_its_addresses_are_not_there_for_strangers(meeting, session, client, signed_in):
    for address in addresses(meeting, session):
        answered = client.get(address)
        assert answered.status_code == 404 or answered.url.startswith("/login/"), address
        assert TITLE not in answered.content.decode()
    stranger = signed_in(make_person())
    for address in addresses(meeting, session):
        answered = stranger.get(address)
        assert answered.status_code == 404, address
        assert TITLE not in answered.content.decode() and SECRET not in answered.content.decode()
    for path in ("invitation", "minutes/write", "minutes/decide"):
        assert stranger.post(f"/e/{meeting.pk}/{path}/", {"comes": "yes", "seen": ""}).status_code == 404


def test_lists_feeds_search_and_sitemap_do_not_name_it(meeting, session, client, signed_in):
    for browser in (client, signed_in(make_person())):
        for address in lists(meeting, session):
            words = browser.get(address).content.decode().replace("\r\n ", "")
            words = words.replace(f'value="{TITLE}"', "")  # what one looked for oneself
            assert "oberezhna" not in words and str(session.public_id) not in words, address
            assert f">{TITLE}" not in words and f":{TITLE}" not in words, address


def test_a_signed_out_reader_is_told_to_sign_in_as_on_every_page_that_is_not_there(meeting, client):
    there, nowhere = client.get(meeting.url), client.get("/podii/nemaie-takoho/")

    def said(answered):
        return answered.content.decode().split("<main")[1].replace(answered.wsgi_request.path, "")

    assert there.status_code == nowhere.status_code == 404
    assert said(there) == said(nowhere) and f"/login/?next={meeting.url}" in there.content.decode()


def test_those_who_are_in_it_find_it(meeting, session, signed_in):
    for person in circle(meeting, session):
        browser = signed_in(person)
        page = browser.get(meeting.url)
        assert page.status_code == 200 and SECRET in page.content.decode()
        assert TITLE in browser.get("/podii/").content.decode()
        assert f">{TITLE}" in browser.get(f"/search/?q={TITLE}").content.decode()
        assert browser.get(f"/e/{meeting.pk}/invitation/").status_code == 200


def test_queryset_and_predicate_agree(meeting, session):
    insiders, outsiders = circle(meeting, session), [make_person()]
    for person in [*insiders, *outsiders]:
        user = type(person.user).objects.get(pk=person.user_id)
        known = person in insiders
        pages = EventPage.objects.all()
        assert (meeting in pages_open_to(user, pages), meeting in visible_events(user)) == (known, known)
        assert (session in visible_to(user), session in reachable_by(user)) == (known, known)
        assert (meeting.page_ptr in find(user=user, text=TITLE)) == known
    for nobody in (None, AnonymousUser()):
        assert meeting not in pages_open_to(nobody, EventPage.objects.all())
    assert meeting not in pages_open_to_all(EventPage.objects.all()) and session not in public_sessions()
    assert EventPage.objects.annotate(shut=guarded("path")).get(pk=meeting.pk).shut


def test_an_open_event_stays_open_beside_it(meeting):
    webinar = make_event()

    assert webinar in pages_open_to_all(EventPage.objects.all())
    assert webinar in visible_events(make_person().user)


def admin_addresses(event):
    """Every door of Wagtail's admin that leads to a page, or lists pages."""
    pk, parent = event.pk, event.get_parent().pk
    revision = event.latest_revision_id or event.revisions.first().pk
    one = ["edit", "edit/preview", "view_draft", "copy", "move", "delete", "unpublish", "history", "usage", "privacy",
           "convert_alias", "lock", f"revisions/{revision}/view", f"revisions/{revision}/revert",
           "revisions/compare/earliest...latest"]  # fmt: skip
    bulk = [f"/admin/bulk/wagtailcore/page/{name}/?id={pk}" for name in ("delete", "move", "publish", "unpublish")]
    search = [
        *bulk,
        f"/admin/choose-page/{pk}/",
        f"/admin/pages/search/?q={WORD}",
        f"/admin/choose-page/search/?q={WORD}",
        f"/admin/choose-page/{parent}/",
    ]
    listed = [f"/admin/pages/{parent}/", f"/admin/pages/{parent}/results/", f"/admin/pages/{pk}/"]
    api = [f"/admin/api/main/pages/{pk}/", f"/admin/api/main/pages/?child_of={parent}", "/admin/api/main/pages/"]
    reports = ["/admin/", "/admin/reports/site-history/", "/admin/reports/aging-pages/", "/admin/reports/locked/",
               "/admin/reports/workflow/", "/admin/reports/workflow_tasks/", "/admin/reports/page-types-usage/",
               "/admin/reports/page-types-usage/results/", "/admin/reports/findings/"]  # fmt: skip
    return [f"/admin/pages/{pk}/{name}/" for name in one] + search + listed + api + reports


def test_the_admin_does_not_show_it_to_a_trainer_who_is_not_invited(meeting, session, client):
    sync_roles()
    trainer, address = make_person(), admin_addresses(meeting)
    add_to_role(user=trainer.user, role=TRAINERS)
    client.force_login(trainer.user, backend="people.backends.SchoolBackend")
    PageLogEntry.objects.log_action(meeting, "wagtail.edit")

    for door in address:
        answered = client.get(door)
        is_json = answered["Content-Type"].startswith("application/json")
        words = str(answered.json()) if is_json else answered.content.decode()
        assert SECRET not in words and TITLE not in words, door
    sent = client.post(f"/admin/pages/{meeting.pk}/edit/", {"title": "Моя", "slug": "moia"})
    assert sent.status_code in (302, 403, 404) and EventPage.objects.get(pk=meeting.pk).title == TITLE


def test_the_admin_shows_it_to_coordinators(meeting, session, client):
    coordinator = circle(meeting, session)[4]
    client.force_login(coordinator.user, backend="people.backends.SchoolBackend")

    assert TITLE in client.get(f"/admin/pages/{meeting.get_parent().pk}/").content.decode()
    assert client.get(f"/admin/pages/{meeting.pk}/edit/").status_code == 200
    assert TITLE in client.get(f"/admin/choose-page/{meeting.get_parent().pk}/").json()["html"]


def test_a_file_on_its_page_is_for_the_invited(meeting, session, client, signed_in, tmp_path, monkeypatch):
    on_disk = FileSystemStorage(location=tmp_path)  # Wagtail hands files out by their path
    monkeypatch.setattr(SiteDocument._meta.get_field("file"), "storage", on_disk)
    document = SiteDocument.objects.create(title="Порядок", file=ContentFile(b"x", "poriadok.txt"), file_size=1)
    meeting.body = [("file", {"title": "Порядок", "document": document})]
    meeting.save()
    assert ReferenceIndex.get_references_to(document).exists()

    assert client.get(document.url).url.startswith("/login/")
    assert signed_in(make_person()).get(document.url).status_code == 404
    with closing(signed_in(circle(meeting, session)[1]).get(document.url)) as answered:
        assert b"".join(answered) == b"x"


def test_whoever_leaves_the_organization_does_not_know_of_it_any_more(meeting, session, signed_in):
    member = circle(meeting, session)[0]
    assert signed_in(member).get(meeting.url).status_code == 200

    member.memberships.all().delete()

    assert signed_in(member).get(meeting.url).status_code == 404
    assert Meeting.objects.count() == 1
