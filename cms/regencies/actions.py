"""A regency gets a site of its own: pages, people, a collection, and what is told of it already."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from django.utils.text import slugify
from wagtail.coreutils import find_available_slug
from wagtail.models import Collection, Locale, Page, Site

from cms.models import HomePage, RegencySite
from cms.regencies.hosts import NEVER_A_REGENCY
from cms.regencies.moving import move_what_is_told
from cms.regencies.people import let_people_in
from cms.regencies.underway import go_on
from cms.tree.publishing import MAIN, OTHER, translate
from cms.tree.sections import lay_out_sections

if TYPE_CHECKING:
    from market.regions.models import Regency

LEAD = {
    MAIN: "Cerita, tempat wisata, acara dan barang dari desa-desa {name}.",
    OTHER: "Stories, places, events and goods from the villages of {name}.",
}
LONGEST_HOST = 253


class NotAHost(Exception):
    """No regency can have this host name; the text says why."""


@transaction.atomic
def open_regency(
    *, regency: Regency, host: str, tagline: str = "", tagline_en: str = "", colours: str | None = None
) -> RegencySite:
    """Give a regency its own home and lists at a host name such as "kukar.localhost:8000", in both languages.

    What is told of it in the market's own tree moves there and leaves a redirect; its editors and checkers move to
    groups, a workflow and a collection of its own. Idempotent: a second call changes the host, and what has been
    written since stays. The market's own tree must be laid out.

    Raises:
        NotAHost: the name is the main host's, another regency's, or none.
    """
    name, port = _host(host)
    _refuse_taken(regency, name)
    home = _home(regency, tagline, tagline_en, colours)
    lay_out_sections(home, Locale.objects.get(language_code=OTHER))
    opened = _opened(regency, home, name, port)
    moved = move_what_is_told(opened, home)
    let_people_in(opened, homes=list(home.get_translations(inclusive=True)))
    go_on(moved)
    return opened


def _host(typed: str) -> tuple[str, int]:
    """Return name and port; without a port it is that of BASE_URL's scheme."""
    parts = urlsplit(f"//{typed.strip().lower()}")
    main = urlsplit(settings.BASE_URL)
    try:
        port = parts.port or (443 if main.scheme == "https" else 80)
    except ValueError:
        raise NotAHost(f"{typed} bukan nama host: nomor portnya salah.") from None
    name = parts.hostname or ""
    is_a_name = name.isascii() and len(name) <= LONGEST_HOST and all(_is_label(part) for part in name.split("."))
    if parts.path or parts.query or parts.username or not is_a_name:
        raise NotAHost(f"{typed} bukan nama host. Contoh: kukar.pasarhulu.example")
    return name, port


def _is_label(part: str) -> bool:
    return part.replace("-", "").isalnum() and not part.startswith("-") and not part.endswith("-")


def _refuse_taken(regency: Regency, name: str) -> None:
    if name in NEVER_A_REGENCY or name == urlsplit(settings.BASE_URL).hostname:
        raise NotAHost(f"{name} adalah alamat Pasar Hulu sendiri.")
    own = RegencySite.objects.filter(regency=regency).values("site")
    if Site.objects.filter(hostname=name).exclude(pk__in=own).exists():
        raise NotAHost(f"{name} sudah dipakai situs lain.")


def _home(regency: Regency, tagline: str, tagline_en: str, colours: str | None) -> HomePage:
    found = HomePage.objects.filter(regency=regency, locale__language_code=MAIN).first()
    if found is not None:
        return found
    root = Page.get_first_root_node()
    home = HomePage(
        title=regency.short_name,
        lead=LEAD[MAIN].format(name=regency.short_name),
        slug=find_available_slug(root, slugify(regency.short_name)),
        locale=Locale.objects.get(language_code=MAIN),
        regency=regency,
        tagline=tagline,
        colours=colours or "",
    )
    root.add_child(instance=home)
    home.save_revision().publish()
    words = {"title": regency.short_name, "lead": LEAD[OTHER].format(name=regency.short_name)}
    translate(home, Locale.objects.get(language_code=OTHER), {**words, "tagline": tagline_en or tagline})
    return home


def _opened(regency: Regency, home: HomePage, name: str, port: int) -> RegencySite:
    known = RegencySite.objects.select_related("site", "collection").filter(regency=regency).first()
    if known is None:
        title = f"{settings.SITE_NAME} · {regency.short_name}"
        site = Site.objects.create(hostname=name, port=port, root_page=home, site_name=title)
        collection = Collection.get_first_root_node().add_child(name=regency.name)
        return RegencySite.objects.create(regency=regency, site=site, collection=collection)
    known.site.hostname, known.site.port = name, port
    known.site.save()
    return known
