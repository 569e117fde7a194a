"""Photos of signed papers: through the picture pipeline, and into the private store, as on the page for them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from market.pictures.files import clean_file
from sellers.forms_makers import FOLDER
from sellers.permit_models import private_storage

if TYPE_CHECKING:
    from django.core.files.base import File


def keep(photo: File[Any]) -> str:
    """Put the clean photo of a paper into the private store; return its name there.

    Raises:
        UnusablePicture: it cannot be used; its text says what to do.
    """
    clean = clean_file(photo)
    return str(private_storage().save(f"{FOLDER}/{clean.name}", clean))


def forget(name: str) -> None:
    """Delete a paper that nothing keeps."""
    private_storage().delete(name)
