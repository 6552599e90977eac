"""«My learning», search, and a word to robots."""

from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from courses.programmes.standing import programmes_of
from people.accounts import person_of
from people.addresses import absolute
from surveys.reading import to_answer

from .dashboard import (
    is_contact,
    learning_courses,
    more_time,
    next_consultation,
    places_before_cohorts,
    places_in_queues,
    requests_for_seats,
    reviews_to_write,
    upcoming_registrations,
    valid_certificates,
)
from .languages import front_path
from .search import SearchForm, find

RESULTS_A_PAGE = 20


@never_cache
@login_required
def my_learning(request):
    """One screen: continue, coming up, done."""
    person = person_of(request.user)
    now = timezone.now()
    courses = learning_courses(request.user, now=now) if person else []
    context = {
        "person": person,
        "continued": next((row for row in courses if not row.is_completed), None),
        "courses": courses,
        "requests": requests_for_seats(person, now=now) if person else [],
        "places": places_in_queues(person, now=now) if person else [],
        "cohort_places": places_before_cohorts(person) if person else [],
        "registrations": upcoming_registrations(person, now=now) if person else [],
        "consultation": next_consultation(person, now=now) if person else None,
        "surveys": to_answer(person, now=now) if person else [],
        "reviews": reviews_to_write(person) if person else [],
        "certificates": valid_certificates(person) if person else [],
        "programmes": programmes_of(person) if person else [],
        "more_time": more_time(person, now=now) if person else [],
        "is_contact": bool(person) and is_contact(person),
        "now": now,
    }
    return render(request, "home/my_learning.html", context)


def search(request):
    """What this reader may see of the words asked for, page by page."""
    form = SearchForm(request.GET or None)
    query = form.query
    page = Paginator(find(user=request.user, text=query), RESULTS_A_PAGE).get_page(request.GET.get("page"))
    for found in page:
        found.kind = found.cached_content_type.model_class()._meta.verbose_name
        found.foreign = "" if found.locale.language_code == get_language() else found.locale.language_code
    context = {"form": form, "query": query, "results": page, "count": page.paginator.count}
    return render(request, "home/search.html", context, status=400 if form.errors else 200)


def robots(request):
    """What is nobody's to index: people's own pages, and lists that never end; and where the sitemap lies."""
    prefixes = [front_path(code) for code, _name in settings.LANGUAGES]
    context = {"prefixes": prefixes, "sitemap": absolute("/sitemap.xml")}
    return render(request, "robots.txt", context, content_type="text/plain; charset=utf-8")
