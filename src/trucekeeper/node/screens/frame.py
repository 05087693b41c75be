"""What every screen stands in: the template environment, the languages and the headers that protect a page."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponse
from django.templatetags.static import static
from django.urls import reverse
from jinja2 import Environment, StrictUndefined

from trucekeeper import __version__
from trucekeeper.node.opened import opened_node
from trucekeeper.vocabulary.sentence import style
from trucekeeper.vocabulary.text import Lang, isolate

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
    return {
        "here": "scene",
        "lang": lang,
        "words": words(lang),
        "title": node.case().file.title[lang] if signed_in else "Trucekeeper",
        "other": other,
        "other_path": request.path.replace(f"/{lang}/", f"/{other}/", 1) + (f"?{query}" if query else ""),
        "other_word": words(other)["this_language"],
        "signed_in": request.user.get_username() if signed_in else None,
    }


def protect(respond: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Add the headers that let a page load nothing but the node's own style, and keep it out of caches."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = respond(request)
        response.headers.setdefault("Content-Security-Policy", CONTENT_POLICY)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    return middleware
