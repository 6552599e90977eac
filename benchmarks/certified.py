"""The data behind ``certificates.py``: people with real Ukrainian names who completed a course."""

import io
import random
import tomllib
from datetime import timedelta
from pathlib import Path

from django.core.files.base import ContentFile
from django.test.utils import override_settings
from django.utils import timezone
from PIL import Image, ImageDraw
from wagtail.models import Locale, Page

from certificates.designs import ship_designs
from certificates.models import CertificateRule, IssueRun
from certificates.runs import approve, plan
from content.models import SiteImage
from courses.models import Cohort, CoursePage, Enrollment
from people.models import Person

NAMES = Path(__file__).parents[1] / "home" / "demo" / "names.toml"
QUEUED = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


def build(number):
    now = timezone.now()
    cohort = a_cohort(now)
    people = Person.objects.bulk_create(
        Person(legal_name=name, display_name=name, email=f"person{place}@example.org")
        for place, name in enumerate(names(number))
    )
    Enrollment.objects.bulk_create(
        Enrollment(person=person, cohort=cohort, enrolled_at=now, completed_at=now) for person in people
    )
    pictures = {"logo": a_picture("Знак", (400, 400)), "signature": a_picture("Підпис", (600, 200))}
    words = {"acknowledgement": "Фінансується Європейським Союзом", "signatory": "Ірина Савчук"}
    design = ship_designs(**words, **pictures)["Килим"]
    rule = CertificateRule.objects.create(course=cohort.course, template=design, automatic=False)
    with override_settings(TASKS=QUEUED):  # this process is the worker
        approve(run=plan(rule=rule, cohort=cohort, by=None, now=now), by=None, now=now)
    return IssueRun.objects.get()


def a_picture(title, size):
    """A logo or a handwriting: strokes on a transparent ground, different in each place."""
    picture, chance = Image.new("RGBA", size), random.Random(title)
    pen = ImageDraw.Draw(picture)
    for _stroke in range(40):
        ends = [(chance.randrange(size[0]), chance.randrange(size[1])) for _end in range(3)]
        pen.line(ends, fill=(23, 38, 90, 255), width=5)
    file = io.BytesIO()
    picture.save(file, "PNG")
    return SiteImage.objects.create(
        title=title, file=ContentFile(file.getvalue(), f"{title}.png"), width=size[0], height=size[1]
    )


def a_cohort(now):
    locale = Locale.objects.get_or_create(language_code="uk")[0]
    course = CoursePage(
        title="Бюджет громади: читати, запитувати, впливати", slug="biudzhet", lead="–", hours=12, locale=locale
    )
    Page.get_first_root_node().add_child(instance=course)
    today = now.date()
    return Cohort.objects.create(
        course=course, state="open", starts_on=today - timedelta(days=30), ends_on=today, enroll_closes_at=now
    )


def names(number):
    """Women of the demonstration's names, put together at random, the same every time."""
    table, chance = tomllib.loads(NAMES.read_text(encoding="utf-8")), random.Random(1)
    return [
        f"{chance.choice(table['given_female'])} {chance.choice(table['family_pairs'])[0]}" for _place in range(number)
    ]
