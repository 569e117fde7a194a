"""A release of the official list comes in: by code, whole, as often as you like."""

from __future__ import annotations

import csv
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from market.accounts.models import User
from market.regions.actions import import_areas
from market.regions.models import AreaChange, District, Province, Regency, Village
from market.regions.official import OFFICIAL_FOLDER, BrokenRelease, read_release

from .conftest import FIRST_DAY, NEWER, OLDER, SECOND_DAY

pytestmark = pytest.mark.django_db
PATIENCE = 4  # 50 ms on a quiet machine; tests share theirs


def load_older() -> None:
    import_areas(folder=OLDER, release="3.1.2", at=FIRST_DAY)


def upgrade() -> None:
    import_areas(folder=NEWER, release="4.0.1", at=SECOND_DAY)


def test_it_loads_every_level_by_code() -> None:
    load_older()
    assert (Province.objects.count(), Regency.objects.count()) == (6, 8)
    assert (District.objects.count(), Village.objects.count()) == (11, 140)
    assert Village.objects.get(pk="64.02.06.1001").district_id == "64.02.06"


def test_it_does_not_log_the_first_load_as_changes() -> None:
    load_older()
    assert not AreaChange.objects.exists()


def test_it_makes_the_pilot_regencies_members_on_the_first_load_only() -> None:
    load_older()
    assert set(Regency.objects.filter(is_member=True).values_list("pk", flat=True)) == {"62.02", "64.02", "64.08"}
    Regency.objects.filter(pk="64.08").update(is_member=False)
    upgrade()
    assert not Regency.objects.get(pk="64.08").is_member


def test_it_changes_nothing_when_the_same_release_comes_again() -> None:
    load_older()
    report = import_areas(folder=OLDER, release="3.1.2", at=SECOND_DAY)
    assert report.is_unchanged()
    assert not AreaChange.objects.exists()


def test_it_renames_adds_and_retires_with_a_newer_release() -> None:
    load_older()
    upgrade()
    assert Village.objects.get(pk="12.71.15.1001").name == "Aur"
    assert Regency.objects.get(pk="11.01").name == "Kabupaten Aceh Selatan"
    assert District.objects.get(pk="72.01.24").name == "Toili Jaya"
    assert Village.objects.get(pk="72.01.09.2016").retired_at == SECOND_DAY
    assert Village.objects.live().filter(name="Piondo").get().pk == "72.01.24.2010"


def test_it_logs_each_change_with_its_release() -> None:
    load_older()
    upgrade()
    logged = AreaChange.objects.filter(release="4.0.1", happened_at=SECOND_DAY)
    assert logged.filter(kind="retired").count() == 11
    assert logged.filter(kind="added").count() == 12
    renamed = logged.get(code="12.71.15.1001")
    assert (renamed.kind, renamed.old_name, renamed.new_name) == ("renamed", "A u r", "Aur")
    assert str(renamed) == "12.71.15.1001 berganti nama: Aur (4.0.1)"


def test_it_brings_back_a_code_that_was_retired() -> None:
    load_older()
    upgrade()
    import_areas(folder=OLDER, release="3.1.2 again", at=SECOND_DAY)
    assert Village.objects.get(pk="72.01.09.2016").retired_at is None
    assert AreaChange.objects.filter(kind="returned", release="3.1.2 again").count() == 11


def test_it_keeps_whatever_points_at_a_retired_or_renamed_area() -> None:
    load_older()
    retired_district = District.objects.create(code="64.02.99", name="Lama", regency_id="64.02")
    Village.objects.create(code="64.02.99.2001", name="Desa Lama", district=retired_district)
    officer = User.objects.create_user("+6281200000001", regency_id="64.02")
    upgrade()
    officer.refresh_from_db()
    assert officer.regency.name == "Kabupaten Kutai Kartanegara"
    village = Village.objects.with_places().get(pk="64.02.99.2001")
    assert village.full_name == "Desa Lama, Kec. Lama, Kutai Kartanegara"
    assert village.retired_at
    assert village.district.retired_at


def rewrite(path: Path, change: dict[str, str | None], extra: tuple[str, ...] = ()) -> None:
    lines = path.read_text(encoding="utf-8").splitlines()
    kept = [change.get(line.split(",")[0], line) for line in lines]
    path.write_text("\n".join(line for line in [*kept, *extra] if line is not None) + "\n", encoding="utf-8")


SPOILED = {
    "another encoding": lambda folder: (folder / "villages.csv").write_text(
        (NEWER / "villages.csv").read_text(encoding="utf-8"), encoding="utf-16"
    ),
    "a name in Latin-1": lambda folder: (folder / "districts.csv").write_bytes(
        (NEWER / "districts.csv").read_bytes().replace(b"Tenggarong", b"T\xe9nggarong")
    ),
    "a code twice": lambda folder: rewrite(folder / "villages.csv", {}, ("64.02.06.1001,64.02.06,Jahab",)),
    "a missing parent": lambda folder: rewrite(folder / "districts.csv", {"64.02.06": None}),
    "a village in another district": lambda folder: rewrite(
        folder / "villages.csv", {"64.02.06.1001": "64.02.06.1001,64.02.04,Jahab"}
    ),
    "no name": lambda folder: rewrite(folder / "villages.csv", {"64.02.06.1001": "64.02.06.1001,64.02.06, "}),
    "a bad code": lambda folder: rewrite(folder / "villages.csv", {"64.02.06.1001": "6402061001,64.02.06,Jahab"}),
    "a line too short": lambda folder: rewrite(folder / "villages.csv", {"64.02.06.1001": "64.02.06.1001,64.0"}),
    "other columns": lambda folder: rewrite(folder / "provinces.csv", {"code": "id,nama"}),
    "a missing file": lambda folder: (folder / "regencies.csv").unlink(),
    "an empty file": lambda folder: (folder / "villages.csv").write_text(""),
    "a file cut short": lambda folder: (folder / "villages.csv").write_text(
        "".join((NEWER / "villages.csv").read_text(encoding="utf-8").splitlines(keepends=True)[:60])
    ),
}


@pytest.mark.parametrize("name", SPOILED)
def test_it_refuses_a_broken_release_before_it_changes_anything(name: str, release: Path) -> None:
    load_older()
    before = list(Village.objects.values_list("pk", "name", "retired_at"))
    SPOILED[name](release)
    with pytest.raises(BrokenRelease):
        import_areas(folder=release, release="broken", at=SECOND_DAY)
    assert list(Village.objects.values_list("pk", "name", "retired_at")) == before
    assert not AreaChange.objects.exists()


def test_it_refuses_a_release_that_would_retire_a_good_part_of_the_country(release: Path) -> None:
    load_older()
    villages = [line.split(",")[0] for line in (release / "villages.csv").read_text(encoding="utf-8").splitlines()]
    firsts = {code[:8]: code for code in reversed(villages[1:])}
    gone = [code for code in villages[1:] if code not in firsts.values()][:40]
    rewrite(release / "villages.csv", dict.fromkeys(gone))
    with pytest.raises(BrokenRelease, match="not the whole list"):
        import_areas(folder=release, release="thin", at=SECOND_DAY)
    assert not Village.objects.filter(retired_at__isnull=False).exists()


def test_it_takes_a_file_that_begins_with_a_byte_order_mark(release: Path) -> None:
    text = (release / "villages.csv").read_bytes()
    (release / "villages.csv").write_bytes(b"\xef\xbb\xbf" + text)
    import_areas(folder=release, release="4.0.1", at=FIRST_DAY)
    assert Village.objects.count() == 140


def test_the_command_says_what_it_did_and_why_it_refused(capsys: pytest.CaptureFixture[str], release: Path) -> None:
    call_command("load_regions", "--from", str(OLDER), "--release", "3.1.2")
    assert "added province 6, regency 8, district 11, village 140" in capsys.readouterr().out
    (release / "villages.csv").unlink()
    with pytest.raises(CommandError, match=r"nothing was changed\. villages\.csv is missing"):
        call_command("load_regions", "--from", str(release), "--release", "4.0.1")
    with pytest.raises(CommandError, match="together"):
        call_command("load_regions", "--from", str(release))


@pytest.mark.long
def test_it_loads_the_whole_country_in_well_under_a_minute_and_finds_in_milliseconds() -> None:
    start = time.monotonic()
    import_areas(folder=OFFICIAL_FOLDER, release="whole", at=datetime(2026, 11, 21, tzinfo=UTC))
    assert time.monotonic() - start < 60
    counts = [model.objects.count() for model in (Province, Regency, District, Village)]
    assert counts == [38, 514, 7285, 83762]
    typed = ["muara ka", "sumber", "sidomulyo", "kampung baru", "su", "sungai", "desa baru kec", "kota bangun", "pa"]
    slowest = max(min(seconds_for(text) for _ in range(8)) for text in typed)
    assert slowest < 0.05 * PATIENCE
    assert "Bitmap Index Scan on regions_village_words" in Village.objects.search("muara ka", limit=12).explain()


def seconds_for(text: str) -> float:
    start = time.perf_counter()
    assert list(Village.objects.search(text, limit=12))
    return time.perf_counter() - start


def test_the_official_files_carry_their_licence_and_pass_their_own_checks() -> None:
    assert "ODbL" in (OFFICIAL_FOLDER / "LICENSE-ODbL.md").read_text(encoding="utf-8")
    assert "idn-area-data" in (OFFICIAL_FOLDER / "README.md").read_text(encoding="utf-8")
    with (OFFICIAL_FOLDER / "villages.csv").open(encoding="utf-8", newline="") as file:
        assert len(read_release(OFFICIAL_FOLDER)["village"]) == sum(1 for _ in csv.reader(file)) - 1
