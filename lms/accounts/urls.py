"""The pages of django-allauth that people need; the rest of it has no address here."""

from allauth.account import views
from django.urls import path, re_path

from lms.accounts.views import login

urlpatterns = [
    path("anmelden/", login, name="account_login"),
    path("abmelden/", views.logout, name="account_logout"),
    path("gesperrt/", views.account_inactive, name="account_inactive"),
    path("anmeldung-bestaetigen/", views.reauthenticate, name="account_reauthenticate"),
    path("passwort/", views.password_change, name="account_change_password"),
    path("passwort/vergessen/", views.password_reset, name="account_reset_password"),
    path(
        "passwort/vergessen/gesendet/",
        views.password_reset_done,
        name="account_reset_password_done",
    ),
    re_path(
        r"^passwort/neu/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "passwort/neu/fertig/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    # Nobody signs up by themselves; the address says so instead of missing.
    path("registrieren/", views.signup, name="account_signup"),
]
