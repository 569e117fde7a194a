"""One photo in a form: taken in at once, so that a mistake elsewhere never loses it."""

from __future__ import annotations

from typing import Any

from django import forms

from market.pictures.forms import PictureField
from market.pictures.models import Picture
from sellers import photos


class PhotoForm(forms.Form):
    """A form with a photo; `picture` is what was sent now or with an earlier try, `token` what brings it back."""

    photo = PictureField(
        label="Foto produk",
        required=False,
        widget=forms.FileInput,
        error_messages={"invalid": "Foto belum terkirim. Pilih lagi.", "empty": "Foto ini kosong. Pilih lagi."},
    )
    kept_photo = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        self.picture: Picture | None = None
        self.token = ""

    def take_in(self, cleaned: dict[str, Any], *, title: str) -> None:
        """Keep the photo now, whatever else is wrong, or bring back the one of the last try."""
        token = cleaned.get("kept_photo", "")
        if cleaned.get("photo"):
            token = photos.keep(cleaned["photo"], user=self.user, title=title)
        self.picture = photos.bring_back(token, user=self.user) if token else None
        self.token = token if self.picture else ""
