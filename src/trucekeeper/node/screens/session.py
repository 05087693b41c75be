"""Signing in and out."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.views import LoginView, LogoutView
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from trucekeeper.node.screens.frame import frame
from trucekeeper.vocabulary.text import LANGS


class SignIn(LoginView):
    """The form that asks for a person's id and password, in the language of the address."""

    template_name = "login.html"
    redirect_authenticated_user = True

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse a language that there is none of."""
        if kwargs["lang"] not in LANGS:
            return HttpResponseNotFound()
        return super().dispatch(request, *args, **kwargs)

    def get_default_redirect_url(self) -> str:
        """Return the Scene in the language of the form."""
        return f"/{self.kwargs['lang']}/"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Return what the page needs."""
        return {**super().get_context_data(**kwargs), **frame(self.request, self.kwargs["lang"])}


class SignOut(LogoutView):
    """Signing out leads back to the form."""

    next_page = "/"


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """Send a visitor to the form in the language of the page that was asked for; Arabic where it has none."""
    asked = request.GET.get("next", "/")
    lang = next((lang for lang in LANGS if asked.startswith(f"/{lang}/")), "ar")
    return redirect(f"/{lang}/sign-in?{urlencode({'next': asked})}")
