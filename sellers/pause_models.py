"""When a shop was on leave and who said so; how it stands now is told by the columns of `Partner`."""

from __future__ import annotations

from django.db import models

from market.shop.partner.pausing import LONGEST_WORDS, PauseReason


class Pause(models.Model):
    """One leave of a shop; a changed reason or day is another one. Nobody ended what ended on its day."""

    seller = models.ForeignKey("sellers.Seller", models.CASCADE, related_name="pauses", verbose_name="toko")
    reason = models.CharField("alasan", max_length=12, choices=PauseReason)
    words = models.CharField("dengan kata sendiri", max_length=LONGEST_WORDS, blank=True)
    until = models.DateField("buka lagi", null=True, blank=True)
    began_at = models.DateTimeField("mulai")
    began_by = models.ForeignKey("accounts.User", models.SET_NULL, null=True, related_name="+", verbose_name="oleh")
    ended_at = models.DateTimeField("berakhir", null=True, blank=True)
    ended_by = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="diakhiri oleh"
    )

    class Meta:
        ordering = ["-began_at", "-pk"]
        verbose_name = "libur toko"
        verbose_name_plural = "libur toko"
        constraints = [
            models.UniqueConstraint(
                fields=["seller"], condition=models.Q(ended_at=None), name="sellers_one_pause_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.seller_id}: {self.reason}"
