"""What a page shows that may be another regency's: pictures, recordings, and pages that not everybody may read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Page, ReferenceIndex

from cms.regencies.trees import regency_of
from cms.regencies.walls import Wall

FILE_OF_OTHERS = "Gambar atau rekaman ini milik kabupaten lain. Pilih dari koleksi kabupaten Anda."
PAGE_OF_OTHERS = "Halaman yang dipilih milik kabupaten lain dan belum terbit, atau sedang diubah. Pilih halaman lain."
ABOUT_OTHERS = "Halaman ini tentang kabupaten lain. Pilih desa, dinas atau produsen di kabupaten Anda."
Named = set[tuple[int, str]]


def named_in(page: Model) -> Named:
    """Return type and number of the pictures, recordings and pages that a page names."""
    kinds = {_kind(model) for model in (get_image_model(), get_document_model(), Page)}
    named = ReferenceIndex._extract_references_from_object(page)
    return {(kind, str(number)) for kind, number, *_where in named if kind in kinds}


def told_of_in(page: Any) -> set[str]:
    """Return the codes of the regencies that a page is about: by itself, its village, its agency and its maker."""
    agency, producer = getattr(page, "agency", None), getattr(page, "producer", None)
    villages = (getattr(page, "village_id", None), producer.village_id if producer else None)
    codes = [regency_of(page), agency.regency_id if agency else None]
    return {code for code in (*codes, *(village and ".".join(village.split(".")[:2]) for village in villages)) if code}


def not_hers(wall: Wall, page: Any, *, had: Named, was_about: set[str]) -> Iterator[str]:
    """Say what a page has come to show that stands behind the wall; what it had, and was about, may stay."""
    named = named_in(page) - had
    for model, within, words in (
        (get_image_model(), wall.files, FILE_OF_OTHERS),
        (get_document_model(), wall.files, FILE_OF_OTHERS),
        (Page, wall.readable, PAGE_OF_OTHERS),
    ):
        numbers = {number for kind, number in named if kind == _kind(model)}
        if numbers and within(model._default_manager.filter(pk__in=numbers)).count() < len(numbers):
            yield words
    if told_of_in(page) - {wall.code} - was_about:
        yield ABOUT_OTHERS


def _kind(model: type[Model]) -> int:
    return ContentType.objects.get_for_model(model).pk
