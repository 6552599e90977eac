"""What happened and what is planned: sessions, cohorts, attendance, completions – all through the domain verbs."""

import random
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from certificates.models import CertificateRule, CertificateTemplate
from courses.enrollment import enroll
from courses.models import Cohort, CohortSession, Enrollment, LessonPage, ModulePage, QuizPage
from courses.progress import complete_courses_of, complete_lesson
from courses.quizzes import finish_attempt, save_answer, start_attempt
from people.models import Person
from webinars.attendance import decide, mark_on_sheet
from webinars.models import EventPage, Session
from webinars.registration import register
from webinars.scheduling import schedule

from .pages import build_event
from .reading import HERE, read

KYIV = ZoneInfo("Europe/Kyiv")
EVENING = time(18, 0)


def moment(day, clock):
    """The instant of a Kyiv wall-clock time on ``day``."""
    return datetime.combine(day, clock, tzinfo=KYIV)


def on_weekday(day, weekday):
    """``day`` or the next day that falls on ``weekday`` (Monday is 0)."""
    return day + timedelta(days=(weekday - day.weekday()) % 7)


def build_events(events, *, host, now):
    """Announce every event of the TOML files and schedule its sessions."""
    today = now.astimezone(KYIV).date()
    for path in sorted((HERE / "events").glob("*.toml")):
        for row in read("events", path.name)["event"]:
            event = build_event(events, path.stem, row)
            if event.sessions.exists():
                continue
            for entry in row["session"]:
                build_session(event, entry, today=today, host=host, now=now)


def build_session(event, entry, *, today, host, now):
    starts = moment(today + timedelta(days=entry["day"]), time.fromisoformat(entry["time"]))
    ends = (starts.astimezone(ZoneInfo("UTC")) + timedelta(minutes=entry["minutes"])).astimezone(KYIV)
    announced = min(now, starts - timedelta(days=21))
    session = Session(
        event=event,
        title=entry.get("title", ""),
        starts_at=starts,
        ends_at=ends,
        mode=entry["mode"],
        place=entry.get("place", ""),
        region=entry.get("region", ""),
        capacity=entry["capacity"],
        host=host,
    )
    return schedule(session=session, by=None, now=announced)


def fill_sessions(people, *, trainer, now):
    """Register people for every session and let the past ones have happened."""
    chance = random.Random(92)
    for session in Session.objects.select_related("event").filter(registrations__isnull=True).distinct():
        wanted = chance.randint(8, 24)
        guests = chance.sample(people, min(wanted, session.capacity or wanted))
        early = min(now, session.starts_at - timedelta(days=7))
        for person in guests:
            register(person=person, session=session, now=early)
        if session.is_over(now=now):
            hold(session, guests, chance=chance, trainer=trainer, now=session.ends_at + timedelta(minutes=40))


def hold(session, guests, *, chance, trainer, now):
    """Mark who came on the trainer's sheet, then decide by the rule."""
    for person in guests:
        if chance.random() < 0.8:
            mark_on_sheet(session=session, person=person, by=trainer, now=session.ends_at)
    decide(session=session, now=now)


def build_certificates(courses):
    """One template and the rules: every course, every master class and forum certifies."""
    template, _ = CertificateTemplate.objects.get_or_create(
        name="Килим",
        defaults={
            "issuer": "Школа громадських активістів",
            "acknowledgement": "Фінансується Європейським Союзом",
            "signatory": "Ірина Савчук",
            "signatory_role": "координаторка школи",
        },
    )
    attendance, _ = CertificateTemplate.objects.get_or_create(
        name="Участь",
        defaults={
            "statement": "засвідчує участь у події:",
            "issuer": "Школа громадських активістів",
            "acknowledgement": "Фінансується Європейським Союзом",
            "signatory": "Ірина Савчук",
            "signatory_role": "координаторка школи",
            "kilim_seed": "uchast",
        },
    )
    for course in courses:
        CertificateRule.objects.get_or_create(course=course, defaults={"template": template})
    certified = [EventPage.Kind.MASTER_CLASS, EventPage.Kind.ANNUAL_FORUM, EventPage.Kind.STUDY_VISIT]
    for event in EventPage.objects.filter(kind__in=certified):
        CertificateRule.objects.get_or_create(event=event, defaults={"template": attendance})


def build_cohort(course, number, *, starts, weeks, seats, closes, self_paced=False):
    cohort, _ = Cohort.objects.get_or_create(
        course=course,
        number=number,
        defaults={
            "state": Cohort.State.OPEN,
            "starts_on": starts,
            "ends_on": starts + timedelta(weeks=weeks),
            "enroll_closes_at": closes,
            "seats": seats,
            "self_paced": self_paced,
        },
    )
    return cohort


def build_cohorts(courses, people, *, now):
    """Of every course a past cohort that finished and one that is open for enrollment now."""
    chance = random.Random(18)
    today = now.astimezone(KYIV).date()
    for place, course in enumerate(courses):
        began = on_weekday(today - timedelta(days=120 + 7 * place), 0)
        past = build_cohort(
            course, 1, starts=began, weeks=course.weeks, seats=40, closes=now + timedelta(hours=1), self_paced=True
        )
        if not Enrollment.objects.filter(cohort=past).exists():
            group = people[place * 22 : place * 22 + 22]
            study(past, group, chance=chance)
            Cohort.objects.filter(pk=past.pk).update(enroll_closes_at=moment(began, time(0)))
        coming = on_weekday(today + timedelta(days=10 + 3 * place), 1)
        cohort = build_cohort(
            course,
            2,
            starts=coming,
            weeks=course.weeks,
            seats=40,
            closes=moment(coming - timedelta(days=4), time(23, 59)),
        )
        if not Enrollment.objects.filter(cohort=cohort).exists():
            for person in chance.sample(people, chance.randint(9, 26)):
                enroll(person=person, cohort=cohort, now=now)


def study(cohort, group, *, chance):
    """Let a group go through a course: most finish, some stop on the way."""
    began = moment(cohort.starts_on, time(9))
    lessons = list(LessonPage.objects.descendant_of(cohort.course).live().order_by("path"))
    quizzes = list(QuizPage.objects.descendant_of(cohort.course).live().order_by("path"))
    for person in group:
        enroll(person=person, cohort=cohort, now=began - timedelta(days=5))
        finishes = chance.random() < 0.65
        read_until = len(lessons) if finishes else chance.randint(1, len(lessons) - 1)
        for step, lesson in enumerate(lessons[:read_until]):
            complete_lesson(person=person, lesson=lesson, now=began + timedelta(days=1 + step))
        if finishes:
            for quiz in quizzes:
                pass_quiz(person, quiz, now=began + timedelta(days=2 + len(lessons)))
            complete_courses_of(person=person, now=began + timedelta(days=3 + len(lessons)), course=cohort.course)


def pass_quiz(person, quiz, *, now):
    """Answer everything rightly, as somebody who read the lessons would."""
    attempt = start_attempt(person=person, quiz=quiz, now=now)
    for position, question in enumerate(attempt.snapshot):
        right = [place for place, choice in enumerate(question["choices"]) if choice["right"]]
        save_answer(attempt=attempt, person=person, position=position, chosen=right, now=now)
    finish_attempt(attempt=attempt, person=person, now=now)


def build_live_cohort(course, events, *, trainer, now):
    """The open cohort of the main course has two webinars and a master class of its own."""
    cohort = Cohort.objects.get(course=course, number=2)
    if cohort.session_rows.exists():
        return
    modules = list(ModulePage.objects.child_of(course).order_by("path"))
    plan = [("chytaiemo-biudzhet-razom", 1, 7), ("hotuiemos-do-slukhan", 2, 14), ("pyshemo-propozytsiiu", 4, 25)]
    for slug, place, days in plan:
        event = EventPage.objects.child_of(events).filter(slug=slug).first()
        if event is None:
            continue
        day = cohort.starts_on + timedelta(days=days)
        session = Session(
            event=event,
            starts_at=moment(day, EVENING),
            ends_at=moment(day, time(19, 30)),
            capacity=40,
            host=trainer,
        )
        session = schedule(session=session, by=None, now=now)
        CohortSession.objects.create(cohort=cohort, session=session, module=modules[place])


def start_own_path(course, *, now):
    """The demo participant has begun the open cohort, so that «My learning» has something to continue."""
    person = Person.objects.get(email="participant@school.example")
    cohort = Cohort.objects.get(course=course, number=2)
    enroll(person=person, cohort=cohort, now=now)
    for lesson in LessonPage.objects.descendant_of(course).live().order_by("path")[:2]:
        complete_lesson(person=person, lesson=lesson, now=now)
    for session in Session.objects.scheduled().upcoming(now=now).filter(event__kind="webinar")[:1]:
        register(person=person, session=session, now=now)
