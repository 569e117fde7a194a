"""What the editor is shown of a block before it is chosen: the newest of things that everybody may see already."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.apps import apps

from catalogue.models import Product, ProductImage
from market.open_pages import open_pages

if TYPE_CHECKING:
    from market.pictures.models import Picture

SEVERAL = 3


class WithExample:
    """A mixin: the block is previewed with what `example` returns at that moment."""

    is_previewable = True

    def get_preview_value(self) -> Any:
        """Return the example as a value of the block."""
        return self.normalize(self.example())  # type: ignore[attr-defined]

    def example(self) -> Any:
        """Return what is shown."""
        raise NotImplementedError


def product() -> Product | None:
    """Return the newest product on sale."""
    return next(iter(products()), None)


def products() -> list[Product]:
    """Return the newest goods on sale."""
    return list(Product.objects.on_sale().newest_first()[:SEVERAL])


def maker() -> Any:
    """Return who made the newest product."""
    return newest.producer if (newest := product()) else None


def village() -> Any:
    """Return where the newest product comes from."""
    return newest.village if (newest := product()) else None


def place() -> Any:
    """Return the newest place that is published."""
    places = open_pages(apps.get_model("cms.DestinationPage").objects.all())
    return places.order_by("-first_published_at").first()


def pictures() -> list[Picture]:
    """Return pictures of goods on sale: those of drafts, or of another regency's editors, are nobody else's to see."""
    shown = ProductImage.objects.filter(product__in=products()).select_related("original").order_by("-pk")
    return [image.original for image in shown[:SEVERAL]]
