"""Write a review, give it once, or give the work back unread; hide one from its author."""

from statistics import median

from django.db import transaction
from django.db.models import Prefetch
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from courses.access import is_own
from courses.assignments.marking import chosen_levels
from courses.exceptions import MarkRefused
from courses.grading import readable
from courses.models import PeerReview
from courses.windows import WordsChanged, version_of


def reviews_of(person):
    """What ``person`` reads and has read, the most urgent first, with the assignment."""
    return PeerReview.objects.of_reader(person).select_related("submission__assignment").order_by("due_at", "pk")


def words_of_peers(*, now):
    """For ``prefetch_related`` on submissions: what their author may see, without who wrote it."""
    shown = PeerReview.objects.for_author(now=now).order_by("given_at", "pk").defer("reader", "levels")
    return Prefetch("peer_reviews", queryset=shown, to_attr="words_of_peers")


def seen_by_trainer(submission, user):
    """What peers read and wrote of ``submission``, with their names; nothing for who handed it in themselves."""
    reviews = submission.peer_reviews.standing().select_related("reader").order_by("given_at", "pk")
    return [] if is_own(submission, user) else list(reviews)


def advice_of(reviews):
    """The median of the points that peers gave and nobody hid, to be read; None before the first one."""
    points = [one.points for one in reviews if one.given_at and one.hidden_at is None]
    return readable(median(points)) if points else None


def _open(review):
    """The row, locked. Raises ``MarkRefused`` for one that is given, or given back, or of who has no place any more."""
    found = PeerReview.objects.of_reader(review.reader_id).filter(pk=review.pk)
    locked = found.select_for_update(of=("self",)).select_related("submission__assignment").first()
    if locked is None:
        raise MarkRefused(_("This work is not yours to read any more."))
    if locked.given_at:
        raise MarkRefused(_("You have given this review. It stays as it is."))
    return locked


@transaction.atomic
def save(*, review, levels, points, comment, version, now, notes=None):
    """Keep what is written so far. Raises ``WordsChanged`` when words would be lost that the reader has not seen.

    ``levels`` and ``notes``, words to single criteria, go by the key of the criterion.
    """
    review, notes = _open(review), {str(key): words for key, words in (notes or {}).items() if words}
    lost = {review.comment, *review.notes.values()} - {"", comment, *notes.values()}
    if lost and version_of(review) != version:
        raise WordsChanged(review)
    review.levels = {str(key): level for key, level in levels.items() if level}
    review.points, review.comment, review.notes, review.saved_at = points, comment, notes, now
    review.save(update_fields=["levels", "points", "comment", "notes", "saved_at"])
    return review


@transaction.atomic
def give(*, review, levels, points, comment, version, now, notes=None):
    """Give the review: the author reads it from ``due_at`` on. Once, and late rather than never."""
    written = {"levels": levels, "notes": notes, "points": points, "comment": comment}
    review = save(review=review, version=version, now=now, **written)
    assignment = review.submission.assignment
    if not comment.strip():
        raise MarkRefused(_("Say in words what is good and what to work on."), field="comment")
    rubric = chosen_levels(assignment, levels, notes or {})
    points = sum(row["points"] for row in rubric) if rubric else points
    if points is None or not 0 <= points <= assignment.max_points:
        raise MarkRefused(_("Points are from 0 to %(most)s.") % {"most": assignment.max_points})
    review.rubric, review.points, review.given_at = rubric, points, now
    review.save(update_fields=["rubric", "points", "given_at"])
    return review


@transaction.atomic
def give_back(*, review, now):
    """Give the work back, so that somebody else reads it; what was begun stays with nobody to see it."""
    review = _open(review)
    review.withdrawn_at = now
    review.save(update_fields=["withdrawn_at"])
    return review


@transaction.atomic
def show_or_hide(*, review, by, hidden, now):
    """Hide a review from its author, or show it again; twice is once. Raises ``MarkRefused`` for one’s own work."""
    review = PeerReview.objects.select_for_update(of=("self",)).select_related("submission").get(pk=review.pk)
    if is_own(review.submission, by):
        raise MarkRefused(_("This is your own work. Another trainer or a coordinator has to mark it."))
    if hidden != (review.hidden_at is not None):
        review.hidden_at, review.hidden_by = (now, by) if hidden else (None, None)
        review.save(update_fields=["hidden_at", "hidden_by"])
        log(review, "courses.peers.hide" if hidden else "courses.peers.show", user=by)
    return review
