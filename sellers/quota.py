"""How much a person may send by the forms of the phone pages in a day: photos, recordings, files with their zips.

What comes in pieces from the app's queue has a bound of its own (`sellers/sync/uploads.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone

from market.accounts.counting import count

if TYPE_CHECKING:
    from django.http import HttpRequest

MOST_A_DAY = 200 * 1024 * 1024
"""Bytes: twenty producers in one visit, or two full zips, and room to spare."""
DAY = 86_400  # seconds
TOO_MUCH = "Hari ini sudah terlalu banyak foto dan rekaman dikirim. Isian Anda tetap ada; kirim berkas ini besok."


class RefusedFile(UploadedFile):
    """In place of a file too many: every form field that asks for its size says why, and the form keeps the rest."""

    @property
    def size(self) -> int:
        raise ValidationError(TOO_MUCH, code="too_much_today")

    @size.setter
    def size(self, size: Any) -> None:
        """Take no notice: there is nothing in it."""


def bound_files(request: HttpRequest) -> None:
    """Count the files of a form, and refuse them all where they would be more than this person's of the day."""
    if request.method != "POST" or not request.FILES:
        return
    sent = sum(file.size or 0 for _, files in request.FILES.lists() for file in files)
    key = f"form-bytes:{request.user.pk}:{timezone.localdate()}"
    if count(key, within=DAY, more=sent) <= MOST_A_DAY:
        return
    count(key, within=DAY, more=-sent)
    for name, files in list(request.FILES.lists()):
        request.FILES.setlist(name, [RefusedFile(name=file.name) for file in files])
