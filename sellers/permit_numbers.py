"""Numbers of permits as people copy them from the paper: spaces, dots and letters before them do not matter.

Only the form is checked; whether a number is real is told by the office that gave it. Sources: PP 24/2018 (NIB, 13
digits), PerBPOM 22/2018 (P-IRT, 15 digits; newer ones from OSS are longer), BPOM (MD and ML, 12 digits, newer ones up
to 15), BPJPH (certificates begin with ID; KH is the ruling, which goods may not carry).
"""

from __future__ import annotations

import re

PIRT = re.compile(
    r"^(?:NO\.?|NOMOR)?\s*(?:P\s*[-.]?\s*IRT|SPP\s*[-.]?\s*IRT|PB\s*[-.]?\s*UMKU)?\s*(?:NO\.?|NOMOR)?\s*[.:]*\s*"
)
BPOM = re.compile(r"^(?:BPOM)?\s*(?:RI)?\s*(MD|ML)?\s*[.:]*\s*")


class UnlikelyNumber(ValueError):
    """The number cannot be right; the text says why, in plain Indonesian."""


def tidy_number(kind: str, typed: str) -> str:
    """Return a permit's number as it is shown.

    Raises:
        UnlikelyNumber: it does not look like a number of this kind.
    """
    text = " ".join(typed.upper().split())
    return {"nib": _nib, "pirt": _pirt, "md": _md, "ml": _ml, "halal": _halal}.get(kind, _other)(text)


def _nib(text: str) -> str:
    found = _digits(re.sub(r"^(?:NO\.?)?\s*NIB\s*[.:]*", "", text))
    if len(found) != 13:
        raise UnlikelyNumber(
            f"NIB terdiri dari 13 angka. Yang Anda tulis {_how_many(found)}. Periksa lagi di suratnya."
        )
    return found


def _pirt(text: str) -> str:
    found = _digits(PIRT.sub("", text))
    if len(found) < 15:
        raise UnlikelyNumber(
            "Nomor P-IRT paling sedikit 15 angka, misalnya 2063671010892-28. "
            f"Yang Anda tulis {_how_many(found)}. Periksa lagi di suratnya."
        )
    return f"{found[:13]}-{found[13:]}" if len(found) == 15 else found


def _md(text: str) -> str:
    return _bpom(text, "MD")


def _ml(text: str) -> str:
    return _bpom(text, "ML")


def _bpom(text: str, letters: str) -> str:
    start = BPOM.match(text)
    if start and start[1] not in (None, letters):
        raise UnlikelyNumber(f"Nomor ini diawali {start[1]}. Pilih jenis izin BPOM {start[1]}.")
    found = _digits(BPOM.sub("", text))
    if not 12 <= len(found) <= 15:
        raise UnlikelyNumber(
            f"Nomor BPOM {letters} terdiri dari 12 sampai 15 angka. "
            f"Yang Anda tulis {_how_many(found)}. Periksa lagi di kemasannya."
        )
    return f"{letters} {found}"


def _halal(text: str) -> str:
    bare = re.sub(r"[\s.\-:]", "", text)
    if bare.startswith("KH"):
        raise UnlikelyNumber("Nomor yang diawali KH adalah surat ketetapan. Tulis nomor sertifikat yang diawali ID.")
    if not re.fullmatch(r"(?:ID)?[0-9]{14,18}", bare):
        raise UnlikelyNumber(
            "Nomor sertifikat halal diawali ID lalu 14 sampai 18 angka, misalnya ID64110055824640426."
        )
    return f"ID{bare.removeprefix('ID')}"


def _other(text: str) -> str:
    if not re.search(r"[0-9]", text):
        raise UnlikelyNumber("Tulis nomornya seperti di suratnya.")
    return text


def _digits(text: str) -> str:
    """Return the digits, or nothing where other letters stand among them."""
    bare = re.sub(r"[\s.\-/]", "", text)
    return bare if re.fullmatch(r"[0-9]*", bare) else ""


def _how_many(digits: str) -> str:
    return f"{len(digits)} angka" if digits else "bukan angka saja"
