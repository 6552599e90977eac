"""A cohort by application, some answered, some waiting; a link that some came in by; a list to look over."""

from datetime import timedelta

from courses.admission.applications import apply_for, decide
from courses.admission.links import follow_link, make_link
from courses.admission.lists import upload
from courses.models import Cohort, InvitationLink

from .reading import read

DECIDED = 6


def build_admission(people, *, participant, staff, now):
    """To the cohort of ``admission.toml`` people apply, the participant last; the first are answered."""
    text = read("admission.toml")
    cohort = Cohort.objects.get(admission=Cohort.Admission.APPLICATION)
    busy = set(cohort.course.cohorts.values_list("enrollments__person", flat=True))
    free = [person for person in people if person.pk not in busy]
    questions = [row.text for row in cohort.questions.all()]
    applicants = [*free, participant][-len(text["answers"]) :]
    for place, (person, said) in enumerate(zip(applicants, text["answers"], strict=True)):
        sent = now - timedelta(days=3) + timedelta(hours=place)
        answers = [list(pair) for pair in zip(questions, said, strict=True)]
        apply_for(person=person, cohort=cohort, answers=answers, now=sent)
    for place, application in enumerate(cohort.applications.order_by("applied_at")[:DECIDED]):
        accepted = place % 3 < 2
        reason = "" if accepted else text["reason"]
        decide(application=application, accepted=accepted, reason=reason, by=staff.user, now=now - timedelta(days=1))
    invite(cohort, free[: text["invited"]], note=text["note"], staff=staff, now=now)
    lines = "".join(f"{line}\n" for line in [*text["list"], *(f"Хтось,{one.email}" for one in free[20:23])])
    upload(cohort=cohort, name=text["file"], data=f"ПІБ,Пошта\n{lines}".encode(), by=staff, now=now)


def invite(cohort, people, *, note, staff, now):
    link = InvitationLink(cohort=cohort, note=note, most=10, expires_at=now + timedelta(days=10))
    make_link(link=link, by=staff.user, now=now - timedelta(days=4))
    for person in people:
        follow_link(person=person, link=link, now=now - timedelta(days=2))
