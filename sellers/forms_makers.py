"""The forms of a hub about its producers: who she is, and how she said that her goods may be sold for her."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar
from uuid import uuid4

from django import forms
from django.core.files.base import ContentFile

from market.accounts.fields import PhoneField
from market.pictures.forms import PictureField
from market.recordings.reading import MOST_BYTES, Unusable, read_recording
from market.regions.fields import VillageField
from sellers import private_photos
from sellers.agreement import is_known
from sellers.consent_models import Consent
from sellers.forms import words
from sellers.permit_models import private_storage

if TYPE_CHECKING:
    from market.accounts.models import User

FOLDER = "persetujuan"
OWN_PHONE = "Nomor ini milik pengurus BUMDes. Tulis nomor produsennya sendiri."
TOO_MANY_TODAY = "Hari ini sudah terlalu banyak persetujuan dicatat. Simpan buktinya, lalu catat lagi besok."
OTHER_WORDS = "Kata-kata persetujuannya sudah diperbarui. Bacakan yang ada di atas, lalu centang lagi."
SHE_IS_THERE = "Kata-kata di atas sudah saya bacakan, dan ia setuju"


class MakerForm(forms.Form):
    """Produsen baru: nama, desa, apa yang dibuat, dan nomor bila ada."""

    name = words("Nama produsen", missing="Tulis namanya.", most=100)
    village = VillageField(label="Desa atau kelurahan", members_only=True)
    makes = words("Apa yang dibuat?", missing="Tulis apa yang dibuat.", most=200, hint="Misalnya: tikar dan anyaman")
    phone = PhoneField(label="Nomor telepon", required=False, help_text="Kosongkan bila tidak punya HP.")


class ReadOutForm(forms.Form):
    """What the ways that need somebody present have in common; `version` is that of the words which were read out."""

    version = forms.CharField(widget=forms.HiddenInput, required=False)
    was_read = forms.BooleanField(
        label=SHE_IS_THERE, error_messages={"required": "Bacakan dulu kata-katanya, lalu centang."}
    )

    def clean(self) -> dict[str, Any]:
        """Take the tick only for words that are known."""
        cleaned = super().clean() or {}
        if "was_read" in cleaned and not is_known(cleaned.get("version")):
            self.add_error("was_read", OTHER_WORDS)
        return cleaned


class ProofForm(ReadOutForm):
    """Shows her word by a file, which is kept at once: a tick that was forgotten does not lose it.

    `file` is its name in the private store, `token` what brings it back when the same person tries again for the same
    producer, by her number `about`.
    """

    PROOF: ClassVar[str]

    def __init__(self, *args: Any, user: User | None = None, about: int = 0, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.said: dict[str, Any] = {"user": user, "about": about, "folder": FOLDER}
        self.file = self.token = ""
        self._bring_back(self.data.get("kept", ""))

    def _bring_back(self, token: str) -> None:
        if token and (file := private_photos.bring_back(token, **self.said)):
            self.file, self.token = file, token
            self.fields[self.PROOF].required = False

    def clean(self) -> dict[str, Any]:
        """Keep it now, whatever else is wrong."""
        cleaned = super().clean()
        if proof := cleaned.get(self.PROOF):
            self._bring_back(private_photos.keep(proof, **self.said))
        return cleaned

    def refuse(self, words: str) -> None:
        """Say what is wrong with it, and keep it no longer."""
        private_storage().delete(self.file)
        self.file = self.token = ""
        self.add_error(self.PROOF, words)


class PaperForm(ProofForm):
    """Foto surat yang ditandatangani."""

    PROOF = "photo"
    photo = PictureField(
        label="Foto surat yang ditandatangani",
        widget=forms.FileInput,
        error_messages={
            "required": "Ambil foto suratnya.",
            "invalid": "Foto belum terkirim. Pilih lagi.",
            "empty": "Foto ini kosong. Pilih lagi.",
        },
    )
    field_order = ["photo", "was_read"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["photo"].help_text = "Hanya Anda dan petugas yang melihatnya."  # Wagtail's field lists formats


class SpokenConsentForm(ProofForm):
    """Rekaman suara: ia menyebut namanya dan bahwa ia setuju."""

    PROOF = "voice"
    voice = forms.FileField(
        label="Rekaman suaranya",
        help_text="Ia menyebut namanya dan bahwa ia setuju. Paling lama 2 menit.",
        widget=forms.FileInput(attrs={"accept": "audio/*,.ogg,.opus"}),
        error_messages={
            "required": "Pilih rekamannya.",
            "invalid": "Rekaman belum terkirim. Pilih lagi.",
            "empty": "Rekaman ini kosong. Pilih lagi.",
        },
    )
    field_order = ["voice", "was_read"]

    def clean_voice(self) -> ContentFile[bytes] | None:
        """Return the recording, known by its content; none where it came with an earlier try."""
        if not (sent := self.cleaned_data["voice"]):
            return None
        try:
            recording = read_recording(sent.read(MOST_BYTES + 1))
        except Unusable as unusable:
            raise forms.ValidationError(str(unusable)) from unusable
        return ContentFile(recording.data, name=f"{uuid4().hex}.{recording.end}")


class AskForm(forms.Form):
    """Tanya lewat pesan ke nomornya."""

    phone = PhoneField(label="Nomor telepon produsen", error_messages={"required": "Tulis nomor telepon produsennya."})


class WithdrawConsentForm(forms.Form):
    """Tarik: ia sendiri yang meminta, atau hub yang berhenti."""

    why = forms.ChoiceField(
        label="Mengapa ditarik?",
        choices=[
            (Consent.Withdrawn.ASKED.value, "Produsen memintanya"),
            (Consent.Withdrawn.STOPPED.value, "BUMDes berhenti menjualkannya"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu.", "invalid_choice": "Pilih salah satu."},
    )
