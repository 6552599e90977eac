"""A certificate that does not hold for the time being, and a file that was changed."""

import tempfile
from pathlib import Path

from django.test import override_settings

from certificates.archive import drawn
from certificates.badges import making
from certificates.badges.keys import new_file
from certificates.issuing import issue_for_event
from certificates.models import Certificate, Shown
from certificates.suspending import suspend

from .stop import Stop


def make_suspended(scene, template):
    """The coordinator's certificate of a session that was, suspended with words for everybody."""
    made = issue_for_event(person=scene.coordinator, event=scene.over.event, template=template, now=scene.now)
    words = {"reason": "Скарга", "note": "Школа перевіряє дані про участь."}
    return suspend(certificate=made, by=None, now=scene.now, **words)


def make_badges(scene):
    """One made public, one for its holder alone; they stay when the keys are gone."""
    with tempfile.TemporaryDirectory() as folder:
        keys = Path(folder) / "keys.pem"
        keys.write_bytes(new_file())
        with override_settings(BADGE_KEYS_FILE=str(keys)):
            making.publish(certificate=scene.valid, by=scene.reader.user, now=scene.now)
            making.make_badge(certificate=scene.expired, now=scene.now)


def send_a_changed_pdf(page):
    pdf = bytearray(drawn(Certificate.objects.held().filter(shown=Shown.FULL).first()))
    pdf[len(pdf) // 2] ^= 1
    file = {"name": "certificate.pdf", "mimeType": "application/pdf", "buffer": bytes(pdf)}
    page.locator("[name=file]").set_input_files(file)
    with page.expect_navigation():
        page.locator("main form[enctype] button").click()


HOLDING = {
    "verified, suspended": Stop("/c/{suspended.number}"),
    "verification by file, a changed PDF": Stop("/c/file", act=send_a_changed_pdf),
    "my certificates, suspended": Stop("/my/certificates/", "coordinator"),
}
