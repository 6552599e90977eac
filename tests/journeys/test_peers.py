"""From works handed in to the words of a peer: three participants and a trainer in their browsers."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override
from playwright.sync_api import expect

from content.models import Speaker
from courses.enrollment import enroll
from courses.models import PeerReview
from courses.models.pages import CourseTrainer
from courses.peers.tasks import care_for_peer_reviews

from .homework import RUBRIC, hand_in, make_assignment
from .school import make_account, make_school
from .signing_in import sign_in

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def write(page, address, review):
    """From «My learning» to the review that is given, by labels alone."""
    page.goto(f"{address}/my/")
    page.get_by_role("link", name=_("Read and write")).click()
    page.locator(f"ul.steps a[href$='/{review.pk}/']").click()
    expect(page.get_by_text("Шановна радо!")).to_be_visible()
    page.get_by_label(_("What is good, and what to work on")).fill("Мета ясна, а дати немає.")
    page.get_by_role("button", name=_("Keep as a draft"), exact=True).click()
    for title, levels in RUBRIC.items():
        page.get_by_role("group", name=title).get_by_label(re.compile(f"^{levels[1]} ")).check()
    page.get_by_role("button", name=_("Give the review"), exact=True).click()
    expect(page.get_by_text(_("Your review is given. Thank you."), exact=True)).to_be_visible()


@pytest.mark.parametrize("javascript", [False, True], ids=["no script", "script"])
def test_peers_read_each_other_and_the_trainer_has_the_last_word(visitor, live_server, javascript):
    with override("uk"):
        school, address = make_school(), live_server.url
        assignment = make_assignment(school.course, "Звернення до ради", "zvernennia")
        type(assignment).objects.filter(pk=assignment.pk).update(peer_readers=2, due_days=None)
        speaker = Speaker.objects.create(name="Оксана Левчук", slug="oksana", person=school.trainer)
        CourseTrainer.objects.create(course=school.course, speaker=speaker, sort_order=0)
        names = ("Ганна", "Роман", "Софія")
        people = [make_account(f"{number}@school.test", first=name) for number, name in enumerate(names)]
        for person in people:
            enroll(person=person, cohort=school.cohort, now=timezone.now())
            hand_in(assignment, person=person, now=timezone.now())
        care_for_peer_reviews.call()
        review = PeerReview.objects.first()
        reader, author = review.reader, review.submission.person
        phone, desk = visitor(javascript=javascript), visitor(javascript=javascript, width=1280)

        sign_in(phone.context, reader, address)
        write(phone, address, review)

        sign_in(desk.context, school.trainer, address)
        desk.goto(f"{address}/t/submissions/{review.submission_id}/")
        expect(desk.get_by_text("Мета ясна, а дати немає.")).to_be_visible()
        expect(desk.get_by_role("heading", name=reader.legal_name)).to_be_visible()

        PeerReview.objects.update(due_at=timezone.now() - timedelta(minutes=1))
        sign_in(phone.context, author, address)
        phone.goto(f"{address}{assignment.url}")
        expect(phone.get_by_text("Мета ясна, а дати немає.")).to_be_visible()
        assert reader.display_name not in phone.content()
