"""How blocks hold what an editor has chosen: by key, fetched once for a whole body."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from wagtail.blocks import PageChooserBlock
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageChooserBlock

from cms.blocks.choosers import category_chooser, maker_chooser, product_chooser
from cms.live import FetchedAtOnce
from cms.live.things import PLACES
from cms.live.wanted import CATEGORY, MAKER, PAGE, PICTURE, PLACE, PRODUCT, RECORDING, VILLAGE
from cms.media.recordings import KINDS, is_recording
from market.regions.choosers import village_chooser

HERE = "cms.blocks.choosing"
ProductChooserBlock = product_chooser.get_block_class(name="ProductChooserBlock", module_path=HERE)
MakerChooserBlock = maker_chooser.get_block_class(name="MakerChooserBlock", module_path=HERE)
CategoryChooserBlock = category_chooser.get_block_class(name="CategoryChooserBlock", module_path=HERE)
VillageChooserBlock = village_chooser.get_block_class(name="VillageChooserBlock", module_path=HERE)


class ChosenProduct(FetchedAtOnce, ProductChooserBlock):
    kind_chosen = PRODUCT


class ChosenMaker(FetchedAtOnce, MakerChooserBlock):
    kind_chosen = MAKER


class ChosenVillage(FetchedAtOnce, VillageChooserBlock):
    kind_chosen = VILLAGE


class ChosenPicture(FetchedAtOnce, ImageChooserBlock):
    kind_chosen = PICTURE


class ChosenPage(FetchedAtOnce, PageChooserBlock):
    """Any page."""

    kind_chosen = PAGE


class ChosenPlace(FetchedAtOnce, PageChooserBlock):
    """A page about somewhere one can go."""

    kind_chosen = PLACE

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"page_type": PLACES, **kwargs})


class ChosenRecording(FetchedAtOnce, DocumentChooserBlock):
    """A document that is a recording."""

    kind_chosen = RECORDING

    def clean(self, value: Any) -> Any:
        """Refuse what no browser plays."""
        document = super().clean(value)
        if document is not None and not is_recording(document.filename):
            raise ValidationError(f"Berkas ini bukan rekaman suara. Pilih yang namanya berakhir {', '.join(KINDS)}.")
        return document


class OfMaker(ChosenMaker):
    """The maker that a rule names."""

    keeps_gone = True


class OfVillage(ChosenVillage):
    """The village that a rule names."""

    keeps_gone = True


class OfCategory(FetchedAtOnce, CategoryChooserBlock):
    """The category that a rule names."""

    kind_chosen = CATEGORY
    keeps_gone = True
