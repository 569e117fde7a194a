"""Devices that an account knows, tries at a number, and codes that somebody read out."""

from __future__ import annotations

from datetime import datetime

from django.db import models

TRIES = 3
"""At one spoken code."""


class Device(models.Model):
    """A phone or computer on which somebody signed in; `name` is a digest of what its cookie says."""

    user = models.ForeignKey("accounts.User", models.CASCADE, related_name="devices")
    name = models.CharField(max_length=64)
    known_since = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "name"], name="a_device_is_known_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.name[:8]}"


class Guess(models.Model):
    """One code that was tried at a number, and was not right."""

    phone = models.CharField(max_length=16)
    is_known = models.BooleanField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["phone", "at"], name="guesses_of_a_phone")]

    def __str__(self) -> str:
        return f"{self.phone} {self.at:%d.%m. %H:%M}"


class SpokenCode(models.Model):
    """A code that somebody of the hub or the office read out to a person who stood there. Kept as the record of it."""

    principal = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, related_name="spoken_codes", verbose_name="untuk siapa"
    )
    principal_name = models.CharField("nama orangnya", max_length=150)
    actor = models.ForeignKey(
        "accounts.User", models.SET_NULL, null=True, related_name="+", verbose_name="dibacakan oleh"
    )
    actor_name = models.CharField("nama pembaca", max_length=150)
    made_at = models.DateTimeField("dibuat")
    ends_at = models.DateTimeField("berlaku sampai")
    used_at = models.DateTimeField("dipakai", null=True, blank=True)
    tries = models.PositiveSmallIntegerField("kali dicoba", default=0)
    salt = models.CharField(max_length=22)
    sealed = models.CharField(max_length=64)

    class Meta:
        verbose_name = "kode lisan"
        verbose_name_plural = "kode lisan"
        ordering = ["-made_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.principal_name} {self.made_at:%d.%m.%Y %H:%M}"

    def is_live(self, now: datetime) -> bool:
        """May it still be used?"""
        return self.used_at is None and self.tries < TRIES and now < self.ends_at
