"""A school in which every page has something to show and every state has its page; built by the verbs."""

import io
import json
from datetime import time, timedelta

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image
from wagtail.models import Locale, Page

from calendars.tokens import issue_token
from certificates.designs import ship_designs
from certificates.issuing import issue_for_course, issue_for_event
from certificates.life import correct_name, revoke
from certificates.models import CertificateTemplate, Shown
from certificates.sharing import show
from conferences.models import Star
from content.models import SiteDocument, SiteImage, Speaker, Topic
from courses.enrollment import enroll
from courses.models import (
    Cohort,
    CohortSession,
    CoursePage,
    LessonPage,
    ModulePage,
    QuizPage,
)
from courses.models.pages import CourseTrainer
from courses.progress import complete_lesson
from courses.quizzes import finish_attempt, save_answer, start_attempt
from home.demo.pages import publish
from home.models import HomePage, StandardPage
from people.models import Person
from people.roles import COORDINATORS
from webinars.attendance import decide, mark_on_sheet
from webinars.check_in import check_in
from webinars.models import EventPage, Registration, Session, SessionSeries
from webinars.models.pages import EventSpeaker
from webinars.recurrence import Rule
from webinars.registration import register, withdraw
from webinars.scheduling import cancel, schedule
from webinars.series import make_series
from webinars.waiting import join_queue

from .asking import make_asking, make_chosen, make_limited
from .beside import furnish
from .certified import certify_organization
from .discussions import Discussion
from .forums import Proposed, ask_speaker, make_forum
from .holding import make_badges, make_suspended
from .homework import do_homework, let_peers_read, set_a_mark
from .kinds import GIVEN, make_kinds_quiz
from .meetings import make_digest, make_film, make_meeting, make_needs
from .opening import make_opening
from .opinions import make_surveys
from .presence import bring_file, make_presence
from .rooms import record
from .school import make_account, make_school, text
from .sending import make_sent
from .talks import make_talks
from .visits import make_visit
from .ways_in import make_queues, make_ways_in

WEEK = timedelta(days=7)


def make_document(name):
    content = ContentFile(b"0" * 62_000, name)
    return SiteDocument.objects.create(title=name, file=content, file_size=content.size).pk


def make_image():
    file = io.BytesIO()
    Image.new("RGB", (900, 600), (36, 70, 143)).save(file, "PNG")
    return SiteImage.objects.create(title="Рік бюджету", file=ContentFile(file.getvalue(), "rik.png"), credit="Школа")


def every_block():
    """One of each block an editor may choose, and a second margin note."""
    note = {"type": "note", "value": {"term": "Субвенція", "text": "Гроші з іншого бюджету на визначену мету."}}
    options = [{"text": "Рада", "right": True, "explanation": "Так велить закон."}, {"text": "Голова", "right": False}]
    files = {"small": "urok.mp4", "sound": "urok.mp3", "captions": "urok.vtt"}
    video = {name: make_document(file) for name, file in files.items()}
    recording = {"title": "Як знайти рішення", "minutes": 4, "transcript": "<p>Текст запису.</p>"}
    table = {
        "caption": "Де шукати",
        "columns": [{"type": "text", "heading": heading} for heading in ("Де", "Що", "Скільки, тисяч гривень")],
        "rows": [{"values": ["Сайт громади", "рішення ради", "1 250"]}, {"values": ["Портал", "видатки", "980"]}],
    }
    blocks = [
        {"type": "text", "value": "<p>Бюджет — <b>відкритий</b> <a href='https://example.org/'>документ</a>.</p>"},
        {"type": "heading", "value": {"text": "Три місця, де він точно є", "level": "h2"}},
        {"type": "text", "value": "<ol><li>Сайт громади</li><li>Портал</li></ol><ul><li>Газета</li></ul>"},
        note,
        {"type": "heading", "value": {"text": "Сайт громади", "level": "h3"}},
        {"type": "quote", "value": {"text": "Бюджет — це розмова.", "who": "Оксана Левчук", "role": "економістка"}},
        note,
        {"type": "table", "value": table},
        {"type": "image", "value": {"image": make_image().pk, "alt": "Коло року", "caption": "Рік бюджету"}},
        {"type": "audio", "value": {**recording, "file": make_document("urok.mp3")}},
        {"type": "video", "value": {**recording, **video, "external_url": "https://video.example.org/1"}},
        {"type": "file", "value": {"title": "Зразок запиту", "document": make_document("zrazok.docx")}},
        {"type": "check", "value": {"question": "Хто затверджує бюджет?", "options": options}},
    ]
    return json.dumps(blocks)


class Scene:
    """Who and what the pages are about. ``school`` is the small school that all of it is added to."""

    def __init__(self):
        self.now = timezone.now()
        self.school = make_school()
        self.main = self.school.course
        self.reader = make_account("reader@school.test", first="Олена", last="Коваль")
        self.newcomer = make_account("newcomer@school.test", first="Богдан", last="Шевчук")
        self.trainer = self.school.trainer
        self.coordinator = make_account("coordinator@school.test", first="Ірина", role=COORDINATORS)
        self.neighbor = Person.objects.create(legal_name="Ганна Мельник", display_name="Ганна")
        self.make_texts()
        self.make_cohorts()
        self.make_events()
        self.learn()
        self.certify()

    def make_texts(self):
        topic = Topic.objects.create(name="Місцеве самоврядування", slug="misceve")
        speaker = Speaker.objects.create(name="Тарас Гнатюк", slug="taras", role="депутат", person=self.trainer)
        self.main.topic = topic
        self.main.outcomes = json.dumps([{"type": "outcome", "value": "прочитати бюджет громади"}])
        faq = {"question": "Що, як зникне світло?", "answer": "Відеозапис з’явиться протягом доби."}
        self.main.faq = json.dumps([{"type": "item", "value": faq}] * 2)
        self.main.body = text("Для кого цей курс.")
        self.main.trainer_rows = [CourseTrainer(speaker=speaker)]
        self.main.save_revision().publish()
        self.lesson = LessonPage.objects.get(slug="urok-1")
        self.lesson.body = every_block()
        self.lesson.save_revision().publish()
        self.quiz = QuizPage.objects.get()
        home = HomePage.objects.get(pk=self.school.home.pk)
        home.how = json.dumps([{"type": "step", "value": {"title": "Оберіть курс", "text": "Їх дванадцять."}}] * 3)
        home.save_revision().publish()
        publish(StandardPage(title="Про школу", slug="pro-shkolu", lead="Хто ми", body=text("Ми.")), home)
        english = Locale.objects.get_or_create(language_code="en")[0]
        twin = HomePage(title="The school", slug="school", lead="Learn together", locale=english)
        twin.translation_key = home.translation_key
        publish(twin, Page.get_first_root_node())

    def make_cohorts(self):
        """The states of the strip on a course page, beside that of the main course."""
        self.full = self.make_course("Адвокація", "advokatsiia", seats=1)
        self.closed = self.make_course("Робота з медіа", "media", closes=self.now - WEEK)
        self.undated = self.make_course("Побудова коаліцій", "koalitsii", dated=False)
        self.finished = self.make_course("Організаційний розвиток", "rozvytok")
        self.full_cohort, self.closed_cohort = self.full.cohorts.get(), self.closed.cohorts.get()
        enroll(person=self.neighbor, cohort=self.full_cohort, now=self.now)
        make_ways_in(self, self.make_course("Курс за заявкою", "zaiavka").cohorts.get())
        self.held_cohort = self.make_course("Курс із чергою", "cherha", seats=1).cohorts.get()
        make_queues(self)
        make_opening(self)

    def make_course(self, title, slug, *, seats=0, closes=None, dated=True):
        catalog = self.school.catalog
        course = publish(CoursePage(title=title, slug=slug, lead=f"{title} у громаді", locale=catalog.locale), catalog)
        module = publish(ModulePage(title="Початок", slug="pochatok", locale=catalog.locale), course)
        publish(LessonPage(title="Перший крок", slug="krok", body=text("Текст."), locale=catalog.locale), module)
        if dated:
            Cohort.objects.create(
                course=course, number=1, state=Cohort.State.OPEN, seats=seats, starts_on=(self.now + WEEK).date(),
                ends_on=(self.now + 5 * WEEK).date(), enroll_closes_at=closes or self.now + WEEK,
            )  # fmt: skip
        return course

    def make_events(self):
        self.live = self.school.session
        self.before = self.make_session("Готуємось до слухань", "slukhannia", starts=self.now + WEEK, capacity=30)
        self.over = self.make_session("Пишемо пропозицію", "propozytsiia", starts=self.now - WEEK)
        self.off = self.make_session("Зустріч мережі", "merezha", starts=self.now + 2 * WEEK)
        self.taken = self.make_session("Відеодискусія", "dyskusiia", starts=self.now + 3 * WEEK, capacity=1)
        self.lonely = self.make_session("Робоча зустріч", "zustrich", starts=self.now + 4 * WEEK)
        self.weeks = self.make_weeks()
        self.asking = make_asking(self, "yarmarok", starts=self.now + 5 * WEEK)
        self.asked = make_asking(self, "toloka", starts=self.now - timedelta(minutes=1))
        self.chosen = make_chosen(self)
        self.limited = make_limited(self)
        undated = EventPage(title="Щорічний форум", slug="forum", kind="annual_forum", lead="Разом")
        publish(undated, self.school.events)
        self.forum = make_forum(self.school.events, speaker=Speaker.objects.get(slug="taras"), now=self.now)
        self.talk = self.forum.items.get(title="Вода в громаді")
        self.proposed = Proposed(self.forum, by=self.coordinator.user, now=self.now)
        self.card = ask_speaker(self.forum, by=self.coordinator.user, now=self.now)
        self.visit = make_visit(
            self.school.events, host=self.trainer, guests=[self.reader, self.neighbor], now=self.now
        )
        insiders = {"host": self.trainer, "guests": [self.reader, self.neighbor], "now": self.now}
        self.meeting_done = make_meeting(self.school.events, "narada", approved=True, **insiders)
        self.meeting_open = make_meeting(self.school.events, "narada-dva", **insiders)
        make_film(self.taken.event)
        make_needs(self.over, self.before)
        make_digest(self.forum.event)
        make_talks(self, events=self.school.events, body=text("Про що."))
        Star.objects.create(person=self.reader, item=self.talk)
        for session in (self.live, self.before, self.over, self.off):
            register(person=self.reader, session=session, now=session.starts_at - timedelta(days=2))
        seat = Registration.objects.filter(person=self.reader, session=self.before)
        seat.update(answer="declined", answered_at=self.now, answer_note="Цього дня я в дорозі, вибачте.")
        register(person=self.neighbor, session=self.taken, now=self.now)
        join_queue(person=self.reader, session=self.taken, now=self.now)
        self.held = self.make_session("Мій перший виступ", "vystup", starts=self.now + 3 * WEEK, capacity=1)
        register(person=self.neighbor, session=self.held, now=self.now)
        join_queue(person=self.reader, session=self.held, now=self.now)
        withdraw(person=self.neighbor, session=self.held, now=self.now)
        cancel(session=self.off, by=None, now=self.now, reason="Хвороба")
        mark_on_sheet(session=self.over, person=self.reader, by=self.trainer, now=self.over.ends_at)
        decide(session=self.over, now=self.over.ends_at + timedelta(hours=1))
        make_sent(self)
        self.attendance = self.over.attendances.get()
        self.imported = bring_file(self)
        self.hall = self.make_session("Зустріч у бібліотеці", "biblioteka", starts=self.now - timedelta(minutes=10))
        Session.objects.filter(pk=self.hall.pk).update(mode=Session.Mode.IN_PERSON, place="Бібліотека")
        for person in (self.reader, self.neighbor):
            register(person=person, session=self.hall, now=self.now)
        check_in(person=self.neighbor, session=self.hall, now=self.now)
        module = ModulePage.objects.child_of(self.main).get()
        CohortSession.objects.create(cohort=self.school.cohort, session=self.before, module=module)
        furnish(self, neighbor=self.neighbor)
        record(self)
        make_presence(self)

    def make_session(self, title, slug, *, starts, capacity=0):
        event = EventPage(title=title, slug=slug, kind="master_class", lead=f"{title} разом", body=text("Про що."))
        event.after = text("Конспект і слайди.")
        event.speaker_rows = [EventSpeaker(speaker=Speaker.objects.get(slug="taras"))]
        publish(event, self.school.events)
        ends = starts + timedelta(hours=2)
        session = Session(
            event=event, starts_at=starts, ends_at=ends, capacity=capacity, host=self.trainer,
            time_zone="Europe/Warsaw", title="День 1",
        )  # fmt: skip
        return schedule(session=session, by=None, now=min(self.now, starts - WEEK))

    def make_weeks(self):
        """Three dates of one event: the reader comes to the first, the second is full."""
        event = publish(EventPage(title="Відкриті дані", slug="dani", lead="Разом"), self.school.events)
        rule, first_on = Rule(weekdays=(1,), count=3), timezone.localdate() + 5 * WEEK
        series = SessionSeries(event=event, rule=rule.text, first_on=first_on, at=time(18), minutes=60)
        make_series(series=series, by=None, now=self.now, capacity=1)
        first, second, _third = series.sessions.order_by("recurs_on")
        register(person=self.reader, session=first, now=self.now)
        register(person=self.neighbor, session=second, now=self.now)
        return event

    def learn(self):
        """The reader is in the middle of the main course and at the end of another one."""
        enroll(person=self.reader, cohort=self.school.cohort, now=self.now)
        complete_lesson(person=self.reader, lesson=self.lesson, now=self.now)
        attempt = start_attempt(person=self.reader, quiz=self.quiz, now=self.now)
        save_answer(attempt=attempt, position=0, given=[1], now=self.now)
        finish_attempt(attempt=attempt, now=self.now)
        start_attempt(person=self.reader, quiz=self.quiz, now=self.now)
        self.kinds = make_kinds_quiz(ModulePage.objects.child_of(self.main).get())
        self.waiting = start_attempt(person=self.reader, quiz=self.kinds, now=self.now)
        for position, given in enumerate(GIVEN):
            save_answer(attempt=self.waiting, position=position, given=given, now=self.now)
        finish_attempt(attempt=self.waiting, now=self.now)
        start_attempt(person=self.reader, quiz=self.kinds, now=self.now)
        enroll(person=self.reader, cohort=self.finished.cohorts.get(), now=self.now)
        lesson = LessonPage.objects.descendant_of(self.finished).get()
        complete_lesson(person=self.reader, lesson=lesson, now=self.now)
        issue_token(person=self.reader, now=self.now)
        by = self.trainer.user
        self.submission = do_homework(course=self.main, person=self.reader, by=by, now=self.now)
        self.peer = let_peers_read(self.submission, self.neighbor, now=self.now)
        self.quiet = LessonPage.objects.get(slug="urok-2")
        people = {"reader": self.reader, "neighbor": self.neighbor, "trainer": self.trainer}
        self.discussion = Discussion(lesson=self.lesson, now=self.now, **people)
        self.place = set_a_mark(self.submission, by=by, now=self.now)

    def certify(self):
        template = CertificateTemplate.objects.get()
        self.valid = issue_for_course(person=self.reader, course=self.finished, template=template, now=self.now)
        event = self.over.event
        self.revoked = issue_for_event(person=self.reader, event=event, template=template, now=self.now)
        revoke(certificate=self.revoked, by=self.coordinator.user, reason="Помилка в прізвищі", now=self.now)
        trainer, year_ago = self.trainer, self.now - timedelta(days=400)
        lasting = ship_designs(signatory="Ірина Савчук", valid_months=12)["Участь"]
        self.expired = issue_for_course(person=trainer, course=self.finished, template=lasting, now=year_ago)
        show(certificate=self.expired, shown=Shown.MATCH, by=trainer.user)
        self.replaced = issue_for_event(person=trainer, event=event, template=template, now=self.now)
        correct_name(certificate=self.replaced, name="Оксана Левчук-Правильна", by=None, now=self.now)
        self.suspended = make_suspended(self, template)
        self.of_organization = certify_organization(self)
        make_badges(self)
        make_surveys(self)
