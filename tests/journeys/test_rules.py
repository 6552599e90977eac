"""A rule's way: its kind chosen, its mistakes read, shown before it runs, approved; then read by who was certified."""

from datetime import date, time, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override
from playwright.sync_api import expect

from certificates.models import Certificate
from people.roles import ADMINISTRATORS
from webinars.attendance import mark_on_sheet
from webinars.models import SessionSeries
from webinars.recurrence import Rule
from webinars.series import make_series

from .school import make_account, make_school
from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def school():
    with override("uk"):
        yield make_school()


@pytest.fixture
def series(school):
    """Three weeks that are over."""
    first = date.today() - timedelta(days=30)
    series = SessionSeries(
        event=school.event,
        rule=Rule(weekdays=(first.weekday(),), count=3).text,
        first_on=first,
        at=time(18),
        minutes=60,
    )
    return make_series(series=series, by=None, now=timezone.now() - timedelta(days=40))


def attend(series, person, number):
    for session in series.sessions.order_by("starts_at")[:number]:
        mark_on_sheet(session=session, person=person, by=None, now=timezone.now())


def test_from_a_kind_to_the_certificate_of_who_came(visitor, live_server, school, series):
    olena, ivan = make_account("olena@school.test", first="Олена"), make_account("ivan@school.test", first="Іван")
    attend(series, olena, 2)
    attend(series, ivan, 1)
    office, home = visitor(width=1280), visitor(javascript=False)
    sign_in(office.context, make_account("admin@school.test", role=ADMINISTRATORS), live_server.url)
    sign_in(home.context, olena, live_server.url)

    office.goto("/admin/certificate_rule/new/")
    office.locator("a[href$='/new/series/']").click()
    office.locator("#id_template").select_option(index=1)
    office.locator("#id_series").select_option(str(series.pk))
    office.locator("#id_min_sessions").fill("9")
    office.locator("#id_automatic").uncheck()
    office.locator("main form [type=submit]").first.click()
    expect(office.get_by_text("The series has only 3 dates.")).to_be_visible()
    office.locator("#id_min_sessions").fill("2")
    office.locator("main form [type=submit]").first.click()
    office.locator(".messages .success").wait_for()

    office.goto(f"/admin/certificate_rule/preview/{series.certificate_rules.get().pk}/")
    expect(office.get_by_text("Attended sessions: 1 of 2.")).to_be_visible()
    assert not Certificate.objects.exists()
    office.locator("main a[href*='/plan/']").click()
    office.locator("main form [type=submit]").click()
    expect(office.locator("[name=row]:checked")).to_have_count(1)
    office.locator("form[action$='/approve/'] [type=submit]").click()
    office.locator(".messages .success").wait_for()

    certificate = Certificate.objects.get()
    assert (certificate.person, certificate.series) == (olena, series)
    home.goto("/my/certificates/")
    home.locator("main a[href$='/evidence/']").click()
    assert "Attended sessions: 2 of 3" in home.locator("main").inner_text()
