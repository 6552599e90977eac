"""A certificate that does not hold for the time being, and a file that was changed."""

from certificates.archive import drawn
from certificates.issuing import issue_for_event
from certificates.models import Certificate, Shown
from certificates.suspending import suspend

from .stop import Stop


def make_suspended(scene, template):
    """The coordinator's certificate of a session that was, suspended with words for everybody."""
    made = issue_for_event(person=scene.coordinator, event=scene.over.event, template=template, now=scene.now)
    words = {"reason": "Скарга", "note": "Школа перевіряє дані про участь."}
    return suspend(certificate=made, by=None, now=scene.now, **words)


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
