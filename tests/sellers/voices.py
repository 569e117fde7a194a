"""A product's recording, as its maker says it on the page."""

from __future__ import annotations

import io
from uuid import uuid4

from django.utils import timezone

from catalogue.models import Product
from market.accounts.models import User
from sellers.models import VoiceNote
from sellers.registers.merge import Author
from sellers.sync.voices import say_voice, take_voice_away
from tests.market.recordings.made import webm


def author(by: User | None = None) -> Author:
    return Author(by=by, made_at=timezone.now(), operation=str(uuid4()))


def say(product: Product, data: bytes | None = None, *, by: User | None = None) -> VoiceNote:
    """Say something in place of what is heard now; return what is heard then."""
    before = VoiceNote.objects.filter(product=product).values_list("sha256", flat=True).first()
    say_voice(product=product, file=io.BytesIO(webm(3) if data is None else data), base=before, author=author(by))
    return VoiceNote.objects.get(product=product)


def take_away(product: Product) -> bool:
    return take_voice_away(product=product, author=author())
