"""The pages that one process keeps, the longest unread leaving first."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from urllib.parse import urlsplit

from django.conf import settings

from market.pagecache.addresses import Address
from market.pagecache.pages import Page


class Shelf:
    """Pages by address, within a number of bytes; threads share it."""

    def __init__(self) -> None:
        self._pages: OrderedDict[Address, Page] = OrderedDict()
        self._lock = Lock()
        self.size = 0

    def __len__(self) -> int:
        return len(self._pages)

    def get(self, address: Address) -> Page | None:
        """Return what is kept there, however old."""
        with self._lock:
            page = self._pages.get(address)
            if page is not None:
                self._pages.move_to_end(address)
            return page

    def put(self, address: Address, page: Page, *, room: int) -> None:
        """Keep a page; what does not fit in `room` bytes any more goes."""
        with self._lock:
            old = self._pages.pop(address, None)
            self._pages[address] = page
            self.size += page.size - (old.size if old else 0)
            while self.size > room:
                self.size -= self._pages.popitem(last=False)[1].size

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._pages.clear()
            self.size = 0


SHELF, SIDE_SHELF = Shelf(), Shelf()
KNOWN_HOSTS: set[str] = set()
"""Names, with their port, beside that of BASE_URL under which there are sites of ours; as many as there are sites."""
SIDE_SHARE = 4  # the side shelf has the fourth part of the room


def know_host(host: str) -> None:
    """Let pages of another host than the main one be kept as its own are: whoever calls it has looked it up."""
    KNOWN_HOSTS.add(host)


def put_away(address: Address, page: Page, *, room: int) -> None:
    """Keep a page within `room` bytes in all.

    What has words of the visitor's in its address, or another host than ours, anybody can make up without end: it
    has a shelf of its own, so that it pushes none of the others out.
    """
    side = room // SIDE_SHARE
    if is_made_up(address):
        SIDE_SHELF.put(address, page, room=side)
    else:
        SHELF.put(address, page, room=room - side)


def is_made_up(address: Address) -> bool:
    """Can anybody make up addresses like this without end?"""
    return bool(address.query) or (
        address.host != urlsplit(settings.BASE_URL).netloc and address.host not in KNOWN_HOSTS
    )


def kept_at(address: Address) -> Page | None:
    """Return what is kept at an address, however old."""
    return SHELF.get(address) or SIDE_SHELF.get(address)
