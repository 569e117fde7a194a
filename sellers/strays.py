"""What lies in the sellers' folders of the stores though nothing shows it, and words that nobody needs any more.

Files come there before their row does: from a form that is never sent, from a request that dies in between.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.core.files.storage import default_storage

from market.inbox.models import Arrival
from sellers import import_models, private_photos, voice_models
from sellers.forms_makers import FOLDER as CONSENTS
from sellers.models import Consent, GoodsFile, Permit, Upload, VoiceNote, Write
from sellers.permit_models import private_storage
from sellers.replies import SOURCE

if TYPE_CHECKING:
    from django.core.files.storage import Storage
    from django.db.models import QuerySet

KEPT_FOR = timedelta(seconds=private_photos.KEPT_FOR, days=1)
"""So long a signed token may still bring a file back, and a day."""
WORDS_KEPT_FOR = timedelta(days=90)
"""An answer by SMS as it came; what counts of it is kept with the consent."""


def forget_files(*, now: datetime) -> int:
    """Delete what is old and shown by nothing: papers, recordings, tables; return how many files that were."""
    store, goods, unseen = private_storage(), GoodsFile.objects.all(), Write.objects.unseen()
    return sum((
        _forget(store, private_photos.FOLDER, [(Permit.objects.all(), "photo")], now),
        _forget(store, CONSENTS, [(Consent.objects.all(), "file"), (Upload.objects.all(), "file")], now),
        _forget(store, import_models.FOLDER, [(goods, "file"), (goods, "photos")], now),
        _forget(default_storage, voice_models.FOLDER, [(VoiceNote.objects.all(), "file"), (unseen, "file")], now),
    ))  # fmt: skip


def _forget(store: Storage, folder: str, shown_by: list[tuple[QuerySet[Any], str]], now: datetime) -> int:
    names = [f"{folder}/{name}" for name in store.listdir(folder)[1]] if store.exists(folder) else []
    old = [name for name in names if store.get_modified_time(name) < now - KEPT_FOR]
    shown: set[str] = set()
    for rows, field in shown_by:
        shown.update(rows.exclude(**{field: ""}).values_list(field, flat=True))
    forgotten = [name for name in old if name not in shown]
    for name in forgotten:
        store.delete(name)
    return len(forgotten)


def forget_words(*, now: datetime) -> int:
    """Empty old answers by SMS; return how many."""
    old = Arrival.objects.filter(source=SOURCE, received_at__lt=now - WORDS_KEPT_FOR).exclude(body="")
    return old.update(body="")
