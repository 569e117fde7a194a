"""An area is found by the words people type, in any order, from their first letters."""

from __future__ import annotations

from typing import Any

import pytest

from market.regions.models import District, Regency, Village
from market.regions.querysets import words_of

from .conftest import SECOND_DAY

pytestmark = pytest.mark.django_db


def found(typed: str) -> list[str]:
    return [village.full_name for village in Village.objects.search(typed)]


@pytest.mark.usefixtures("country")
class TestAVillage:
    def test_it_is_found_by_the_beginning_of_its_name_in_any_case(self) -> None:
        assert found("JAHA") == ["Jahab, Kec. Tenggarong, Kutai Kartanegara"]

    def test_it_is_found_by_its_name_and_its_district(self) -> None:
        assert found("baru tengg") == ["Kampung Baru, Kec. Tenggarong, Kutai Kartanegara"]

    def test_it_is_found_by_its_regency_and_its_district_alone(self) -> None:
        assert len(found("tenggarong kutai")) == 14

    def test_it_is_found_by_its_full_name_typed_back(self) -> None:
        name = "Jahab, Kec. Tenggarong, Kutai Kartanegara"
        assert found(name) == [name]
        assert found("desa jahab kecamatan tenggarong kab. kutai kartanegara") == [name]

    @pytest.mark.parametrize("typed", ["Muara Ja'an", "muara jaan", "Muara Ja’an", "muara ja`"])
    def test_it_is_found_with_and_without_its_apostrophe(self, typed: str) -> None:
        assert found(typed) == ["Muara Ja'an, Kec. Murung, Murung Raya"]

    def test_it_comes_before_villages_that_only_lie_in_a_district_of_that_name(self) -> None:
        assert found("melayu")[0] == "Melayu, Kec. Tenggarong, Kutai Kartanegara"

    @pytest.mark.parametrize("typed", ["", " ", "a", "!!", "'", "\x00", "& | :* <->", "ü", "x" * 5000, "\\'); --"])
    def test_nonsense_finds_nothing_and_breaks_nothing(self, typed: str) -> None:
        assert found(typed) == []

    def test_it_is_not_found_once_it_is_retired(self) -> None:
        Village.objects.filter(name="Jahab").update(retired_at=SECOND_DAY)
        assert found("jahab") == []

    def test_it_is_found_by_the_new_name_of_its_district_or_regency(self) -> None:
        District.objects.filter(pk="64.02.06").update(name="Kota Raja")
        Regency.objects.filter(pk="64.02").update(name="Kabupaten Kukar")
        assert found("jahab kota raja kukar") == ["Jahab, Kec. Kota Raja, Kukar"]
        assert found("jahab tenggarong") == []

    def test_it_is_found_however_its_row_was_written(self) -> None:
        Village.objects.create(code="64.02.06.2999", name="Sungai Baru", district_id="64.02.06")
        assert found("sungai bar") == ["Sungai Baru, Kec. Tenggarong, Kutai Kartanegara"]

    def test_it_asks_the_database_once_for_all_names(self, django_assert_num_queries: Any) -> None:
        with django_assert_num_queries(1):
            assert len(found("tenggarong")) == 14

    @pytest.mark.parametrize(
        ("code", "kind"),
        [("64.02.06.1001", "Kelurahan"), ("64.02.06.2001", "Desa"), ("91.03.01.3001", "Desa adat")],
    )
    def test_it_knows_its_kind_by_its_code(self, code: str, kind: str) -> None:
        assert Village(code=code, name="X").kind == kind

    def test_members_only_keeps_to_regencies_that_take_part(self) -> None:
        assert Village.objects.of_members().search("jahab")
        assert not Village.objects.of_members().search("muara jaan")


@pytest.mark.usefixtures("country")
def test_a_district_is_found_by_its_regency_and_province() -> None:
    names = [district.full_name for district in District.objects.search("tengg kalimantan timur")]
    assert names == ["Kec. Tenggarong, Kutai Kartanegara, Kalimantan Timur"]


def test_titles_are_left_out_unless_they_are_all_there_is() -> None:
    assert words_of("Desa Jahab, Kec. Tenggarong") == ["jahab", "tenggarong"]
    assert words_of("desa") == ["desa"]
