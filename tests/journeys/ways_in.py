"""Ways into a cohort of the scene: applications, links, lists, seats of an organization."""

from datetime import timedelta

from courses.admission.allotments import accept, allot, name_person
from courses.admission.applications import apply_for
from courses.admission.applications import decide as decide_application
from courses.admission.links import make_link, revoke_link
from courses.admission.lists import confirm as confirm_list
from courses.admission.lists import upload as upload_list
from courses.admission.queue import join_queue
from courses.enrollment import enroll, withdraw
from courses.models import Cohort, CohortQuestion, InvitationLink, SeatAllotment
from people.models import Membership, Organization

WEEK = timedelta(days=7)


def make_ways_in(scene, cohort):
    """A cohort by application with its questions and answers, and links into it that work and do not."""
    scene.selective = cohort
    Cohort.objects.filter(pk=scene.selective.pk).update(admission=Cohort.Admission.APPLICATION)
    question = CohortQuestion.objects.create(
        cohort=scene.selective, text="Що ви хочете змінити у громаді?", hint="Двома реченнями."
    )
    for person in (scene.reader, scene.trainer):
        answers = [[question.text, "Відкрити бюджет."]]
        last = apply_for(person=person, cohort=scene.selective, answers=answers, now=scene.now)
    decide_application(
        application=last, accepted=False, reason="Ви вже тренер.", by=scene.coordinator.user, now=scene.now
    )
    scene.link, scene.revoked_link = (
        make_link(
            link=InvitationLink(cohort=scene.selective, note="Партнери", expires_at=scene.now + WEEK),
            by=scene.coordinator.user,
            now=scene.now,
        )
        for _number in range(2)
    )
    revoke_link(link=scene.revoked_link, by=scene.coordinator.user, now=scene.now)
    scene.carried_out, scene.listed = (bring_list(scene, name) for name in ("Віра Нова", "Інна Нова"))
    confirm_list(listed=scene.carried_out, by=scene.coordinator, now=scene.now)
    scene.seats, scene.joined, scene.invited = make_seats(scene)


def bring_list(scene, new):
    """A list with somebody new, somebody known by e-mail, somebody to decide about, and a line without sense."""
    ask = "Мельник Ганна,\n" if new.startswith("Інна") else ""
    text = f"ПІБ,Пошта\n{new},\nІван,ivan@school.test\n{ask}Хтось,не пошта\n"
    who = {"by": scene.coordinator, "now": scene.now}
    return upload_list(cohort=scene.selective, name="spysok.csv", data=text.encode(), **who)


def make_seats(scene):
    """(seats, who came in, who is invited); the contact is the scene's trainer."""
    organization = Organization.objects.create(name="ГО «Жива громада»", region="UA-77")
    Membership.objects.create(person=scene.trainer, organization=organization, is_contact=True)
    seats = SeatAllotment(cohort=scene.selective, organization=organization, seats=3)
    seats.name_until = scene.now + timedelta(days=7)
    allot(allotment=seats, by=scene.coordinator.user, now=scene.now)
    joined, invited = (
        name_person(allotment=seats, name=name, email="", by=scene.trainer, now=scene.now)
        for name in ("Іван Сусід", "Ніна Левчук")
    )
    accept(nominee=joined, person=scene.neighbor, now=scene.now)
    return seats, joined, invited


def make_queues(scene):
    """The trainer waits for a place in a full cohort with rules; in another one a place is held for the reader."""
    rules = {"first_in_queue": "rural", "organization_limit": 2}
    Cohort.objects.filter(pk=scene.full_cohort.pk).update(**rules)
    join_queue(person=scene.trainer, cohort=scene.full_cohort, now=scene.now)
    enroll(person=scene.neighbor, cohort=scene.held_cohort, now=scene.now)
    join_queue(person=scene.reader, cohort=scene.held_cohort, now=scene.now)
    withdraw(person=scene.neighbor, cohort=scene.held_cohort, now=scene.now)
