"""A shop on leave: it stays in sight and sells nothing until it opens again, by hand or on its day."""

from __future__ import annotations

from django.db import models
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

LONGEST_WORDS = 40


class PauseReason(models.TextChoices):
    HARVEST = "panen", gettext_lazy("panen")
    FLOOD = "banjir", gettext_lazy("banjir")
    NO_SIGNAL = "tanpa_sinyal", gettext_lazy("tidak ada sinyal")
    OTHER = "lain", gettext_lazy("alasan lain")


class Pausable(models.Model):
    """Columns of the shop itself, so that whoever fetches a shop knows it; who paused it is in `sellers.Pause`."""

    pause_reason = models.CharField("alasan libur", max_length=12, choices=PauseReason, blank=True, default="")
    pause_words = models.CharField(
        "alasan libur, dengan kata sendiri", max_length=LONGEST_WORDS, blank=True, default=""
    )
    paused_until = models.DateField("buka lagi", null=True, blank=True)

    class Meta:
        abstract = True

    @property
    def is_paused(self) -> bool:
        """Is it on leave? The clock ends that on the day (`sellers.tasks.open_rested_shops`)."""
        return bool(self.pause_reason)

    def pause_sentence(self) -> str:
        """Return in the language of the page why it sells nothing now and when it does again; empty while it sells."""
        if not self.is_paused:
            return ""
        words = {"reason": self.pause_words or self.get_pause_reason_display()}  # type: ignore[attr-defined]
        is_told = self.pause_reason != PauseReason.OTHER or self.pause_words
        said = _("Toko sedang libur: %(reason)s.") % words if is_told else _("Toko sedang libur.")
        if self.paused_until is None:
            return said
        return f"{said} " + _("Buka lagi %(day)s.") % {"day": date_format(self.paused_until, "j F")}
