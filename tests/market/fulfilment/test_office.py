"""Operators edit tariffs at /kelola/, each within the regency of the post."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from market.accounts.models import User
from market.accounts.roles import EDITOR, OPERATOR, appoint
from market.fulfilment.models import Service, Tariff
from market.fulfilment.office import TariffViewSet
from market.regions.models import District, Regency
from tests.cast import sign_in

pytestmark = pytest.mark.django_db
INDEX = "/kelola/pengiriman/tarif/"


def signed_in(role: str | None, regency: str | None = None) -> Client:
    user = User.objects.create_user(f"+62812000{User.objects.count():05}")
    if role:
        appoint(user=user, role=role, regency=Regency.objects.get(pk=regency) if regency else None)
    client = Client()
    sign_in(client, user)
    return client


@pytest.fixture
def operator(tariff: Tariff) -> Client:
    return signed_in(OPERATOR)


@pytest.fixture
def kukar(tariff: Tariff) -> Client:
    return signed_in(OPERATOR, "64.02")


@pytest.fixture
def kotim(tariff: Tariff) -> Client:
    """An operator of another regency: a stranger to the tariff from Tenggarong."""
    return signed_in(OPERATOR, "62.02")


def typed(tariff: Tariff, **changed: Any) -> dict[str, Any]:
    fields = ["service_id", "origin_id", "destination_id", "price_per_kg", "days_min", "days_max"]
    return {name.removesuffix("_id"): getattr(tariff, name) for name in fields} | changed


def test_it_opens_the_table_from_the_menu() -> None:
    assert TariffViewSet().menu_url == INDEX


HEADER = "layanan,kode_kecamatan_asal,kode_kabupaten_tujuan,ongkos_per_kg,hari_tercepat,hari_terlama"


def csv_of(*lines: str) -> dict[str, Any]:
    return {"file": SimpleUploadedFile("tarif.csv", "\n".join([HEADER, *lines]).encode())}


class TestTheList:
    def test_it_shows_origin_destination_and_price(self, operator: Client) -> None:
        page = operator.get(INDEX).content.decode()
        assert "Kec. Tenggarong, Kutai Kartanegara, Kalimantan Timur" in page
        assert "Kota Jakarta Selatan" in page
        assert "Rp38.000" in page

    def test_it_is_searched_and_filtered(self, operator: Client, places: dict[str, District]) -> None:
        for query, is_there in [
            ("q=tenggarong", True),
            ("q=sampit", False),
            ("origin=64.02.06", True),
            ("destination=31.74", True),
        ]:
            page = operator.get(f"{INDEX}?{query}")
            assert (page.context["page_obj"].paginator.count == 1) is is_there, query

    def test_it_asks_no_more_for_more_tariffs(
        self, operator: Client, tariff: Tariff, places: dict[str, District], django_assert_num_queries: Any
    ) -> None:
        operator.get(INDEX)
        with CaptureQueriesContext(connection) as few:
            operator.get(INDEX)
        for origin in places.values():
            for regency in Regency.objects.exclude(pk="31.74"):
                Tariff.objects.create(
                    service=tariff.service, origin=origin, destination=regency, price_per_kg=1, days_min=1, days_max=2
                )
        with django_assert_num_queries(len(few)):
            operator.get(INDEX)

    def test_it_shows_an_officer_only_the_own_regency(self, kukar: Client, kotim: Client) -> None:
        assert "Tenggarong" in kukar.get(INDEX).content.decode()
        assert "Tenggarong" not in kotim.get(INDEX).content.decode()


class TestEditing:
    def test_an_officer_changes_a_tariff(self, kukar: Client, tariff: Tariff) -> None:
        answer = kukar.post(f"{INDEX}edit/{tariff.pk}/", typed(tariff, price_per_kg=41_000))
        assert answer.status_code == 302
        tariff.refresh_from_db()
        assert tariff.price_per_kg == 41_000

    def test_an_officer_adds_a_tariff_from_the_own_regency(self, kukar: Client, tariff: Tariff) -> None:
        assert kukar.post(f"{INDEX}new/", typed(tariff, origin="64.02.04")).status_code == 302
        assert Tariff.objects.filter(origin="64.02.04").exists()

    def test_the_form_offers_no_list_of_seven_thousand_districts(self, operator: Client) -> None:
        page = operator.get(f"{INDEX}new/").content.decode()
        assert "Pilih kecamatan" in page
        assert '<select name="origin"' not in page

    def test_a_wrong_tariff_is_explained(self, operator: Client, tariff: Tariff) -> None:
        page = operator.post(f"{INDEX}edit/{tariff.pk}/", typed(tariff, days_min=9)).content.decode()
        assert "Hari paling lama tidak boleh kurang dari hari paling cepat." in page


class TestAStranger:
    @pytest.mark.parametrize("view", ["edit", "delete", "history", "usage"])
    def test_another_regency_finds_nothing_there(self, kotim: Client, tariff: Tariff, view: str) -> None:
        for address in (f"{INDEX}{view}/{tariff.pk}/",):
            assert kotim.get(address).status_code in (302, 404)
            assert kotim.post(address, typed(tariff, price_per_kg=1)).status_code in (302, 404, 405)
        tariff.refresh_from_db()
        assert tariff.price_per_kg == 38_000

    def test_another_regency_cannot_add_or_move_a_tariff_here(self, kotim: Client, tariff: Tariff) -> None:
        page = kotim.post(f"{INDEX}new/", typed(tariff, origin="64.02.04"))
        assert "Pilih kecamatan di kabupaten/kota Anda sendiri." in page.content.decode()
        assert Tariff.objects.count() == 1

    def test_another_regency_cannot_upload_or_download_it(self, kotim: Client, tariff: Tariff) -> None:
        page = kotim.post(f"{INDEX}unggah/", csv_of("kurir,64.02.06,31.74,1,3,6"))
        assert page.status_code == 422
        assert "di luar kabupaten/kota Anda" in page.content.decode()
        assert "64.02.06" not in kotim.get(f"{INDEX}unduh/").content.decode()
        tariff.refresh_from_db()
        assert tariff.price_per_kg == 38_000

    @pytest.mark.parametrize("role", [None, EDITOR])
    def test_who_is_no_operator_gets_in_nowhere(self, role: str | None, tariff: Tariff) -> None:
        client = signed_in(role)
        for address in ("", "new/", f"edit/{tariff.pk}/", f"delete/{tariff.pk}/", "unduh/", "unggah/"):
            assert client.get(INDEX + address).status_code in (302, 403)
        assert client.post(f"{INDEX}delete/{tariff.pk}/").status_code in (302, 403)
        assert client.post(f"{INDEX}unggah/", csv_of("kurir,64.02.06,31.74,1,3,6")).status_code in (302, 403)
        tariff.refresh_from_db()
        assert tariff.price_per_kg == 38_000

    def test_an_officer_of_one_regency_looks_at_services_but_does_not_change_them(self, kukar: Client) -> None:
        service = Service.objects.get()
        assert "Kurir" in kukar.get("/kelola/pengiriman/layanan/").content.decode()
        kukar.post(f"/kelola/pengiriman/layanan/edit/{service.pk}/", {"name": "Lain", "code": "lain"})
        service.refresh_from_db()
        assert service.name == "Kurir"


class TestTheFile:
    def test_it_comes_back_as_it_was_written(self, operator: Client) -> None:
        content = operator.get(f"{INDEX}unduh/").content
        assert content.startswith(b"\xef\xbb\xbflayanan,")
        answer = operator.post(f"{INDEX}unggah/", {"file": SimpleUploadedFile("tarif.csv", content)}, follow=True)
        assert "0 tarif ditambah, 1 tarif diperbarui." in answer.content.decode()

    def test_it_adds_and_changes(self, kukar: Client, tariff: Tariff) -> None:
        kukar.post(f"{INDEX}unggah/", csv_of("kurir,64.02.06,31.74,40000,2,5", "kurir,64.02.04,31.74,42000,3,6"))
        tariff.refresh_from_db()
        assert (tariff.price_per_kg, Tariff.objects.count()) == (40_000, 2)

    def test_it_takes_a_spreadsheet_that_writes_semicolons(self, kukar: Client, tariff: Tariff) -> None:
        lines = csv_of("kurir,64.02.06,31.74,40000,2,5")["file"].read().replace(b",", b";")
        kukar.post(f"{INDEX}unggah/", {"file": SimpleUploadedFile("t.csv", lines)})
        tariff.refresh_from_db()
        assert tariff.price_per_kg == 40_000

    def test_it_names_each_problem_with_its_line_and_changes_nothing(self, operator: Client, tariff: Tariff) -> None:
        answer = operator.post(
            f"{INDEX}unggah/",
            csv_of(
                "kurir,64.02.06,31.74,1,3,6",
                "pos,64.02.06,31.74,1,3,6",
                "kurir,99.99.99,31.74,1,3,6",
                "kurir,64.02.06,99.99,1,3,6",
                "kurir,64.02.06,31.74,38.000,3,6",
                "kurir,64.02.04,31.74,1,6,3",
                "kurir,64.02.06,31.74,1,3,6",
                "kurir",
            ),
        )
        page = answer.content.decode()
        assert answer.status_code == 422
        for words in [
            "Baris 3: layanan “pos” tidak dikenal.",
            "Baris 4: kode kecamatan asal “99.99.99” tidak dikenal.",
            "Baris 5: kode kabupaten/kota tujuan “99.99” tidak dikenal.",
            "Baris 6: ongkos_per_kg “38.000” harus angka bulat",
            "Baris 7: hari_terlama tidak boleh kurang dari hari_tercepat.",
            "Baris 8: tarif ini sudah ada di baris 2.",
            "Baris 9: kode kecamatan asal “” tidak dikenal.",
        ]:
            assert words in page
        tariff.refresh_from_db()
        assert (tariff.price_per_kg, Tariff.objects.count()) == (38_000, 1)

    @pytest.mark.parametrize(
        ("content", "words"),
        [
            (b"\xff\xfe\x00", "bukan CSV"),
            (b"PK\x03\x04\x00\x00", "Kolom ini tidak ada"),
            (b"a,b\n1,2\n", "Kolom ini tidak ada: layanan"),
            (
                b"layanan,kode_kecamatan_asal,kode_kabupaten_tujuan,ongkos_per_kg,hari_tercepat,hari_terlama\n",
                "tidak berisi",
            ),
        ],
    )
    def test_it_says_what_is_wrong_with_another_file(self, operator: Client, content: bytes, words: str) -> None:
        page = operator.post(f"{INDEX}unggah/", {"file": SimpleUploadedFile("x.csv", content)})
        assert page.status_code == 422
        assert words in page.content.decode()


def test_the_chooser_finds_a_district_by_its_words(operator: Client) -> None:
    page = operator.get("/kelola/district_chooser/results/?q=tengga kutai").content.decode()
    assert "Kec. Tenggarong, Kutai Kartanegara, Kalimantan Timur" in page
    assert "Tebet" not in page
    page = operator.get("/kelola/regency_chooser/results/?q=jakarta").content.decode()
    assert "Kota Jakarta Selatan" in page
