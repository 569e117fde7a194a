"""What was said to whom, through which channel, and whether it went."""

from __future__ import annotations

from django.db import models


class Message(models.Model):
    """One message to one person. The words of a secret one are wiped once it has gone."""

    class Status(models.TextChoices):
        WAITING = "waiting", "menunggu"
        SENT = "sent", "terkirim"
        FAILED = "failed", "gagal"

    key = models.CharField("kunci", max_length=200, unique=True)
    template = models.CharField("jenis pesan", max_length=60)
    phone = models.CharField("nomor", max_length=16, db_index=True)
    text = models.TextField("isi")
    is_secret = models.BooleanField("rahasia", default=False)
    status = models.CharField("status", max_length=10, choices=Status, default=Status.WAITING)
    channel = models.CharField("saluran", max_length=20, blank=True)
    external_id = models.CharField("id di saluran", max_length=200, blank=True)
    created_at = models.DateTimeField("dibuat", auto_now_add=True)
    sent_at = models.DateTimeField("terkirim", null=True, blank=True)

    class Meta:
        verbose_name = "pesan"
        verbose_name_plural = "pesan"

    def __str__(self) -> str:
        return f"{self.template} → {self.phone}"
