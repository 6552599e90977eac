"""What is done on a page before it is looked at."""

from django.template.loader import render_to_string
from django.utils import timezone

from certificates.models import Badge
from webinars.check_in import code_of
from webinars.models import Session

BROKEN = "/zlamano/"  # answered by nobody


def send_empty(page):
    """Send the page's form without an answer."""
    for field in page.locator("main form").first.locator("input:is([type=text], [type=email], [type=password])").all():
        field.fill("")
    send(page)


def send(page):
    with page.expect_navigation():
        page.locator("main form button").first.click()


def send_nameless(page):
    """Send the card of a speaker without a name."""
    page.locator("main [name=name]").fill("")
    send(page)


def send_nothing(page):
    """Take the words out of the text and send it."""
    page.locator("main textarea").fill("")
    send(page)


def write_from_an_old_window(page):
    """Save words in a window that was opened before the note was changed elsewhere."""
    page.evaluate("document.querySelector('main [name=version]').value = ''")
    page.locator("main textarea").fill("Зовсім інші слова")
    send(page)


def answer_check(page):
    """Choose an answer in the self-check of a lesson and ask whether it is right."""
    page.locator("form.box input[type=radio]").first.check()
    with page.expect_navigation():
        page.locator("form.box button").click()


def compare_a_name(page):
    """Ask whether a certificate is in a name that it is not in."""
    page.locator("[name=name]").fill("Хтось Інший")
    send(page)


def send_a_changed_badge(page):
    """A file that says it is a badge of ours, and is not the one that was signed."""
    token = Badge.objects.first().token
    changed = {"name": "badge.jwt", "mimeType": "text/plain", "buffer": f"{token}A".encode()}
    page.locator("[name=file]").set_input_files(changed)
    with page.expect_navigation():
        page.locator("main form[enctype] button").click()


def type_the_code(page):
    """What the host’s screen in the hall shows now."""
    session = Session.objects.get(event__slug="biblioteka")
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
