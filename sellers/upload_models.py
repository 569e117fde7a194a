"""Photos, papers and recordings on their way from phones."""

from __future__ import annotations

from django.db import models


class Upload(models.Model):
    """A person's photo, or recording, on its way here, known by the hash of its bytes.

    Its pieces lie in the private store: a recording's until it is used, a photo's until it is a picture. A paper's
    photo becomes no picture: its clean `file` is in the private store too, and stays there with what it proves.
    """

    class State(models.TextChoices):
        COMING = "coming", "sedang dikirim"
        DONE = "done", "sudah lengkap"
        UNUSABLE = "unusable", "tidak bisa dipakai"

    owner = models.ForeignKey("accounts.User", models.CASCADE, related_name="+", verbose_name="pengirim")
    is_sound = models.BooleanField("rekaman suara", default=False)
    is_paper = models.BooleanField("foto surat", default=False)
    sha256 = models.CharField("sidik isi", max_length=64)
    size = models.PositiveIntegerField("besarnya (byte)")
    have = models.PositiveIntegerField("yang sudah sampai (byte)", default=0)
    state = models.CharField("keadaan", max_length=8, choices=State, default=State.COMING)
    words = models.CharField("yang dikatakan", max_length=200, blank=True)
    picture = models.ForeignKey(
        "pictures.Picture", models.SET_NULL, null=True, blank=True, related_name="+", verbose_name="gambar"
    )
    file = models.CharField("berkas surat", max_length=200, blank=True)
    begun_at = models.DateTimeField("mulai dikirim", auto_now_add=True)
    moved_at = models.DateTimeField("terakhir bergerak")
    used_at = models.DateTimeField("dipakai", null=True, blank=True)

    class Meta:
        verbose_name = "kiriman foto"
        verbose_name_plural = "kiriman foto"
        constraints = [
            models.UniqueConstraint(fields=["owner", "sha256", "is_paper"], name="sellers_a_photo_is_sent_once")
        ]
        indexes = [models.Index(fields=["moved_at"], name="sellers_upload_moved")]

    def __str__(self) -> str:
        return f"{self.sha256[:8]} {self.have}/{self.size}"

    @property
    def is_lost(self) -> bool:
        """Did it become a picture that somebody has deleted since? Then it has to come again."""
        is_shown = not self.is_sound and not self.is_paper
        return self.state == self.State.DONE and is_shown and self.picture_id is None
