"""A calendar message in the MIME form that Outlook, Gmail, Apple Mail and Thunderbird show with its buttons.

``multipart/mixed( multipart/alternative( text/plain, text/html, text/calendar ), application/ics )``, as CalConnect's
best practices for iMIP have it: Outlook looks only into the first child, Apple Mail and others take the file. A message
about several things has files alone: a button would answer to the first of them only.
"""

from email import encoders
from email.mime.base import MIMEBase

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string


class CalendarMail(EmailMultiAlternatives):
    """A mail of ``text`` and of ``calendars``, each (METHOD, bytes, name of the file); none has buttons ``as_file``."""

    def __init__(self, *, text, calendars=(), as_file=False, **kwargs):
        super().__init__(body=text, **kwargs)
        self.method, self.calendar, _name = ("", b"", "") if as_file or not calendars else calendars[0]
        self.attach_alternative(render_to_string("calendars/emails/message.html", {"text": text}), "text/html")
        for _method, data, name in calendars:
            name = name if as_file else "invite.ics"
            self.attach(_base64(MIMEBase("application", "ics", name=name), data, filename=name))

    def message(self):
        """The same bytes stand in both calendar parts."""
        message = super().message()
        if self.calendar:
            part = MIMEBase("text", "calendar", method=self.method, charset="utf-8")
            message.get_payload(0).attach(_base64(part, self.calendar))
        return message


def _base64(part, data, *, filename=""):
    """Base64, because quoted-printable damages line ends. Only the file is an attachment: else the buttons go."""
    part.set_payload(data)
    encoders.encode_base64(part)
    if filename:
        part.add_header("Content-Disposition", "attachment", filename=filename)
    return part
