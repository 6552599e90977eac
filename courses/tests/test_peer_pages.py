"""The pages of peer reviews, and every door by which a name could come out."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.models import ModelLogEntry

from courses.assignments.submitting import add_files, save_draft, submit
from courses.models import PeerReview
from courses.peers.allotting import allot_all
from people.roles import ADMINISTRATORS, COORDINATORS, TRAINERS
from webinars.tests.factories import make_person

from .factories import DAY, make_cohort, make_course, make_enrollment, make_staff, make_trainer
from .test_assignments import make_assignment
from .test_peers import make_peers, one_more, write

pytestmark = pytest.mark.django_db
WORDS = {"points": "7", "comment": "Мета ясна, а дати немає."}


def page_of(review):
    return f"/my/reviews/{review.pk}/"


def told(answer):
    return " ".join(answer.content.decode().split())


@pytest.fixture
def review():
    """The first of two readings: the work has a file with its author’s name in its name."""
    assignment, now = make_assignment(peer_readers=1), timezone.now()
    cohort = make_cohort(assignment.course)
    assignment.due_rows.create(cohort=cohort, due_at=now)
    assignment.save()
    for name in ("Ганна Мельник", "Роман Дідушок"):
        person = make_enrollment(cohort, make_person(name=name)).person
        draft = save_draft(person=person, assignment=assignment, text="Шановна радо!", now=now)
        file = SimpleUploadedFile(f"{name}.pdf", b"%PDF-1.7\n")
        add_files(draft=draft, files=[(file, "application/pdf")])
        submit(person=person, assignment=assignment, now=now)
    allot_all(now=now)
    return PeerReview.objects.first()


def be_over():
    PeerReview.objects.update(due_at=timezone.now() - DAY)


def test_a_reader_keeps_a_draft_gives_the_review_and_reads_it_again(sign_in, review):
    browser = sign_in(review.reader)
    assert "Works of others to read" in told(browser.get("/my/"))
    assert page_of(review) in told(browser.get("/my/reviews/"))

    assert browser.post(page_of(review), {"save": "1", "comment": "Почали"}).url == page_of(review)
    draft = browser.get(page_of(review))
    assert "Почали</textarea>" in told(draft)
    version = {"version": draft.context["version"]}
    assert browser.post(page_of(review), {"give": "1", "comment": "Ще слово", **version}).status_code == 422
    review.refresh_from_db()
    assert (review.comment, review.given_at) == ("Ще слово", None)

    version = {"version": browser.get(page_of(review)).context["version"]}
    assert browser.post(page_of(review), {"give": "1", **WORDS, **version}).url == "/my/reviews/"
    assert WORDS["comment"] in told(browser.get(page_of(review)))
    assert browser.post(page_of(review), {"save": "1", "comment": "Інше"}).status_code == 422
    review.refresh_from_db()
    assert (review.points, review.comment) == (7, WORDS["comment"])


def test_an_old_window_of_a_review_overwrites_nothing(sign_in, review):
    browser = sign_in(review.reader)
    browser.post(page_of(review), {"save": "1", "comment": "З першого вікна."})

    answer = browser.post(page_of(review), {"give": "1", **WORDS})

    assert answer.status_code == 409
    assert "<p>З першого вікна.</p>" in told(answer) and f"{WORDS['comment']}</textarea>" in told(answer)
    review.refresh_from_db()
    assert (review.comment, review.given_at) == ("З першого вікна.", None)


def test_a_work_is_given_back_by_a_button(sign_in, review):
    browser = sign_in(review.reader)

    assert browser.post(page_of(review), {"back": "1"}).url == "/my/reviews/"

    assert browser.get(page_of(review)).status_code == 404
    assert browser.get(f"{page_of(review)}files/1/").status_code == 404


def test_the_author_reads_the_words_after_the_date_and_not_the_hidden_ones(sign_in, review):
    work = review.submission
    write(review, comment="Додайте дату.")
    browser = sign_in(work.person)
    assert "Додайте дату." not in told(browser.get(work.assignment.url))

    be_over()
    assert "Додайте дату." in told(browser.get(work.assignment.url))

    trainer = sign_in(make_trainer(work.assignment.course))
    trainer.post(f"/t/reviews/{review.pk}/hide/", {"hide": "1"})
    assert "Додайте дату." in told(trainer.get(f"/t/submissions/{work.pk}/"))
    assert "Додайте дату." not in told(sign_in(work.person).get(work.assignment.url))
    sign_in(make_staff(COORDINATORS)).post(f"/t/reviews/{review.pk}/hide/", {"show": "1"})
    assert "Додайте дату." in told(sign_in(work.person).get(work.assignment.url))


def test_no_page_tells_the_reader_or_the_author_who_the_other_is(sign_in, review):
    work = review.submission
    write(review)
    be_over()
    reader, author = review.reader, work.person
    file = f"{page_of(review)}files/1/"

    for mine, theirs, pages in (
        (reader, author, [page_of(review), "/my/reviews/", "/my/", work.assignment.url]),
        (author, reader, [work.assignment.url, "/my/reviews/", "/my/"]),
    ):
        browser = sign_in(mine)
        for page in pages:
            for word in (theirs.legal_name, theirs.display_name, theirs.email, *theirs.legal_name.split()):
                assert word not in told(browser.get(page)), page

    download = sign_in(reader).get(file)
    assert b"".join(download) == b"%PDF-1.7\n"
    assert download["Content-Disposition"] == 'attachment; filename="File 1.pdf"'


def test_the_doors_are_open_to_the_reader_alone(client, sign_in, review):
    work = review.submission
    mine = [page_of(review), f"{page_of(review)}files/1/"]
    theirs = [f"/submissions/files/{work.files.get().pk}/", f"/t/submissions/{work.pk}/"]
    stranger = one_more(work.assignment, review.cohort).person
    staff = [make_trainer(work.assignment.course), make_trainer(make_course()), make_staff(TRAINERS)]

    for somebody in (work.person, stranger, *staff, make_staff(COORDINATORS), make_staff(ADMINISTRATORS)):
        browser = sign_in(somebody)
        assert {browser.get(address).status_code for address in mine} <= {403, 404}, somebody
    browser = sign_in(review.reader)
    assert [browser.get(address).status_code for address in (*mine, *theirs)] == [200, 200, 404, 404]
    assert browser.get(f"{page_of(review)}files/0/").status_code == 404
    assert browser.get(f"{page_of(review)}files/2/").status_code == 404
    client.logout()
    assert {client.get(address).url for address in mine} == {f"/login/?next={address}" for address in mine}


def test_who_left_the_cohort_reads_no_more_at_once(sign_in, review):
    review.reader.enrollments.update(withdrawn_at=timezone.now())

    browser = sign_in(review.reader)

    assert [browser.get(page_of(review)).status_code, browser.post(page_of(review), WORDS).status_code] == [404, 404]
    assert "Works of others to read" not in told(browser.get("/my/"))


def test_an_unpublished_assignment_is_read_no_more(sign_in, review):
    review.submission.assignment.unpublish()

    assert sign_in(review.reader).get(page_of(review)).status_code == 404


def test_only_who_marks_the_work_hides_and_only_what_is_given(sign_in, review):
    work, url = review.submission, f"/t/reviews/{review.pk}/hide/"
    trainer = make_trainer(work.assignment.course)
    assert sign_in(trainer).post(url, {"hide": "1"}).status_code == 404

    write(review)
    for somebody in (review.reader, work.person, make_trainer(make_course()), make_staff(TRAINERS)):
        assert sign_in(somebody).post(url, {"hide": "1"}).status_code == 404
    assert sign_in(trainer).get(url).status_code == 405

    review.refresh_from_db()
    assert review.hidden_at is None


def test_a_trainer_who_takes_part_learns_no_names_and_hides_nothing_of_their_own(sign_in):
    assignment, cohort, _works = make_peers(1, readers=1)
    trainer = make_trainer(assignment.course)
    make_enrollment(cohort, trainer)
    save_draft(person=trainer, assignment=assignment, text="Моє.", now=timezone.now())
    work = submit(person=trainer, assignment=assignment, now=timezone.now())
    allot_all(now=timezone.now())
    review = write(work.peer_reviews.get(), comment="Слова про мене.")

    browser = sign_in(trainer)
    page = told(browser.get(f"/t/submissions/{work.pk}/"))
    browser.post(f"/t/reviews/{review.pk}/hide/", {"hide": "1"})

    assert "Слова про мене." not in page and review.reader.legal_name not in page
    review.refresh_from_db()
    assert review.hidden_at is None


def test_the_log_of_what_was_hidden_names_nobody(sign_in, review):
    write(review)
    trainer = make_trainer(review.submission.assignment.course)
    sign_in(trainer).post(f"/t/reviews/{review.pk}/hide/", {"hide": "1"})

    entry = ModelLogEntry.objects.get(action="courses.peers.hide")
    assert (entry.label, entry.user, entry.data) == (f"№ {review.pk}", trainer.user, {})


def test_three_readings_take_as_many_queries_as_one(sign_in, queries_of):
    assignment, cohort, works = make_peers(4, readers=3)
    reader = works[0].person
    allot_all(now=timezone.now())
    trainer = make_trainer(assignment.course)
    mine, work = reader.peer_reviews, works[0]
    for review in PeerReview.objects.all():
        write(review)
    be_over()
    pages = [
        (reader, "/my/reviews/"),
        (reader, "/my/"),
        (reader, assignment.url),
        (trainer, f"/t/submissions/{work.pk}/"),
    ]

    def count():
        return [sign_in(who) and queries_of(page) for who, page in pages]

    three = count()
    for rows in (mine, work.peer_reviews):
        kept = rows.first().pk
        rows.exclude(pk=kept).update(withdrawn_at=timezone.now(), given_at=None)

    assert count() == three
