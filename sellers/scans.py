"""How often packs are looked at: counted ahead of the page cache, shown to their seller as numbers and bars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum
from django.http import HttpRequest
from django.utils import timezone

from catalogue.batches import count_scan
from catalogue.codes import read_code
from catalogue.models import Batch, Scan
from market.pagecache.counted import counts
from market.regions.models import District

COOKIE = "kecamatan"
"""Set by the page that asks where goods would go (static/js/delivery_preview.js), for /p/ alone; a district's code."""

DAYS = 30
MOST_PLACES = 5
FEW = 5
"""From so many looks up a district is told: of one pack that was sold there the seller would know who looked."""


@counts("p")
def note_scan(request: HttpRequest, path: str) -> None:
    """Add one to the day's number of the batch that a path is of."""
    code = read_code(path[len("/p/") :])
    if code:
        count_scan(code=code, day=timezone.localdate(), district=request.COOKIES.get(COOKIE, ""))


@dataclass(frozen=True)
class Bar:
    """One day of the chart; `height` and `left` are in the units of its drawing, 100 high."""

    day: date
    looks: int
    left: int
    height: float

    @property
    def top(self) -> float:
        """Where the bar begins."""
        return 100 - self.height


@dataclass(frozen=True)
class Looks:
    """What a seller is told of one batch: all, this month, the last thirty days, and from where."""

    total: int
    this_month: int
    bars: list[Bar]
    places: list[tuple[str, int]]


def looks_of(batch: Batch, *, today: date) -> Looks:
    """Return how often the page of a batch was looked at."""
    scans = Scan.objects.filter(batch=batch)
    by_day = dict(scans.filter(day__gt=today - timedelta(days=DAYS)).values_list("day").annotate(Sum("looks")))
    return Looks(
        total=scans.aggregate(all=Sum("looks"))["all"] or 0,
        this_month=months_looks([batch], today=today).get(batch.pk, 0),
        bars=_bars(by_day, today),
        places=_places(batch),
    )


def months_looks(batches: Iterable[Batch], *, today: date) -> dict[int, int]:
    """Return for each batch how often it was looked at since the first of the month."""
    scans = Scan.objects.filter(batch__in=list(batches), day__gte=today.replace(day=1))
    return dict(scans.order_by().values_list("batch").annotate(Sum("looks")))


def _bars(by_day: dict[date, int], today: date) -> list[Bar]:
    most = max(by_day.values(), default=0) or 1
    days = [today - timedelta(days=DAYS - 1 - number) for number in range(DAYS)]
    return [
        Bar(day, by_day.get(day, 0), number * 10, round(by_day.get(day, 0) / most * 100, 1))
        for number, day in enumerate(days)
    ]


def _places(batch: Batch) -> list[tuple[str, int]]:
    scans = Scan.objects.filter(batch=batch).exclude(district="").order_by().values_list("district")
    many = scans.annotate(looks=Sum("looks")).filter(looks__gte=FEW)
    found: dict[str, int] = dict(many.order_by("-looks", "district")[:MOST_PLACES])
    names = {
        area.code: area.full_name
        for area in District.objects.filter(code__in=found).select_related("regency__province")
    }
    return [(names.get(code, code), looks) for code, looks in found.items()]
