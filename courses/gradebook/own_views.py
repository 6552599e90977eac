"""One’s own marks in a course, with how the overall mark comes about."""

from django.contrib.auth.decorators import login_required
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from courses import grading
from courses.models import Enrollment
from people.accounts import person_of

from .marks import cells_of, overall, reaches, so_far


@never_cache
@login_required
@require_safe
def my_marks(request, pk):
    """By a place one holds or held; nobody else’s is there."""
    places = Enrollment.objects.select_related("cohort__course").filter(person=person_of(request.user))
    place = get_object_or_404(places, pk=pk)
    course = place.cohort.course
    cells = cells_of(person=place.person, course=course)
    whole = overall(cells)
    context = {
        "place": place,
        "course": course,
        "cells": [(cell, grading.readable(cell.item.share), grading.readable(cell.adds)) for cell in cells],
        "overall": grading.readable(whole),
        "so_far": grading.readable(so_far(cells)),
        "missing": sum(cell.is_missing and cell.item.weight > 0 for cell in cells),
        "waiting": sum(cell.waits for cell in cells),
        "reaches": reaches(cells=cells, course=course),
    }
    return render(request, "courses/my_marks.html", context)
