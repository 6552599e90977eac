"""Words to single criteria: a trainer’s and a peer’s, kept with the level, and read by the author."""

import pytest
from django.utils import timezone

from courses.models import Mark, PeerReview
from courses.peers.allotting import allot_all

from .factories import DAY, make_trainer
from .test_assignments import hand_in, make_assignment, make_learner
from .test_peers import make_peers, write

pytestmark = pytest.mark.django_db
RUBRIC = {"Мета": (0, 5), "Мова": (1, 5)}


def told(answer):
    return " ".join(answer.content.decode().split())


def filled(assignment, *notes):
    """The fields of the form: the best level everywhere, and words to the criteria in turn."""
    rows = list(assignment.criteria.all())
    levels = {f"criterion_{row.pk}": row.levels.last().pk for row in rows}
    return levels | {f"note_{row.pk}": words for row, words in zip(rows, notes, strict=False)}


def test_a_trainer_says_something_of_a_criterion_and_the_author_reads_it(sign_in):
    assignment = make_assignment(rubric=RUBRIC)
    submission = hand_in(assignment, make_learner(assignment))
    browser, url = sign_in(make_trainer(assignment.course)), f"/t/submissions/{submission.pk}/"
    assert "Comment on “Мета”" in told(browser.get(url))

    assert browser.post(url, {"return": "1", **filled(assignment, " ", "")}).status_code == 422
    assert browser.post(url, {"return": "1", **filled(assignment, " Назвіть суму.\nІ рік. ", "")}).status_code == 302

    first, second = Mark.objects.get().rubric
    assert (first["comment"], second["comment"]) == ("Назвіть суму.\nІ рік.", "")
    for who, page in ((submission.person, assignment.url), (make_trainer(assignment.course), url)):
        assert "Мета: 5 (5/5)<p>Назвіть суму.<br>І рік.</p>" in told(sign_in(who).get(page))


def test_a_mark_from_before_there_were_such_words_is_shown(sign_in):
    assignment = make_assignment(rubric=RUBRIC)
    submission = hand_in(assignment, make_learner(assignment))
    trainer = make_trainer(assignment.course)
    sign_in(trainer).post(f"/t/submissions/{submission.pk}/", {"accept": "1", **filled(assignment)})
    rubric = [{name: part for name, part in row.items() if name != "comment"} for row in Mark.objects.get().rubric]
    Mark.objects.update(rubric=rubric)

    assert "Мета: 5 (5/5)</li>" in told(sign_in(submission.person).get(assignment.url))


@pytest.fixture
def review():
    make_peers(3, readers=1, rubric=RUBRIC)
    allot_all(now=timezone.now())
    return PeerReview.objects.first()


def test_a_peers_words_to_a_criterion_are_kept_with_the_draft_and_read_after_the_date(sign_in, review):
    work, url = review.submission, f"/my/reviews/{review.pk}/"
    browser = sign_in(review.reader)
    browser.post(url, {"save": "1", "comment": "", **filled(work.assignment, "Мета ясна.")})
    draft = browser.get(url)
    assert "Мета ясна.</textarea>" in told(draft)

    sent = {"give": "1", "comment": "Гарно.", "version": draft.context["version"]}
    too_long = browser.post(url, {**sent, **filled(work.assignment, "Слово " * 400)})
    assert too_long.status_code == 422
    review.refresh_from_db()
    assert len(review.notes[str(work.assignment.criteria.first().pk)]) == 2000  # what one wrote is not lost

    sent["version"] = browser.get(url).context["version"]
    assert browser.post(url, {**sent, **filled(work.assignment, "Мета ясна.")}).status_code == 302
    review.refresh_from_db()
    assert [row["comment"] for row in review.rubric] == ["Мета ясна.", ""]
    assert "Мета ясна." in told(browser.get(url))
    assert "Мета ясна." not in told(sign_in(work.person).get(work.assignment.url))
    PeerReview.objects.update(due_at=timezone.now() - DAY)
    assert "Мета: 5 (5/5)<p>Мета ясна.</p>" in told(sign_in(work.person).get(work.assignment.url))


def test_an_old_window_overwrites_no_words_to_a_criterion(sign_in, review):
    browser, url = sign_in(review.reader), f"/my/reviews/{review.pk}/"
    browser.post(url, {"save": "1", "comment": "Разом.", **filled(review.submission.assignment, "З першого вікна.")})

    answer = browser.post(
        url, {"save": "1", "comment": "Разом.", **filled(review.submission.assignment, "З другого вікна.")}
    )

    assert answer.status_code == 409
    assert "<p>З першого вікна.</p>" in told(answer) and "З другого вікна.</textarea>" in told(answer)
    review.refresh_from_db()
    assert "З першого вікна." in review.notes.values()


def test_the_same_words_without_a_rubric_stay_one_comment(review):
    review.submission.assignment.criteria.all().delete()

    assert write(review).rubric == []
