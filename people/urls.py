from allauth.account import views as accounts
from django.urls import include, path

from . import views

urlpatterns = [
    path("account/", include("allauth.account.urls")),
    # Short addresses for what people type and read out. They stand last: of two with one name, the last is shown.
    path("login/", accounts.login, name="account_login"),
    path("logout/", accounts.logout, name="account_logout"),
    path("signup/", accounts.signup, name="account_signup"),
    path("my/profile/", views.profile, name="profile"),
    path("theme/", views.set_theme, name="theme"),
]
