"""Leave without a signal: the latest word about the shop holds, whenever it comes."""

from __future__ import annotations

from typing import Any

from sellers.actions.pausing import NotOpen, UnlikelyDay, open_shop, pause_shop
from sellers.forms_pausing import PauseForm
from sellers.registers.merge import Author
from sellers.sync.kinds import Done, NeedsAttention, Work, does
from sellers.sync.leave import FIELD, is_latest_word
from sellers.sync.reading import answers, typed

OVERTAKEN = "Toko sudah diubah sesudahnya, jadi ini tidak dipakai."
SHUT = "Toko Anda sedang ditutup petugas, jadi tidak perlu diliburkan."
OTHER_DAY = "Pilih hari lain untuk buka lagi."


@does("pause_shop")
def pause_one(work: Work) -> Done:
    """Let the shop sell nothing until it is opened, or until a day."""
    said = answers(PauseForm(typed(work.data, "reason", "until", "words")))
    if not _is_latest(work, said):
        return Done(words=OVERTAKEN, result={"overtaken": [FIELD]})
    try:
        pause_shop(shop=work.shop, by=work.user, **said)
    except NotOpen:
        raise NeedsAttention(SHUT) from None
    except UnlikelyDay:
        raise NeedsAttention(OTHER_DAY, {"until": OTHER_DAY}) from None
    return Done(words="Toko libur. Pembeli melihat alasannya dan tidak bisa membeli.")


@does("open_shop")
def open_one(work: Work) -> Done:
    """Let the shop sell again."""
    if not _is_latest(work, {}):
        return Done(words=OVERTAKEN, result={"overtaken": [FIELD]})
    open_shop(shop=work.shop, by=work.user)
    return Done(words="Toko buka lagi.")


def _is_latest(work: Work, said: dict[str, Any]) -> bool:
    author = Author(by=work.user, made_at=work.made_at, operation=work.id)
    return is_latest_word(shop=work.shop, said=said, author=author)
