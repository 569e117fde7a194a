"""What can be found, the words it is found by, and what buyers call things."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.core.exceptions import ValidationError
from django.db import models


class Entry(models.Model):
    """One product, story or place, with the stems of its words; written by `backend.py`."""

    content_type = models.ForeignKey(ContentType, models.CASCADE, related_name="+")
    object_id = models.BigIntegerField()
    kind = models.CharField(max_length=10)
    language = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=255)
    lead = models.CharField(max_length=300, blank=True)
    words = SearchVectorField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_type", "object_id"], name="search_one_entry_each")]
        indexes = [GinIndex(fields=["words"], name="search_entry_words", fastupdate=False)]

    def __str__(self) -> str:
        return self.title


class Word(models.Model):
    """A word that something can be found by, as it is written: what mistyped words are compared with."""

    word = models.CharField(max_length=40, primary_key=True)
    stem = models.CharField(max_length=40, db_index=True)
    is_title = models.BooleanField(default=False)

    def __str__(self) -> str:
        return self.word


class Stale(models.Model):
    """A product whose maker, shop, place or category was renamed; a trigger says so, the clock indexes it anew."""

    product_number = models.BigIntegerField()

    def __str__(self) -> str:
        return str(self.product_number)


class Synonym(models.Model):
    """What buyers type, and what is meant here; edited by staff."""

    class Effect(models.TextChoices):
        ALSO = "also", "cari juga kata di sebelah"
        SAME = "same", "semua kata ini sama artinya"
        READ = "read", "baca sebagai kata di sebelah"
        IGNORE = "ignore", "abaikan kata ini"
        STORIES = "story", "tunjukkan cerita"
        PLACES = "place", "tunjukkan tempat wisata"

    typed = models.CharField(
        "yang diketik pembeli", max_length=500, help_text="Beberapa kata dipisah koma. Contoh: merica, sahang"
    )
    effect = models.CharField("lalu", max_length=10, choices=Effect, default=Effect.ALSO)
    finds = models.CharField(
        "kata yang dicari", max_length=300, blank=True, help_text="Beberapa kata dipisah koma. Contoh: lada"
    )
    note = models.CharField("catatan", max_length=200, blank=True, help_text="Bahasa atau daerah mana. Boleh kosong.")

    class Meta:
        ordering = ["typed"]
        verbose_name = "padanan kata"
        verbose_name_plural = "padanan kata"

    def __str__(self) -> str:
        return self.typed

    def clean(self) -> None:
        """Refuse a row that would do nothing."""
        super().clean()
        if self.effect in (self.Effect.ALSO, self.Effect.SAME, self.Effect.READ) and not self.finds.strip(" ,"):
            raise ValidationError({"finds": "Tulis kata yang dicari, atau pilih “abaikan kata ini”."})
