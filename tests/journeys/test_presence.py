"""Presence by other ways than the room: check-in in the hall with two browsers, a file that a coordinator brings."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.core import mail
from django.utils import timezone

from calendars.models import CalendarSettings
from webinars.attendance import decide
from webinars.check_in import code_of
from webinars.tasks import tell_who_missed
from webinars.tests.factories import make_person, make_session, session_around

from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def seated(session, **fields):
    person = make_person(**fields)
    session.registrations.create(person=person, created_at=session.starts_at - timedelta(days=1))
    return person


@pytest.mark.parametrize("javascript", [True, False])
def test_the_hosts_screen_and_a_phone(visitor, live_server, settings, javascript):
    settings.SITE_URL = live_server.url
    session = session_around(mode="in_person", place="Бібліотека", host=make_person(name="Тарас Бондар"))
    person = seated(session)
    screen, phone = visitor(javascript=javascript), visitor(javascript=javascript)
    sign_in(screen.context, session.host, live_server.url)
    sign_in(phone.context, person, live_server.url)
    screen.goto(f"/t/e/{session.public_id}/qr/")
    assert screen.locator(".qr svg").is_visible()

    phone.goto("/here/")
    phone.locator("input[name=digits]").fill(screen.locator(".digits").inner_text())
    phone.locator("main form button").click()
    assert not session.intervals.exists()
    phone.locator("main form button").click()
    phone.locator("main .notice.done").wait_for()

    interval = session.intervals.get()
    assert (interval.person, interval.source, interval.ended_at) == (person, "qr", session.ends_at)
    screen.reload()
    assert "1" in screen.locator(".screen b").last.inner_text()


@pytest.mark.parametrize("javascript", [True, False])
def test_the_code_on_the_screen_is_scanned(visitor, live_server, settings, javascript):
    """Two browsers; that of the phone opens what the picture says."""
    settings.SITE_URL = live_server.url
    session = session_around(mode="in_person", place="Бібліотека", host=make_person(name="Тарас Бондар"))
    person = seated(session)
    screen, phone = visitor(javascript=javascript), visitor(javascript=javascript)
    sign_in(screen.context, session.host, live_server.url)
    screen.goto(f"/t/e/{session.public_id}/qr/")
    assert screen.locator(".qr svg").is_visible()

    sign_in(phone.context, person, live_server.url)
    phone.goto(f"/here/{session.public_id}/{code_of(session, now=timezone.now()).token}/")
    assert not session.intervals.exists()
    phone.locator("main form button").click()
    phone.locator("main .notice.done").wait_for()

    assert session.intervals.get().source == "qr"


@pytest.mark.parametrize("javascript", [True, False])
def test_everybody_may_say_that_they_are_here_while_the_host_lets_them(visitor, live_server, javascript):
    session = session_around(host=make_person(name="Тарас Бондар"))
    person = seated(session, name="Олена Коваль")
    desk, phone = visitor(javascript=javascript), visitor(javascript=javascript)
    sign_in(desk.context, session.host, live_server.url)
    sign_in(phone.context, person, live_server.url)
    phone.goto(session.event.url)
    assert phone.locator("a[href$='/here/']").count() == 0

    desk.goto(f"/t/e/{session.public_id}/")
    desk.locator(f"a[href$='{session.public_id}/here/']").click()
    desk.locator("input[name=minutes]").fill("15")
    desk.locator("main form.form button").click()
    desk.locator(".success").wait_for()
    phone.reload()
    phone.locator(f"a[href$='{session.public_id}/here/']").click()
    phone.locator("main form button").click()
    phone.locator("main .notice.done").wait_for()
    desk.locator("button[name=close]").click()
    desk.locator(".success").wait_for()

    interval = session.intervals.get()
    assert (interval.person, interval.source, interval.ended_at) == (person, "self", session.ends_at)
    desk.goto(f"/t/e/{session.public_id}/")
    assert desk.get_by_text("checked in by themselves at").is_visible()
    assert not desk.locator(f"#p{person.pk}").is_checked()
    phone.goto(session.event.url)
    assert phone.locator("a[href$='/here/']").count() == 0


@pytest.mark.parametrize("javascript", [True, False])
def test_a_file_is_brought_looked_over_and_confirmed(visitor, live_server, javascript):
    starts = timezone.now().replace(second=0, microsecond=0) - timedelta(hours=3)
    session, planner = make_session(starts_at=starts, minutes=100), make_person(name="Ірина Планувальниця")
    may_plan = Permission.objects.get(content_type__app_label="webinars", codename="change_session")
    planner.user.user_permissions.add(may_plan)
    known, guessed = seated(session, name="Олена Коваль"), seated(session, name="Тарас Бондар")
    page = visitor(javascript=javascript)
    sign_in(page.context, planner, live_server.url)
    times = f"{starts:%Y-%m-%d %H:%M}Z,{session.ends_at:%Y-%m-%d %H:%M}Z"
    text = f"Name,Join,Leave\nOlena Koval,{times}\nТарас,{times}\niPhone,{times}\n"

    page.goto(f"/t/e/{session.public_id}/imports/")
    page.locator("input[type=file]").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": text.encode()})
    page.locator("main form button").click()
    page.get_by_label(guessed.email).check()
    page.locator("main form.form button").click()
    page.locator("form[action$='nobody/'] button").click()
    page.locator("form[action$='confirm/'] button").click()
    page.wait_for_url("**/report/")

    assert {row.person for row in session.intervals.filter(source="import")} == {known, guessed}


def test_a_rule_changes_and_what_it_changes_is_seen_before_without_javascript(visitor, live_server):
    starts = timezone.now().replace(second=0, microsecond=0) - timedelta(hours=3)
    session, planner = make_session(starts_at=starts, minutes=100), make_person(name="Ірина Планувальниця")
    may_plan = Permission.objects.get(content_type__app_label="webinars", codename="change_session")
    planner.user.user_permissions.add(may_plan)
    person = seated(session, name="Олена Коваль")
    session.intervals.create(
        person=person, source="room", started_at=starts + timedelta(minutes=20), ended_at=session.ends_at
    )
    decide(session=session, now=timezone.now())
    page = visitor(javascript=False)
    sign_in(page.context, planner, live_server.url)

    page.goto(f"/t/e/{session.public_id}/report/")
    page.locator("a[href*='/t/rules/']").click()
    page.locator("input[name=late_after]").fill("10")
    page.locator("input[name=late_counts]").uncheck()
    page.locator("input[name=reason]").fill("Вправа на початку")
    page.locator("main form.form button").click()
    page.get_by_text("Олена Коваль:").wait_for()
    assert session.attendances.get().status == "present"
    page.locator("form[action$='/decide/'] button").click()
    page.locator(".success").wait_for()

    attendance = session.attendances.get()
    assert (attendance.status, attendance.is_credited, attendance.rule_version.number) == ("late", False, 2)


@pytest.mark.parametrize("javascript", [True, False])
def test_a_missed_session_is_told_of_and_attended_afterwards(visitor, live_server, javascript):
    starts = timezone.now().replace(second=0, microsecond=0) - timedelta(hours=3)
    session = make_session(starts_at=starts, minutes=100, host=make_person(name="Тарас Бондар"))
    person = seated(session, name="Олена Коваль")
    decide(session=session, now=timezone.now())
    CalendarSettings.objects.create(person=person, quiet_from="00:00", quiet_until="00:00")
    desk, phone = visitor(javascript=javascript, width=1280), visitor(javascript=javascript)
    sign_in(desk.context, session.host, live_server.url)
    sign_in(phone.context, person, live_server.url)

    desk.goto(f"/t/e/{session.public_id}/later/")
    desk.locator("textarea[name=note]").fill("Конспект, 8 хвилин")
    desk.locator("textarea[name=questions]").fill("Хто ухвалює бюджет?\nрада\nголова\n\nНа скільки?\nна рік\nна місяць")
    desk.locator("main form.form button").click()
    desk.locator(".success").wait_for()
    phone.goto(session.event.url)
    assert phone.locator("a[href$='/later/']").is_visible()
    tell_who_missed.enqueue()
    (link,) = [line for line in mail.outbox[-1].body.splitlines() if line.endswith("/later/")]
    phone.goto(link)
    for answers, said in ((("голова", "на рік"), ".error"), (("рада", "на рік"), ".success")):
        for answer in answers:
            phone.get_by_label(answer, exact=True).check()
        phone.locator("main form.form button").click()
        phone.locator(said).wait_for()

    attendance = session.attendances.get()
    assert (attendance.status, attendance.is_credited) == ("afterwards", True)
    desk.reload()
    assert desk.locator("tbody tr").count() == 2


def test_a_list_is_printed_signed_and_attached_from_a_phone(visitor, live_server, settings):
    settings.STORAGES = {**settings.STORAGES}  # an empty one in memory
    session = session_around(mode="in_person", place="Бібліотека", host=make_person(name="Тарас Бондар"))
    seated(session, name="Олена Коваль")
    page = visitor()
    sign_in(page.context, session.host, live_server.url)

    page.goto(f"/t/e/{session.public_id}/")
    page.locator("a[href$='/print/']").click()
    page.get_by_text("Олена Коваль").wait_for()
    page.emulate_media(media="print")
    assert page.locator("tr.blank").count() == 8
    assert not page.locator("header.top, .acts").first.is_visible()
    page.emulate_media(media="screen")
    page.locator("a[href$='/signed/']").click()
    file = {"name": "arkush.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n%%EOF\n"}
    page.locator("input[type=file]").set_input_files(file)
    page.locator("main form.form button").click()
    page.locator(".success").wait_for()
    with page.expect_download() as download:
        page.get_by_role("link", name="arkush.pdf", exact=True).click()

    assert download.value.suggested_filename == "arkush.pdf"
    assert session.signed_sheets.get().added_by == session.host
