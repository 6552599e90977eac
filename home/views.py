"""«My learning» and search."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from wagtail.models import Locale

from courses.access import visible_pages
from people.accounts import person_of

from .dashboard import learning_courses, upcoming_registrations, valid_certificates

RESULTS_A_PAGE = 20


@never_cache
@login_required
def my_learning(request):
    """One screen: continue, coming up, done."""
    person = person_of(request.user)
    now = timezone.now()
    courses = learning_courses(person) if person else []
    unfinished = [row for row in courses if row.enrollment.completed_at is None]
    context = {
        "person": person,
        "continued": unfinished[0] if unfinished else None,
        "courses": courses,
        "registrations": upcoming_registrations(person, now=now) if person else [],
        "certificates": valid_certificates(person) if person else [],
        "now": now,
    }
    return render(request, "home/my_learning.html", context)


def search(request):
    """Full-text search over what this reader may see, in the reader's language."""
    query = request.GET.get("q", "").strip()[:100]
    results = []
    if query:
        pages = visible_pages(request.user).filter(locale=Locale.get_active())
        results = pages.search(query)
    page = Paginator(results, RESULTS_A_PAGE).get_page(request.GET.get("page"))
    context = {"query": query, "results": page, "count": page.paginator.count}
    return render(request, "home/search.html", context)
