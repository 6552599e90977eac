"""Every page that a visitor, a participant or a trainer may meet, in each of its states."""

from collections.abc import Callable
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils import timezone

from webinars.check_in import code_of
from webinars.models import Session

BROKEN = "/zlamano/"


@dataclass(frozen=True)
class Stop:
    """A page: its address with names of the scene in it, whose window shows it, and what to do there first."""

    path: str
    who: str = ""
    act: Callable | None = None
    status: int = 200


def send_empty(page):
    """Send the page's form without an answer."""
    for field in page.locator("main form").first.locator("input:is([type=text], [type=email], [type=password])").all():
        field.fill("")
    send(page)


def send(page):
    with page.expect_navigation():
        page.locator("main form button").first.click()


def answer_check(page):
    """Choose an answer in the self-check of a lesson and ask whether it is right."""
    page.locator("form.box input[type=radio]").first.check()
    with page.expect_navigation():
        page.locator("form.box button").click()


def compare_a_name(page):
    """Ask whether a certificate is in a name that it is not in."""
    page.locator("[name=name]").fill("Хтось Інший")
    send(page)


def type_the_code(page):
    """What the host’s screen in the hall shows now."""
    session = Session.objects.get(mode=Session.Mode.IN_PERSON)
    page.locator("main input[name=digits]").fill(code_of(session, now=timezone.now()).digits)
    send(page)


def want_all_dates(page):
    """One of the dates is full: the page names it and asks about the others."""
    with page.expect_navigation():
        page.locator("button[name=everything]").click()


def forget_the_form(page):
    """The form was open for so long that its key is gone."""
    page.context.clear_cookies()
    send(page)


def break_down(window):
    """A server error: the page is shown by the real template, whatever went wrong before it."""
    body = render_to_string("500.html")
    window.route(f"**{BROKEN}", lambda route: route.fulfill(status=500, content_type="text/html", body=body))


PUBLIC = {
    "front page": Stop("/"),
    "front page in English": Stop("/en/"),
    "catalog": Stop("/kursy/"),
    "catalog, second page": Stop("/kursy/?page=2"),
    "catalog, nothing fits": Stop("/kursy/?format=lessons_webinars"),
    "course, open": Stop("/kursy/biudzhet/"),
    "course, full": Stop("/kursy/advokatsiia/"),
    "course, enrollment closed": Stop("/kursy/media/"),
    "course, no cohort": Stop("/kursy/koalitsii/"),
    "module": Stop("/kursy/biudzhet/zvidky/"),
    "lesson": Stop("/kursy/biudzhet/zvidky/urok-1/"),
    "quiz": Stop("/kursy/biudzhet/zvidky/test/"),
    "page of text": Stop("/pro-shkolu/"),
    "event calendar": Stop("/podii/"),
    "event calendar, one kind": Stop("/podii/?kind=master_class"),
    "event calendar, past": Stop("/podii/?past=1"),
    "event calendar, empty month": Stop("/podii/?m=2026-01"),
    "event before": Stop("/podii/slukhannia/"),
    "event during": Stop("/podii/vebinar/"),
    "event after": Stop("/podii/propozytsiia/"),
    "event cancelled": Stop("/podii/merezha/"),
    "event full": Stop("/podii/dyskusiia/"),
    "event of several dates": Stop("/podii/dani/"),
    "event without a date": Stop("/podii/forum/"),
    "event with a programme": Stop("/podii/poruch/"),
    "programme": Stop("/e/{forum.event_id}/programme/"),
    "programme, one language": Stop("/e/{forum.event_id}/programme/?lang=en"),
    "my programme, empty": Stop("/e/{forum.event_id}/programme/?mine=1"),
    "programme, item": Stop("/e/{forum.event_id}/programme/{talk.public_id}/"),
    "programme, now and next": Stop("/e/{forum.event_id}/programme/now/"),
    "programme, changes": Stop("/e/{forum.event_id}/programme/changes/"),
    "calendars to subscribe to": Stop("/feeds/"),
    "verification": Stop("/c/"),
    "verification, error": Stop("/c/?number=7", status=400),
    "verification, valid": Stop("/c/{valid.number}"),
    "verification, revoked": Stop("/c/{revoked.number}"),
    "verification, expired and without a name": Stop("/c/{expired.number}"),
    "verification, another name": Stop("/c/{expired.number}", act=compare_a_name),
    "verification, replaced": Stop("/c/{replaced.number}"),
    "verification, not found": Stop("/c/7K4M-92QX-3HTC", status=404),
    "verification by file": Stop("/c/file"),
    "search": Stop("/search/"),
    "search, results": Stop("/search/?q=урок"),
    "search, nothing": Stop("/search/?q=черепаха"),
    "login": Stop("/login/"),
    "login, error": Stop("/login/", act=send_empty),
    "signup": Stop("/signup/"),
    "signup, errors": Stop("/signup/", act=send_empty),
    "password reset": Stop("/account/password/reset/"),
    "password reset, error": Stop("/account/password/reset/", act=send_empty),
    "password reset, sent": Stop("/account/password/reset/done/"),
    "password reset, old link": Stop("/account/password/reset/key/1-abc-def/"),
    "password changed": Stop("/account/password/reset/key/done/"),
    "account switched off": Stop("/account/inactive/"),
    "address to confirm": Stop("/account/confirm-email/"),
    "address, old link": Stop("/account/confirm-email/abc/"),
    "not found": Stop("/nemaie/", status=404),
    "form too old": Stop("/login/", act=forget_the_form),
    "broken": Stop(BROKEN, status=500),
}
PARTICIPANT = {
    "front page, signed in": Stop("/", "reader"),
    "course, enrolled": Stop("/kursy/biudzhet/", "reader"),
    "course, completed": Stop("/kursy/rozvytok/", "reader"),
    "enroll": Stop("/enrol/{school.cohort.pk}/", "newcomer"),
    "enroll, refused": Stop("/enrol/{full_cohort.pk}/", "newcomer"),
    "apply": Stop("/enrol/{selective.pk}/apply/", "newcomer"),
    "apply, error": Stop("/enrol/{selective.pk}/apply/", "newcomer", act=send_empty),
    "application, waiting": Stop("/enrol/{selective.pk}/apply/", "reader"),
    "application, declined": Stop("/enrol/{selective.pk}/apply/", "trainer"),
    "application, refused": Stop("/enrol/{full_cohort.pk}/apply/", "newcomer"),
    "course, by application": Stop("/kursy/zaiavka/", "reader"),
    "invitation": Stop("/i/{link.key}/", "newcomer"),
    "invitation, revoked": Stop("/i/{revoked_link.key}/", "newcomer"),
    "leave a cohort": Stop("/enrol/{school.cohort.pk}/withdraw/", "reader"),
    "lesson, enrolled": Stop("/kursy/biudzhet/zvidky/urok-2/", "reader"),
    "self-check answered": Stop("/kursy/biudzhet/zvidky/urok-1/", "reader", act=answer_check),
    "quiz, tried": Stop("/kursy/biudzhet/zvidky/test/", "reader"),
    "question, one answer": Stop("/kursy/biudzhet/zvidky/test/q/1/", "reader"),
    "question, several answers": Stop("/kursy/biudzhet/zvidky/test/q/2/", "reader"),
    "question, error": Stop("/kursy/biudzhet/zvidky/test/q/1/", "reader", act=send),
    "quiz result": Stop("/kursy/biudzhet/zvidky/test/result/", "reader"),
    "question, text alone": Stop("/kursy/biudzhet/zvidky/usi-vydy/q/1/", "reader"),
    "question, true or false": Stop("/kursy/biudzhet/zvidky/usi-vydy/q/4/", "reader"),
    "question, short text": Stop("/kursy/biudzhet/zvidky/usi-vydy/q/5/", "reader"),
    "question, number": Stop("/kursy/biudzhet/zvidky/usi-vydy/q/6/", "reader"),
    "question, number, error": Stop("/kursy/biudzhet/zvidky/usi-vydy/q/6/", "reader", act=send_empty),
    "question, matching": Stop("/kursy/biudzhet/zvidky/usi-vydy/q/7/", "reader"),
    "question, ordering": Stop("/kursy/biudzhet/zvidky/usi-vydy/q/8/", "reader"),
    "question, ordering, error": Stop("/kursy/biudzhet/zvidky/usi-vydy/q/8/", "reader", act=send),
    "question, gaps": Stop("/kursy/biudzhet/zvidky/usi-vydy/q/9/", "reader"),
    "question, gaps, error": Stop("/kursy/biudzhet/zvidky/usi-vydy/q/9/", "reader", act=send),
    "question, essay": Stop("/kursy/biudzhet/zvidky/usi-vydy/q/10/", "reader"),
    "quiz result, waiting": Stop("/kursy/biudzhet/zvidky/usi-vydy/result/", "reader"),
    "assignment, not enrolled": Stop("/kursy/biudzhet/zvidky/zvernennia/", "newcomer"),
    "assignment, returned": Stop("/kursy/biudzhet/zvidky/zvernennia/", "reader"),
    "assignment, handed in": Stop("/kursy/biudzhet/zvidky/zapyt/", "reader"),
    "event before, registered": Stop("/podii/slukhannia/", "reader"),
    "event during, registered": Stop("/podii/vebinar/", "reader"),
    "event after, attended": Stop("/podii/propozytsiia/", "reader"),
    "register": Stop("/s/{before.public_id}/register/", "newcomer"),
    "register, full": Stop("/s/{taken.public_id}/register/", "newcomer"),
    "give a seat back": Stop("/s/{before.public_id}/withdraw/", "reader"),
    "event full, in the queue": Stop("/podii/dyskusiia/", "reader"),
    "register, in the queue": Stop("/s/{taken.public_id}/register/", "reader"),
    "join the queue": Stop("/s/{taken.public_id}/queue/", "newcomer"),
    "leave the queue": Stop("/s/{taken.public_id}/queue/leave/", "reader"),
    "register, a seat is held": Stop("/s/{held.public_id}/register/", "reader"),
    "dates to choose": Stop("/e/{weeks.pk}/dates/", "reader"),
    "dates to choose, one is full": Stop("/e/{weeks.pk}/dates/", "reader", act=want_all_dates),
    "dates to choose, none open": Stop("/e/{over.event.pk}/dates/", "reader"),
    "join, too early": Stop("/s/{before.public_id}/join/", "reader"),
    "join, not registered": Stop("/s/{live.public_id}/join/", "newcomer"),
    "join": Stop("/s/{live.public_id}/join/", "reader"),
    "room": Stop("/s/{live.public_id}/room/", "reader"),
    "my learning": Stop("/my/", "reader"),
    "my marks": Stop("/my/marks/{place.pk}/", "reader"),
    "my learning, empty": Stop("/my/", "newcomer"),
    "my calendar": Stop("/my/calendar/", "reader"),
    "my calendar, empty": Stop("/my/calendar/", "newcomer"),
    "my calendar, new address": Stop("/my/calendar/", "coordinator", act=send),
    "my calendar, settings": Stop("/my/calendar/settings/", "reader"),
    "my certificates": Stop("/my/certificates/", "reader"),
    "share a certificate": Stop("/my/certificates/{valid.number}/share/", "reader"),
    "my certificates, empty": Stop("/my/certificates/", "newcomer"),
    "my programme": Stop("/e/{forum.event_id}/programme/?mine=1", "reader"),
    "programme, item chosen": Stop("/e/{forum.event_id}/programme/{talk.public_id}/", "reader"),
    "profile": Stop("/my/profile/", "reader"),
    "profile, errors": Stop("/my/profile/", "reader", act=send_empty),
    "my addresses": Stop("/account/email/", "reader"),
    "change the password": Stop("/account/password/change/", "reader"),
    "password once more": Stop("/account/reauthenticate/", "reader"),
    "sign out": Stop("/logout/", "reader"),
    "check-in, typing the code": Stop("/here/", "reader"),
    "check-in, no such code": Stop("/here/", "reader", act=send_empty),
    "check-in, button": Stop("/here/", "reader", act=type_the_code),
    "check-in, not yet": Stop("/here/{before.public_id}/", "reader", status=409),
    "check-in, old code": Stop("/here/{hall.public_id}/abc/", "reader", status=410),
    "not open to you": Stop("/t/e/{live.public_id}/", "reader", status=403),
}
TRAINER = {
    "my cohorts": Stop("/t/", "coordinator"),
    "my cohorts, empty": Stop("/t/", "newcomer"),
    "cohort": Stop("/t/{school.cohort.pk}/", "coordinator"),
    "cohort, empty": Stop("/t/{closed_cohort.pk}/", "coordinator"),
    "essays to mark": Stop("/t/marking/", "coordinator"),
    "essays to mark, none": Stop("/t/marking/", "newcomer"),
    "essay to mark": Stop("/t/marking/{waiting.pk}/", "coordinator"),
    "essay to mark, error": Stop("/t/marking/{waiting.pk}/", "coordinator", act=send_empty),
    "gradebook": Stop("/t/grades/{main.pk}/", "coordinator"),
    "gradebook, nobody like that": Stop("/t/grades/{main.pk}/?cohort={closed_cohort.pk}&show=waiting", "coordinator"),
    "a mark": Stop("/t/grades/{main.pk}/{reader.pk}/{submission.assignment_id}/", "coordinator"),
    "a mark, error": Stop("/t/grades/{main.pk}/{reader.pk}/{submission.assignment_id}/", "coordinator", act=send_empty),
    "quiz in numbers": Stop("/t/quizzes/{quiz.pk}/", "coordinator"),
    "quiz in numbers, nothing yet": Stop("/t/quizzes/{kinds.pk}/", "coordinator"),
    "enroll from a file": Stop("/t/{selective.pk}/lists/", "coordinator"),
    "enroll from a file, error": Stop("/t/{selective.pk}/lists/", "coordinator", act=send_empty),
    "list to look over": Stop("/t/{selective.pk}/lists/{listed.pk}/", "coordinator"),
    "list carried out": Stop("/t/{selective.pk}/lists/{carried_out.pk}/", "coordinator"),
    "to be marked": Stop("/t/submissions/", "coordinator"),
    "to be marked, nothing": Stop("/t/submissions/", "newcomer"),
    "mark a submission": Stop("/t/submissions/{submission.pk}/", "coordinator"),
    "mark a submission, error": Stop("/t/submissions/{submission.pk}/", "coordinator", act=send_empty),
    "attendance sheet": Stop("/t/e/{live.public_id}/", "trainer"),
    "attendance sheet, decided": Stop("/t/e/{over.public_id}/", "trainer"),
    "attendance sheet, empty": Stop("/t/e/{lonely.public_id}/", "trainer"),
    "attendance report": Stop("/t/e/{over.public_id}/report/", "trainer"),
    "attendance report, empty": Stop("/t/e/{lonely.public_id}/report/", "trainer"),
    "attendance corrected": Stop("/t/e/{over.public_id}/report/{attendance.pk}/", "coordinator"),
    "attendance from files": Stop("/t/e/{over.public_id}/imports/", "coordinator"),
    "attendance from files, error": Stop("/t/e/{over.public_id}/imports/", "coordinator", act=send_empty),
    "file to look over": Stop("/t/e/{over.public_id}/imports/{imported.pk}/", "coordinator"),
    "attendance sheet, checked in": Stop("/t/e/{hall.public_id}/", "trainer"),
    "check-in, screen": Stop("/t/e/{hall.public_id}/qr/", "trainer"),
    "check-in, screen not yet": Stop("/t/e/{before.public_id}/qr/", "trainer"),
    "room, hosting": Stop("/s/{live.public_id}/room/", "trainer"),
}
STOPS = {**PUBLIC, **PARTICIPANT, **TRAINER}
