"""One row for each effect that must happen after a commit; the row is the record, the task only a nudge."""

from __future__ import annotations

from datetime import datetime

from django.db import models


class EffectQuerySet(models.QuerySet["Effect"]):
    def waiting(self) -> EffectQuerySet:
        """Neither done nor parked."""
        return self.filter(done_at=None, parked_at=None)

    def free(self, at: datetime) -> EffectQuerySet:
        """Waiting, due at `at`, and on nobody's lease."""
        nobodys = models.Q(leased_until=None) | models.Q(leased_until__lt=at)
        return self.waiting().filter(nobodys, due_at__lte=at)

    def parked(self) -> EffectQuerySet:
        """Given up; somebody has to look."""
        return self.filter(done_at=None).exclude(parked_at=None)


class Effect(models.Model):
    """Something that must leave exactly once: a message, a call to a gateway, a follow-up action."""

    kind = models.CharField("jenis", max_length=60)
    key = models.CharField("kunci", max_length=200, unique=True)
    payload = models.JSONField("isi", default=dict)
    created_at = models.DateTimeField("dibuat", auto_now_add=True)
    due_at = models.DateTimeField("jatuh tempo", db_index=True)
    leased_until = models.DateTimeField("dipegang sampai", null=True, blank=True)
    attempts = models.PositiveSmallIntegerField("percobaan", default=0)
    done_at = models.DateTimeField("selesai", null=True, blank=True)
    parked_at = models.DateTimeField("diparkir", null=True, blank=True)
    last_error = models.TextField("kesalahan terakhir", blank=True)

    objects = EffectQuerySet.as_manager()

    class Meta:
        verbose_name = "efek keluar"
        verbose_name_plural = "efek keluar"
        indexes = [
            models.Index(fields=["due_at"], name="outbox_waiting", condition=models.Q(done_at=None, parked_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"
