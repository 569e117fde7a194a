"""What is read from written text: its headings in order, and its links with what they say and lead to."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from typing import NamedTuple

VAGUE = {
    "klik", "klik di sini", "klik disini", "klik link ini", "klik tautan ini", "di sini", "disini", "ini", "sini",
    "link", "link ini", "tautan", "tautan ini", "lihat", "lihat di sini", "lihat disini", "baca", "selengkapnya",
    "baca selengkapnya", "lihat selengkapnya", "baca di sini", "baca juga", "lanjut", "buka", "unduh di sini",
    "click", "click here", "here", "this", "this link", "link here", "read more", "more", "see more", "learn more",
}  # fmt: skip
ADDRESS = re.compile(r"^(https?://|www\.)\S*$|^[\w-]+(\.[\w-]+)*\.(com|id|org|net|info|io|go)(/\S*)?$", re.IGNORECASE)
FILE_NAME = re.compile(r"^[\w\s().-]*\.(jpe?g|png|webp|heic|gif)$|^(img|dsc|dscn|wa|pxl)[-_ ]?\d+", re.IGNORECASE)


class Heading(NamedTuple):
    """A heading and its level."""

    level: int
    words: str


class Link(NamedTuple):
    """What a link says, where it leads, and the page or document of ours that it means."""

    words: str
    address: str
    page: int | None = None
    document: int | None = None


class Reader(HTMLParser):
    """Read headings and links from the rich text as it is stored."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.headings: list[Heading] = []
        self.links: list[Link] = []
        self._heading: list[str] | None = None
        self._link: tuple[dict[str, str], list[str]] | None = None
        self.feed(source)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if _level(tag):
            self._heading = []
        elif tag == "a":
            self._link = ({name: value or "" for name, value in attrs}, [])

    def handle_data(self, data: str) -> None:
        if self._heading is not None:
            self._heading.append(data)
        if self._link is not None:
            self._link[1].append(data)

    def handle_endtag(self, tag: str) -> None:
        if _level(tag) and self._heading is not None:
            self.headings.append(Heading(_level(tag), words_of("".join(self._heading))))
            self._heading = None
        elif tag == "a" and self._link is not None:
            attrs, said = self._link
            self.links.append(_link(attrs, words_of("".join(said))))
            self._link = None


def words_of(text: str) -> str:
    """Return a text with single blanks, none at its ends."""
    return " ".join(text.replace("\xa0", " ").replace("\u200b", "").split())


def says_nothing(words: str) -> bool:
    """Return whether these words do not tell where a link leads, read without what stands before and after it."""
    plain = re.sub(r"[^\w\s]", " ", words.lower())
    return words_of(plain) in VAGUE


def asks_to_press(words: str) -> bool:
    """Return whether these words, on a button below what it is about, still say nothing but that it can be pressed."""
    return says_nothing(words) and bool(re.search(r"klik|sini|tautan|link|click|here", words.lower()))


def is_address(words: str) -> bool:
    """Return whether these words are nothing but an address."""
    return bool(ADDRESS.match(words))


def is_file_name(words: str) -> bool:
    """Return whether somebody left the name of a camera's file where words should be."""
    return bool(FILE_NAME.match(words))


def _level(tag: str) -> int:
    return int(tag[1]) if re.fullmatch(r"h[1-6]", tag) else 0


def _link(attrs: dict[str, str], words: str) -> Link:
    kind, key = attrs.get("linktype", ""), attrs.get("id", "")
    number = int(key) if key.isascii() and key.isdigit() else -1
    page, document = number if kind == "page" else None, number if kind == "document" else None
    return Link(words, attrs.get("href", ""), page, document)
