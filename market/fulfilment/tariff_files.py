"""Tariffs as a CSV file that a spreadsheet opens: written out, edited in the office, taken back all or nothing."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import transaction

from market.fulfilment.models import Service, Tariff
from market.regions.models import District, Regency

COLUMNS = (
    "layanan",
    "kode_kecamatan_asal",
    "kecamatan_asal",
    "kode_kabupaten_tujuan",
    "kabupaten_tujuan",
    "ongkos_per_kg",
    "hari_tercepat",
    "hari_terlama",
)
NEEDED = tuple(column for column in COLUMNS if column not in {"kecamatan_asal", "kabupaten_tujuan"})
MOST_ROWS = 20_000
DEAREST = 10_000_000
MOST_DAYS = 365


class UnusableFile(Exception):
    """The file cannot be taken; `problems` are sentences in Indonesian, each naming its line where it has one."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = problems


@dataclass(frozen=True)
class Known:
    """What the codes in a file may name."""

    services: dict[str, Service]
    districts: dict[str, str]
    regencies: set[str]


def write_tariffs(tariffs: Iterable[Tariff]) -> str:
    """Return the tariffs as CSV text; the names are there to be read, only the codes count when it comes back."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(COLUMNS)
    for row in tariffs:
        names = (row.origin_id, row.origin.name, row.destination_id, row.destination.name)
        writer.writerow((row.service.code, *names, row.price_per_kg, row.days_min, row.days_max))
    return file.getvalue()


def take_tariffs(*, content: bytes, may_change: Callable[[str], bool]) -> tuple[int, int]:
    """Add and change tariffs from a CSV file; return how many are new and how many were there already.

    `may_change` says whether tariffs from a regency (its code) are this person's to change. A line is matched by
    service, origin and destination; tariffs that are not in the file stay as they are.

    Raises:
        UnusableFile: with every problem found; then nothing was changed.
    """
    rows = _read(content)
    tariffs, problems = _check(rows, may_change)
    if problems:
        raise UnusableFile(problems)
    with transaction.atomic():
        before = Tariff.objects.count()
        Tariff.objects.bulk_create(
            tariffs,
            update_conflicts=True,
            unique_fields=["service", "origin", "destination"],
            update_fields=["price_per_kg", "days_min", "days_max"],
        )
        added = Tariff.objects.count() - before
    return added, len(tariffs) - added


def _read(content: bytes) -> list[dict[str, str]]:
    try:
        text = content.decode("utf-8-sig")
        delimiter = ";" if ";" in text.partition("\n")[0] else ","
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, restval="")
        missing = [column for column in NEEDED if column not in (reader.fieldnames or [])]
        rows = [] if missing else list(reader)
    except (UnicodeDecodeError, csv.Error):
        raise UnusableFile(["Berkas ini bukan CSV. Simpan dari lembar kerja sebagai “CSV UTF-8”."]) from None
    if missing:
        raise UnusableFile([f"Kolom ini tidak ada: {', '.join(missing)}. Unduh dulu tarif yang ada sebagai contoh."])
    if not rows:
        raise UnusableFile(["Berkas ini tidak berisi tarif."])
    if len(rows) > MOST_ROWS:
        raise UnusableFile([f"Berkas ini berisi lebih dari {MOST_ROWS} baris. Bagi menjadi beberapa berkas."])
    return rows


def _check(rows: list[dict[str, str]], may_change: Callable[[str], bool]) -> tuple[list[Tariff], list[str]]:
    known = Known(
        services={service.code: service for service in Service.objects.all()},
        districts=dict(District.objects.live().values_list("pk", "regency_id")),
        regencies=set(Regency.objects.live().values_list("pk", flat=True)),
    )
    tariffs: list[Tariff] = []
    problems: list[str] = []
    seen: dict[tuple[int, str, str], int] = {}
    for line, row in enumerate(rows, start=2):
        try:
            tariff = _tariff(row, known, may_change)
        except ValueError as error:
            problems.append(f"Baris {line}: {error}")
            continue
        first = seen.setdefault((tariff.service_id, tariff.origin_id, tariff.destination_id), line)
        if first != line:
            problems.append(f"Baris {line}: tarif ini sudah ada di baris {first}.")
        tariffs.append(tariff)
    return tariffs, problems


def _tariff(row: dict[str, str], known: Known, may_change: Callable[[str], bool]) -> Tariff:
    service, origin, destination = ((row[column] or "").strip() for column in NEEDED[:3])
    if service not in known.services:
        raise ValueError(f"layanan “{service}” tidak dikenal.")
    if origin not in known.districts:
        raise ValueError(f"kode kecamatan asal “{origin}” tidak dikenal. Contoh: 64.02.06.")
    if not may_change(known.districts[origin]):
        raise ValueError(f"kecamatan asal “{origin}” di luar kabupaten/kota Anda.")
    if destination not in known.regencies:
        raise ValueError(f"kode kabupaten/kota tujuan “{destination}” tidak dikenal. Contoh: 64.72.")
    days_min = _whole(row, "hari_tercepat", MOST_DAYS)
    days_max = _whole(row, "hari_terlama", MOST_DAYS)
    if days_max < days_min:
        raise ValueError("hari_terlama tidak boleh kurang dari hari_tercepat.")
    return Tariff(
        service=known.services[service],
        origin_id=origin,
        destination_id=destination,
        price_per_kg=_whole(row, "ongkos_per_kg", DEAREST),
        days_min=days_min,
        days_max=days_max,
    )


def _whole(row: dict[str, str], column: str, most: int) -> int:
    typed = (row[column] or "").strip()
    if not (typed.isascii() and typed.isdigit()) or len(typed) > 12 or int(typed) > most:
        raise ValueError(f"{column} “{typed}” harus angka bulat dari 0 sampai {most}, tanpa titik atau koma.")
    return int(typed)
