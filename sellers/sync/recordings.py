"""Recordings that operations name: there or missing, and kept with a product."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from sellers.registers.merge import Author
from sellers.sync.kinds import NeedsAttention, PhotosMissing, Sent, Work
from sellers.sync.uploads import is_hash, recording_of, use_recording
from sellers.sync.voices import say_voice
from sellers.upload_models import Upload

if TYPE_CHECKING:
    from catalogue.models import Product

NO_VOICE = "Tekan “Rekam suara”, atau pilih rekaman dari HP."
WAIT = "Rekamannya dikirim dulu."


def recording_in(sent: Sent) -> Upload | None:
    """Return the recording that an operation names; None where it names none.

    Raises:
        NeedsAttention: it is no recording that can be kept; it says why.
        PhotosMissing: it has not come yet.
    """
    named = sent.data.get("voice")
    if named is None:
        return None
    if not is_hash(named):
        raise NeedsAttention(NO_VOICE, {"voice": NO_VOICE})
    upload = recording_of(owner=sent.user, sha256=named)
    if upload is None:
        raise PhotosMissing(WAIT, missing=[named])
    if upload.state == Upload.State.UNUSABLE:
        raise NeedsAttention(upload.words, {"voice": upload.words})
    return upload


def keep_recording(upload: Upload, product: Product, work: Work) -> bool:
    """Put a recording that has come with a product; return whether it is the one that is heard."""
    heard = work.data.get("base")
    return say_voice(
        product=product,
        file=io.BytesIO(use_recording(upload)),
        base=heard if is_hash(heard) else None,
        author=Author(by=work.user, made_at=work.made_at, operation=work.id),
    )
