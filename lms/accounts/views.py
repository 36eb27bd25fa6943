"""Signing in, where django-allauth and Wagtail would send people to and fro."""

from allauth.account.views import LoginView as AllauthLoginView
from django.conf import settings
from django.shortcuts import resolve_url
from django.urls import reverse


class LoginView(AllauthLoginView):
    def get_authenticated_redirect_url(self) -> str:
        """Whoever is signed in and was turned away from the editors' pages goes to the start.

        Back there they would be turned away again, and again.
        """
        url = str(super().get_authenticated_redirect_url())
        editors = reverse("wagtailadmin_home")
        if url.startswith(editors) and not self.request.user.has_perm("wagtailadmin.access_admin"):
            return resolve_url(settings.LOGIN_REDIRECT_URL)
        return url


login = LoginView.as_view()
