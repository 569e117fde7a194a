"""What every page of the shop needs: its address in the other language, and links that keep the query."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

from django import template
from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template import Context
from django.urls import NoReverseMatch, translate_url
from django.utils import translation
from django.utils.safestring import mark_safe

from catalogue.links import link
from market.static_files import as_data

register = template.Library()
register.simple_tag(link)
NUMBER_AND_UNIT = re.compile(r"(\d) (g|kg|ml|l|cm|m)\b")


class LanguageLink(NamedTuple):
    code: str
    name: str
    url: str
    absolute_url: str
    is_current: bool


def address_in(context: Context, code: str) -> str:
    """Return this page's address in language `code`, or that language's front page where it has none."""
    front = "/" if code == settings.LANGUAGE_CODE else f"/{code}/"
    return own_address_in(context, code) or front


def own_address_in(context: Context, code: str) -> str:
    """Return this page's address in language `code`; empty where it has none."""
    translations = context.get("translated_urls") or {}
    if code in translations:
        return str(translations[code])
    request = context["request"]
    here = str(request.get_full_path())
    if code == translation.get_language():
        return here
    known = request.__dict__.setdefault("own_addresses", {})  # asked twice a page
    if code not in known:
        translated = _translated(request, here, code)
        known[code] = translated if translated != here else ""
    return str(known[code])


def _translated(request: HttpRequest, here: str, code: str) -> str:
    """Return what `translate_url` does, from the match that is there already."""
    match = request.resolver_match
    if match is None or match.view_name == "wagtail_serve":
        return str(translate_url(here, code))
    with translation.override(code):
        try:
            path = link(match.view_name, **{**match.kwargs, **match.extra_kwargs}) if not match.args else ""
        except (NoReverseMatch, KeyError):
            path = ""
    query = request.META.get("QUERY_STRING", "")
    return f"{path}?{query}" if path and query else path or str(translate_url(here, code))


def language_links(context: Context) -> list[LanguageLink]:
    """Return one link per language; a view may give `translated_urls` (code to address) where paths differ."""
    request = context.get("request")
    if request is None:
        return []
    current = translation.get_language()
    known = getattr(request, "language_links", None)
    if known is not None:
        return list(known)
    links = []
    for code, name in settings.LANGUAGES:
        url = address_in(context, code)
        links.append(LanguageLink(code, name, url, request.build_absolute_uri(url), code == current))
    request.language_links = links  # head and header ask for the same
    return links


@register.simple_tag(takes_context=True)
def all_languages(context: Context) -> list[LanguageLink]:
    """Return this page in every language that it has, for `hreflang`; none where it has only one.

    `untranslated` are the languages in which `translated_urls` leads to the section instead.
    """
    missing = context.get("untranslated") or ()
    links = [
        link for link in language_links(context) if link.code not in missing and own_address_in(context, link.code)
    ]
    return links if len(links) > 1 else []


@register.simple_tag(takes_context=True)
def other_languages(context: Context) -> list[LanguageLink]:
    """Return this page in the languages that it is not shown in now."""
    return [link for link in language_links(context) if not link.is_current]


@register.simple_tag(takes_context=True)
def query_with(context: Context, **changes: object) -> str:
    """Return this page's query string with some values changed; None takes one away."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.filter
def unbroken(name: str) -> str:
    """Return a name whose numbers keep their units on the same line: 250 g, 1 kg."""
    return NUMBER_AND_UNIT.sub("\\1\N{NO-BREAK SPACE}\\2", str(name))


@register.filter
def weight(grams: int) -> str:
    """Return a weight as it stands on a pack: 250 g, 1 kg, 1,5 kg."""
    if grams < 1000:
        return f"{grams} g"
    kilograms = f"{grams / 1000:.2f}".rstrip("0").rstrip(".")
    return f"{kilograms.replace('.', ',') if translation.get_language() == settings.LANGUAGE_CODE else kilograms} kg"


@register.simple_tag
def drawn(path: str) -> str:
    """Return a small drawing among our static files as an address that holds it all, to ask for one file less."""
    found = finders.find(path)
    return mark_safe(as_data(Path(str(found)).read_text()))  # noqa: S308  (a file of ours, its quotes encoded)
