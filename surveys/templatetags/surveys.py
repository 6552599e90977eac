"""What a page says to those who took part in what it is about."""

from django import template
from django.utils import timezone

from people.accounts import person_of
from surveys.reading import asked_about

register = template.Library()


@register.inclusion_tag("surveys/invitations.html", takes_context=True)
def survey_invitations(context, page):
    """The surveys about ``page`` that the reader may answer; asks nothing for who has no account."""
    request = context.get("request")
    person = person_of(request.user) if request else None
    return {"surveys": asked_about(page, person, now=timezone.now()) if person else []}
