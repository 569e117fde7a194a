"""How what a villager typed becomes a story's lead and body, and how it is read back for mending."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from bs4 import BeautifulSoup
from django.utils.html import escape

from cms.blocks.bodies import Part, compose

if TYPE_CHECKING:
    from cms.models import StoryPage
    from market.pictures.models import Picture
    from market.regions.models import Village

LONGEST_LEAD, LONGEST_DESCRIPTION = 300, 155
CUT = "…"
Photo = tuple["Picture", str]
"""A picture and what or who is on it."""


@dataclass(frozen=True)
class StoryWords:
    """What somebody says: title, text with empty lines between paragraphs, where, her name, and photos."""

    title: str
    text: str
    village: Village
    shown_name: str = ""
    photos: list[Photo] = field(default_factory=list)


def write_into(page: StoryPage, words: StoryWords) -> None:
    """Put the words into a new page: the first photo on top, the others below the text."""
    _write_head(page, words)
    page.search_description = described(words.text)
    page.picture = words.photos[0][0] if words.photos else None
    page.lead, text = _lead_and_block(words.text)
    page.body = compose([*text, *map(_picture, words.photos[1:])])  # type: ignore[assignment]


def write_again(page: StoryPage, words: StoryWords, sender: Any, typed: str) -> None:
    """Put mended words into a page; what the office has made of it stays, the text too where hers is the same.

    `typed` is the text as it last came from her.
    """
    old = text_of(page)
    _write_head(page, words)
    if page.search_description in {"", described(old), described(typed)}:
        page.search_description = described(words.text)
    photos = list(words.photos)
    if page.picture is None or _is_hers(page.picture, sender):
        page.picture = photos.pop(0)[0] if photos else None
    if paragraphs_of(words.text) == paragraphs_of(old):
        _exchange_photos(page.body, photos, sender)
        return
    page.lead, text = _lead_and_block(words.text)
    kept = put_in_by_others(page, sender)
    page.body = [*compose([*text, *map(_picture, photos)]), *kept]  # type: ignore[assignment]


def described(text: str) -> str:
    """Return what search results say of a text."""
    return shortened(" ".join(text.split()), LONGEST_DESCRIPTION)


def lead_and_rest(text: str) -> tuple[str, list[str]]:
    """Return the first paragraph and the others; one that is too long is shortened and stays whole below."""
    first, *rest = paragraphs_of(text)
    if rest and len(first) <= LONGEST_LEAD:
        return first, rest
    lead = shortened(first, LONGEST_LEAD)
    return lead, [first, *rest] if lead.endswith(CUT) else rest


def paragraphs_of(text: str) -> list[str]:
    """Return what stands between line breaks, each on one line."""
    return [joined for line in text.splitlines() if (joined := " ".join(line.split()))]


def shortened(text: str, most: int) -> str:
    """Return a text of at most so many letters that ends with a whole word, and three dots where it was cut."""
    if len(text) <= most:
        return text
    return f"{text[: most - 1].rsplit(' ', 1)[0].rstrip(' .,;:')}{CUT}"


def text_of(page: StoryPage) -> str:
    """Return the text of a page as it was typed, or as the office has mended it."""
    below = [line for block in page.body if block.block_type == "text" for line in _lines(block.value.source)]
    is_cut = page.lead.endswith(CUT) and below and below[0].startswith(page.lead.removesuffix(CUT)[:40])
    return "\n\n".join(below if is_cut else [page.lead, *below])


def photos_of(page: StoryPage, sender: Any) -> list[Photo]:
    """Return the photos that the sender took, with what they show."""
    top = [(page.picture, page.picture.description)] if page.picture and _is_hers(page.picture, sender) else []
    below = [(block.value["picture"], block.value["alt"]) for block in page.body if _is_her_photo(block, sender)]
    return [*top, *below]


def put_in_by_others(page: StoryPage, sender: Any) -> list[Part]:
    """Return the blocks of a body that are neither text nor a photo of the sender's, such as goods."""
    return [
        (block.block_type, block.value)
        for block in page.body
        if block.block_type != "text" and not _is_her_photo(block, sender)
    ]


def _write_head(page: StoryPage, words: StoryWords) -> None:
    page.title = words.title
    page.village, page.regency = words.village, words.village.district.regency
    page.author = words.shown_name or f"Warga {words.village.name}"


def _lead_and_block(text: str) -> tuple[str, list[Part]]:
    lead, paragraphs = lead_and_rest(text)
    return lead, [("text", "".join(f"<p>{escape(each)}</p>" for each in paragraphs))] if paragraphs else []


def _picture(photo: Photo) -> Part:
    picture, told = photo
    return "picture", {"picture": picture, "alt": told, "caption": told}


def _exchange_photos(body: Any, photos: list[Photo], sender: Any) -> None:
    """Let a body show these of the sender's photos: those that stay keep their place, new ones come last."""
    new = {picture.pk: (picture, told) for picture, told in photos}
    for place in reversed(range(len(body))):
        block = body[place]
        if not _is_her_photo(block, sender):
            continue
        stays = new.pop(block.value["picture"].pk, None)
        if stays is None:
            del body[place]
        elif stays[1] != block.value["alt"]:
            body[place] = (*_picture(stays), block.id)
    body.extend(map(_picture, new.values()))


def _is_her_photo(block: Any, sender: Any) -> bool:
    return block.block_type == "picture" and _is_hers(block.value["picture"], sender)


def _is_hers(picture: Picture | None, sender: Any) -> bool:
    return picture is not None and picture.uploaded_by_user_id == sender.pk


def _lines(markup: str) -> Iterator[str]:
    for part in BeautifulSoup(markup, "html.parser").find_all(["p", "h2", "h3", "li"]):
        if text := part.get_text().strip():
            yield text
