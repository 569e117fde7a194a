"""Photos that only their shop and operators see: taken in at once, and brought back by a signed token.

Those of forms that were never sent, and those that a better one took the place of, are deleted in time
(`sellers/strays.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import signing

from sellers.permit_models import private_storage
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
