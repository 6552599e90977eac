from allauth.account import views as accounts
from django.urls import include, path

from . import views

urlpatterns = [
    path("login/", accounts.login, name="account_login"),
    path("logout/", accounts.logout, name="account_logout"),
    path("signup/", accounts.signup, name="account_signup"),
    path("account/", include("allauth.account.urls")),
    path("my/profile/", views.profile, name="profile"),
    path("theme/", views.set_theme, name="theme"),
]
