"""Logs for a machine to read, without personal data: one JSON object a line, addresses and secrets masked."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime

from django.views.debug import ExceptionReporter

MASKS = [
    (re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+"), "[email]"),
    (re.compile(r"(/my/calendar/)[^/\s?\"']+(\.ics)"), r"\1[token]\2"),
    (re.compile(r"(/account/confirm-email/|/account/password/reset/key/)[^/\s?\"']+"), r"\1[token]"),
    (re.compile(r"(/c/|/my/certificates/)[A-Za-z0-9-]{8,}"), r"\1[number]"),
    (re.compile(r"([?&#][\w.-]+=)[^&\s\"']+"), r"\1[hidden]"),
    (re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]*"), "[jwt]"),
]


def hide(text):
    """``text`` without e-mail addresses, feed and mail tokens, certificate numbers and values of query strings."""
    for pattern, replacement in MASKS:
        text = pattern.sub(replacement, text)
    return text


class HidePersonalData(logging.Filter):
    """Masks a record once, so that whatever handler comes next cannot tell more."""

    def filter(self, record):
        record.msg, record.args = hide(record.getMessage()), ()
        if record.exc_info and record.exc_info[0]:
            record.exc_text = hide("".join(traceback.format_exception(*record.exc_info)).rstrip())
        return True


class NotTheHealthCheck(logging.Filter):
    """Whoever asks for the health of the school hears the answer; a letter each minute would say nothing more."""

    def filter(self, record):
        request = getattr(record, "request", None)
        return request is None or request.path != "/healthz"


class JsonFormatter(logging.Formatter):
    """time, level, logger, message; for a request its method, path (never its query) and status."""

    def format(self, record):
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": hide(record.getMessage()),
        }
        if request := getattr(record, "request", None):
            line |= {"method": request.method, "path": hide(request.path)}
        if status := getattr(record, "status_code", None):
            line["status"] = status
        if record.exc_text or (record.exc_info and record.exc_info[0]):
            line["error"] = hide(record.exc_text or self.formatException(record.exc_info))
        return json.dumps(line, ensure_ascii=False)


class DiscreetReporter(ExceptionReporter):
    """What the operator is mailed about an error: where it happened, not who asked for what."""

    def get_traceback_text(self):
        if not self.exc_type:
            return ""
        return hide("".join(traceback.format_exception(self.exc_type, self.exc_value, self.tb)))
