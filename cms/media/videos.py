"""Which addresses of videos elsewhere we take, and from where their players come."""

from __future__ import annotations

import re
from typing import NamedTuple
from urllib.parse import parse_qs, urlsplit

YOUTUBE, VIMEO = "YouTube", "Vimeo"
NUMBERS = {YOUTUBE: re.compile(r"[\w-]{11}"), VIMEO: re.compile(r"\d{6,12}")}
HOSTS = {
    "youtube.com": YOUTUBE,
    "www.youtube.com": YOUTUBE,
    "m.youtube.com": YOUTUBE,
    "www.youtube-nocookie.com": YOUTUBE,
    "youtu.be": YOUTUBE,
    "vimeo.com": VIMEO,
    "www.vimeo.com": VIMEO,
    "player.vimeo.com": VIMEO,
}
FRAMES = {YOUTUBE: "https://www.youtube-nocookie.com", VIMEO: "https://player.vimeo.com"}
"""The only places that a page with a video may show in a frame; nothing is asked of them before the reader's tap."""

PAGES = {YOUTUBE: "https://www.youtube.com/watch?v={}", VIMEO: "https://vimeo.com/{}"}
PLAYERS = {YOUTUBE: "/embed/{}?autoplay=1&rel=0", VIMEO: "/video/{}?autoplay=1&dnt=1"}
PATHS = re.compile(r"/(?:embed/|shorts/|live/|video/|v/)?([\w-]+)/?")


class Video(NamedTuple):
    """A video elsewhere: whose it is, its page for a new tab, its player for a frame."""

    host: str
    page: str
    player: str


def video_at(address: str) -> Video | None:
    """Return the video at an address, such as https://youtu.be/dQw4w9WgXcQ; None for an address we do not take."""
    try:
        parts = urlsplit(address.strip())
        host = HOSTS.get((parts.hostname or "").lower()) if parts.scheme == "https" and not parts.port else None
    except ValueError:
        return None
    if host is None:
        return None
    path = PATHS.fullmatch(parts.path)
    said = parse_qs(parts.query).get("v", [""])[0] if parts.path == "/watch" else path[1] if path else ""
    if not NUMBERS[host].fullmatch(said):
        return None
    return Video(host, PAGES[host].format(said), FRAMES[host] + PLAYERS[host].format(said))
