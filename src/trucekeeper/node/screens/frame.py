"""What every screen stands in: the template environment, the languages and the headers that protect a page."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from trucekeeper import __version__
from trucekeeper.errors import NoRight
from trucekeeper.node.opened import opened_node
from trucekeeper.vocabulary.sentence import style
from trucekeeper.vocabulary.text import LANGS, Lang, isolate

CONTENT_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self' data:; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


def environment(**options: Any) -> Environment:
    """Return the Jinja environment of the node's templates."""
    made = Environment(**{**options, "undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True})  # noqa: S701
    made.globals.update(static=static, url=reverse, version=__version__)
    made.filters |= {"iso": isolate, "host": host}
    return made


def host(address: str) -> str:
    """Return the host of an address, as a link to it is called."""
    return (urlsplit(address).hostname or address).removeprefix("www.")


def words(lang: Lang) -> dict[str, str]:
    """Return the words of the screens in a language."""
    found: dict[str, str] = style(lang)["screens"]
    return found


def frame(request: HttpRequest, lang: Lang) -> dict[str, Any]:
    """Return what the base layout needs: the language and its words, the case, who is signed in, the other language."""
    node, signed_in = opened_node(), request.user.is_authenticated
    other: Lang = "en" if lang == "ar" else "ar"
    query = request.GET.urlencode()
    kept = [(key, value) for key, value in request.GET.items() if key not in ("as_of", "page")]
    return {
        "here": "scene",
        "lang": lang,
        "words": words(lang),
        "title": node.case().file.title[lang] if signed_in else "Trucekeeper",
        "other": other,
        "other_path": request.path.replace(f"/{lang}/", f"/{other}/", 1) + (f"?{query}" if query else ""),
        "other_word": words(other)["this_language"],
        "filters": urlencode([(key, value) for key, value in request.GET.items() if key != "page"]),
        "kept": kept,
        "now_path": request.path + (f"?{urlencode(kept)}" if kept else ""),
        "signed_in": request.user.get_username() if signed_in else None,
    }


def screen(respond: Callable[..., HttpResponse]) -> Callable[..., HttpResponseBase]:
    """Let a view answer those alone who are signed in and have a role in the case, in a language that there is.

    It is called with the request, the language, the node, the person, and what else its address names.
    """

    @login_required
    @wraps(respond)
    def view(request: HttpRequest, lang: Lang, **given: str) -> HttpResponse:
        if lang not in LANGS:
            return HttpResponseNotFound()
        node = opened_node()
        try:
            reader = node.person(request.user.get_username())
        except NoRight:
            return render(request, "no_right.html", {**frame(request, lang), "fault": "no_right"}, status=403)
        return respond(request, lang, node, reader, **given)

    return view


def posted(request: HttpRequest) -> dict[str, str]:
    """Return the fields of a form that was sent."""
    return {key: str(value) for key, value in request.POST.items()}


def protect(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Add the headers that let a page load nothing but the node's own style, and keep it out of caches."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware
