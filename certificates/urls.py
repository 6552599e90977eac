from django.urls import path

from . import views

urlpatterns = [
    path("c/", views.verify, name="verify"),
    path("c/<str:number>", views.verify_number, name="verify_number"),
    path("my/certificates/", views.my_certificates, name="my_certificates"),
    path("my/certificates/<str:number>.pdf", views.download, name="certificate_pdf"),
]
