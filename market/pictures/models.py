"""The one image model of Wagtail, shop and sellers. The original is private; only renditions are public."""

from __future__ import annotations

from django.core.files.storage import Storage, storages
from django.db import models
from wagtail.images.models import (
    AbstractImage,
    AbstractRendition,
    Image,
    get_rendition_storage,
    get_rendition_upload_to,
    get_upload_to,
)

from market.pictures.files import CleanImageField, CountedImageField


def originals() -> Storage:
    """Return the storage that no address leads to."""
    return storages["originals"]


class Picture(AbstractImage):
    """A picture that has passed the pipeline: re-encoded, upright, without any tag."""

    file = CleanImageField(
        "berkas",
        upload_to=get_upload_to,
        width_field="width",
        height_field="height",
        storage=originals,
    )
    regency = models.ForeignKey(
        "regions.Regency", models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kabupaten/kota"
    )

    colour = models.CharField("warna terbanyak", max_length=3, blank=True, editable=False)
    """Shown until the picture has come. It stands after `file`, which says it when it is stored."""

    admin_form_fields = Image.admin_form_fields

    class Meta(AbstractImage.Meta):
        verbose_name = "gambar"
        verbose_name_plural = "gambar"
        permissions = [("choose_image", "Can choose image")]


class Rendition(AbstractRendition):
    image = models.ForeignKey(Picture, models.CASCADE, related_name="renditions")
    file = CountedImageField(
        upload_to=get_rendition_upload_to,
        storage=get_rendition_storage,
        width_field="width",
        height_field="height",
    )
    byte_count = models.PositiveIntegerField(null=True, editable=False)

    class Meta:
        unique_together = [("image", "filter_spec", "focal_point_key")]
