#!/usr/bin/env python
"""Django's command-line entry point; settings default to development, a server's ``.env`` names its own."""

import os
import sys

from django.core.management import execute_from_command_line

from lms.settings import environment  # noqa: F401 -- reads .env

if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lms.settings.dev")
    try:
        execute_from_command_line(sys.argv)
    except KeyboardInterrupt:
        sys.exit(130)  # as a shell counts a Ctrl-C; where one was is nobody's question
