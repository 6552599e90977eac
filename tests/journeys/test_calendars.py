"""One's own calendar without JavaScript: the address, its replacement, the settings, an answer from a calendar app."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from icalendar import Calendar

from calendars.replies import take
from calendars.tests.replies import reply
from webinars.models import Registration
from webinars.registration import register
from webinars.scheduling import reschedule

from .school import make_account, make_school
from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def school(settings):
    settings.REPLIES_HOST, settings.REPLIES_EMAIL = "imap.school.test", "vidpovidi@school.test"
    with override("uk"):
        yield make_school()


@pytest.fixture
def page(visitor, live_server, school):
    opened = visitor(javascript=False)
    opened.person = make_account("olena@school.test", first="Олена")
    sign_in(opened.context, opened.person, live_server.url)
    return opened


def press(page, name):
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name=name).first.press("Enter")


def events(client, address):
    """What a calendar program reads at an address, by title; None if nothing is there."""
    answer = client.get(address)
    if answer.status_code != 200:
        return None
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(answer.content).walk("VEVENT")}


def new_address(page, name):
    page.goto("/my/calendar/")
    press(page, name)
    shown = page.get_by_label(_("Address for Google, Outlook and other calendars")).input_value()
    return re.sub(r"^https?://[^/]+", "", shown)


def test_subscribe_choose_and_replace_the_address(page, school, client):
    register(person=page.person, session=school.session, now=timezone.now())
    first = new_address(page, _("Create the address"))
    title = school.session.full_title
    assert set(events(client, first)) == {title}
    page.goto("/my/calendar/")
    assert _("No calendar has read it yet.") not in page.locator("main").inner_text()

    page.get_by_role("link", name=_("What my calendar and mails contain")).click()
    page.get_by_label(_("only show that I am busy")).check()
    press(page, _("Save"))
    assert set(events(client, first)) == {_("Busy")}

    second = new_address(page, _("Replace the address"))
    assert events(client, first) is None
    assert set(events(client, second)) == {_("Busy")}

    page.goto("/my/calendar/")
    press(page, _("Turn the address off"))
    assert events(client, second) is None


def test_no_from_a_calendar_keeps_the_seat_until_the_person_frees_it(page, school):
    register(person=page.person, session=school.session, now=timezone.now())
    invitation = mail.outbox[-1]
    (event,) = Calendar.from_ical(invitation.calendar).walk("VEVENT")
    take(
        reply(
            "google", address=page.person.email, to=invitation.reply_to[0], uid=str(event["UID"]), stamp=timezone.now()
        ),
        now=timezone.now(),
    )
    assert Registration.objects.get().answer == "declined"

    page.goto(school.event.url)
    assert (
        _(
            "Your calendar told us that you will not come. The seat is still yours; cancel the registration, so that "
            "somebody else can come."
        )
        in page.locator("main").inner_text()
    )
    page.goto(re.search(r"https?://\S+/withdraw/", mail.outbox[-1].body).group())
    press(page, _("Cancel registration"))

    assert not Registration.objects.active().exists()


def test_who_wants_no_calendar_mails_gets_plain_ones(page, school):
    page.goto("/my/calendar/settings/")
    page.get_by_label(_("invitations by mail")).uncheck()
    press(page, _("Save"))

    register(person=page.person, session=school.session, now=timezone.now())
    later = {name: getattr(school.session, name) + timedelta(hours=1) for name in ("starts_at", "ends_at")}
    reschedule(session=school.session, by=None, now=timezone.now(), **later)

    mails = [message for message in mail.outbox if message.to == [page.person.email]][-2:]
    assert [message.calendar for message in mails] == [b"", b""]
    assert school.session.event.title in mails[-1].subject


@pytest.mark.parametrize("language", ["uk", "en"])
def test_the_way_from_ones_calendar_to_each_apps_steps(page, language):
    with override(language):
        page.goto("/my/calendar/" if language == "uk" else "/en/my/calendar/")
        page.get_by_role("link", name=_("How to subscribe")).click()
        text = page.locator("main").inner_text()

        for app in ("Google Calendar", "Apple", "Outlook", "Thunderbird", "Android"):
            assert app in text
        for delay in (
            "Changes arrive in 8 to 24 hours, sometimes later. There is no setting for it.",
            "Changes arrive as often as you chose; an iPhone looks every few hours.",
            "Changes arrive in about 3 hours, at times in 24.",
            "Changes arrive in about 30 minutes while Thunderbird is open.",
            "Changes arrive in 8 to 24 hours through Google, or as often as you chose in ICSx⁵.",
        ):
            assert _(delay) in text
