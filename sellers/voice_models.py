"""What a maker says of a product with her own voice, for who would rather speak than write."""

from __future__ import annotations

from uuid import uuid4

from django.db import models
from django.urls import reverse

FOLDER = "suara"


def unguessed(_note: VoiceNote, filename: str) -> str:
    """Return a name that nobody can guess: whoever has it may listen, as with pictures."""
    return f"{FOLDER}/{uuid4().hex}.{filename.rpartition('.')[2]}"


class VoiceNote(models.Model):
    """One recording a product; a new one waits for an operator, as new words do."""

    product = models.OneToOneField(
        "catalogue.Product", models.CASCADE, related_name="voice_note", primary_key=True, verbose_name="produk"
    )
    file = models.FileField("rekaman", upload_to=unguessed)
    sha256 = models.CharField("isi", max_length=64)
    seconds = models.PositiveSmallIntegerField("detik", default=0)
    made_at = models.DateTimeField("direkam")
    made_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+", verbose_name="oleh")

    class Meta:
        verbose_name = "rekaman suara"
        verbose_name_plural = "rekaman suara"

    def __str__(self) -> str:
        return f"{self.product_id}: {self.seconds} s"

    def get_absolute_url(self) -> str:
        """Return where it is heard."""
        return reverse("voice", kwargs={"name": str(self.file).rpartition("/")[2]})
