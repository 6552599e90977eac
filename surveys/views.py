"""One survey to answer; for trainers and coordinators, theirs and what was answered."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import BigIntegerField
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from content import wording
from people.accounts import person_of

from .access import asked_of, kept_by
from .answers import answer, known_answers
from .asking import SurveyForm
from .exceptions import SurveyRefused
from .exports import as_csv, as_xlsx
from .models import Participation, Survey
from .reading import numbered, state_of
from .telling.wishes import choose_notices, key_of, person_behind, wants_notices
from .totals import FEWEST, totals_of

FILES = {
    "csv": (as_csv, "text/csv; charset=utf-8"),
    "xlsx": (as_xlsx, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
}


def countable(pk):
    """A number too large for the database is nobody's."""
    return min(pk, BigIntegerField.MAX_BIGINT)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def survey(request, pk):
    """The questions, with what one answered before; closed meanwhile, it says so to those who answered."""
    person, now, pk = person_of(request.user), timezone.now(), countable(pk)
    answered = Participation.objects.filter(person=person, survey=pk).exists() if person else False
    found = asked_of(person, now=now).filter(pk=pk).select_related("page").first()
    context = {"answered": answered, "fewest": FEWEST}
    if found is None:
        context["survey"] = get_object_or_404(Survey.objects.select_related("page"), pk=pk if answered else None)
        return render(request, "surveys/survey.html", context)
    known = known_answers(person=person, survey=found) if answered else {}
    form = SurveyForm(request.POST or None, survey=found, known=known)
    if request.method == "POST" and form.is_valid():
        try:
            answer(person=person, survey=found, given=form.given, now=now)
        except SurveyRefused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Thank you, your answers are kept without your name."))
            return redirect("survey", pk)
    context |= {"survey": found, "form": form if known is not None else None, "key": key_of(person)}
    return render(request, "surveys/survey.html", context, status=422 if form.errors else 200)


@never_cache
@csrf_exempt  # the key is what allows it; mail programs post without a cookie (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def notice_choice(request, key):
    """Mails about surveys or none, without signing in. Opening the address changes nothing."""
    person = person_behind(key)
    if person is None:
        raise Http404
    if request.method == "POST":
        choose_notices(person=person, wanted=request.POST.get("wanted") == "yes", now=timezone.now())
        messages.success(request, _("Saved."))  # and no redirect: mail programs do not follow one
    return render(request, "surveys/notice_choice.html", {"wanted": wants_notices(person)})


@never_cache
@login_required
@require_safe
def surveys(request):
    """All that one keeps, the one that closes last first."""
    now = timezone.now()
    rows = [
        (link_to(row), row.page.title, state_of(row, now=now), row.number)
        for row in numbered(kept_by(request.user)).select_related("page")
    ]
    columns = [_("Survey"), _("About"), _("State"), _("Answers")]
    may_add = request.user.has_perm("surveys.add_survey")
    return render(request, "surveys/surveys.html", {"rows": rows, "columns": columns, "may_add": may_add})


def link_to(row):
    return format_html('<a href="{}">{}</a>', reverse("survey_totals", args=[row.pk]), row.title)


@never_cache
@login_required
@require_safe
def totals(request, pk):
    """What was answered, once that may be shown; before, how many answered and why there is no more."""
    now, mine = timezone.now(), numbered(kept_by(request.user)).select_related("page", "cohort")
    found = get_object_or_404(mine, pk=countable(pk))
    context = {
        "survey": found,
        "state": state_of(found, now=now),
        "is_closed": found.is_closed(now=now),
        "totals": totals_of(found, now=now),
        "fewest": FEWEST,
        "closes": wording.moment(found.closes_at, now=now),
        "may_change": request.user.has_perm("surveys.change_survey"),
    }
    return render(request, "surveys/totals.html", context)


@never_cache
@login_required
@require_safe
def download(request, pk, kind):
    """The same totals as a file; where the page shows none, there is none."""
    found = get_object_or_404(kept_by(request.user), pk=countable(pk))
    shown = totals_of(found, now=timezone.now())
    if kind not in FILES or shown is None:
        raise Http404
    write, content_type = FILES[kind]
    response = HttpResponse(write(shown), content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="survey-{found.pk}.{kind}"'
    return response
