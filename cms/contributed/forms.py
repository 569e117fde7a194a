"""What is asked of whoever sends a story: photos first, then the words, and whether all agree."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from uuid import uuid4

from django import forms
from django.utils.datastructures import MultiValueDict

from cms.contributed.words import Photo, StoryWords
from cms.review.told import is_file_name
from market.accounts.counting import count
from market.accounts.fields import LineField
from market.regions.fields import VillageField
from sellers import photos
from sellers.forms import words
from sellers.forms_photo import PhotoForm

MOST_PHOTOS, MOST_PHOTOS_A_DAY = 6, 40
LEAST_LETTERS, MOST_LETTERS = 80, 8_000
DAY = 86_400  # seconds
NO_NAME = "Tulis nama yang boleh ditampilkan, atau pilih tanpa nama."
ASK_THEM = "Tanyakan dulu kepada orang di foto, lalu centang."
TELL_WHAT = "Tulis siapa atau apa yang terlihat di foto ini."
LOOK_AGAIN = "Ada yang perlu dibetulkan. Lihat tulisan merah di bawah. Isian Anda tetap tersimpan."


class SlotForm(PhotoForm):
    """One photo and what is on it; it is kept whatever else is wrong, until its box says that it goes."""

    told = LineField(
        label="Siapa atau apa di foto ini?",
        max_length=150,
        required=False,
        error_messages={"max_length": "Terlalu panjang. Paling banyak 150 huruf."},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    drops = forms.BooleanField(label="Hapus foto ini", required=False)

    def full_clean(self) -> None:
        """Count a photo before anything of it is decoded, which is what costs; one too many is not looked at."""
        is_sent = self.is_bound and self.add_prefix("photo") in self.files
        self.is_too_many = is_sent and count(f"story-photos:{self.user.pk}", within=DAY) > MOST_PHOTOS_A_DAY
        if self.is_too_many:
            self.files = MultiValueDict()
        super().full_clean()

    def clean(self) -> dict[str, Any]:
        """Take the photo in now, and ask what it shows."""
        cleaned = super().clean() or {}
        if self.is_too_many:
            self.add_error("photo", "Terlalu banyak foto dalam sehari. Coba lagi besok.")
            return cleaned
        self.take_in(cleaned, title=cleaned.get("told") or "Foto cerita")
        if cleaned.get("drops") and not cleaned.get("photo"):
            self.picture, self.token = None, ""
        self.fields["told"].required = bool(self.picture)  # it says so beside the field
        told = cleaned.get("told", "")
        if self.picture and (not told or is_file_name(told)) and "told" not in self.errors:
            self.add_error("told", TELL_WHAT)
        return cleaned


class StoryForm(forms.Form):
    """Judul, cerita, desa, nama, persetujuan; with six slots for photos."""

    NAMED, NAMELESS = "nama", "tanpa"

    reference = forms.UUIDField(required=False, widget=forms.HiddenInput)
    revision = forms.IntegerField(required=False, widget=forms.HiddenInput)
    title = words("Judul", missing="Tulis judulnya.", most=100, hint="Misalnya: Ibu saya dan kuali amplangnya")
    text = forms.CharField(
        label="Ceritanya",
        help_text="Tulis seperti Anda bercerita. Tekan enter dua kali untuk alinea baru.",
        min_length=LEAST_LETTERS,
        max_length=MOST_LETTERS,
        error_messages={
            "required": "Tulis ceritanya.",
            "min_length": "Masih terlalu pendek. Ceritakan sedikit lagi, paling sedikit dua atau tiga kalimat.",
            "max_length": "Terlalu panjang. Paling banyak 8.000 huruf.",
        },
        widget=forms.Textarea(attrs={"rows": 10}),
    )
    village = VillageField(label="Cerita dari desa atau kelurahan", members_only=True)
    naming = forms.ChoiceField(
        label="Nama Anda di cerita",
        choices=[(NAMED, "Tampilkan nama saya"), (NAMELESS, "Tanpa nama")],
        initial=NAMED,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih salah satu.", "invalid_choice": "Pilih salah satu."},
    )
    shown_name = words(
        "Nama yang ditampilkan", missing=NO_NAME, most=100, hint="Misalnya: Ibu Sari", autocomplete="name"
    )
    agrees = forms.BooleanField(
        label="Saya setuju cerita dan foto ini dimuat untuk semua orang, dan boleh dirapikan petugas.",
        error_messages={"required": "Centang bila setuju. Tanpa persetujuan, cerita tidak bisa dimuat."},
    )
    people_agree = forms.BooleanField(label="Orang yang terlihat di foto sudah setuju fotonya dimuat.", required=False)

    def __init__(
        self, data: Any = None, files: Any = None, *, user: Any, told: Iterable[Photo] = (), **kwargs: Any
    ) -> None:
        name = user.get_full_name() if user else ""
        kwargs["initial"] = {"reference": uuid4(), "shown_name": name, **kwargs.get("initial", {})}
        super().__init__(data, files, **kwargs)
        self.fields["shown_name"].required = self.data.get("naming") != self.NAMELESS
        known: list[Any] = [*told][:MOST_PHOTOS]
        self.slots = [
            _slot(data, files, number, user, known[number] if number < len(known) else None)
            for number in range(MOST_PHOTOS)
        ]

    @property
    def rules_by_answer(self) -> dict[str, dict[str, Any]]:
        """Return what the app has to know of answers that ask for others (`sellers.rules`)."""
        told = self.slots[0].fields["told"]
        too_long = told.error_messages["max_length"]
        return {
            "shown_name": {"unless": ["naming", self.NAMELESS]},
            "people_agree": {"required": ASK_THEM, "with_photos": True},
            "told": {"required": TELL_WHAT, "most": told.max_length, "too_long": too_long, "each_photo": True},
        }

    @property
    def later_slots(self) -> list[SlotForm]:
        """The photos after the first."""
        return self.slots[1:]

    @property
    def has_more_photos(self) -> bool:
        """Is there anything to see among the later ones?"""
        return any(slot.picture or slot.errors for slot in self.later_slots)

    def clean(self) -> dict[str, Any]:
        """Take all photos in, and ask what depends on another answer."""
        cleaned = super().clean() or {}
        all_right = [slot.is_valid() for slot in self.slots]
        if not all(all_right):
            self.add_error(None, LOOK_AGAIN)
        if any(slot.picture for slot in self.slots) and not cleaned.get("people_agree"):
            self.add_error("people_agree", ASK_THEM)
        return cleaned

    def said(self) -> StoryWords:
        """Return what was said, once it is right."""
        said = self.cleaned_data
        return StoryWords(
            title=said["title"],
            text=said["text"],
            village=said["village"],
            shown_name=said["shown_name"] if said["naming"] == self.NAMED else "",
            photos=[(slot.picture, slot.cleaned_data["told"]) for slot in self.slots if slot.picture],
        )


def _slot(data: Any, files: Any, number: int, user: Any, known: Photo | None) -> SlotForm:
    slot = SlotForm(data, files, prefix=f"foto{number + 1}", user=user, initial={"told": known[1]} if known else {})
    slot.fields["photo"].label = f"Foto {number + 1}"
    if known and not slot.is_bound:
        slot.picture, slot.token = known[0], photos.token_of(known[0], user=user)
    return slot


class DeclineForm(forms.Form):
    """Why a story is not shown; its sender reads it."""

    why = LineField(
        label="Alasan, dibaca pengirimnya",
        max_length=300,
        help_text="Contoh: Ceritanya tentang orang lain yang belum tentu setuju.",
        error_messages={"required": "Tulis alasannya.", "max_length": "Terlalu panjang. Paling banyak 300 huruf."},
        widget=forms.Textarea(attrs={"rows": 3}),
    )
