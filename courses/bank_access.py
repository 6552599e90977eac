"""Who sees which questions of the bank, and with them the answers: one gate for lists, pages, choosers, files, quizzes.

A category may belong to a course: what stands in it, and in what stands in it, is then for the trainers of that course
and for who plans cohorts. The other categories are for everybody who keeps the bank.
"""

from django.contrib.admin.utils import unquote
from django.shortcuts import get_object_or_404
from wagtail.utils.urlpatterns import decorate_urlpatterns

from people.accounts import person_of

from .access import may_read_everything
from .bank import below
from .models import BankQuestion, QuestionCategory
from .models.pages import CourseTrainer


def categories_open_to(user):
    """Categories whose questions ``user`` may see, change and ask; none for who does not keep the bank."""
    if not user.has_perm("courses.view_bankquestion"):
        return QuestionCategory.objects.none()
    if may_read_everything(user):
        return QuestionCategory.objects.all()
    person, rows = person_of(user), QuestionCategory.objects.order_by().values_list("pk", "parent", "course")
    taught = CourseTrainer.objects.filter(speaker__person=person).values_list("course", flat=True) if person else []
    theirs = {None, *taught}
    closed = [pk for pk, _parent, course in rows if course not in theirs]
    return QuestionCategory.objects.exclude(pk__in=below([row[:2] for row in rows], closed))


def questions_open_to(user):
    return BankQuestion.objects.filter(category__in=categories_open_to(user))


def gated(urlpatterns, open_to):
    """The addresses of a viewset: who may not see the row that one is about finds nothing there.

    ``open_to(user)`` are the rows. Wagtail's pages ask for rights on the model alone; so all of them, also those of a
    later version, ask here first.
    """

    def gate(view):
        def ask(request, *arguments, **named):
            if "pk" in named:
                get_object_or_404(open_to(request.user), pk=unquote(str(named["pk"])))
            return view(request, *arguments, **named)

        return ask

    return decorate_urlpatterns(urlpatterns, gate)
