"""What search engines are told there is: a list in parts, each read by one range of keys, however many goods there are.

https://www.sitemaps.org/protocol.html; languages as `xhtml:link`, https://developers.google.com/search/docs/specialty/international/localized-versions
"""  # noqa: E501  (an address)

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import datetime
from typing import NamedTuple
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.db.models import OuterRef, QuerySet, Subquery
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page

from catalogue.managers import PAGE_PICTURE
from catalogue.models import Category, Product
from cms.models import FormPage, VillagePage
from cms.villages import worth_a_visit
from market.pictures.models import Rendition
from market.pictures.shown import address_of
from market.shop.partner.models import Partner

PER_PART = 2_500  # of goods; the protocol allows 50,000 addresses, and each is there in every language
SPACES = {
    "": "http://www.sitemaps.org/schemas/sitemap/0.9",
    ":xhtml": "http://www.w3.org/1999/xhtml",
    ":image": "http://www.google.com/schemas/sitemap-image/1.1",
}
MAIN, *OTHERS = [code for code, _name in settings.LANGUAGES]


class Entry(NamedTuple):
    """One page: its path in each language that it exists in."""

    paths: dict[str, str]
    changed_at: datetime | None = None
    picture: str = ""


class Section(NamedTuple):
    """One kind of pages: all of its rows, and how to make entries of those with keys above one and up to another."""

    rows: Callable[[], QuerySet]
    between: Callable[[int, int], Iterable[Entry]]


def parts() -> list[tuple[str, int]]:
    """Return every part of the list, by the name of its section and its number."""
    found = [("desa", 1)]
    for name, section in SECTIONS.items():
        last = section.rows().order_by("-pk").values_list("pk", flat=True).first() or 0
        found += [(name, number + 1) for number in range(-(-last // PER_PART))]
    return found


def entries_of(name: str, number: int) -> list[Entry] | None:
    """Return the pages of one part, or nothing when there is no such part."""
    if name == "desa":
        return list(_villages()) if number == 1 else None
    section = SECTIONS.get(name)
    if section is None or not 0 < number < 1_000_000:
        return None
    return list(section.between((number - 1) * PER_PART, number * PER_PART))


def write_index() -> str:
    """Return the list of parts as XML."""
    rows = [f"<sitemap><loc>{_absolute(_part(name, number))}</loc></sitemap>" for name, number in parts()]
    return _document("sitemapindex", rows)


def write_part(entries: Iterable[Entry]) -> str:
    """Return entries as XML: each page once in every language, with all its languages beside it."""
    return _document("urlset", [row for entry in entries for row in _rows(entry)])


def _rows(entry: Entry) -> list[str]:
    urls = {code: _absolute(path) for code, path in entry.paths.items()}
    changed = f"<lastmod>{entry.changed_at:%Y-%m-%d}</lastmod>" if entry.changed_at else ""
    codes = {**urls, "x-default": urls.get(MAIN, "")} if len(urls) > 1 else {}
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(url)}/>' for code, url in codes.items()
    )
    picture = f"<image:image><image:loc>{escape(_absolute(entry.picture))}</image:loc></image:image>"
    shown = picture if entry.picture else ""
    return [f"<url><loc>{escape(url)}</loc>{changed}{links}{shown}</url>" for url in urls.values()]


def _document(kind: str, rows: list[str]) -> str:
    spaces = " ".join(f'xmlns{name}="{address}"' for name, address in SPACES.items())
    body = "\n".join(rows)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} {spaces}>\n{body}\n</{kind}>\n'


def _absolute(path: str) -> str:
    return path if "://" in path else f"{settings.BASE_URL.rstrip('/')}{path}"


def _part(name: str, number: int) -> str:
    return reverse("sitemap_part", kwargs={"section": name, "number": number})


def _in_every_language(path: str) -> dict[str, str]:
    return {MAIN: path, **{code: f"/{code}{path}" for code in OTHERS}}


def _place(name: str, **known: object) -> str:
    """Return what addresses have before their last word: it is made once and not for every row."""
    with translation.override(MAIN):
        return reverse(name, kwargs=known).rstrip("/").rpartition("/")[0] + "/"


def _goods(low: int, high: int) -> Iterable[Entry]:
    place = _place("catalogue:detail", product_slug="x", pk=0)
    made = Rendition.objects.filter(image=OuterRef("listed__picture_id"), filter_spec=PAGE_PICTURE).values("file")
    rows = Product.objects.on_sale().order_by("pk").filter(pk__gt=low, pk__lte=high).annotate(file=Subquery(made[:1]))
    for pk, slug, changed_at, file in rows.values_list("pk", "slug", "date_updated", "file"):
        yield Entry(_in_every_language(f"{place}{slug}-{pk}/"), changed_at, address_of(file) if file else "")


def _categories(low: int, high: int) -> Iterable[Entry]:
    place = _place("catalogue:category", category_slug="x")
    rows = Category.objects.browsable().order_by("pk").filter(pk__gt=low, pk__lte=high)
    for slug in rows.values_list("slug", flat=True):
        yield Entry(_in_every_language(f"{place}{slug}/"))


def _shops(low: int, high: int) -> Iterable[Entry]:
    place = _place("sellers:shop", slug="x")
    rows = Partner.objects.filter(is_open=True, pk__gt=low, pk__lte=high).order_by("pk")
    for code in rows.values_list("code", flat=True):
        yield Entry(_in_every_language(f"{place}{code}/"))


def _villages() -> Iterable[Entry]:
    place = _place("sellers:village", code="00")
    for code in sorted(worth_a_visit()):
        yield Entry(_in_every_language(f"{place}{code}/"))


def _pages(low: int, high: int) -> Iterable[Entry]:
    shown = Page.objects.live().public().filter(depth__gt=1).not_type(VillagePage, FormPage).select_related("locale")
    keys = shown.filter(locale__language_code=MAIN, pk__gt=low, pk__lte=high).values("translation_key")
    paths: dict[object, dict[str, str]] = defaultdict(dict)
    changed: dict[object, datetime | None] = {}
    for page in shown.filter(translation_key__in=keys).order_by("path"):
        parts = page.get_url_parts()
        if parts is not None and parts[2] is not None:
            paths[page.translation_key][page.locale.language_code] = parts[2]
            changed[page.translation_key] = page.last_published_at
    yield from (Entry(found, changed[key]) for key, found in paths.items())
    if low == 0:
        with translation.override(MAIN):
            yield Entry(_in_every_language(reverse("catalogue:index")))


SECTIONS = {
    "halaman": Section(lambda: Page.objects.live(), _pages),
    "kategori": Section(lambda: Category.objects.browsable(), _categories),
    "toko": Section(lambda: Partner.objects.filter(is_open=True), _shops),
    "produk": Section(lambda: Product.objects.on_sale(), _goods),
}
