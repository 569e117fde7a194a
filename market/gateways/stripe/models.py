"""How far Stripe's events have been fetched; the events themselves lie in the inbox."""

from __future__ import annotations

from django.db import models


class Reach(models.Model):
    """One row: every event up to `until` has been taken in, whether or not its webhook arrived."""

    until = models.DateTimeField("lengkap sampai")

    class Meta:
        verbose_name = "capaian peristiwa Stripe"
        verbose_name_plural = "capaian peristiwa Stripe"
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="stripe_gateway_one_reach")]

    def __str__(self) -> str:
        return f"{self.until:%d-%m-%Y %H:%M} UTC"
