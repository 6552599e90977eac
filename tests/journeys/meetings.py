"""Working meetings, a video discussion with its film, what master classes need, the digest of a forum."""

from datetime import timedelta

from home.demo.pages import publish
from webinars.beside.materials import add
from webinars.meetings.inviting import invite
from webinars.meetings.minuting import approve, prepare, write
from webinars.models import DigestPage, EventPage, Film, MasterClass, Session
from webinars.scheduling import schedule

from .acts import send_nothing
from .school import text
from .stop import Stop

DAY = timedelta(days=1)


def make_meeting(parent, slug, *, host, guests, now, approved=False):
    """A meeting of yesterday with minutes, that goes on in a week."""
    event = EventPage(title="Нарада мереж", slug=slug, kind="working_meeting", lead="Спільний календар")
    publish(event, parent)
    for day in (-DAY, 7 * DAY):
        session = Session(event=event, starts_at=now + day, ends_at=now + day + DAY / 24, host=host)
        schedule(session=session, by=None, now=now - 9 * DAY)
    invite(event=event, people=guests, by=None, now=now)
    prepare(event=event, agenda="Плани мереж\nХто веде календар", secretary=None, by=None)
    rows = [{"text": "Скласти календар", "who": "Мережа «Поділля»", "due_on": (now + 9 * DAY).date()}]
    kept = write(
        event=event, minutes="Порівняли плани.\n\nЗбіглися дві події.", decisions=rows, seen=None, by=None, now=now
    )
    if approved:
        approve(event=event, seen=kept.written_at, by=None, now=now)
    return event


def make_film(event):
    """``event`` becomes a discussion of a film."""
    EventPage.objects.filter(pk=event.pk).update(kind="video_discussion")
    said = {"title": "Збори о десятій", "url": "https://video.example.org/zbory", "minutes": 28, "note": "Є переказ."}
    Film.objects.create(event_key=event.translation_key, questions="Хто не прийшов?\nЧому?", **said)


def make_needs(*sessions):
    """What to bring to the master classes of ``sessions`` and what is handed out, with a link beside each."""
    for session in sessions:
        said = {"outcomes": "Виступ на три хвилини\nВідповіді на запитання", "bring": "Чернетка без прикрас\nТема"}
        MasterClass.objects.create(event_key=session.event.translation_key, handouts="Картка виступу", **said)
        what = {"title": "Картка виступу", "url": "https://files.example.org/kartka.pdf"}
        add(session=session, by=None, now=session.starts_at, **what)


def make_digest(event):
    page = DigestPage(title="Підсумки форуму", slug="pidsumky", lead="Про що домовилися", body=text("Про воду."))
    return publish(page, event)


MEETINGS = {
    "working meeting": Stop("/podii/narada/", "reader"),
    "working meeting, not invited": Stop("/podii/narada/", "newcomer", status=404),
    "working meeting, its host": Stop("/podii/narada-dva/", "trainer"),
    "invitation": Stop("/e/{meeting_done.pk}/invitation/", "reader"),
    "invitation, answers": Stop("/e/{meeting_done.pk}/invitation/", "trainer"),
    "minutes": Stop("/e/{meeting_done.pk}/minutes/", "reader"),
    "minutes, waiting": Stop("/e/{meeting_open.pk}/minutes/", "trainer"),
    "minutes, written": Stop("/e/{meeting_open.pk}/minutes/write/", "trainer"),
    "minutes, error": Stop("/e/{meeting_open.pk}/minutes/write/", "trainer", act=send_nothing),
    "digest": Stop("/podii/poruch/pidsumky/"),
    "event calendar, nothing fits": Stop("/podii/?kind=study_visit&way=online"),
}
