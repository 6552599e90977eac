from django.urls import path

from . import holder_views, views
from .badges import holder_views as badge_holders
from .badges.views import achievement

urlpatterns = [
    path("c/", views.verify, name="verify"),
    path("c/file", views.verify_file, name="verify_file"),
    path("c/<str:number>", views.verify_number, name="verify_number"),
    path("c/<str:number>/", views.verify_number, {"slash": True}),
    path("my/certificates/", holder_views.my_certificates, name="my_certificates"),
    path("my/organizations/certificates/", holder_views.organization_certificates, name="organization_certificates"),
    path("my/certificates/<str:number>/evidence/", holder_views.certificate_evidence, name="certificate_evidence"),
    path("my/certificates/<str:number>.pdf", holder_views.download, name="certificate_pdf"),
    path("my/certificates/<str:number>/share/", holder_views.share_certificate, name="share_certificate"),
    path("my/certificates/<str:number>/badge/", badge_holders.my_badge, name="my_badge"),
    path("my/certificates/<str:number>/badge.<str:form>", badge_holders.my_badge_file, name="my_badge_file"),
    path("badges/<str:kind>/<int:pk>/<str:role>/", achievement, name="achievement"),
]
