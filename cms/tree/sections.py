"""The lists that every site has below its home page: what stands where, and the words it begins with."""

from __future__ import annotations

from typing import NamedTuple

from wagtail.models import Locale, Page

from cms.models import (
    AgencyIndexPage,
    DestinationIndexPage,
    EventIndexPage,
    MakerIndexPage,
    RouteIndexPage,
    StoryIndexPage,
    VillageIndexPage,
)
from cms.tree.publishing import MAIN, OTHER, translate


class Section(NamedTuple):
    """One list; title and lead by language."""

    model: type[Page]
    slug: str
    words: dict[str, tuple[str, str]]


SECTIONS = [
    Section(
        StoryIndexPage,
        "cerita",
        {
            "id": ("Cerita dari desa", "Siapa yang membuat, bagaimana caranya, dan mengapa rasanya berbeda."),
            "en": ("Stories from the villages", "Who makes it, how it is made, and why it tastes different."),
        },
    ),
    Section(
        DestinationIndexPage,
        "wisata",
        {
            "id": ("Tempat wisata", "Danau, sungai, rumah panjang dan kampung yang layak didatangi."),
            "en": ("Places to visit", "Lakes, rivers, longhouses and villages worth the journey."),
        },
    ),
    Section(
        EventIndexPage,
        "acara",
        {
            "id": ("Acara", "Pasar, pesta panen dan upacara: kapan, di mana, dan siapa yang boleh ikut."),
            "en": ("Events", "Markets, harvest feasts and ceremonies: when, where, and who may join in."),
        },
    ),
    Section(
        RouteIndexPage,
        "rute",
        {
            "id": ("Rute jalan-jalan", "Singgahan demi singgahan, dengan cara ke sana dan siapa yang ditemui."),
            "en": ("Routes", "Stop by stop, with how to get there and whom you will meet."),
        },
    ),
    Section(
        VillageIndexPage,
        "desa",
        {
            "id": ("Desa-desa", "Setiap desa dengan pembuat, barang, cerita dan acaranya."),
            "en": ("Villages", "Each village with its makers, goods, stories and events."),
        },
    ),
    Section(
        MakerIndexPage,
        "pembuat",
        {
            "id": ("Para pembuat", "Tangan yang mengolah, menganyam dan menenun, dengan kata-kata mereka sendiri."),
            "en": ("The makers", "The hands that cook, plait and weave, in their own words."),
        },
    ),
    Section(
        AgencyIndexPage,
        "opd",
        {
            "id": ("Dinas", "Siapa mengurus apa, dan cara menghubunginya."),
            "en": ("Agencies", "Who looks after what, and how to reach them."),
        },
    ),
]


def lay_out_sections(home: Page, other: Locale) -> None:
    """Make the lists below an Indonesian home page, and their translations below its own; what is there stays."""
    for section in SECTIONS:
        index = section.model.objects.child_of(home).first() or _lay_out(home, section)
        if not index.has_translation(other):
            title, lead = section.words[OTHER]
            translate(index, other, {"title": title, "lead": lead})


def _lay_out(home: Page, section: Section) -> Page:
    title, lead = section.words[MAIN]
    index = section.model(title=title, lead=lead, slug=section.slug, locale=home.locale, show_in_menus=True)
    home.add_child(instance=index)
    index.save_revision().publish()
    return index


def section_below(home: Page, slug: str) -> Page | None:
    """Return the list of this name below a home page as what it is, in one query instead of two."""
    model = next((section.model for section in SECTIONS if section.slug == slug), None)
    found = model.objects.child_of(home).filter(slug=slug).select_related("locale").first() if model else None
    if found is not None:
        found._cached_parent_obj = home
    return found
