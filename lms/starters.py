"""Wagtail's admin without its inline scripts, so that our policy holds there too.

Wagtail 8.0 starts its date fields, choosers and lists of rows by a script beside each. Here a ``<template>`` names what
to start, and ``static/js/admin-start.js`` does it, also for what is added to the page later. The templates of ours are
in ``lms/templates/wagtailadmin``; choosers are drawn by Python, so they are taught below.
(https://github.com/wagtail/wagtail/issues/12940)
"""

import json

from django.utils.html import format_html
from wagtail.admin.widgets import BaseChooser
from wagtail.admin.widgets.workflows import AdminTaskChooser


def starter(name, *arguments):
    """Markup that has ``name``, a function or class of Wagtail's own scripts, called once it stands in the page."""
    return format_html('<template data-starter="{}" data-arguments="{}"></template>', name, json.dumps(arguments))


def render_chooser(self, name, value, attrs=None, renderer=None):
    """``BaseChooser.render`` with a starter for its script."""
    data = self.get_value_data(value)
    markup = self.render_html(name, data, attrs)
    if isinstance(self, AdminTaskChooser):
        return markup + starter("createTaskChooser", attrs["id"])
    return markup + starter(self.js_constructor, attrs["id"], self.get_js_init_options(attrs["id"], name, data))


def teach_choosers():
    BaseChooser.render = render_chooser
