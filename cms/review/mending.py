"""Small mends on a phone: the words of a page one piece at a time, while links, pictures and blocks stay as they are.

A piece is the title, the lead, or one run of words in a text block; what is bold, linked or a heading stays so, as
only the words between the tags are exchanged.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from bs4 import BeautifulSoup
from bs4.element import NavigableString
from django import forms
from django.core.exceptions import PermissionDenied
from django.db import transaction
from wagtail.blocks import RichTextBlock, StreamValue
from wagtail.models import Page, Revision, TaskState
from wagtail.rich_text import RichText

from cms.review.models import latest
from market.accounts.models import User

KINDS = {"h2": "Judul kecil", "h3": "Judul kecil", "a": "Tulisan tautan", "b": "Tulisan tebal", "i": "Tulisan miring"}
LONG = 24
"""About as many letters as a line on a phone has."""


class Changed(Exception):
    """Somebody has saved the page since it was read here."""


class Piece(NamedTuple):
    """One run of words: the name of its field, what it is, and the words."""

    name: str
    label: str
    words: str


class MendForm(forms.Form):
    """A box for each piece of a page as it was when it was read."""

    def __init__(self, page: Page, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for piece in pieces_of(page):
            limit = _limit(page, piece.name)
            rows = min(8, len(piece.words) // LONG + 1)
            widget = forms.Textarea({"rows": rows}) if len(piece.words) > LONG else None
            self.fields[piece.name] = forms.CharField(
                label=piece.label,
                initial=piece.words,
                max_length=limit,
                widget=widget,
                error_messages={"required": "Jangan dikosongkan. Untuk menghapus, kembalikan kepada penulisnya."},
            )

    def mended(self) -> dict[str, str]:
        """Return the pieces that were changed, by name."""
        words = ((name, " ".join(value.split())) for name, value in self.cleaned_data.items())
        return {name: value for name, value in words if value != " ".join(self.fields[name].initial.split())}


def pieces_of(page: Page) -> list[Piece]:
    """Return the words of a page that may be mended here, in reading order."""
    pieces = [Piece("title", "Judul", page.title)]
    if getattr(page, "lead", ""):
        pieces.append(Piece("lead", "Pembuka", page.lead))
    for number, soup in _soups(page):
        for place, words in enumerate(_runs(soup)):
            pieces.append(Piece(f"text-{number}-{place}", _label(words), " ".join(words.split())))
    return pieces


@transaction.atomic
def mend(*, task_state: TaskState, revision: int, words: dict[str, str], by: User) -> Revision:
    """Save new words as a draft of a page on its way; the step goes on.

    Raises Changed when `revision`, the one that was read, is not the newest any more, or the step has been decided,
    and PermissionDenied when it is somebody else's.
    """
    Page.objects.select_for_update().get(pk=task_state.workflow_state.object_id)
    page = latest(task_state)
    if not task_state.task.specific.is_for(page, by):
        raise PermissionDenied
    waits = TaskState.objects.filter(pk=task_state.pk, status=TaskState.STATUS_IN_PROGRESS).exists()
    if not waits or page.latest_revision_id != revision:
        raise Changed
    for field in {"title", "lead"} & words.keys():
        setattr(page, field, words[field])
    _exchange(page, words)
    return page.save_revision(user=by, changed=True, log_action=True, clean=False)


def _exchange(page: Any, words: dict[str, str]) -> None:
    for number, soup in list(_soups(page)):
        runs = list(_runs(soup))
        said = {place: words.get(f"text-{number}-{place}") for place in range(len(runs))}
        if not any(said.values()):
            continue
        for place, run in enumerate(runs):
            if new := said[place]:
                run.replace_with(NavigableString(_kept_blanks(run, new)))
        _put(page, number, soup.decode(formatter="minimal"))


def _put(page: Any, number: int, source: str) -> None:
    if isinstance(page.body, StreamValue):
        page.body[number] = (page.body[number].block_type, RichText(source), page.body[number].id)
    else:
        page.body = source


def _soups(page: Any) -> Iterator[tuple[int, BeautifulSoup]]:
    body = getattr(page, "body", None)
    if isinstance(body, str) and body:
        yield 0, BeautifulSoup(body, "html.parser")
    elif isinstance(body, StreamValue):
        for number, raw in enumerate(body.raw_data):
            if isinstance(body.stream_block.child_blocks.get(raw["type"]), RichTextBlock) and raw["value"]:
                yield number, BeautifulSoup(raw["value"], "html.parser")


def _runs(soup: BeautifulSoup) -> list[NavigableString]:
    return [text for text in soup.find_all(string=True) if any(letter.isalnum() for letter in text)]


def _label(run: NavigableString) -> str:
    """Return what a run of words is; one after a link or bold words goes on with what was begun before them."""
    tags = [parent.name for parent in run.parents]
    if special := next((KINDS[tag] for tag in tags if tag in KINDS), ""):
        return special
    if run.find_previous_sibling() is not None:
        return "Lanjutannya"
    return "Isi daftar" if "li" in tags else "Paragraf"


def _kept_blanks(old: str, new: str) -> str:
    """Return new words with the blanks that the old ones had at their ends: they part them from a link beside them."""
    before = " " if old[:1].isspace() else ""
    after = " " if old[-1:].isspace() else ""
    return f"{before}{new}{after}"


def _limit(page: Page, name: str) -> int:
    return page._meta.get_field(name).max_length if name in ("title", "lead") else 5000  # type: ignore[union-attr, return-value]
