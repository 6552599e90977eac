"""Steps about one post: change or take back one's own, report, hide, and a trainer's word."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from courses.exceptions import PostRefused
from courses.models import Post
from courses.views import person_for

from .access import discussed_lessons, moderated_posts, posts_open_to, with_courses
from .forms import HideForm, PostForm, ReportForm
from .moderating import confirm, hide, keep, report, show_again
from .posting import change, refusal_to_change, take_back

A_PAGE = 30
LISTS = {"waiting": Post.objects.unanswered, "reported": Post.objects.reported, "hidden": Post.objects.hidden}


def place_of(post):
    return f"{reverse('question', args=[post.thread_pk])}#p{post.pk}"


def back(request, post):
    """To where ``post`` stands, as far as its author may still go there."""
    if posts_open_to(request.user).listed().filter(pk=post.thread_pk).exists():
        return redirect(place_of(post))
    if discussed_lessons(request.user).filter(pk=post.lesson_id).exists():
        return redirect("lesson_questions", post.lesson_id)
    return redirect("my_questions")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own(request, pk):
    """Change one's words while that is possible, or take them back whenever one likes."""
    mine = Post.objects.standing().filter(person=person_for(request))
    post = get_object_or_404(mine.select_related("lesson"), pk=pk)
    if "take_back" in request.POST:
        take_back(post=post, now=timezone.now())
        messages.success(request, _("Your words are erased."))
        return back(request, post)
    form = PostForm(request.POST or None, initial={"text": post.text})
    if form.is_valid():
        try:
            change(post=post, text=form.cleaned_data["text"], now=timezone.now())
        except PostRefused as refusal:
            form.add_error("text", str(refusal))
        else:
            messages.success(request, _("Saved."))
            return back(request, post)
    context = {"post": post, "form": form, "refusal": refusal_to_change(post, now=timezone.now())}
    return render(request, "courses/post_own.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reporting(request, pk):
    """Say what is wrong with somebody's words; the trainers see it without a name."""
    posts = posts_open_to(request.user).shown().exclude(person=person_for(request))
    post = get_object_or_404(posts.select_related("person", "lesson"), pk=pk)
    form = ReportForm(request.POST or None)
    if form.is_valid():
        try:
            report(post=post, person=person_for(request), now=timezone.now(), **form.cleaned_data)
        except PostRefused as refusal:
            form.add_error("reason", str(refusal))
        else:
            messages.success(request, _("Thank you. The trainers will look at it."))
            return redirect(place_of(post))
    context = {"post": post, "form": form, "back_url": place_of(post)}
    return render(request, "courses/post_report.html", context, status=422 if form.errors else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def moderating(request, pk):
    """What was reported of a post, and what to do: hide it with a reason, show it again, leave it."""
    posts = moderated_posts(request.user).select_related("person", "lesson").prefetch_related("reports")
    post = get_object_or_404(posts, pk=pk)
    form = HideForm(request.POST if "hide" in request.POST else None)
    who = {"post": post, "by": request.user}
    try:
        if form.is_valid():
            hide(now=timezone.now(), **form.cleaned_data, **who)
            return _done(request, post, _("It is hidden. Its author is told why."))
        if "show" in request.POST:
            show_again(**who)
            return _done(request, post, _("Everybody sees it again."))
        if "keep" in request.POST:
            keep(now=timezone.now(), **who)
            return _done(request, post, _("It stays. The reports are settled."))
    except PostRefused as refusal:
        form.add_error("reason", str(refusal))
    context = {"post": post, "form": form, "back_url": place_of(post)}
    return render(request, "courses/post_moderate.html", context, status=422 if form.errors else 200)


def _done(request, post, words):
    messages.success(request, words)
    return redirect(place_of(post))


@never_cache
@login_required
@require_POST
def confirming(request, pk):
    """A trainer's word on an answer of somebody else: given, or taken back."""
    post = get_object_or_404(moderated_posts(request.user).answers(), pk=pk)
    try:
        confirm(post=post, by=request.user, confirmed="no" not in request.POST, now=timezone.now())
    except PostRefused as refusal:
        messages.error(request, str(refusal))
    return redirect(place_of(post))


@never_cache
@login_required
def trainer_questions(request):
    """Questions that wait for a trainer's word, the oldest first; beside them what is reported, and what is hidden."""
    shown = request.GET.get("show")
    shown = shown if shown in LISTS else "waiting"
    posts = LISTS[shown]().filter(pk__in=moderated_posts(request.user).values("pk"))
    posts = with_courses(posts.select_related("person", "lesson")).order_by("posted_at", "pk")
    context = {
        "shown": shown,
        "tabs": [("waiting", _("Wait for an answer")), ("reported", _("Reported")), ("hidden", _("Hidden"))],
        "page_obj": Paginator(posts, A_PAGE).get_page(request.GET.get("page")),
    }
    return render(request, "courses/trainer_questions.html", context)
