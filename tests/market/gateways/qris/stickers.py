"""Stickers as shops have them, made here: the acquirers' habits are real, the merchants are not."""

from __future__ import annotations

from market.gateways.qris.payload import checksum


def field(name: str, value: str) -> str:
    return f"{name}{len(value):02d}{value}"


def payload(**changes: str | None) -> str:
    """Return Sari's sticker with some fields changed (`f59="..."`) or left out (`f60=None`), its checksum right."""
    acquirer = field("00", "ID.CO.BANKKALTIMTARA.WWW") + field("01", "936001240000012345")
    acquirer += field("02", "000000012345") + field("03", "UMI")
    fields: dict[str, str | None] = {
        "00": "01",
        "01": "11",
        "26": acquirer,
        "51": field("00", "ID.CO.QRIS.WWW") + field("02", "ID1026123456789") + field("03", "UMI"),
        "52": "5499",
        "53": "360",
        "58": "ID",
        "59": "DAPUR IBU SARI",
        "60": "KUTAI KARTANEGA",
        "61": "75553",
        "62": field("07", "A01"),
    }
    fields.update({name[1:]: value for name, value in changes.items()})
    body = "".join(field(name, value) for name, value in sorted(fields.items()) if value is not None) + "6304"
    return body + checksum(body)


SARI = payload()
RAHMAN = payload(
    f51=field("00", "ID.CO.QRIS.WWW") + field("02", "ID1026987654321") + field("03", "UME"), f59="KEBUN PAK RAHMAN"
)
MARKET = payload(
    f51=field("00", "ID.CO.QRIS.WWW") + field("02", "ID1026000000001") + field("03", "UBE"), f59="PASAR HULU KUKAR"
)
