"""Photos and recordings come in pieces that may be cut off anywhere; whole and right, each can be used once."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, TypeGuard

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import ProtectedError, Q, QuerySet, Sum

from catalogue.managers import CARD_PICTURE, PAGE_PICTURE
from market.accounts.models import User
from market.pictures.actions import TooBusy, UnusablePicture, take_picture
from market.pictures.pipeline import HEAVY, MAX_BYTES
from market.recordings.reading import MOST_BYTES, TOO_LARGE, Unusable, read_recording
from sellers.sync import papers, pieces
from sellers.upload_models import Upload

if TYPE_CHECKING:
    from market.pictures.models import Picture

MOST_PIECE = 64 * 1024
MOST_WAITING = 200 * 1024 * 1024
"""Bytes of photos that a person may have sent and not used yet: 20 producers in one visit, and room to spare."""
SHA256 = re.compile(r"[0-9a-f]{64}")
GIVEN_UP_AFTER = timedelta(days=14)
UNUSED_AFTER = timedelta(days=90)
TITLE = "Foto produk"


def is_hash(named: object) -> TypeGuard[str]:
    """Say whether something names a photo or a recording as phones do, by its SHA-256 in small letters."""
    return isinstance(named, str) and SHA256.fullmatch(named) is not None


class WrongPiece(ValueError):
    """What came is not what its hash says: it was damaged on its way."""


class WrongPlace(ValueError):
    """The piece does not begin where the last one ended; `have` says where that is."""

    def __init__(self, have: int) -> None:
        super().__init__(f"{have} bytes have come")
        self.have = have


class TooMuchWaiting(Exception):
    """This person has sent more photos than she has used: those have to be used, or given up, first."""


def how_far(*, owner: User, sha256: str, is_paper: bool = False) -> tuple[int, bool]:
    """Return how many bytes of a photo have come, and whether it is done."""
    upload = Upload.objects.filter(owner=owner, sha256=sha256, is_paper=is_paper).first()
    if upload is None or upload.is_lost or upload.state == Upload.State.UNUSABLE:
        return 0, False
    return upload.have, upload.state == Upload.State.DONE


@transaction.atomic
def take_piece(
    *,
    owner: User,
    sha256: str,
    offset: int,
    size: int,
    piece: bytes,
    piece_hash: str,
    now: datetime,
    is_sound: bool = False,
    is_paper: bool = False,
) -> Upload:
    """Keep one piece of a photo; with the last one the photo is checked and goes through the picture pipeline.

    A recording (`is_sound`) is checked as on its page, and stays as it came until it is used. The photo of a paper
    (`is_paper`) goes through the same pipeline and becomes a file of the private store, never a picture.
    `size` is the whole photo's, in bytes. A photo that is done stays as it is, whatever is sent for it, unless its
    picture was deleted: then it comes again.

    Raises:
        WrongPiece: the piece, or in the end the whole, is not what its hash says; a wrong whole begins anew.
        WrongPlace: with where to go on.
        TooMuchWaiting: more than 200 MB of this person's photos wait to be used.
    """
    if not piece or len(piece) > MOST_PIECE or hashlib.sha256(piece).hexdigest() != piece_hash:
        raise WrongPiece
    upload = _locked(owner, sha256, size, now, is_sound, is_paper)
    if upload.is_lost:
        _begin_anew(upload, size, is_sound)
    if upload.state == Upload.State.DONE:
        return upload
    if offset == 0 and (upload.state == Upload.State.UNUSABLE or (upload.size, upload.is_sound) != (size, is_sound)):
        _begin_anew(upload, size, is_sound)
    if upload.state == Upload.State.UNUSABLE:
        return upload
    if offset != upload.have or offset + len(piece) > upload.size:
        raise WrongPlace(upload.have)
    if upload.size > (MOST_BYTES if upload.is_sound else MAX_BYTES):
        return _refused(upload, TOO_LARGE if upload.is_sound else HEAVY)
    pieces.put(upload, offset=offset, piece=piece)
    upload.have += len(piece)
    upload.moved_at = now
    if upload.have == upload.size:
        _finish(upload)
    upload.save()
    return upload


def _locked(owner: User, sha256: str, size: int, now: datetime, is_sound: bool, is_paper: bool) -> Upload:
    known = Upload.objects.select_for_update().filter(owner=owner, sha256=sha256, is_paper=is_paper).first()
    if known is not None:
        return known
    User.objects.select_for_update().get(pk=owner.pk)
    _check_room(Upload(owner=owner), size)
    defaults = {"size": size, "moved_at": now, "is_sound": is_sound}
    asked = {"owner": owner, "sha256": sha256, "is_paper": is_paper}
    return Upload.objects.select_for_update().get_or_create(**asked, defaults=defaults)[0]


def _check_room(upload: Upload, size: int) -> None:
    others = Upload.objects.filter(owner=upload.owner, used_at=None).exclude(pk=upload.pk)
    waiting = others.exclude(state=Upload.State.UNUSABLE).aggregate(sum=Sum("size"))["sum"] or 0
    if waiting + size > MOST_WAITING:
        raise TooMuchWaiting


def _begin_anew(upload: Upload, size: int, is_sound: bool) -> None:
    _check_room(upload, size)
    upload.state, upload.words, upload.have, upload.used_at = Upload.State.COMING, "", 0, None
    upload.size, upload.is_sound = size, is_sound


def _finish(upload: Upload) -> None:
    """Make a picture of a whole photo, say why it cannot be one, or begin anew when it is not what it should be."""
    whole = pieces.together(upload)
    if hashlib.sha256(whole).hexdigest() != upload.sha256:
        upload.have = 0
        return
    if upload.is_sound:
        _finish_sound(upload, whole)
        return
    photo = ContentFile(whole, name="foto.jpg")
    try:
        if upload.is_paper:
            upload.file = papers.keep(photo)
        else:
            shown_as = (CARD_PICTURE, PAGE_PICTURE)
            upload.picture = take_picture(upload=photo, title=TITLE, by=upload.owner, shown_as=shown_as)
        upload.state = Upload.State.DONE
    except TooBusy:  # nothing is kept of the last piece, which comes again
        raise
    except UnusablePicture as unusable:
        upload.state, upload.words = Upload.State.UNUSABLE, str(unusable)[:200]
    transaction.on_commit(partial(pieces.forget, upload.pk))


def _finish_sound(upload: Upload, whole: bytes) -> None:
    try:
        read_recording(whole)
        upload.state = Upload.State.DONE
    except Unusable as unusable:
        upload.state, upload.words = Upload.State.UNUSABLE, str(unusable)[:200]
        transaction.on_commit(partial(pieces.forget, upload.pk))


def _refused(upload: Upload, words: str) -> Upload:
    upload.state, upload.words = Upload.State.UNUSABLE, words
    upload.save()
    transaction.on_commit(partial(pieces.forget, upload.pk))
    return upload


def photos_of(*, owner: User, hashes: Iterable[str]) -> dict[str, Upload]:
    """Return those of a person's photos that have come whole, usable or not, by their hashes."""
    sent = Upload.objects.filter(owner=owner, sha256__in=list(hashes), is_paper=False)
    whole = sent.exclude(state=Upload.State.COMING)
    found = whole.select_related("picture").exclude(state=Upload.State.DONE, picture=None)
    return {upload.sha256: upload for upload in found}


def recording_of(*, owner: User, sha256: str) -> Upload | None:
    """Return one of a person's recordings that has come whole, usable or not; None where it has not."""
    whole = Upload.objects.filter(owner=owner, sha256=sha256, is_sound=True)
    return whole.exclude(state=Upload.State.COMING).first()


def paper_of(*, owner: User, sha256: str) -> Upload | None:
    """Return one of a person's photos of papers that has come whole, usable or not; None where it has not."""
    whole = Upload.objects.select_for_update(of=("self",)).filter(owner=owner, sha256=sha256, is_paper=True)
    return whole.exclude(state=Upload.State.COMING).first()


def use_paper(upload: Upload) -> str:
    """Return the name of a paper's photo in the private store, called when something keeps it."""
    upload.delete()
    return upload.file


def use_recording(upload: Upload) -> bytes:
    """Return what a recording holds, called when something keeps it: here nothing of it stays."""
    data = pieces.together(upload)
    transaction.on_commit(partial(pieces.forget, upload.pk))
    upload.delete()
    return data


def note_use(uploads: Iterable[Upload], *, title: str, now: datetime) -> list[Picture]:
    """Return the pictures of photos that something shows from now on, called after it."""
    used = list(uploads)
    Upload.objects.filter(pk__in=[upload.pk for upload in used], used_at=None).update(used_at=now)
    pictures = [upload.picture for upload in used if upload.picture]
    for picture in pictures:
        if picture.title == TITLE:
            type(picture).objects.filter(pk=picture.pk).update(title=title[:255])
    return pictures


def forget_abandoned(*, now: datetime) -> int:
    """Delete photos that stopped on their way, and whole ones that nothing has used; return how many.

    A phone that still holds one sends it again.
    """
    return sum(_forget(pk, now) for pk in list(_abandoned(now).values_list("pk", flat=True)))


def _abandoned(now: datetime) -> QuerySet[Upload]:
    stopped = ~Q(state=Upload.State.DONE) & Q(moved_at__lt=now - GIVEN_UP_AFTER)
    unused = Q(state=Upload.State.DONE, used_at=None, moved_at__lt=now - UNUSED_AFTER)
    return Upload.objects.filter(stopped | unused)


@transaction.atomic
def _forget(pk: int, now: datetime) -> bool:
    """Delete one unless it has moved, was finished or used, or is gone, while others were deleted."""
    upload = _abandoned(now).select_for_update(of=("self",)).filter(pk=pk).first()
    if upload is None:
        return False
    picture = upload.picture
    upload.delete()
    if upload.file:
        transaction.on_commit(partial(papers.forget, upload.file))
    if picture:
        try:
            with transaction.atomic():
                picture.delete()
        except ProtectedError:
            pass  # something shows it by now
    transaction.on_commit(partial(pieces.forget, pk))
    return True
