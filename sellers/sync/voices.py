"""A product's recording is a register too: the one that was made last is heard, what it overtook unseen is kept.

Of each the hash is written down, nothing where it was taken away, and where its file lies as long as it may be needed.
"""

from __future__ import annotations

from hashlib import sha256
from typing import IO, TYPE_CHECKING
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction

from catalogue.models import Product
from market.recordings.reading import MOST_BYTES, Recording, read_recording
from sellers.actions.goods import send_in
from sellers.models import VoiceNote
from sellers.register_models import Write
from sellers.registers.merge import AT_FIRST, Author, in_time, lost_in, mark_lost
from sellers.voice_models import FOLDER

if TYPE_CHECKING:
    from collections.abc import Iterable

FIELD = "voice"


class NoLongerKept(Exception):
    """The recording was let go of, and its file is deleted."""


@transaction.atomic
def say_voice(*, product: Product, file: IO[bytes], base: str | None, author: Author) -> bool:
    """Keep a recording of at most two minutes of a whole product; return whether it is the one that is heard.

    `base` is the hash of the one that its maker heard before, None when nobody knows. An operator looks at the product
    again before buyers hear another; the same recording again changes nothing.

    Raises:
        market.recordings.reading.Unusable: it is none that browsers play, too long, too large or empty; its words say
            what to do.
    """
    data = file.read(MOST_BYTES + 1)
    recording = read_recording(data)
    locked, rows = _locked(product)
    told = sha256(data).hexdigest()
    known = next((row.file for row in rows if row.value == told and _is_needed(row, rows)), "")
    row = _write(locked, told, base, author, file=known or _keep(recording))
    _let_stand(locked, in_time([*rows, row]))
    return _is_heard(locked, told)


@transaction.atomic
def choose_voice(*, product: Product, value: str, author: Author) -> None:
    """Let a recording that was overtaken be heard again.

    Raises:
        NoLongerKept: it was let go of long ago.
    """
    locked, rows = _locked(product)
    files = [row.file for row in rows if row.value == value and row.file]
    kept = [name for name in files if default_storage.exists(name)]
    if not kept:
        raise NoLongerKept
    row = _write(locked, value, rows[-1].value, author, file=kept[0])
    _let_stand(locked, in_time([*rows, row]))


@transaction.atomic
def take_voice_away(*, product: Product, author: Author) -> bool:
    """Take a product's recording away, at once; a product that was sent back is sent in again by it."""
    locked, rows = _locked(product)
    if not VoiceNote.objects.filter(product=locked).exists():
        return False
    row = _write(locked, "", rows[-1].value, author)
    _let_stand(locked, in_time([*rows, row]))
    if locked.moderation == Product.Moderation.REJECTED:
        send_in(locked)
    return True


def _locked(product: Product) -> tuple[Product, list[Write]]:
    """Return a product that nobody else changes now, and what was written of its recording, as it was made."""
    locked = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    rows = in_time(Write.objects.filter(product=locked, field=FIELD))
    note = VoiceNote.objects.filter(product=locked).first()
    if note is not None and not rows:
        author = Author(by=note.made_by, made_at=AT_FIRST, operation="")
        rows = [_write(locked, note.sha256, None, author, file=str(note.file))]
    return locked, rows


def _write(product: Product, value: str, base: str | None, author: Author, *, file: str = "") -> Write:
    return Write.objects.create(
        shop_id=product.seller_id,
        product=product,
        field=FIELD,
        base=base,
        value=value,
        file=file,
        made_at=author.made_at,
        operation=author.operation,
        by=author.by,
    )


def _keep(recording: Recording) -> str:
    """Store a recording under a name that nobody can guess: whoever has it may listen, as with pictures."""
    return default_storage.save(f"{FOLDER}/{uuid4().hex}.{recording.end}", ContentFile(recording.data))


def _let_stand(product: Product, rows: list[Write]) -> None:
    """Let the last of all be heard, and forget the files of those that their successors knew."""
    stands = rows[-1]
    mark_lost(rows, [row for row in lost_in(rows) if row.value])  # of what took another away nothing is left to hear
    if not stands.value:
        VoiceNote.objects.filter(product=product).delete()
    elif not _is_heard(product, stands.value):
        _show(product, stands)
    _forget(rows)


def _is_heard(product: Product, value: str) -> bool:
    return VoiceNote.objects.filter(product=product, sha256=value).exists()


def _show(product: Product, row: Write) -> None:
    with default_storage.open(row.file) as file:
        seconds = read_recording(file.read()).seconds
    note = VoiceNote(product=product, file=row.file, sha256=row.value, seconds=seconds)
    note.made_at, note.made_by = row.made_at, row.by
    note.save()
    send_in(product)


def _is_needed(row: Write, rows: list[Write]) -> bool:
    """Is its file what is heard, or may the shop still choose it?"""
    return bool(row.file) and (row.file == rows[-1].file or (row.is_lost and row.seen_at is None))


def _forget(rows: Iterable[Write]) -> None:
    """Delete the files of what was overtaken by who knew it; what the shop let go of leaves with the rest."""
    rows = list(rows)
    needed = {row.file for row in rows if _is_needed(row, rows)}
    over = [row for row in rows if row.file and row.file not in needed and not row.is_lost]
    Write.objects.filter(pk__in=[row.pk for row in over]).update(file="")
    for name in {row.file for row in over}:
        transaction.on_commit(lambda name=name: default_storage.delete(name))  # type: ignore[misc]
