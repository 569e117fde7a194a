"""What happens to the tree of pages: it is laid out once; pages are published into it (`publishing.py`)."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from cms.models import HomePage, InfoPage, Operator
from cms.pages.info import PAGES, Info
from cms.review.workflows import NAME, everywhere, put_workflow
from cms.tree.publishing import MAIN, OTHER, translate
from cms.tree.publishing import publish_destination as publish_destination
from cms.tree.publishing import publish_story as publish_story
from cms.tree.roles import grant_editors
from cms.tree.sections import lay_out_sections
from cms.words.unmarked import name_first_rows

if TYPE_CHECKING:
    from market.pictures.models import Picture

HOME = {
    MAIN: ("Dari hulu sungai, langsung dari pembuatnya", "Olahan, kain dan anyaman dari desa-desa di Kalimantan."),
    OTHER: ("From upriver, straight from the maker", "Food, cloth and weaving from the villages of Kalimantan."),
}


@transaction.atomic
def build_site_tree() -> HomePage:
    """Lay out home, its lists, the pages of help and terms in both languages, and the way to readers; let editors in.

    Idempotent: what an editor has written on these pages since stays as it is. Returns the Indonesian home page.
    """
    main, other = (Locale.objects.get_or_create(language_code=code)[0] for code in (MAIN, OTHER))
    name_first_rows()
    home = _home(main)
    _put_site(home)
    _remove_welcome_pages()
    translated_home = _translated(home, other, HOME)
    lay_out_sections(home, other)
    for info in PAGES:
        _put_info(home, info, other)
    grant_editors(homes=[home, translated_home])
    put_workflow(name=NAME, homes=[home, translated_home], checkers=everywhere())
    return home


def name_operator(**words: str) -> None:
    """Say who runs the market, unless somebody has; `words` are the fields of Operator."""
    operator = Operator.objects.first() or Operator()
    if operator.name:
        return
    for field, value in words.items():
        setattr(operator, field, value)
    operator.save()


@transaction.atomic
def show_on_home(*, picture: Picture) -> None:
    """Put a picture on top of the home page in both languages, unless an editor has chosen one."""
    for home in HomePage.objects.filter(picture=None, regency=None):
        home.picture = picture
        home.save_revision().publish()


def _translated(page: Page, locale: Locale, words: dict[str, tuple[str, str]]) -> Page:
    found = page.get_translation_or_none(locale)
    if found is not None:
        return found
    title, lead = words[OTHER]
    return translate(page, locale, {"title": title, "lead": lead})


def _home(locale: Locale) -> HomePage:
    found = HomePage.objects.filter(locale=locale, regency=None).first()
    if found is not None:
        return found
    title, lead = HOME[MAIN]
    home = HomePage(title=title, lead=lead, slug="beranda", locale=locale)
    Page.get_first_root_node().add_child(instance=home)
    home.save_revision().publish()
    return home


def _put_info(home: HomePage, info: Info, other: Locale) -> None:
    if InfoPage.objects.child_of(home).filter(slug=info.slug).exists():
        return
    page = InfoPage(
        title=info.titles[MAIN],
        lead=info.leads[MAIN],
        body=info.body(MAIN),
        shows_operator=info.shows_operator,
        slug=info.slug,
        locale=home.locale,
    )
    home.add_child(instance=page)
    page.save_revision().publish()
    translate(page, other, {"title": info.titles[OTHER], "lead": info.leads[OTHER], "body": info.body(OTHER)})


def _put_site(home: HomePage) -> None:
    address = urlsplit(settings.BASE_URL)
    port = address.port or (443 if address.scheme == "https" else 80)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={
            "hostname": address.hostname or "localhost",
            "port": port,
            "root_page": home,
            "site_name": settings.SITE_NAME,
        },
    )


def _remove_welcome_pages() -> None:
    for page in Page.get_first_root_node().get_children():
        if page.specific_class is Page:
            page.delete()
