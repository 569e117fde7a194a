"""What a visitor writes, and what the contact writes back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from market.accounts.fields import LineField, PhoneField

MOST_LETTERS, MOST_PEOPLE = 500, 200


class DayInput(forms.DateInput):
    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class EnquiryForm(forms.Form):
    """Dates may be left out: many only want to know whether it is possible at all."""

    arrives_on = forms.DateField(
        label=gettext_lazy("Datang tanggal"), required=False, widget=DayInput(),
        help_text=gettext_lazy("Boleh dikosongkan bila belum pasti."),
        error_messages={"invalid": gettext_lazy("Tanggal ini belum benar.")},
    )  # fmt: skip
    leaves_on = forms.DateField(
        label=gettext_lazy("Pulang tanggal"), required=False, widget=DayInput(),
        error_messages={"invalid": gettext_lazy("Tanggal ini belum benar.")},
    )  # fmt: skip
    people = forms.IntegerField(
        label=gettext_lazy("Berapa orang"),
        min_value=1,
        max_value=MOST_PEOPLE,
        initial=2,
        error_messages={
            "required": gettext_lazy("Isi jumlah orangnya."),
            "invalid": gettext_lazy("Isi dengan angka. Contoh: 4"),
            "min_value": gettext_lazy("Paling sedikit satu orang."),
            "max_value": gettext_lazy("Paling banyak 200 orang."),
        },
    )
    stays = forms.BooleanField(label=gettext_lazy("Kami ingin menginap di rumah warga"), required=False)
    wish = forms.CharField(
        label=gettext_lazy("Apa yang ingin Anda lakukan atau tanyakan"),
        max_length=MOST_LETTERS,
        error_messages={
            "required": gettext_lazy("Tulis yang Anda tanyakan."),
            "max_length": gettext_lazy("Terlalu panjang. Paling banyak 500 huruf."),
        },
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    name = LineField(
        label=gettext_lazy("Nama Anda"), max_length=100, error_messages={"required": gettext_lazy("Isi nama Anda.")}
    )
    phone = PhoneField(
        label=gettext_lazy("Nomor WhatsApp atau telepon Anda"),
        help_text=gettext_lazy("Jawabannya dikirim ke nomor ini. Kontak desa juga melihatnya, supaya bisa menelepon."),
    )
    website = forms.CharField(required=False)  # people do not see it; whoever fills it in is a machine

    def __init__(self, *args: Any, today: Any, has_homestay: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        if not has_homestay:
            del self.fields["stays"]

    def clean(self) -> dict[str, Any]:
        """Refuse days that are over, and a way home before the way there."""
        said = super().clean() or {}
        arrives, leaves = said.get("arrives_on"), said.get("leaves_on")
        if arrives and arrives < self.today:
            self.add_error("arrives_on", _("Tanggal ini sudah lewat."))
        if leaves and arrives and leaves < arrives:
            self.add_error("leaves_on", _("Pulangnya sebelum datang. Periksa tanggalnya."))
        if leaves and not arrives:
            self.add_error("arrives_on", _("Isi juga tanggal datangnya."))
        return said


class AnswerForm(forms.Form):
    """Read by the village's contact, who speaks Indonesian."""

    text = forms.CharField(
        label="Jawaban Anda",
        max_length=1000,
        error_messages={"required": "Tulis jawabannya.", "max_length": "Terlalu panjang. Paling banyak 1.000 huruf."},
        widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Contoh: Bisa. Kamar masih ada, Rp150.000 semalam dengan sarapan. Perahu dari dermaga jam 9.",
    )
