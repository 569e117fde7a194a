"""What search engines are told there is: a list in parts, each read by one range of keys, however many goods there are.

Each host has a list of its own addresses: that of the market with goods, shops and villages, and that of each regency.

https://www.sitemaps.org/protocol.html; languages as `xhtml:link`, https://developers.google.com/search/docs/specialty/international/localized-versions
"""  # noqa: E501  (an address)

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import UTC, datetime
from functools import partial, reduce
from operator import or_
from typing import Any, NamedTuple
from xml.sax.saxutils import escape, quoteattr

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import translation
from wagtail.models import Page, get_page_models

from catalogue.managers import PAGE_PICTURE
from catalogue.models import Category, Product
from cms.live.things import HEAD_SPECS
from cms.models import FormPage, HomePage, VillagePage
from cms.pages.bases import WithABody
from cms.tree.villages import worth_a_visit
from market.open_pages import open_pages
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


class Place(NamedTuple):
    """The path of a page in one language, and when it was changed there."""

    path: str
    changed_at: datetime | None = None


class Entry(NamedTuple):
    """One page in each language that it exists in."""

    places: dict[str, Place]
    picture: str = ""


class Section(NamedTuple):
    """One kind of pages: all of its rows, and how to make entries of those with keys above one and up to another."""

    rows: Callable[[], QuerySet]
    between: Callable[[int, int], Iterable[Entry]]


def parts(home: HomePage | None = None) -> list[tuple[str, int]]:
    """Return every part of the list, by the name of its section and its number; `home` is a regency's."""
    found = [] if home else [("desa", 1)]
    for name, section in _sections(home).items():
        last = section.rows().order_by("-pk").values_list("pk", flat=True).first() or 0
        found += [(name, number + 1) for number in range(-(-last // PER_PART))]
    return found


def entries_of(name: str, number: int, home: HomePage | None = None) -> list[Entry] | None:
    """Return the pages of one part, or nothing when there is no such part."""
    if name == "desa" and home is None:
        return list(_villages()) if number == 1 else None
    section = _sections(home).get(name)
    if section is None or not 0 < number < 1_000_000:
        return None
    low = (number - 1) * PER_PART
    found = list(section.between(low, low + PER_PART))
    return found if found or section.rows().filter(pk__gt=low).exists() else None


def write_index(home: HomePage | None = None) -> str:
    """Return the list of parts as XML."""
    base = origin_of(home)
    rows = [f"<sitemap><loc>{base}{_part(name, number)}</loc></sitemap>" for name, number in parts(home)]
    return _document("sitemapindex", rows)


def write_part(entries: Iterable[Entry], home: HomePage | None = None) -> str:
    """Return entries as XML: each page once in every language, with all its languages beside it."""
    base = origin_of(home)
    return _document("urlset", [row for entry in entries for row in _rows(entry, base)])


def origin_of(home: HomePage | None) -> str:
    """Return where the pages of a regency with a site of its own are, or else those of the market."""
    return home.site.root_url if home else str(settings.BASE_URL).rstrip("/")  # type: ignore[attr-defined]


def _rows(entry: Entry, base: str) -> list[str]:
    urls = {code: f"{base}{place.path}" for code, place in entry.places.items()}
    codes = {**urls, "x-default": urls.get(MAIN, "")} if len(urls) > 1 else {}
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang="{code}" href={quoteattr(url)}/>' for code, url in codes.items()
    )
    picture = f"<image:image><image:loc>{escape(base + entry.picture)}</image:loc></image:image>"
    more = links + (picture if entry.picture else "")
    return [
        f"<url><loc>{escape(url)}</loc>{_changed(entry.places[code].changed_at)}{more}</url>"
        for code, url in urls.items()
    ]


def _changed(at: datetime | None) -> str:
    return f"<lastmod>{at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>" if at else ""


def _document(kind: str, rows: list[str]) -> str:
    spaces = " ".join(f'xmlns{name}="{address}"' for name, address in SPACES.items())
    body = "\n".join(rows)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<{kind} {spaces}>\n{body}\n</{kind}>\n'


def _part(name: str, number: int) -> str:
    return reverse("sitemap_part", kwargs={"section": name, "number": number})


def _in_every_language(path: str, changed_at: datetime | None = None) -> dict[str, Place]:
    return {MAIN: Place(path, changed_at), **{code: Place(f"/{code}{path}", changed_at) for code in OTHERS}}


def _place(name: str, **known: object) -> str:
    """Return what addresses have before their last word: it is made once and not for every row."""
    with translation.override(MAIN):
        return reverse(name, kwargs=known).rstrip("/").rpartition("/")[0] + "/"


def _goods(low: int, high: int) -> Iterable[Entry]:
    place = _place("catalogue:detail", product_slug="x", pk=0)
    file = _file_of("listed__picture_id", PAGE_PICTURE)
    rows = Product.objects.on_sale().order_by("pk").filter(pk__gt=low, pk__lte=high).annotate(file=file)
    for pk, slug, changed_at, file in rows.values_list("pk", "slug", "date_updated", "file"):
        places = _in_every_language(f"{place}{slug}-{pk}/", changed_at)
        yield Entry(places, _address_of(file))


def _address_of(file: str | None) -> str:
    return address_of(file) if file else ""


def _file_of(picture: str, spec: str) -> Subquery:
    """Return, for a row with a picture, the file of the rendition that its page shows."""
    return Subquery(Rendition.objects.filter(image=OuterRef(picture), filter_spec=spec).values("file")[:1])


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
    pages = open_pages(VillagePage.objects.filter(locale__language_code=MAIN)).exclude(picture=None)
    files = dict(pages.annotate(file=_file_of("picture_id", HEAD_SPECS[0])).values_list("village", "file"))
    for code in sorted(worth_a_visit()):
        yield Entry(_in_every_language(f"{place}{code}/"), _address_of(files.get(code)))


def _pages(home: HomePage | None) -> QuerySet[Page]:
    """Return the pages on one host that everybody may read."""
    shown = Page.objects.live().public().filter(depth__gt=1).not_type(VillagePage, FormPage)
    if home:
        return shown.filter(_below([each.path for each in home.get_translations(inclusive=True)]))
    return shown.exclude(_below(HomePage.objects.exclude(regency=None).values_list("path", flat=True)))


def _below(paths: Iterable[str]) -> Q:
    return reduce(or_, (Q(path__startswith=path) for path in paths), Q(pk__in=[]))


def _told(home: HomePage | None, low: int, high: int) -> Iterable[Entry]:
    """Yield the pages whose Indonesian one, or else the only one, has a number between these."""
    shown = _pages(home)
    indonesian = shown.filter(locale__language_code=MAIN)
    first = Q(locale__language_code=MAIN) | ~Exists(indonesian.filter(translation_key=OuterRef("translation_key")))
    keys = shown.filter(first, pk__gt=low, pk__lte=high).values("translation_key")
    places: dict[object, dict[str, Place]] = defaultdict(dict)
    files: dict[object, str] = {}
    rows = _with_pictures(shown.filter(translation_key__in=keys)).select_related("locale").order_by("path")
    for page in rows:
        parts = page.get_url_parts()
        if parts is not None and parts[2] is not None:
            places[page.translation_key][page.locale.language_code] = Place(parts[2], page.last_published_at)
            files.setdefault(page.translation_key, page.file)
    yield from (Entry(found, _address_of(files[key])) for key, found in places.items())
    if low == 0 and home is None:
        with translation.override(MAIN):
            yield Entry(_in_every_language(reverse("catalogue:index")))


def _with_pictures(pages: QuerySet[Page]) -> QuerySet[Any]:
    """Return the pages, whatever their kind, each with the `file` of the picture that stands above its words."""
    kinds = [kind._meta.model_name for kind in get_page_models() if issubclass(kind, WithABody)]
    shows = Coalesce(*(f"{kind}__picture_id" for kind in kinds))
    return pages.annotate(shows=shows).annotate(file=_file_of("shows", HEAD_SPECS[0]))


def _sections(home: HomePage | None) -> dict[str, Section]:
    """Return what the list of a host is made of; a regency has pages only."""
    pages = {"halaman": Section(lambda: _pages(home), partial(_told, home))}
    return pages if home else {**pages, **SECTIONS}


SECTIONS = {
    "kategori": Section(lambda: Category.objects.browsable(), _categories),
    "toko": Section(lambda: Partner.objects.filter(is_open=True), _shops),
    "produk": Section(lambda: Product.objects.on_sale(), _goods),
}
"""What the market's own host has beside pages."""
