"""One row for each thing that came from outside; a second arrival of the same thing finds the first."""

from __future__ import annotations

from django.db import models


class Arrival(models.Model):
    """A webhook or a submission as it came, kept raw, taken once."""

    source = models.CharField("sumber", max_length=40)
    external_id = models.CharField("id dari luar", max_length=200)
    body = models.TextField("isi mentah")
    body_hash = models.CharField("sidik isi", max_length=64)
    received_at = models.DateTimeField("diterima", auto_now_add=True)
    taken_at = models.DateTimeField("diproses", null=True, blank=True)
    outcome = models.CharField("hasil", max_length=200, blank=True)
    answer = models.JSONField("jawaban", null=True, blank=True, editable=False)
    """What the sender was told, where it waited for an answer; whoever sends the same again is told the same."""

    class Meta:
        verbose_name = "kiriman masuk"
        verbose_name_plural = "kiriman masuk"
        constraints = [models.UniqueConstraint(fields=["source", "external_id"], name="inbox_taken_once")]

    def __str__(self) -> str:
        return f"{self.source} {self.external_id}"
