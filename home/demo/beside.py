"""What stands beside two rooms: questions, a poll and a text of a webinar that was held, a poll for one to come."""

from datetime import timedelta

from django.core.files import File

from webinars.beside import materials, moderating, polls, questions
from webinars.beside.boards import set_substitute
from webinars.models import Recording, Session
from webinars.recordings import keeping

from .reading import HERE, read

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def build_boards(*, staff, now):
    """What ``beside.toml`` says, of the last session of one event and the next one of another."""
    text, sessions = read("beside.toml"), Session.objects.scheduled()
    past, coming = text["past"], text["coming"]
    held = sessions.filter(event__slug=past["event"]).past(now=now).first()
    hold(held, past, by=(held.host or staff).user)
    planned = sessions.filter(event__slug=coming["event"]).upcoming(now=now).first()
    prepare(planned, coming, by=(planned.host or staff).user, now=now)


def hold(session, text, *, by):
    """People asked, voted and chose while it was on; the host answered at its end and showed what they chose."""
    people, started, ended = seated(session), session.starts_at, session.ends_at
    with (HERE / "files" / "zrazok-zapytu.docx").open("rb") as source:
        upload = File(source, name="tablytsia.docx")
        what = {"title": text["material"], "upload": upload, "content_type": WORD}
        materials.add(session=session, by=by, now=started - timedelta(days=1), **what)
    for row in text["question"]:
        author, moment = people[row["who"]], started + timedelta(minutes=row["minute"])
        asked = questions.ask(session=session, person=author, text=row["text"], now=moment)
        for person in [person for person in people if person != author][: row["votes"]]:
            questions.vote(question=asked, person=person, now=moment)
        if "answer" in row or "aloud" in row:
            moderating.answer(question=asked, by=by, text=row.get("answer", ""), now=ended)
    asked, moment = text["poll"], started + timedelta(minutes=text["poll"]["minute"])
    poll = polls.prepare(session=session, text=asked["text"], options=asked["options"], by=by, now=started)
    polls.open_poll(poll=poll, by=by, now=moment)
    for person, choice in zip(people, asked["chosen"], strict=False):
        polls.choose(poll=poll, person=person, choice=choice, now=moment)
    polls.show_results(poll=poll, by=by, now=moment + timedelta(minutes=5))
    said = {"made_at": started, "title": text["text_title"], "text": text["text"].strip(), "audience": "all"}
    keeping.add(recording=Recording(session=session, **said), upload=None, by=by, now=ended)


def prepare(session, text, *, by, now):
    asked, question = text["poll"], text["question"]
    polls.prepare(session=session, text=asked["text"], options=asked["options"], by=by, now=now)
    set_substitute(session=session, substitute="", note=text["substitute_note"], by=by)
    author = seated(session)[question["who"]]
    questions.ask(session=session, person=author, text=question["text"], now=now)


def seated(session):
    return [seat.person for seat in session.registrations.active().select_related("person__user").order_by("pk")]
