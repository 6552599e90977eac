"""Sheets on paper, reports over several sessions, and a check for who missed one."""

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile

from webinars.attendance import decide
from webinars.catching_up.opening import open_catch_up
from webinars.importing import upload
from webinars.registration import register
from webinars.sheets.marking import Said, take
from webinars.sheets.signed import attach, take_back

from .acts import send
from .self_check_in import SELF_CHECK_IN, make_self_check_in
from .stop import Stop

KEYS = [f"7b0c6f0e-0000-4000-8000-00000000000{number}" for number in range(3)]


def make_presence(scene):
    """The coordinator missed a session that may be attended afterwards; two devices disagree about a neighbor."""
    session = scene.over
    register(person=scene.coordinator, session=session, now=session.starts_at - timedelta(days=1))
    decide(session=session, now=session.ends_at + timedelta(hours=1))
    questions = [{"text": "Хто ухвалює бюджет?", "answers": ["рада", "голова", "суд"]}]
    facts = {"days": 30, "url": "https://video.school.test/1", "note": "Перші десять хвилин", "questions": questions}
    open_catch_up(session=session, by=scene.trainer, now=scene.now, **facts)
    for name in ("pidpysy.pdf", "inshi.pdf"):
        upload = SimpleUploadedFile(name, f"%PDF-1.7 {name} %%EOF".encode())
        who = {"by": scene.trainer, "now": scene.now}
        sheet = attach(session=session, upload=upload, content_type="application/pdf", note="сторінка 1", **who)
    take_back(sheet=sheet, reason="Не той день", by=scene.trainer, now=scene.now)
    scene.signed = session.signed_sheets.first()
    said = zip(KEYS, (True, False, True), (0, 10**9, 0), strict=True)
    marks = [Said(key, scene.neighbor.pk, here, seen, scene.now) for key, here, seen in said]
    for mark in marks:
        take(session=scene.hall, marks=[mark], by=scene.trainer, now=scene.now)
    make_self_check_in(scene)


def bring_file(scene):
    """A file with somebody known, somebody to decide about, and a line without sense."""
    times = f"{scene.over.starts_at:%Y-%m-%d %H:%M},{scene.over.ends_at:%Y-%m-%d %H:%M}"
    text = f"Name,Email,Join,Leave\nІван,ivan@school.test,{times}\nКоваль О.,,{times}\n,,{times}\n"
    who = {"by": scene.coordinator, "now": scene.now}
    return upload(session=scene.over, name="list.csv", data=text.encode(), zone="UTC", **who)


PRESENCE = {
    "attendance sheet, two devices disagree": Stop("/t/e/{hall.public_id}/", "trainer"),
    "list to print and sign": Stop("/t/e/{hall.public_id}/print/", "trainer"),
    "signed sheets": Stop("/t/e/{over.public_id}/signed/", "trainer"),
    "signed sheets, none": Stop("/t/e/{hall.public_id}/signed/", "trainer"),
    "signed sheets, error": Stop("/t/e/{hall.public_id}/signed/", "trainer", act=send),
    "a signed sheet taken back": Stop("/t/e/{over.public_id}/signed/{signed.pk}/withdraw/", "trainer"),
    "attendance of an event": Stop("/t/events/{over.event_id}/attendance/", "coordinator"),
    "attendance of a person": Stop("/t/people/{reader.public_id}/attendance/", "coordinator"),
    "attend afterwards": Stop("/s/{over.public_id}/later/", "coordinator"),
    "attend afterwards, error": Stop("/s/{over.public_id}/later/", "coordinator", act=send),
    "attend afterwards, credited": Stop("/s/{over.public_id}/later/", "reader"),
    "a check to write": Stop("/t/e/{over.public_id}/later/", "trainer"),
    "a check to write, error": Stop("/t/e/{hall.public_id}/later/", "trainer", act=send),
    **SELF_CHECK_IN,
}
