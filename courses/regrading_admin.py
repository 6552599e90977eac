"""Grade a quiz again in the admin: a page shows whose score changes first, and asks again if that changed."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from wagtail.admin import messages

from content.confirming import ChangedMeanwhile, digest

from .admin_steps import may_withdraw
from .models import QuizPage
from .regrading import foretell, plain, regrade


def regrade_view(request, pk):
    if not may_withdraw(request.user):
        raise PermissionDenied
    quiz = get_object_or_404(QuizPage, pk=pk)
    if request.method == "POST":
        shown = request.POST.get("shown", "")
        try:
            number = regrade(quiz=quiz, by=request.user, now=timezone.now(), shown=shown)
        except ChangedMeanwhile as refusal:
            messages.error(request, str(refusal))
        else:
            said = ngettext("%(number)d score changed.", "%(number)d scores changed.", number) % {"number": number}
            messages.success(request, said)
            return redirect("quiz_attempt:index")
    changes = foretell(quiz)
    context = {
        "changes": changes,
        "shown": digest(plain(changes)),
        "page_title": f"{_('Grade again')}: {quiz.title}",
        "back_url": reverse("quiz_attempt:index"),
        "header_icon": "tick-inverse",
    }
    return TemplateResponse(request, "courses/admin/regrade.html", context)
