"""Photos and recordings that only their shop and operators see: taken in at once, and brought back by a signed token.

Those of forms that were never sent, and those that a better one took the place of, are deleted in time
(`sellers/strays.py`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import signing

from sellers.permit_models import private_storage
from sellers.photos import KEPT_FOR

if TYPE_CHECKING:
    from typing import Any

    from django.core.files import File

    from market.accounts.models import User

SALT = "sellers.private_photos"
FOLDER = "izin"


def keep(file: File[Any], *, user: User, folder: str = FOLDER, about: int = 0) -> str:
    """Put a clean file into the private store and return the token that brings its name back.

    It does so for this person alone, in what is kept in this folder `about` somebody.
    """
    name = private_storage().save(f"{folder}/{file.name}", file)
    return signing.dumps([name, user.pk], salt=f"{SALT}.{folder}.{about}")


def bring_back(token: str, *, user: User, folder: str = FOLDER, about: int = 0) -> str:
    """Return the name of the file behind a token; none when it is for something else, forged, or too old."""
    try:
        name, owner = signing.loads(token, salt=f"{SALT}.{folder}.{about}", max_age=KEPT_FOR)
    except (signing.BadSignature, ValueError, TypeError):
        return ""
    return str(name) if owner == user.pk and private_storage().exists(name) else ""
