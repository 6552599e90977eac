"""What programs ask for: without a language, at addresses that stay for ever because badges name them."""

from django.urls import path

from . import views
from .status import Kind

urlpatterns = [
    path(".well-known/did.json", views.did_json, name="badge_did"),
    path(".well-known/jwks.json", views.jwks_json, name="badge_jwks"),
    path("badges/issuer.json", views.issuer_json, name="badge_issuer"),
    path("badges/status/<int:number>", views.status, {"kind": Kind.REVOCATION}, name="badge_status"),
    path("badges/status/<int:number>/suspension", views.status, {"kind": Kind.SUSPENSION}, name="badge_suspension"),
    path("badges/status/<int:number>.jwt", views.status_token, name="badge_status_token"),
    path("badges/<uuid:public_id>", views.badge, name="badge"),
    path("badges/<uuid:public_id>.<str:form>", views.badge_file, name="badge_file"),
]
