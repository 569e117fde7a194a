"""Short recordings of a voice: told by their content, limited in size, kept in the private store as they came."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import uuid4

import filetype
from django.core.files.base import ContentFile

from sellers.permit_models import private_storage

if TYPE_CHECKING:
    from django.core.files import File

MOST_BYTES = 3 * 1024 * 1024
"""Some ten minutes as messengers record them."""

KINDS = {
    "ogg": "audio/ogg",
    "mp3": "audio/mpeg",
    "m4a": "audio/mp4",
    "mp4": "audio/mp4",
    "3gp": "audio/3gpp",
    "aac": "audio/aac",
    "amr": "audio/amr",
    "wav": "audio/wav",
    "webm": "audio/webm",
}
"""What phones record, by what their first bytes say; a container of sound may hold pictures, which nobody shows."""


class UnusableVoice(ValueError):
    """It is no recording that can be kept; its sentence says what to do."""


def keep_voice(upload: File, *, folder: str) -> str:
    """Put a recording into the private store and return its name there.

    Raises:
        UnusableVoice: it is too long, or no recording.
    """
    if upload.size > MOST_BYTES:
        raise UnusableVoice("Rekaman ini terlalu panjang. Paling besar 3 MB: rekam lebih pendek.")
    content = upload.read(MOST_BYTES + 1)
    kind = filetype.guess(content[:8192])
    if kind is None or kind.extension not in KINDS:
        raise UnusableVoice("Ini bukan rekaman suara. Pilih rekaman dari HP atau pesan suara WhatsApp.")
    return str(private_storage().save(f"{folder}/{uuid4().hex}.{kind.extension}", ContentFile(content)))
