"""The trainer’s sheet on a phone: kept without a line and sent later; two devices; sixty people by keys alone."""

import time

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from webinars.models import Registration, SheetMark
from webinars.tests.factories import make_person, session_around

from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
MANY = 60
# Answers once the page and its parts are kept and the worker stands before them; wait_for_function awaits no promise.
KEPT = """async () => {
  await navigator.serviceWorker.ready;
  const kept = await caches.open("sheets");
  while (!(await kept.match(location.pathname))) await new Promise(resolve => setTimeout(resolve, 50));
}"""


@pytest.fixture
def session():
    return session_around(mode="in_person", place="Бібліотека", host=make_person(name="Тарас Бондар"))


def seated(session, number):
    people = [make_person(name=f"Учасниця {place:02}", account=False) for place in range(number)]
    seats = [Registration(session=session, person=one, created_at=timezone.now()) for one in people]
    Registration.objects.bulk_create(seats)
    return people


@pytest.fixture
def phone(visitor, live_server, session):
    """``phone()``: a device of the host with the sheet open."""

    def take(*, javascript=True):
        page = visitor(javascript=javascript)
        sign_in(page.context, session.host, live_server.url)
        page.goto(f"/t/e/{session.public_id}/")
        return page

    return take


def marked(session):
    return {row.person for row in session.intervals.filter(source="sheet")}


def box(page, person):
    return page.locator(f"#p{person.pk}")


def settled(page):
    expect(page.locator("#sheet-said")).to_have_class("notice done", timeout=20_000)


def test_marks_without_a_line_are_kept_shown_and_sent_later(phone, session, live_server):
    olena, taras = seated(session, 2)
    page = phone()
    page.evaluate(KEPT)

    page.context.set_offline(True)
    with live_server.thread.httpd.gone():
        box(page, olena).check()
        box(page, taras).check()
        box(page, taras).uncheck()
        expect(page.locator("#sheet-said")).to_have_class("notice wait")
        expect(page.locator("#sheet-said")).to_contain_text("2")
        expect(page.locator(f"label[for=p{olena.pk}] [data-unsent]")).to_be_visible()
        page.reload()  # the telephone was put away, and the browser forgot the page
        expect(box(page, olena)).to_be_checked()
        expect(page.locator("#sheet-said")).to_have_class("notice wait")
        assert marked(session) == set()

    page.context.set_offline(False)
    settled(page)
    assert marked(session) == {olena}
    assert SheetMark.objects.count() == 2
    expect(page.locator(f"label[for=p{olena.pk}] [data-unsent]")).to_be_hidden()


def test_two_devices_that_say_different_things_are_both_heard(phone, session):
    (olena,) = seated(session, 1)
    one, other = phone(), phone()
    box(one, olena).check()
    settled(one)
    other.reload()
    one.context.set_offline(True)
    box(other, olena).uncheck()
    settled(other)
    box(other, olena).check()
    settled(other)

    box(one, olena).uncheck()
    one.context.set_offline(False)

    settle = one.locator("button[name=settle]")
    expect(settle).to_be_visible(timeout=20_000)
    expect(box(one, olena)).to_be_checked()
    assert marked(session) == {olena}
    settle.click()
    one.wait_for_load_state()
    expect(one.locator("button[name=settle]")).to_have_count(0)
    assert (marked(session), SheetMark.objects.count()) == ({olena}, 5)


def test_sixty_people_in_less_than_a_minute_by_keys_alone(phone, session):
    people = seated(session, MANY)
    page = phone()
    box(page, people[0]).focus()

    began = time.monotonic()
    for _person in people[:-1]:
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
    page.locator("#sheet-find").fill("сниця 59")
    page.keyboard.press("Enter")
    settled(page)

    assert time.monotonic() - began < 60
    assert marked(session) == set(people)
    expect(page.locator("#sheet-here")).to_have_text(str(MANY))


def test_sixty_people_in_less_than_a_minute_by_touch(phone, session):
    people = seated(session, MANY)
    page = phone()

    began = time.monotonic()
    page.locator("button[name=everybody]").click()
    for person in people[:3]:
        page.locator(f"label[for=p{person.pk}]").click()
    settled(page)

    assert time.monotonic() - began < 60
    assert marked(session) == set(people[3:])


def test_without_javascript_it_is_a_form(phone, session):
    olena, taras = seated(session, 2)
    page = phone(javascript=False)

    box(page, taras).check()
    page.locator("#sheet-list button.btn").first.click()
    page.locator(".success").wait_for()

    assert marked(session) == {taras}
    assert not page.locator("#sheet-find").is_visible()


def test_signing_out_takes_the_names_from_the_phone(phone, session):
    seated(session, 1)
    page = phone()
    page.evaluate(KEPT)

    page.goto("/logout/")
    expect(page.locator("#unsent")).to_be_hidden()
    page.locator("main form button").click()
    page.wait_for_url(lambda address: "logout" not in address)

    assert not page.evaluate("caches.has('sheets')")


def test_who_was_signed_out_meanwhile_loses_nothing(phone, session, live_server):
    (olena,) = seated(session, 1)
    page = phone()
    page.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    box(page, olena).check()
    expect(page.locator("#sheet-said")).to_have_class("notice bad", timeout=20_000)
    assert marked(session) == set()
    sign_in(page.context, session.host, live_server.url)
    page.goto("/logout/")
    expect(page.locator("#unsent")).to_be_visible()
    page.goto(f"/t/e/{session.public_id}/")
    settled(page)

    assert marked(session) == {olena}
