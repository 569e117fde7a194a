"""People. A phone number is enough; an e-mail address is optional; nobody has a password."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models

from market.accounts.phones import normalise_phone


class UserManager(BaseUserManager["User"]):
    def create_user(self, phone: str, **fields: Any) -> User:
        """Return a new person; `phone` is E.164, such as +6281234567890."""
        user = self.model(phone=phone, **fields)
        user.set_unusable_password()
        user.save(using=self._db)
        return user

    def create_superuser(self, phone: str, **fields: Any) -> User:
        """Return a new person who may do everything; `manage.py createsuperuser` calls this, with any spelling."""
        fields.pop("password", None)
        return self.create_user(normalise_phone(phone), **{**fields, "is_staff": True, "is_superuser": True})


class User(AbstractUser):
    """`first_name` holds the whole name, as people here write it."""

    username = None  # type: ignore[assignment]
    phone = models.CharField("nomor telepon", max_length=16, unique=True)
    is_phone_verified = models.BooleanField("nomor terbukti", default=False)
    email = models.EmailField("email", blank=True)
    regency = models.ForeignKey(
        "regions.Regency",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="kabupaten/kota",
        help_text="Petugas hanya mengurus kabupaten/kota ini; kosong berarti semua.",
    )

    USERNAME_FIELD = "phone"
    REQUIRED_FIELDS: list[str] = []  # type: ignore[misc]

    objects = UserManager()  # type: ignore[assignment, misc]

    class Meta:
        verbose_name = "pengguna"
        verbose_name_plural = "pengguna"

    def __str__(self) -> str:
        return self.get_full_name() or self.phone


from market.accounts.device_models import Device as Device
from market.accounts.device_models import Guess as Guess
from market.accounts.device_models import SpokenCode as SpokenCode
