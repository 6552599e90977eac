"""Composition root: every app's addresses, calendar sources, sitemap; Wagtail last."""

from django.conf import settings
from django.conf.urls.i18n import i18n_patterns
from django.urls import include, path, re_path
from django.views.generic import RedirectView
from django.views.static import serve
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.contrib.sitemaps.views import sitemap
from wagtail.documents import urls as wagtaildocs_urls
from wagtail.urls import serve_pattern
from wagtail.views import authenticate_with_password

from calendars.feeds import Sources
from conferences import entries as conference_entries
from consultations import entries as consultation_entries
from content.page_reports import bulk_action, page_types, page_types_results
from courses import entries as course_entries
from courses.bank_history import site_history, site_history_results
from home.routing import serve as serve_page
from home.sitemap import PageSitemap
from home.views import robots
from people.signing_in import to_the_admin
from webinars import entries as webinar_entries
from webinars import feeds as webinar_feeds

from .health import healthz

# What the calendars are made of: each app that has dated things gives its entries.
CALENDARS = Sources(
    public=(webinar_entries.public_entries,),
    personal=(
        *webinar_entries.PERSONAL,
        *course_entries.PERSONAL,
        *conference_entries.PERSONAL,
        *consultation_entries.PERSONAL,
    ),
    feeds=(webinar_feeds.public_feeds, course_entries.public_feeds, conference_entries.public_feeds),
)

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("sitemap.xml", sitemap, {"sitemaps": {"pages": PageSitemap}}),
    path("robots.txt", robots),
    # One door for everybody: allauth's, with its confirmed addresses and its limits on guessing.
    path("admin/login/", to_the_admin),
    path("admin/bulk/wagtailcore/page/<str:action>/", bulk_action),
    path("admin/reports/page-types-usage/", page_types),
    path("admin/reports/page-types-usage/results/", page_types_results),
    path("admin/reports/site-history/", site_history),
    path("admin/reports/site-history/results/", site_history_results),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("jitsi/", include("webinars.room_urls")),
    path("", include("certificates.badges.urls")),
]
urlpatterns += i18n_patterns(
    path("", include("people.urls")),
    path("", include("home.urls")),
    path("", include("calendars.urls"), {"sources": CALENDARS}),
    path("", include("conferences.urls")),
    path("", include("consultations.urls")),
    path("", include("surveys.urls")),
    path("", include("webinars.urls")),
    path("", include("courses.urls")),
    path("", include("certificates.urls")),
    path(
        "_util/authenticate_with_password/<int:page_view_restriction_id>/<int:page_id>/",
        authenticate_with_password,
        name="wagtailcore_authenticate_with_password",
    ),
    path(
        "_util/login/", RedirectView.as_view(pattern_name="account_login", query_string=True), name="wagtailcore_login"
    ),
    re_path(serve_pattern, serve_page, name="wagtail_serve"),
    prefix_default_language=False,
)
if settings.SERVE_MEDIA:  # pictures only: documents have a view that asks who may read them
    pictures = r"^media/(?P<path>(?:images|original_images)/.+)$"
    urlpatterns += [re_path(pictures, serve, {"document_root": settings.MEDIA_ROOT})]
