"""What is written alike in English and Indonesian, with the reason; everything else has Indonesian of its own."""

from __future__ import annotations

WHY: dict[str, list[str]] = {
    "people say it so, also in the villages": ["Email", "Menu:", "Status"],
    "names of things": ["IPv4", "IPv6", "WebAuthn", "MFA", "Passkey"],
    "units": ["%s KB", "%s MB", "%s GB", "%s TB", "%s PB", "%(value)s googol"],
    "months and hours": [
        *("April", "September", "November", "Jan.", "Feb.", "Nov.", "AM", "PM"),
        *("jan", "feb", "mar", "apr", "jun", "jul", "sep", "nov"),
    ],
    "of stored passwords, which nobody here has": ["salt", "hash"],
}
SAME = {word for words in WHY.values() for word in words}
