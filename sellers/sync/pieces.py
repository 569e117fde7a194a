"""The pieces of a photo on its way, in the private store: one file a piece, named after where it begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.base import ContentFile

from sellers.permit_models import private_storage

if TYPE_CHECKING:
    from sellers.upload_models import Upload

FOLDER = "kiriman"


def put(upload: Upload, *, offset: int, piece: bytes) -> None:
    """Store one piece; what a broken attempt left in its place is overwritten."""
    store, name = private_storage(), f"{_folder(upload)}/{offset:08d}"
    store.delete(name)
    store.save(name, ContentFile(piece))


def together(upload: Upload) -> bytes:
    """Return all that has come, in order; each piece says where the next begins."""
    store, found = private_storage(), bytearray()
    while len(found) < upload.have:
        with store.open(f"{_folder(upload)}/{len(found):08d}") as piece:
            data = piece.read()
        if not data:
            break
        found += data
    return bytes(found)


def forget(upload_pk: int) -> None:
    """Delete all pieces of an upload."""
    store, folder = private_storage(), f"{FOLDER}/{upload_pk}"
    if store.exists(folder):
        for name in store.listdir(folder)[1]:
            store.delete(f"{folder}/{name}")
        store.delete(folder)


def _folder(upload: Upload) -> str:
    return f"{FOLDER}/{upload.pk}"
