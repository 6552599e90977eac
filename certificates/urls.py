from django.urls import path

from . import holder_views, views

urlpatterns = [
    path("c/", views.verify, name="verify"),
    path("c/file", views.verify_file, name="verify_file"),
    path("c/<str:number>", views.verify_number, name="verify_number"),
    path("my/certificates/", holder_views.my_certificates, name="my_certificates"),
    path("my/certificates/<str:number>.pdf", holder_views.download, name="certificate_pdf"),
    path("my/certificates/<str:number>/share/", holder_views.share_certificate, name="share_certificate"),
]
