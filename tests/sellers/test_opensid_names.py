"""OpenSID's three tables of its lapak have no names: makers are told by their phones, or the hub says who they are."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from catalogue.models import Product
from sellers.models import GoodsFile, Pelapak, Producer
from tests.sellers.conftest import signed_in
from tests.sellers.consents import a_colleague, a_maker, agreed, made_hub
from tests.sellers.test_bulk import outcomes, send, zipped
from tests.sellers.test_opensid import as_dump, as_php_my_admin, as_php_my_admin_sql, as_sheets

pytestmark = pytest.mark.django_db
FORMS = pytest.mark.parametrize("form", [as_php_my_admin, as_sheets, as_dump, as_php_my_admin_sql])
HER_PHONE = "+6281355550123"


def product(number: int, pelapak: int, name: str) -> dict:
    return {
        "id": number, "config_id": 1, "id_pelapak": pelapak, "id_produk_kategori": 1, "nama": name, "harga": 85000,
        "satuan": "pcs", "tipe_potongan": 1, "potongan": 0, "deskripsi": "", "foto": '["tikar.jpg"]', "status": 1,
    }  # fmt: skip


def export(phone: str = "081355550123") -> dict:
    """Return the three tables and nothing else: two sellers, the first with a phone of ours."""
    place = {"config_id": 1, "lat": None, "lng": None, "zoom": 10, "status": 1}
    return {
        "pelapak": [
            {"id": 2, "id_pend": 11, "telepon": phone, **place},
            {"id": 3, "id_pend": 12, "telepon": "0811000222", **place},
        ],
        "produk": [product(7, 2, "Madu Kelulut"), product(8, 3, "Beras Gunung"), product(9, 3, "Beras Ketan")],
        "produk_kategori": [{"id": 1, "config_id": 1, "kategori": "Makanan", "slug": "makanan", "status": 1}],
    }


@pytest.fixture
def imah(hub):
    maker = a_maker(hub, phone=HER_PHONE)
    agreed(maker)
    return maker


def brought(hers, tables, form=as_php_my_admin, **more):
    return send(hers, form(tables), zipped(), name="opensid", **more)


def came(goods) -> list[str]:
    return [outcome for _, outcome in outcomes(goods)]


def report(hers, goods) -> str:
    return hers.get(reverse("workshop:goods_file", args=[goods.pk])).content.decode()


def answer(hers, goods, **said):
    pelapak = Pelapak.objects.get(phone="0811000222")
    return hers.post(reverse("workshop:goods_file", args=[goods.pk]), {"pelapak": pelapak.pk, **said})


@FORMS
@pytest.mark.parametrize("adds_makers", [{}, {"adds_makers": "on"}])
def test_the_three_tables_come_in_once_it_is_said_who_each_is(hers, hub, imah, form, adds_makers):
    goods = brought(hers, export(), form, **adds_makers)
    assert came(goods) == ["listed", "wrong", "wrong"]
    assert Product.objects.get(title="Madu Kelulut").producer == imah
    page = report(hers, goods)
    assert page.count("Pelapak dengan nomor 0811000222") == 1, "once for all her goods"
    assert "Menjual: Beras Gunung, Beras Ketan" in page
    assert "Pelapak dengan nomor 081355550123" not in page

    lusia = a_maker(hub, "Ibu Lusia")
    agreed(lusia)
    assert answer(hers, goods, producer=lusia.pk).status_code == 302
    assert "Sudah dijawab: <strong>Ibu Lusia</strong>" in report(hers, goods)
    again = brought(hers, export(), form, **adds_makers)
    assert came(again) == ["known", "listed", "listed"]
    assert set(lusia.products.values_list("title", flat=True)) == {"Beras Gunung", "Beras Ketan"}
    assert "Siapa pelapak ini?" not in report(hers, again)
    assert came(brought(hers, export(), form)) == ["known"] * 3
    assert Product.objects.count() == 3


@pytest.mark.parametrize("written", ["081355550123", "6281355550123", "+62 813-5555-0123", "81355550123"])
def test_a_phone_is_the_same_however_it_is_written(hers, imah, written):
    goods = brought(hers, export(written))
    assert came(goods)[0] == "listed"
    assert Product.objects.get().producer == imah


def test_a_maker_with_an_account_is_told_by_its_phone(hers, siti, hub):
    goods = brought(hers, export(siti.user.phone))
    assert came(goods)[0] == "listed"
    assert Product.objects.get().producer == siti


def test_two_who_share_a_phone_are_asked_about(hers, hub, imah):
    agreed(a_maker(hub, "Ibu Lusia", phone=HER_PHONE))
    goods = brought(hers, export())
    assert came(goods) == ["wrong"] * 3
    assert "Pelapak dengan nomor 081355550123" in report(hers, goods)


def test_a_new_name_is_noted_and_comes_in_once_she_agrees(hers, hub, imah):
    goods = brought(hers, export())
    assert answer(hers, goods, name="IBU BARU").status_code == 302
    fresh = Producer.objects.get(name="IBU BARU")
    assert (fresh.seller, fresh.village, fresh.makes) == (hub, hub.partner.village, "Beras Gunung")
    again = brought(hers, export())
    assert came(again) == ["known", "wrong", "wrong"]
    assert "persetujuan IBU BARU" in again.rows.get(number=2).troubles["Produsen"]
    assert "Siapa pelapak ini?" not in report(hers, again)
    agreed(fresh)
    assert came(brought(hers, export())) == ["known", "listed", "listed"]
    answer(hers, goods, name="ibu baru")
    assert Producer.objects.filter(name__iexact="IBU BARU").count() == 1


def test_an_answer_that_is_none_is_told_and_may_be_changed_later(hers, hub, imah):
    goods = brought(hers, export())
    lusia = a_maker(hub, "Ibu Lusia")
    both = answer(hers, goods, producer=lusia.pk, name="IBU BARU")
    assert "jangan keduanya" in both.content.decode()
    assert "Pilih produsennya, atau tulis namanya." in answer(hers, goods).content.decode()
    assert Pelapak.objects.get(phone="0811000222").producer is None
    answer(hers, goods, producer=imah.pk)
    answer(hers, goods, producer=lusia.pk)
    kept = Pelapak.objects.get(phone="0811000222")
    assert (kept.producer, kept.told_by) == (lusia, hub.partner.users.get())


def test_an_answer_stays_once_her_goods_have_come_in(hers, hub, imah):
    lusia = a_maker(hub, "Ibu Lusia")
    agreed(lusia)
    goods = brought(hers, export())
    answer(hers, goods, producer=imah.pk)
    brought(hers, export())
    for said, kept in (
        ({"producer": lusia.pk}, f'<option value="{lusia.pk}" selected'),
        ({"name": "IBU BARU"}, "IBU BARU"),
    ):
        page = answer(hers, goods, **said).content.decode()
        assert "Barangnya sudah masuk atas nama Acil Imah, jadi jawabannya tidak bisa diganti." in page
        assert kept in page
    assert not Producer.objects.filter(name="IBU BARU").exists()
    assert answer(hers, goods, producer=imah.pk).status_code == 302, "it is the same answer"
    assert came(brought(hers, export())) == ["known"] * 3


def test_nothing_is_asked_while_its_page_comes_anew(hers, imah):
    goods = brought(hers, export())
    assert "Siapa pelapak ini?" in report(hers, goods)
    GoodsFile.objects.update(state=GoodsFile.State.WAITING)
    page = report(hers, goods)
    assert 'http-equiv="refresh"' in page
    assert "Siapa pelapak ini?" not in page


@pytest.mark.parametrize("sign", ["\x00", "\ud800"])
def test_signs_that_no_database_keeps_are_left_out(hers, imah, sign):
    tables = export(f"0813{sign}55550123")
    tables["pelapak"][1] |= {"id": f"3{sign}", "telepon": f"{sign}0811000222"}
    tables["produk"][1] |= {"id_pelapak": f"3{sign}", "nama": f"Beras{sign} Gunung", "foto": [f"a{sign}.jpg"]}
    goods = brought(hers, tables)
    assert (goods.state, came(goods)) == ("done", ["listed", "wrong", "wrong"])
    assert "Menjual: Beras Gunung, Beras Ketan" in report(hers, goods)


@pytest.mark.parametrize("number", ["\u00b2", "-1", "9999999999"])
def test_a_row_number_that_is_none_is_not_taken(hers, imah, number):
    tables = export()
    tables["produk"][1]["_row"] = number
    assert [row for row, _ in outcomes(brought(hers, tables))] == [1, 2, 3]


def test_the_same_number_in_another_villages_opensid_is_somebody_else(hers, hub, imah):
    first = brought(hers, export())
    lusia = a_maker(hub, "Ibu Lusia")
    agreed(lusia)
    answer(hers, first, producer=lusia.pk)
    elsewhere = export()
    elsewhere["pelapak"][1]["telepon"] = "0811000333"
    assert came(brought(hers, elsewhere)) == ["known", "wrong", "wrong"]


def test_it_is_the_hubs_own_to_say(hers, hub, imah, ratna):
    goods = brought(hers, export())
    other = made_hub(ratna)
    agreed(a_maker(other, "Ibu Martha"))
    stranger = signed_in(ratna.user)
    assert answer(stranger, goods, producer=imah.pk).status_code == 404
    theirs = answer(hers, goods, producer=other.producers.last().pk)
    assert "Pilih produsen dari daftar." in theirs.content.decode()
    assert not Pelapak.objects.exclude(producer=None).exists()
    assert hers.post(reverse("workshop:goods_file", args=[goods.pk]), {"pelapak": "x"}).status_code == 404
    colleague = signed_in(a_colleague(hub))
    assert "Siapa pelapak ini?" in report(colleague, goods)


def test_a_shop_of_ones_own_is_asked_nothing(ratna):
    goods = brought(signed_in(ratna.user), export())
    assert came(goods) == ["listed"] * 3
    assert not Pelapak.objects.exists()


def test_goods_that_name_no_seller_are_nobodys_and_nobody_is_asked_about(hers, hub, imah):
    tables = export()
    tables["produk"] += [
        {**product(10, 3, "Rotan"), "id_pelapak": None},
        {**product(11, 3, "Damar"), "id_pelapak": ""},
    ]

    goods = brought(hers, tables)

    assert came(goods) == ["listed", *["wrong"] * 4]
    assert Pelapak.objects.count() == 2
    assert all("Tulis nama produsennya." in str(row.troubles) for row in goods.rows.order_by("number")[3:])


def test_a_report_asks_about_many_as_quickly_as_about_one(hers, hub, imah, django_assert_num_queries):
    few = brought(hers, export())
    report(hers, few)
    with CaptureQueriesContext(connection) as asked:
        report(hers, few)
    queries = len(asked)
    tables = export()
    tables["pelapak"] += [{**tables["pelapak"][1], "id": 20 + n, "telepon": ""} for n in range(12)]
    tables["produk"] += [product(50 + n, 20 + n, f"Barang {n}") for n in range(12)]
    many = brought(hers, tables)

    with django_assert_num_queries(queries):
        page = report(hers, many)

    assert page.count("Pelapak") > 12
