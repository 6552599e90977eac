"""What calendars cost: feeds of many sessions, many feeds in a minute, invitations; milliseconds of processor time.

    python benchmarks/feeds.py                                    SQLite
    DATABASE_URL=postgres://… python benchmarks/feeds.py          PostgreSQL; use an empty database
    SESSIONS=60 PEOPLE=100 python benchmarks/feeds.py             less of all

The school has five sessions every four days, as many behind as ahead of today: 60, then 500, then 5,000. «Cold» builds
everything, «warm» is the next reader, «304» one who has it. One process, through all of Django; the database server's
own time is not in it. Prints Markdown tables for docs/performance.md.
"""

import os
import pathlib
import sys
import tempfile
import time
from datetime import timedelta

ROOT = pathlib.Path(__file__).resolve().parents[1]
SESSIONS = [int(number) for number in os.environ.get("SESSIONS", "60,500,5000").split(",")]
PEOPLE = int(os.environ.get("PEOPLE", "1000"))
SEATS = 20  # of each of them
APART = timedelta(days=0.8)
TIMES = 20


def prepare():
    """An empty school."""
    import django  # noqa: PLC0415 -- the environment must be set first

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 -- needs django.setup

    call_command("migrate", verbosity=0)


def sessions_of(event, number, *, now):
    from webinars.models import Session  # noqa: PLC0415 -- needs django.setup

    first = now - APART * (number // 2)
    rows = []
    for place in range(number):
        starts = first + APART * place
        moments = {"starts_at": starts, "ends_at": starts + timedelta(hours=2), "created_at": now, "updated_at": now}
        rows.append(Session(event=event, title=f"Зустріч {place}", state="scheduled", **moments))
    return Session.objects.bulk_create(rows)


def people_of(number, *, now):
    """So many accounts with a private address each: (person, address)."""
    from calendars.models import FeedToken, digest  # noqa: PLC0415 -- needs django.setup
    from people.models import Person, User  # noqa: PLC0415 -- needs django.setup

    start = Person.objects.count()
    emails = [f"p{start + place}@example.org" for place in range(number)]
    users = User.objects.bulk_create([User(email=email) for email in emails])
    people = Person.objects.bulk_create(
        [Person(user=user, legal_name=user.email, display_name=user.email, email=user.email) for user in users]
    )
    secrets = [FeedToken.new_secret() for _person in people]
    FeedToken.objects.bulk_create(
        [
            FeedToken(person=person, token_hash=digest(secret), created_at=now, fetched_at=now)
            for person, secret in zip(people, secrets, strict=True)
        ]
    )
    return [(person, f"/my/calendar/{secret}.ics") for person, secret in zip(people, secrets, strict=True)]


def seat(people, sessions, *, now):
    from webinars.models import Registration  # noqa: PLC0415 -- needs django.setup

    rows = [Registration(person=person, session=session, created_at=now) for person in people for session in sessions]
    Registration.objects.bulk_create(rows, batch_size=500)


def spent(call, times=TIMES):
    """Milliseconds of processor time of one ``call``, and what it returned last."""
    began = time.process_time()
    for _time in range(times):
        answer = call()
    return (time.process_time() - began) * 1000 / times, answer


def forget():
    """As after a restart."""
    from django.core.cache import cache  # noqa: PLC0415 -- needs django.setup

    from webinars import entries  # noqa: PLC0415 -- needs django.setup

    cache.clear()
    entries._entry.cache_clear()


def measure_feed(name, path):
    from django.test import Client  # noqa: PLC0415 -- needs django.setup

    client = Client(headers={"host": "localhost"})
    client.get(path)  # composes the question

    def cold():
        forget()
        return client.get(path)

    cost = [spent(cold, times=5)[0]]
    warm, answer = spent(lambda: client.get(path))
    same, again = spent(lambda: client.get(path, headers={"if-none-match": answer["ETag"]}))
    assert (answer.status_code, again.status_code) == (200, 304)
    events, size = answer.content.count(b"BEGIN:VEVENT"), len(answer.content)
    print(f"| {name} | {events} | {size / 1000:.0f} | {cost[0]:.1f} | {warm:.1f} | {same:.1f} |")


def measure_feeds(*, now):
    from webinars.models import Registration, Session  # noqa: PLC0415 -- needs django.setup
    from webinars.tests.factories import make_event  # noqa: PLC0415 -- needs django.setup

    event = make_event()
    ((person, address),) = people_of(1, now=now)
    print("| feed | events | kB | cold | warm | 304 |")
    print("|---|---:|---:|---:|---:|---:|")
    for number in SESSIONS:
        sessions = sessions_of(event, number, now=now)
        seat([person], sessions, now=now)
        measure_feed(f"all events, {number} in the database", "/feeds/podii.ics")
        measure_feed(f"one's own, {number} seats", address)
        Registration.objects.all().delete()
        Session.objects.all().delete()


def measure_polls(*, now):
    from django.test import Client  # noqa: PLC0415 -- needs django.setup

    from webinars.tests.factories import make_event  # noqa: PLC0415 -- needs django.setup

    people = people_of(PEOPLE, now=now)
    sessions = sessions_of(make_event(), SEATS * 2, now=now)[SEATS:]
    seat([person for person, _address in people], sessions, now=now)
    client = Client(headers={"host": "localhost"})
    forget()
    etags, began, clock = {}, time.process_time(), time.perf_counter()
    for _person, address in people:
        etags[address] = client.get(address)["ETag"]
    first = time.process_time() - began, time.perf_counter() - clock
    began, clock = time.process_time(), time.perf_counter()
    for address, etag in etags.items():
        assert client.get(address, headers={"if-none-match": etag}).status_code == 304
    again = time.process_time() - began, time.perf_counter() - clock
    print(f"\n| {PEOPLE} private feeds of {SEATS} sessions, one after the other | CPU s | seconds |")
    print("|---|---:|---:|")
    print(f"| for the first time | {first[0]:.1f} | {first[1]:.1f} |")
    print(f"| with nothing new | {again[0]:.1f} | {again[1]:.1f} |")
    return [person for person, _address in people], sessions


def measure_mails(people, sessions, *, now):
    from django.core import mail  # noqa: PLC0415 -- needs django.setup

    from calendars import outbox  # noqa: PLC0415 -- needs django.setup
    from webinars.models import Registration  # noqa: PLC0415 -- needs django.setup

    session, mail.outbox = sessions[-1], []
    outbox.put(
        people=people, uid=session.uid, source="session", key="benchmark", about="registered",
        title=session.full_title, sequence=0, now=now,
    )  # fmt: skip
    assert Registration.objects.filter(session=session).count() == len(people)
    began, clock = time.process_time(), time.perf_counter()
    sent = outbox.send_due(now=now)
    cpu, wall = time.process_time() - began, time.perf_counter() - clock
    size = len(mail.outbox[0].message().as_bytes())
    print("\n| invitations, from the outbox to the mail server's door | a second | CPU ms each | kB each |")
    print("|---|---:|---:|---:|")
    print(f"| {sent} of one session | {sent / wall:.0f} | {cpu * 1000 / sent:.1f} | {size / 1000:.1f} |")


def main():
    workspace = tempfile.mkdtemp(prefix="school-benchmark-")
    os.environ.update(DJANGO_SETTINGS_MODULE="lms.settings.dev", DEBUG="no", VAR_DIR=workspace)
    sys.path.insert(0, str(ROOT))
    prepare()
    from django.test.utils import override_settings  # noqa: PLC0415 -- needs django.setup
    from django.utils import timezone  # noqa: PLC0415 -- needs django.setup

    now = timezone.now()
    with override_settings(EMAIL_BACKEND="django.core.mail.backends.locmem.EmailBackend"):
        measure_feeds(now=now)
        people, sessions = measure_polls(now=now)
        measure_mails(people, sessions, now=now)


if __name__ == "__main__":
    main()
