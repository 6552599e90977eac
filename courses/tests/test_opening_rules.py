"""Rules of opening in the admin: said before they are saved, refused where they could never open, listed in words."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from content.wording import in_kyiv
from courses.exceptions import OpeningRefused
from courses.models import CohortSession, OpeningRule
from people.roles import ADMINISTRATORS, COORDINATORS, TRAINERS
from webinars.tests.factories import make_session

from .factories import DAY, make_cohort, make_lesson, make_module, make_staff
from .openings import make_live, make_ruled, rule

pytestmark = pytest.mark.django_db


@pytest.fixture
def scene():
    return make_ruled()


def sent(page, *, when="previous", cohort="", opens_at="", days="", session="", **more):
    """What the form posts; a moment on Kyiv's clock."""
    opens_at = f"{in_kyiv(opens_at):%Y-%m-%d %H:%M}" if opens_at else ""
    values = {"page": page.pk, "when": when, "cohort": getattr(cohort, "pk", ""), "opens_at": opens_at, "days": days}
    return {**values, "session": getattr(session, "pk", ""), **more}


def said(response):
    """The sentences beside the tick."""
    assert response.status_code == 200
    return response.context["form"].errors.get("all_the_same", [])


def confirmed(browser, data, url=None):
    url = url or reverse("opening_rule:add")
    first = browser.post(url, data)
    seal = first.context["form"].fields["all_the_same"].widget.attrs["value"]
    return browser.post(url, {**data, "all_the_same": seal})


def test_a_rule_is_saved_once_its_meaning_is_confirmed(coordinator, scene):
    url, data = reverse("opening_rule:add"), sent(scene.second)

    assert said(coordinator.post(url, data)) == [
        "“Другий модуль”, all cohorts: opens once all required steps of “Перший модуль” are done; of quizzes used-up "
        "attempts suffice too, of assignments handing in."
    ]
    assert not OpeningRule.objects.exists()
    response = confirmed(coordinator, data)

    assert response.status_code == 302
    made = OpeningRule.objects.get()
    assert (made.page_id, made.when, made.cohort) == (scene.second.pk, "previous", None)
    assert ModelLogEntry.objects.for_instance(made).get().action == "courses.opening.set"


def test_another_meaning_is_confirmed_anew(coordinator, scene):
    url = reverse("opening_rule:add")
    first = coordinator.post(url, sent(scene.second))
    seal = first.context["form"].fields["all_the_same"].widget.attrs["value"]

    response = coordinator.post(url, sent(scene.second, when="days", days=5, all_the_same=seal))

    assert said(response) and not OpeningRule.objects.exists()


def test_each_kind_says_its_moment(coordinator, scene):
    session = make_live(scene)
    url = reverse("opening_rule:add")
    begins = scene.cohort.starts_on + 5 * DAY
    told = [
        said(coordinator.post(url, data))[0].replace("\xa0", " ")
        for data in (
            sent(scene.lesson, cohort=scene.cohort, when="days", days=5),
            sent(scene.lesson, when="days", days=5),
            sent(scene.lesson, when="date", opens_at=scene.now + 3 * DAY),
            sent(scene.lesson, cohort=scene.cohort, when="session", session=session, days=2),
            sent(scene.lesson, cohort=scene.cohort, when="start"),
            sent(scene.quiz),
        )
    ]

    assert "5 days after the first day of the cohort: on " in told[0] and f" {begins.day} " in told[0]
    assert "or of one’s own enrollment" in told[1]
    assert "opens on" in told[2]
    assert session.full_title in told[3] and "to the others on" in told[3]
    assert "whatever holds in other cohorts" in told[4]
    assert "once “Далі” is done" in told[5]


def refused(browser, data):
    """The field and nothing written."""
    response = browser.post(reverse("opening_rule:add"), data)
    assert response.status_code == 200
    assert not OpeningRule.objects.exists()
    (field,) = response.context["form"].errors
    return field


def test_a_rule_that_could_never_open_or_says_nothing_is_refused_beside_its_field(coordinator, scene):
    away, cancelled = make_session(), make_live(scene, state="cancelled")
    live, after_the_end = make_live(scene), scene.now + 60 * DAY
    open_course = make_lesson()
    one = {"cohort": scene.cohort}
    cases = [
        ("page", sent(open_course, when="date", opens_at=scene.now)),
        ("page", sent(scene.course, when="date", opens_at=scene.now)),
        ("when", sent(scene.first)),
        ("when", sent(scene.begun)),
        ("when", sent(scene.second, when="start")),
        ("opens_at", sent(scene.second, when="date")),
        ("days", sent(scene.second, when="days")),
        ("opens_at", sent(scene.second, when="date", opens_at=after_the_end)),
        ("days", sent(scene.second, when="days", days=60, **one)),
        ("cohort", sent(scene.second, cohort=make_cohort())),
        ("cohort", sent(scene.second, when="session", session=live, days=1)),
        ("session", sent(scene.second, when="session", days=1, **one)),
        ("session", sent(scene.second, when="session", session=away, days=1, **one)),
        ("session", sent(scene.second, when="session", session=cancelled, days=1, **one)),
        ("days", sent(scene.second, when="session", session=live, **one)),
    ]

    assert [refused(coordinator, data) for _field, data in cases] == [field for field, _data in cases]


def test_the_verb_refuses_what_the_form_does(scene):
    with pytest.raises(OpeningRefused, match="Nothing stands before it"):
        rule(scene, scene.first, when="previous")


def test_values_that_do_not_belong_to_the_kind_are_not_kept(scene):
    made = rule(scene, when="previous", days=9, opens_at=scene.now)

    assert (made.days, made.opens_at, made.session) == (None, None, None)


def test_one_rule_for_a_page_and_cohort(coordinator, scene):
    rule(scene)

    response = coordinator.post(reverse("opening_rule:add"), sent(scene.second, when="days", days=3))

    assert response.status_code == 200
    assert OpeningRule.objects.count() == 1


def test_the_list_says_what_holds_and_what_to_do_about_what_does_not(coordinator, scene):
    session = make_live(scene)
    rule(scene, when="session", cohort=scene.cohort, session=session, days=2)
    assert f"{session.full_title}”" in coordinator.get(reverse("opening_rule:index")).content.decode()

    CohortSession.objects.filter(session=session).delete()

    page = coordinator.get(reverse("opening_rule:index")).content.decode()
    assert "not one of the cohort, so nothing waits for it" in page


def test_a_rule_is_taken_away_and_all_is_open_again(coordinator, scene):
    made = rule(scene)

    assert coordinator.post(reverse("opening_rule:delete", args=[made.pk])).status_code == 302
    assert not OpeningRule.objects.exists()


@pytest.mark.parametrize(("role", "status"), [(TRAINERS, 302), (COORDINATORS, 200), (ADMINISTRATORS, 200)])
def test_who_plans_cohorts_sets_rules(sign_in, scene, role, status):
    assert sign_in(make_staff(role)).get(reverse("opening_rule:index")).status_code == status


def test_the_list_takes_as_many_queries_for_three_rules_as_for_one(coordinator, queries_of, scene):
    url, session = reverse("opening_rule:index"), make_live(scene)
    rule(scene, when="session", cohort=scene.cohort, session=session, days=2)
    one = queries_of(url)
    rule(scene, scene.lesson, when="days", days=3)
    rule(scene, scene.quiz, when="previous", cohort=make_cohort(scene.course))
    rule(scene, make_module(scene.course, title="Третій"), when="previous")

    assert queries_of(url) == one


def test_days_that_end_after_self_paced_cohorts_are_no_trouble(scene):
    scene.cohort.self_paced = True
    scene.cohort.save()

    assert rule(scene, when="days", days=100, now=timezone.now() + timedelta(days=1)).pk
