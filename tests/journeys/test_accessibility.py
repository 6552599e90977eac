"""Every page can be used: by eye and by ear, by finger and by key, on a phone and at a desk, by day and by night."""

import pytest
from django.urls import resolve
from playwright.sync_api import expect

from tests.test_addresses import NAMED

from .acts import BROKEN
from .looking import Reader
from .scene import Scene
from .standing import LOOSE_FILES, standing
from .stops import STOPS

pytestmark = [pytest.mark.journey, pytest.mark.django_db, LOOSE_FILES]

# The addresses that are no pages.
FILES = {
    "attendance_download",
    "attendees_download",
    "badge",
    "badge_did",
    "badge_file",
    "badge_issuer",
    "badge_jwks",
    "badge_status",
    "badge_status_token",
    "badge_suspension",
    "beside_material",
    "certificate_pdf",
    "event_ics",
    "event_attendance_file",
    "feed_cohort",
    "feed_course",
    "feed_named",
    "feed_personal",
    "feed_public",
    "gradebook_file",
    "guest_presence",
    "healthz",
    "my_badge_file",
    "notes_file",
    "peer_review_file",
    "person_attendance_file",
    "programme_ics",
    "programme_mine_ics",
    "programme_schedule",
    "recording_file",
    "room_ics",
    "session_beside_live",
    "session_ics",
    "session_presence",
    "sheet_worker",
    "signed_sheet",
    "submission_file",
    "track_ics",
    "survey_file",
}
ACTIONS = {
    "answer_confirm",
    "enrollment_list_step",
    "sheet_marks",
    "event_contact_remove",
    "event_minutes_decide",
    "application_withdraw",
    "attendance_decide",
    "attendance_import_step",
    "attendance_rule_decide",
    "beside_poll",
    "beside_question",
    "check_in_withdraw",
    "consultation_close",
    "consultation_remove",
    "desk_material_remove",
    "desk_poll_step",
    "guest_leave",
    "lesson_done",
    "outage_declare",
    "outage_withdraw",
    "peer_review_hide",
    "programme_star",
    "proposal_link",
    "proposal_withdraw",
    "speaker_link",
    "session_leave",
    "theme",
}
UNUSED = {"account_confirm_login_code", "account_set_password"}  # allauth's, for ways in that we do not offer


@pytest.fixture(scope="module")
def reader(chromium, django_db_setup, django_db_blocker, tmp_path_factory):
    """The school of ``scene``, running; its catalog has two pages."""
    with pytest.MonkeyPatch.context() as patch, django_db_blocker.unblock():
        patch.setattr("courses.serving.COURSES_A_PAGE", 3)
        with standing(Scene, folder=tmp_path_factory.mktemp("media")) as (address, scene):
            reader = Reader(chromium, address, scene)
            yield reader
            for page, _watch in reader.pages.values():
                page.context.close()


@pytest.fixture(scope="module")
def seen(reader):
    """What there is to see of every page, by its name."""
    return {name: reader.facts(name) for name in STOPS}


def where(seen, fact):
    """The pages of which ``fact`` is not empty, with what it is."""
    return {name: getattr(facts, fact) for name, facts in seen.items() if getattr(facts, fact)}


def test_no_page_is_left_out(reader):
    paths = [stop.path.format(**vars(reader.scene)) for stop in STOPS.values() if stop.path != BROKEN]
    looked_at = {resolve(path.partition("?")[0]).view_name for path in paths}

    assert {name for name, _arguments in NAMED} - looked_at == FILES | ACTIONS | UNUSED


def test_every_page_answers_as_it_should(seen):
    assert {name: facts.status for name, facts in seen.items()} == {name: stop.status for name, stop in STOPS.items()}


def test_every_page_has_a_title_of_its_own_and_says_its_language(seen):
    titles = {facts.title.partition(" — ")[0].removeprefix("Помилка: ") for facts in seen.values()}
    assert "" not in titles
    assert len(titles) > len(STOPS) / 2
    assert {name for name, facts in seen.items() if facts.language == "en"} == {"front page in English"}
    assert {facts.language for facts in seen.values()} == {"uk", "en"}


def test_no_page_complains_or_asks_a_stranger(seen):
    assert where(seen, "complaints") == {}


def test_axe_finds_nothing(seen):
    assert where(seen, "axe") == {}


def test_headings_stand_in_order(seen):
    def broken(levels):
        steps = zip(levels, levels[1:], strict=False)
        return levels.count(1) != 1 or any(after > before + 1 for before, after in steps)

    assert {name: facts.headings for name, facts in seen.items() if broken(facts.headings)} == {}


def test_nothing_lies_beyond_the_edge(seen):
    assert where(seen, "sideways") == {}


def test_spaced_out_text_is_not_cut(seen):
    assert where(seen, "cut") == {}


def test_controls_are_high_enough_for_a_thumb(seen):
    assert where(seen, "low") == {}


def test_the_keyboard_sees_where_it_is(seen):
    assert where(seen, "lost") == {}


def test_nothing_moves_for_who_asked_for_stillness(seen):
    assert where(seen, "moving") == {}


@pytest.mark.parametrize("name", ["front page", "lesson", "question, one answer", "my learning", "not found"])
def test_the_first_key_leads_past_the_menu(reader, name):
    page, _watch, _answer = reader.open(name)

    page.keyboard.press("Tab")
    box = page.locator("a.skip:focus").bounding_box()
    assert box["x"] >= 0
    assert box["y"] >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


@pytest.mark.parametrize(
    "name", ["signup, errors", "login, error", "password reset, error", "profile, errors", "verification, error"]
)
def test_errors_are_read_out_and_lead_to_their_fields(reader, name):
    page, _watch, _answer = reader.open(name)

    summary = page.get_by_role("alert")
    expect(summary).to_be_focused()
    assert page.title().startswith("Помилка: ")
    for link in summary.get_by_role("link").all():
        link.focus()
        page.keyboard.press("Enter")
        field = page.locator(":focus")
        assert f"#{field.get_attribute('id')}" == link.get_attribute("href")
        assert field.get_attribute("aria-invalid") == "true"
        described = [page.locator(f"#{part}").inner_text() for part in field.get_attribute("aria-describedby").split()]
        assert link.inner_text().partition(": ")[2] in " ".join(described)


def test_an_unanswered_question_leads_to_its_first_answer(reader):
    page, _watch, _answer = reader.open("question, error")

    page.get_by_role("alert").get_by_role("link").focus()
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement === document.querySelector('main input[type=radio]')")


def test_a_form_is_filled_in_and_sent_by_keyboard_alone(reader):
    page, _watch, _answer = reader.open("question, one answer")

    page.locator("main input[type=radio]").first.focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.matches('main button')")
    with page.expect_navigation(url="**/q/2/"):
        page.keyboard.press("Enter")
