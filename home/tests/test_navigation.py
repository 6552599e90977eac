"""The header and footer of every page: links, language, account; what they cost, and when they change."""

import re

import pytest
from django.test import RequestFactory
from django.utils.translation import gettext, override
from wagtail.models import Page

from content.models import Speaker
from courses.models import CatalogPage
from courses.tests.factories import make_course, make_lesson, make_trainer
from home import sections
from home.navigation import build
from people.models import User
from people.roles import COORDINATORS, TRAINERS, add_to_role, sync_roles
from webinars.models import EventIndexPage
from webinars.tests.factories import make_event, make_person

pytestmark = pytest.mark.django_db


def navigation_of(client, path):
    with override("en" if path.startswith("/en/") else "uk"):
        return client.get(path).context["nav"]


def pairs(links):
    return [(link.url, link.label) for link in links]


def test_three_links_are_always_there(client, front, add_page):
    add_page(front, "Курси", "kursy", model=CatalogPage)

    nav = navigation_of(client, "/")

    assert pairs(nav.links) == [("/kursy/", "Courses"), ("/podii/", "Events"), ("/my/", "My learning")]
    assert pairs([nav.account]) == [("/login/", gettext("Sign in"))]
    assert not nav.staff


def test_links_lead_to_the_front_page_where_a_section_is_missing(client, english_front):
    nav = navigation_of(client, "/en/search/")

    assert [link.url for link in nav.links] == ["/en/", "/en/", "/en/my/"]
    assert [link.current for link in nav.links] == [False, False, False]


@pytest.mark.parametrize(("path", "current"), [("/podii/", "Events"), ("/my/", "My learning"), ("/search/", None)])
def test_the_section_one_is_in_is_marked(sign_in, front, path, current):
    nav = navigation_of(sign_in(make_person()), path)

    assert [link.label for link in nav.links if link.current] == ([current] if current else [])


@pytest.mark.parametrize(
    ("first_name", "display_name", "label"),
    [("Олена", "Олена К.", "Олена"), ("", "Лісова пісня", "Лісова"), ("", "", "Profile")],
)
def test_the_account_is_called_by_its_first_name(sign_in, front, first_name, display_name, label):
    label = gettext(label)
    person = make_person(display_name=display_name)
    User.objects.filter(pk=person.user_id).update(first_name=first_name)

    assert pairs([navigation_of(sign_in(person), "/").account]) == [("/my/profile/", label)]


def test_an_account_without_a_person_has_a_way_to_its_profile(sign_in, front):
    nav = navigation_of(sign_in(User.objects.create_user("new@example.org")), "/")

    assert pairs([nav.account]) == [("/my/profile/", gettext("Profile"))]
    assert len(nav.links) == 3


def test_trainers_have_a_fourth_link_and_staff_a_way_to_the_admin(sign_in, front):
    sync_roles()
    trainer = make_trainer(make_course())
    add_to_role(user=trainer.user, role=TRAINERS)
    coordinator = make_person()
    add_to_role(user=coordinator.user, role=COORDINATORS)

    of_trainer = navigation_of(sign_in(trainer), "/")
    of_coordinator = navigation_of(sign_in(coordinator), "/")

    assert pairs(of_trainer.links)[3:] == [("/t/", "My cohorts")]
    assert of_trainer.staff and of_coordinator.staff
    assert len(of_coordinator.links) == 3


def test_who_is_no_trainer_any_more_loses_the_link_at_once(sign_in, front, django_capture_on_commit_callbacks):
    trainer = make_trainer(make_course())
    browser = sign_in(trainer)
    assert len(navigation_of(browser, "/").links) == 4

    with django_capture_on_commit_callbacks(execute=True):
        speaker = Speaker.objects.get(person=trainer)
        speaker.person = None
        speaker.save()

    assert len(navigation_of(browser, "/").links) == 3


def test_the_footer_has_the_editors_pages_in_their_order_around_the_schools_own(client, front, add_page):
    for title, slug in [("Про школу", "pro-shkolu"), ("Допомога", "dopomoha"), ("Приватність", "pryvatnist")]:
        add_page(front, title, slug)
    add_page(front, "Подяка", "podiaka", show_in_menus=False)

    assert pairs(navigation_of(client, "/").footer) == [
        ("/pro-shkolu/", "Про школу"),
        ("/dopomoha/", "Допомога"),
        ("/c/", "Verify a certificate"),
        ("/pryvatnist/", "Приватність"),
        ("/search/", gettext("Search")),
    ]


def test_new_pages_of_text_are_shown_in_the_footer_unless_an_editor_says_no():
    from home.models import StandardPage  # noqa: PLC0415 -- only here

    assert StandardPage().show_in_menus is True


def test_the_footer_names_the_funder(client, front):
    assert "Funded by the European Union" in client.get("/").content.decode()


def test_a_page_that_is_published_renamed_moved_or_taken_down_changes_the_footer(
    client, front, add_page, django_capture_on_commit_callbacks
):
    def titles():
        return [link.label for link in navigation_of(client, "/").footer]

    assert titles() == ["Verify a certificate", gettext("Search")]
    with django_capture_on_commit_callbacks(execute=True):
        page = add_page(front, "Про школу", "pro-shkolu")
    assert "Про школу" in titles()
    with django_capture_on_commit_callbacks(execute=True):
        page.title = "Хто ми"
        page.save_revision().publish()
    assert "Хто ми" in titles()
    with django_capture_on_commit_callbacks(execute=True):
        other = add_page(front, "Інше", "inshe")
        Page.objects.get(pk=page.pk).move(Page.objects.get(pk=other.pk), pos="last-child")
    assert "Хто ми" not in titles() and "Інше" in titles()
    with django_capture_on_commit_callbacks(execute=True):
        Page.objects.get(pk=other.pk).unpublish()
    assert "Інше" not in titles()


def test_a_deleted_page_leaves_the_footer(client, front, add_page, django_capture_on_commit_callbacks):
    page = add_page(front, "Про школу", "pro-shkolu")
    assert "Про школу" in [link.label for link in navigation_of(client, "/").footer]

    with django_capture_on_commit_callbacks(execute=True):
        page.delete()

    assert "Про школу" not in [link.label for link in navigation_of(client, "/").footer]


def test_a_page_that_is_not_for_everybody_is_not_in_the_footer(client, front, add_page):
    page = add_page(front, "Для тренерів", "dlia-treneriv")
    page.view_restrictions.create(restriction_type="login")
    sections.forget()

    assert "Для тренерів" not in [link.label for link in navigation_of(client, "/").footer]


def switch(client, path):
    (link,) = navigation_of(client, path).language_links
    return link.url


def test_the_language_switch_leads_to_the_translation(client, front, english_front, add_page):
    about = add_page(front, "Про школу", "pro-shkolu")
    add_page(english_front, "About", "about", twin_of=about)

    assert switch(client, "/pro-shkolu/") == "/en/about/"
    assert switch(client, "/en/about/") == "/pro-shkolu/"
    assert switch(client, "/") == "/en/"


def test_without_a_translation_it_leads_to_the_nearest_page_above_that_has_one(client, front, english_front, add_page):
    calendar = EventIndexPage.objects.get()
    add_page(english_front, "Events", "events", twin_of=calendar, model=EventIndexPage)
    event = make_event(title="Читаємо бюджет")

    assert switch(client, event.url) == "/en/events/"


def test_a_translation_that_is_not_published_counts_as_none(client, front, english_front, add_page):
    about = add_page(front, "Про школу", "pro-shkolu")
    add_page(english_front, "About", "about", twin_of=about).unpublish()

    assert switch(client, "/pro-shkolu/") == "/en/"


def test_the_switch_keeps_what_the_address_asks_for(client, front, english_front, add_page):
    calendar = EventIndexPage.objects.get()
    add_page(english_front, "Events", "events", twin_of=calendar, model=EventIndexPage)

    assert switch(client, "/podii/?m=2027-01&kind=webinar") == "/en/events/?m=2027-01&kind=webinar"
    assert switch(client, "/en/search/?q=a%26b") == "/search/?q=a%26b"


def test_a_view_has_the_same_view_in_the_other_language(client, front):
    assert switch(client, "/login/?next=/my/") == "/en/login/?next=%2Fmy%2F"
    assert switch(client, "/en/login/") == "/login/"


def test_a_missing_page_leads_to_the_front_page(client, front):
    response = client.get("/nema/")

    assert response.status_code == 404
    assert [link.url for link in response.context["nav"].language_links] == ["/en/"]


def test_search_engines_are_told_of_both_languages_of_a_page_and_of_nothing_else(
    client, front, english_front, add_page, settings
):
    about = add_page(front, "Про школу", "pro-shkolu")
    add_page(english_front, "About", "about", twin_of=about)
    alone = add_page(front, "Лише українською", "lyshe")

    nav = navigation_of(client, "/pro-shkolu/?utm=1")

    assert {link.code: link.url for link in nav.alternates} == {
        "uk": f"{settings.SITE_URL}/pro-shkolu/",
        "en": f"{settings.SITE_URL}/en/about/",
    }
    head = client.get("/pro-shkolu/").content.decode().partition("</head>")[0]
    assert f'<link rel="alternate" hreflang="en" href="{settings.SITE_URL}/en/about/">' in head
    assert navigation_of(client, alone.url).alternates == []


def test_a_step_inside_a_page_is_not_the_page_in_another_language(front, english_front, add_page):
    about = add_page(front, "Про школу", "pro-shkolu")
    add_page(english_front, "About", "about", twin_of=about)
    request = RequestFactory().get("/pro-shkolu/q/3/")
    request.user, request.navigation_page = User.objects.create_user("a@example.org"), about

    nav = build(request)

    assert [link.url for link in nav.language_links] == ["/en/about/"]
    assert nav.alternates == []


def test_the_name_of_the_school_is_the_operators_in_the_main_language(client, front, english_front, settings):
    settings.SCHOOL_NAME = "Школа села Лужки"

    assert navigation_of(client, "/").school_name == "Школа села Лужки"
    assert navigation_of(client, "/en/").school_name == "School of civic activists"


@pytest.mark.parametrize(("cookie", "theme"), [("dark", "dark"), ("light", "light"), ("neon", ""), (None, "")])
def test_the_theme_is_one_of_ours(client, front, cookie, theme):
    if cookie:
        client.cookies["theme"] = cookie

    assert navigation_of(client, "/").theme == theme


def test_who_saves_data_gets_the_lite_page(client, front):
    assert client.get("/", headers={"Save-Data": "on"}).context["nav"].lite
    assert not client.get("/").context["nav"].lite


def test_the_frame_of_a_page_costs_one_query_once_caches_are_warm(
    front, add_page, sign_in, django_assert_num_queries, rf
):
    make_lesson()
    page = add_page(front, "Про школу", "pro-shkolu")
    for name in ("a", "b", "c"):
        add_page(front, name, name)
    person = make_person()
    browser = sign_in(person)
    browser.get("/")
    request = rf.get("/pro-shkolu/")
    request.user, request.navigation_page = browser.get("/").context["user"], page
    request.user.has_perm("wagtailadmin.access_admin")
    build(request)

    with django_assert_num_queries(1):
        build(request)


def test_every_page_has_one_header_one_footer_and_a_way_to_the_content(client, front):
    html = client.get("/").content.decode()

    assert len(re.findall(r"<header ", html)) == len(re.findall(r"<footer ", html)) == 1
    assert html.index('href="#main"') < html.index("<header ")
