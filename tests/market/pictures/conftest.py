from __future__ import annotations

from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from market.accounts.models import User
from market.pictures.actions import take_picture
from tests.cast import sign_in
from tests.market.pictures.made import photo


@pytest.fixture(autouse=True)
def apart(own_folders: Path) -> None:
    """Every test has its own folders, so that it can look at every file that was written."""


@pytest.fixture
def picture(db):
    upload = SimpleUploadedFile("IMG_2048.jpg", photo(orientation=6, width=1600, height=1200))
    return take_picture(upload=upload, title="Amplang")


@pytest.fixture
def chief(client, db):
    """Somebody who may do everything in the back office, signed in on `client`."""
    user = User.objects.create_superuser("+6281234500001", first_name="Kepala")
    sign_in(client, user)
    return user
