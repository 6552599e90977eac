"""What the preview of a template shows. Models draw nothing themselves."""

from django import template

from certificates.previewing import preview

register = template.Library()
register.simple_tag(preview, name="certificate_preview")
