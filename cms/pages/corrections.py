"""What was wrong on a page and has been put right: said to everybody, not hidden."""

from __future__ import annotations

from django.db import models
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page

from cms.pages.stories import today


class Correction(models.Model):
    """One correction, shown at the end of its page. Kept by the page, so that it goes through drafts as all else."""

    page = ParentalKey(Page, on_delete=models.CASCADE, related_name="corrections")
    corrected_on = models.DateField("tanggal", default=today)
    text = models.TextField(
        "apa yang diperbaiki",
        max_length=500,
        help_text="Tampil untuk semua pembaca. Contoh: Nama ketuanya semula ditulis Sariah, yang benar Sarinah.",
    )

    panels = [FieldPanel("corrected_on"), FieldPanel("text")]

    class Meta:
        ordering = ["-corrected_on", "-pk"]
        verbose_name = "perbaikan"
        verbose_name_plural = "perbaikan"

    def __str__(self) -> str:
        return self.text[:60]
