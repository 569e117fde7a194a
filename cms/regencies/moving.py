"""What was told of a regency before it had a site moves below its home page, with the pictures that only it shows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from wagtail.contrib.redirects.models import Redirect
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex, Site

from cms.tree.sections import SECTIONS

if TYPE_CHECKING:
    from cms.models import HomePage, RegencySite


def move_what_is_told(opened: RegencySite, home: HomePage) -> list[Page]:
    """Move every page about the regency from the market's own lists; return them."""
    moved: list[Page] = []
    for own in home.get_translations(inclusive=True):
        for section in SECTIONS:
            moved += _move(section.model, opened.regency_id, own)
    _move_files(opened, moved)
    return moved


def _move(kind: type[Page], code: str, home: Page) -> Iterable[Page]:
    below = apps.get_model(kind.lists)  # type: ignore[attr-defined]
    about = {"agency__regency": code} if not hasattr(below, "regency_id") else {"regency": code}
    pages = below.objects.filter(locale_id=home.locale_id, **about).not_descendant_of(home)
    target = kind.objects.child_of(home).get()
    for page in pages.order_by("path"):
        _leave_redirect(page)
        page.move(target, pos="last-child")
        target.refresh_from_db()
        yield page


def _leave_redirect(page: Page) -> None:
    """Wagtail leaves none from one site to another."""
    parts = page.get_url_parts()
    if not page.live or parts is None or "/desa/" in str(parts[2]):  # a village's address stays what it is
        return
    Redirect.objects.update_or_create(
        site=Site.objects.get(is_default_site=True),
        old_path=Redirect.normalise_path(parts[2]),
        defaults={"redirect_page_id": page.pk, "is_permanent": True, "automatically_created": True},
    )


def _move_files(opened: RegencySite, pages: list[Page]) -> None:
    kind = ContentType.objects.get_for_model(Page)
    ours = Q(base_content_type=kind, object_id__in={str(page.pk) for page in pages})
    for model in (get_image_model(), get_document_model()):
        named = _references(model).filter(ours).values_list("to_object_id", flat=True)
        elsewhere = _references(model).exclude(ours).values_list("to_object_id", flat=True)
        only_here = set(named) - set(elsewhere)
        common = model.objects.filter(pk__in=only_here, collection__depth=1)
        common.update(collection=opened.collection)


def _references(model: Any) -> QuerySet[ReferenceIndex]:
    return ReferenceIndex.objects.filter(to_content_type=ContentType.objects.get_for_model(model))
