from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from market.accounts.models import User
from market.pictures.actions import take_picture
from market.pictures.models import Picture
from tests.market.pictures.made import photo


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path, monkeypatch):
    """Every test has its own folders, so that it can look at every file that was written."""
    settings.MEDIA_ROOT = tmp_path / "media"
    originals = Picture._meta.get_field("file").storage
    monkeypatch.setitem(originals.__dict__, "location", str(tmp_path / "private"))
    return tmp_path


@pytest.fixture
def picture(db):
    upload = SimpleUploadedFile("IMG_2048.jpg", photo(orientation=6, width=1600, height=1200))
    return take_picture(upload=upload, title="Amplang")


@pytest.fixture
def chief(client, db):
    """Somebody who may do everything in the back office, signed in on `client`."""
    user = User.objects.create_superuser("+6281234500001", first_name="Kepala")
    client.force_login(user)
    return user
