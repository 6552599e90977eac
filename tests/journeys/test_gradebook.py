"""From a file handed in to the mark in a workbook: a trainer and a participant in their browsers."""

import io
import re

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from openpyxl import load_workbook
from playwright.sync_api import expect

from content.models import Speaker
from courses.enrollment import enroll
from courses.models import Mark
from courses.models.pages import CourseTrainer

from .homework import RUBRIC, make_assignment
from .school import make_account, make_school
from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]
FILE = {"name": "звернення.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7\n"}


def press(page, label):
    page.get_by_role("button", name=label, exact=True).click()


def mark(page, address, *, level, button):
    """The first in the queue, the same ``level`` for each criterion."""
    page.goto(f"{address}/t/submissions/")
    page.locator("ul.steps a").first.click()
    for title, levels in RUBRIC.items():
        page.get_by_role("group", name=title).get_by_label(re.compile(f"^{levels[level]} ")).check()
    page.get_by_label(re.compile(f"^{_('Comment')}")).fill("Додайте дату.")
    press(page, button)


def hand_in(page, address, assignment, text):
    page.goto(f"{address}{assignment.url}")
    page.get_by_label(re.compile(f"^{_('Your answer')}")).fill(text)
    page.locator("input[type=file]").set_input_files(FILE)
    press(page, _("Hand in"))
    expect(page.get_by_text(_("Your work is handed in."), exact=True)).to_be_visible()


def set_mark(page, address, course):
    page.goto(f"{address}/t/grades/{course.pk}/")
    page.locator("td a").last.click()
    page.get_by_label(re.compile(f"^{_('Mark, percent')}")).fill("92,5")
    page.get_by_label(re.compile(f"^{_('Reason')}")).fill("Усна відповідь на занятті.")
    press(page, _("Set the mark"))
    expect(page.get_by_text("Усна відповідь на занятті.")).to_be_visible()


def heads_stay(page):
    """Whether the heads of columns and the names of people stay where they are while the marks go past under them."""
    return page.evaluate(
        """() => {
          const frame = document.querySelector(".grades")
          const name = frame.querySelector("tbody th"), head = frame.querySelector("thead th:last-child")
          frame.style.maxHeight = "6rem"
          frame.style.maxWidth = "16rem"
          const left = name.getBoundingClientRect().left
          frame.scrollTo(40, 40)
          const moved = frame.scrollTop > 0 && frame.scrollLeft > 0
          const stays = Math.abs(name.getBoundingClientRect().left - left) < 2
          return moved && stays && head.getBoundingClientRect().top >= frame.getBoundingClientRect().top - 2
        }"""
    )


def number_of(found):
    """The last number of what is read out."""
    return float(re.findall(r"\d+(?:[.,]\d+)?", found.inner_text())[-1].replace(",", "."))


@pytest.mark.parametrize("javascript", [False, True], ids=["no script", "script"])
def test_work_is_returned_accepted_corrected_and_exported(visitor, live_server, javascript):
    with override("uk"):
        school, address = make_school(), live_server.url
        assignment = make_assignment(school.course, "Звернення до ради", "zvernennia")
        learner = make_account("reader@school.test")
        speaker = Speaker.objects.create(name="Оксана Левчук", slug="oksana", person=school.trainer)
        CourseTrainer.objects.create(course=school.course, speaker=speaker, sort_order=0)
        place = enroll(person=learner, cohort=school.cohort, now=timezone.now())
        desk, phone = visitor(javascript=javascript, width=1280), visitor(javascript=javascript)
        sign_in(desk.context, school.trainer, address)
        sign_in(phone.context, learner, address)

        hand_in(phone, address, assignment, "Шановна радо!")
        mark(desk, address, level=0, button=_("Return for rework"))
        hand_in(phone, address, assignment, "Шановна радо! 26 листопада.")
        mark(desk, address, level=1, button=_("Accept"))
        assert [row.accepted for row in Mark.objects.order_by("pk")] == [False, True]

        set_mark(desk, address, school.course)
        phone.goto(f"{address}/my/marks/{place.pk}/")
        expect(phone.get_by_text("Усна відповідь на занятті.")).to_be_visible()

        desk.goto(f"{address}/t/grades/{school.course.pk}/")
        assert heads_stay(desk)
        with desk.expect_download() as started:
            desk.get_by_role("link", name="XLSX").click()
        book = load_workbook(io.BytesIO(started.value.path().read_bytes())).active
        told = number_of(desk.locator("tbody td a").last), number_of(desk.locator("tbody td strong").first)
        row = [cell.value for cell in book[2]]
        assert (row[0], row[-3]) == (learner.legal_name, 92.5)
        assert told == (row[-3], row[-2])
