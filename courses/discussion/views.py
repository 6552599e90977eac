"""Questions of a lesson and of a course, one question with its answers, one's own words, and the daily mail."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from courses.exceptions import PostRefused
from courses.models import Post
from courses.views import person_for
from people.accounts import person_of
from people.signing_in import signed_in

from .access import discussed_courses, discussed_lessons, may_moderate, posts_open_to, teaches
from .digests import choose_digests, key_of, person_behind, wants_digests
from .forms import PostForm, SearchForm
from .posting import answer, ask
from .searching import find

A_PAGE = 20
ANSWERS_A_PAGE = 100


def written(request, form, write):
    """What ``write(text)`` made of the form, or None: what is wrong stands beside the field then."""
    if not form.is_valid():
        return None
    try:
        return write(form.cleaned_data["text"])
    except PostRefused as refusal:
        form.add_error("text", str(refusal))
        return None


def paged(request, posts, number):
    return Paginator(posts, number).get_page(request.GET.get("page"))


def questions_for(user):
    """Questions with the number of their answers, the newest first."""
    return posts_open_to(user).listed().select_related("person", "lesson").order_by("-posted_at", "-pk")


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def lesson_questions(request, pk):
    """What was asked about one lesson, and the form to ask."""
    lesson = get_object_or_404(discussed_lessons(request.user).select_related("locale"), pk=pk)
    form = PostForm(request.POST or None, label=_("Your question"))
    if request.method == "POST":
        who = {"person": person_for(request), "now": timezone.now()}
        if post := written(request, form, lambda text: ask(lesson=lesson, text=text, **who)):
            messages.success(request, _("Your question stands here now. Answers come by mail, once a day."))
            return redirect("question", post.pk)
    context = {
        "lesson": lesson,
        "course": lesson.course,
        "form": form,
        "person": person_of(request.user),
        "page_obj": paged(request, questions_for(request.user).filter(lesson=lesson), A_PAGE),
    }
    return render(request, "courses/questions.html", context, status=422 if form.errors else 200)


@never_cache
@signed_in
def course_questions(request, pk):
    """All questions of a course, or those with the words one looks for."""
    course = get_object_or_404(discussed_courses(request.user).select_related("locale"), pk=pk)
    search = SearchForm(request.GET)
    query = search.cleaned_data["q"] if search.is_valid() else ""
    questions = questions_for(request.user).filter(lesson__path__startswith=course.path)
    page_obj = paged(request, find(questions, query), A_PAGE)
    context = {"course": course, "search": search, "query": query, "page_obj": page_obj}
    return render(request, "courses/questions_of_course.html", context, status=400 if search.errors else 200)


@never_cache
@signed_in
@require_http_methods(["GET", "HEAD", "POST"])
def question(request, pk):
    """One question with its answers; POST answers it."""
    asked = get_object_or_404(questions_for(request.user).select_related("lesson__locale"), pk=pk)
    course, person = asked.lesson.course, person_of(request.user)
    form = PostForm(request.POST or None, label=_("Your answer"))
    if request.method == "POST":
        who = {"person": person_for(request), "by_trainer": teaches(person=person, course=course)}
        if post := written(request, form, lambda text: answer(question=asked, text=text, now=timezone.now(), **who)):
            messages.success(request, _("Your answer stands here now."))
            return redirect(f"{reverse('question', args=[pk])}#p{post.pk}")
    answers = posts_open_to(request.user).standing().filter(question=asked).select_related("person")
    context = {
        "question": asked,
        "lesson": asked.lesson,
        "course": course,
        "person": person,
        "moderates": may_moderate(user=request.user, course=course),
        "page_obj": paged(request, answers.order_by("posted_at", "pk"), ANSWERS_A_PAGE),
        "reported": set(person.post_reports.values_list("post", flat=True)) if person else set(),
        "form": form,
    }
    return render(request, "courses/question.html", context, status=422 if form.errors else 200)


@never_cache
@signed_in
def my_questions(request):
    """What one wrote oneself, also in courses that one has left: there it can still be taken back."""
    person = person_for(request)
    mine = Post.objects.standing().filter(person=person).select_related("lesson").with_answers()
    page = paged(request, mine, A_PAGE)
    threads = {post.thread_pk for post in page}
    readable = set(posts_open_to(request.user).listed().filter(pk__in=threads).values_list("pk", flat=True))
    for post in page:
        name, key = ("question", post.thread_pk) if post.thread_pk in readable else ("post_own", post.pk)
        post.address = reverse(name, args=[key])
    context = {"page_obj": page, "digests": wants_digests(person), "key": key_of(person)}
    return render(request, "courses/my_questions.html", context)


@never_cache
@csrf_exempt  # the key is what allows it; mail programs post without a cookie (RFC 8058)
@require_http_methods(["GET", "HEAD", "POST"])
def digest_choice(request, key):
    """Daily mails or none, without signing in. Opening the address changes nothing."""
    person = person_behind(key)
    if person is None:
        raise Http404
    if request.method == "POST":
        choose_digests(person=person, wanted=request.POST.get("wanted") == "yes", now=timezone.now())
        messages.success(request, _("Saved."))  # and no redirect: mail programs do not follow one
    return render(request, "courses/digest_choice.html", {"wanted": wants_digests(person)})
