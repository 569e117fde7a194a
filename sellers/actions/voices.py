"""A product's recording comes, is changed for another, and goes."""

from __future__ import annotations

from hashlib import sha256
from typing import IO, TYPE_CHECKING

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from catalogue.models import Product
from market.recordings.reading import MOST_BYTES, read_recording
from sellers.actions.goods import send_in
from sellers.models import VoiceNote

if TYPE_CHECKING:
    from market.accounts.models import User


def set_voice(*, product: Product, file: IO[bytes], by: User | None) -> VoiceNote:
    """Keep a recording of at most two minutes with a whole product, in place of the one before; return it.

    An operator looks at the product again before buyers hear it. The same recording again changes nothing.

    Raises:
        market.recordings.reading.Unusable: it is none that browsers play, too long, too large or empty; its words say
            what to do.
    """
    data = file.read(MOST_BYTES + 1)
    recording = read_recording(data)
    told = sha256(data).hexdigest()
    with transaction.atomic():
        locked = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
        before = VoiceNote.objects.filter(product=locked).first()
        if before is not None and before.sha256 == told:
            return before
        note = VoiceNote(product=locked, sha256=told, seconds=recording.seconds, made_at=timezone.now(), made_by=by)
        note.file.save(f"suara.{recording.end}", ContentFile(recording.data), save=False)
        note.save(force_insert=before is None)
        if before is not None:
            _delete_later(before)
        send_in(locked)
    return note


@transaction.atomic
def remove_voice(*, product: Product) -> bool:
    """Take a product's recording away, at once; a product that was sent back is sent in again by it."""
    locked = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    note = VoiceNote.objects.filter(product=locked).first()
    if note is None:
        return False
    _delete_later(note)
    note.delete()
    if locked.moderation == Product.Moderation.REJECTED:
        send_in(locked)
    return True


def _delete_later(note: VoiceNote) -> None:
    """Delete its file once nobody can need it any more."""
    name = note.file.name
    transaction.on_commit(lambda: default_storage.delete(name))
