"""Photos that only their shop and operators see: taken in at once, and brought back by a signed token.

Those of forms that were never sent, and those that a better one took the place of, are deleted in time.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.core import signing

from sellers.permit_models import Permit, private_storage
from sellers.photos import KEPT_FOR

if TYPE_CHECKING:
    from market.accounts.models import User
    from market.pictures.files import CleanFile

SALT = "sellers.private_photos"
FOLDER = "izin"


def keep(photo: CleanFile, *, user: User) -> str:
    """Put a clean photo into the private store and return the token that brings its name back."""
    name = private_storage().save(f"{FOLDER}/{photo.name}", photo)
    return signing.dumps([name, user.pk], salt=SALT)


def bring_back(token: str, *, user: User) -> str:
    """Return the name of the photo behind a token; none when it is somebody else's, forged, or too old."""
    try:
        name, owner = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(name) if owner == user.pk and private_storage().exists(name) else ""


def forget(*, now: datetime) -> int:
    """Delete what no token brings back any more and no permit shows; return how many photos that were."""
    store, too_old = private_storage(), now - timedelta(seconds=KEPT_FOR, days=1)
    names = [f"{FOLDER}/{name}" for name in store.listdir(FOLDER)[1]] if store.exists(FOLDER) else []
    old = [name for name in names if store.get_modified_time(name) < too_old]
    shown = set(Permit.objects.filter(photo__in=old).values_list("photo", flat=True))
    forgotten = [name for name in old if name not in shown]
    for name in forgotten:
        store.delete(name)
    return len(forgotten)
