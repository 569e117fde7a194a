"""Whom a visitor's question goes to: a person of the village, whose number no page shows."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel
from wagtail_localize.fields import SynchronizedField

from market.accounts.phones import InvalidPhone, normalise_phone

WRONG = "Nomor telepon belum benar. Contoh: 0812 3456 7890"


class HasAContact(models.Model):
    """A mixin for pages whose visitors may ask about a visit."""

    contact_name = models.CharField("nama kontak", max_length=100, blank=True, help_text="Contoh: Pak Edi, Pokdarwis")
    contact_phone = models.CharField(
        "nomor WhatsApp kontak",
        max_length=20,
        blank=True,
        help_text="Pertanyaan tamu dikirim ke nomor ini. Tidak tampil di halaman. Contoh: 0812 3456 7890",
    )

    override_translatable_fields = [SynchronizedField("contact_name"), SynchronizedField("contact_phone")]
    contact_panels: list[Panel] = [
        MultiFieldPanel(
            [FieldPanel("contact_name"), FieldPanel("contact_phone")], heading="Siapa yang menjawab pertanyaan tamu"
        )
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Keep the number as it is dialled from anywhere; refuse one that nobody can have."""
        super().clean()
        if not self.contact_phone:
            return
        try:
            self.contact_phone = normalise_phone(self.contact_phone)
        except InvalidPhone as problem:
            raise ValidationError({"contact_phone": WRONG}) from problem
