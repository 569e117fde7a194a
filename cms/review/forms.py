"""What is sent from the desk: which version was read, and the reason when it is sent back."""

from __future__ import annotations

from typing import Any

from django import forms


class ApproveForm(forms.Form):
    revision = forms.IntegerField(widget=forms.HiddenInput)


class RejectForm(ApproveForm):
    comment = forms.CharField(
        label="Apa yang harus diperbaiki",
        widget=forms.Textarea({"rows": 3}),
        max_length=1000,
        help_text="Penulisnya membaca ini lewat pesan. Contoh: Nama ketuanya Sarinah, bukan Sariah.",
        error_messages={"required": "Tulis dulu apa yang harus diperbaiki."},
    )

    def __init__(self, revision: int | None, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["revision"].initial = revision


class ReasonForm(forms.Form):
    """The same in Wagtail's own dialogue, where a reason may otherwise be left out."""

    comment = forms.CharField(
        label="Apa yang harus diperbaiki",
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": "Tulis dulu apa yang harus diperbaiki."},
    )
