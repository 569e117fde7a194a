"""Events as a calendar file (RFC 5545), for phones and office programs.

Times carry the zone of the clock here and not UTC: what comes again on the first of a month at seven would otherwise
come on the last of the month before.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from django.conf import settings
from django.utils import timezone

from cms.events.calendar import last_day_over
from cms.machines.legible import legible

if TYPE_CHECKING:
    from cms.models import EventPage

ZONE = "Asia/Makassar"
WIDEST = 75  # octets of a line, without its end
HEAD = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Pasar Hulu//Acara//ID", "CALSCALE:GREGORIAN", "METHOD:PUBLISH"]
WITA = [
    "BEGIN:VTIMEZONE", f"TZID:{ZONE}", "BEGIN:STANDARD", "DTSTART:19700101T000000", "TZOFFSETFROM:+0800",
    "TZOFFSETTO:+0800", "TZNAME:WITA", "END:STANDARD", "END:VTIMEZONE",
]  # fmt: skip


def write_calendar(events: Iterable[EventPage], name: str) -> str:
    """Return the events as one calendar; each must come with its village up to the regency, and its locale."""
    lines = [*HEAD, f"X-WR-CALNAME:{_text(name)}", *WITA]
    for event in events:
        lines += ["BEGIN:VEVENT", *_about(event), "END:VEVENT"]
    return "".join(f"{line}\r\n" for each in [*lines, "END:VCALENDAR"] for line in [folded(each)])


def folded(line: str) -> str:
    """Return a line cut into pieces of at most 75 octets, no letter in two, each next one after a space."""
    pieces, room = [b""], WIDEST
    for letter in line:
        octets = letter.encode()
        if len(pieces[-1]) + len(octets) > room:
            pieces.append(b"")
            room = WIDEST - 1
        pieces[-1] += octets
    return "\r\n ".join(piece.decode() for piece in pieces)


def _about(event: EventPage) -> Iterator[str]:
    host = urlsplit(settings.BASE_URL).hostname or "localhost"
    changed = event.last_published_at or event.starts_at
    yield f"UID:{event.translation_key}-{event.locale.language_code}@{host}"
    yield f"DTSTAMP:{_utc(changed)}"
    yield f"DTSTART;TZID={ZONE}:{_here(event.starts_at)}"
    if event.ends_at:
        yield f"DTEND;TZID={ZONE}:{_here(event.ends_at)}"
    if event.repeats:
        until = last_day_over(event)
        yield f"RRULE:FREQ={event.repeats.upper()}{f';UNTIL={_utc(until)}' if until else ''}"
    yield f"SUMMARY:{_text(event.title)}"
    yield f"DESCRIPTION:{_text(event.lead)}"
    if where := ", ".join(part for part in (event.where, event.village and event.village.full_name) if part):
        yield f"LOCATION:{_text(where)}"
    if point := event.point():
        yield f"GEO:{point[0]};{point[1]}"
    yield f"URL:{event.full_url}"


def _text(words: str) -> str:
    plain = legible(words).replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return plain.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _here(at: datetime) -> str:
    return timezone.localtime(at).strftime("%Y%m%dT%H%M%S")


def _utc(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
