"""One field for a village or a district, with and without JavaScript."""

from __future__ import annotations

from typing import Any

import pytest
from django import forms
from django.http import QueryDict
from django.template.loader import render_to_string

from market.regions.fields import DistrictField, VillageField
from market.regions.models import Village

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


class WhereForm(forms.Form):
    village = VillageField(label="Desa", members_only=True)
    district = DistrictField(label="Kecamatan", required=False)


def form_of(**typed: str) -> WhereForm:
    data = QueryDict(mutable=True)
    data.update({name.replace("__", "-"): value for name, value in typed.items()})
    return WhereForm(data)


def test_it_gives_the_village_of_a_chosen_code_with_its_places(django_assert_num_queries: Any) -> None:
    form = form_of(village="64.02.06.1001")
    assert form.is_valid(), form.errors
    with django_assert_num_queries(0):
        assert form.cleaned_data["village"].full_name == "Jahab, Kec. Tenggarong, Kutai Kartanegara"
    assert form.cleaned_data["district"] is None


def test_it_shows_the_matches_as_radios_when_nothing_is_chosen_yet() -> None:
    form = form_of(village__cari="tenggarong")
    assert form.errors["village"] == [
        "Banyak desa yang cocok. Pilih dari daftar ini, atau tambahkan nama kecamatannya."
    ]
    html = str(form["village"])
    assert html.count('type="radio" name="village" value=') == 12
    assert 'value="64.02.06.1001"' in html
    assert 'name="village-cari"' in html
    assert 'value="tenggarong"' in html
    assert "style=" not in html


def test_it_takes_the_only_match_at_once() -> None:
    form = form_of(village__cari="jahab")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["village"].pk == "64.02.06.1001"
    assert 'value="64.02.06.1001" checked' in str(form["village"])


def test_it_takes_the_only_one_of_that_very_name() -> None:
    form = form_of(village__cari="Loa Ipuh")
    assert form.is_valid(), form.errors
    assert form.cleaned_data["village"].name == "Loa Ipuh"


def test_it_asks_which_of_several_is_meant_without_scolding() -> None:
    form = form_of(village__cari="loa ip")
    assert form.errors["village"] == ["Ada beberapa desa yang cocok."]
    html = render_to_string("components/field.html", {"field": form["village"]})
    assert "Pilih yang mana:" in html
    assert "field__error" not in html
    assert "field--wrong" not in html


def test_it_takes_the_radio_that_was_shown_for_those_words() -> None:
    assert form_of(village__cari="teng", village__untuk="teng", village="64.02.06.1001").is_valid()


def test_it_searches_again_when_other_words_were_typed_after_choosing() -> None:
    form = form_of(village__cari="loa ip", village__untuk="jahab", village="64.02.06.1001")
    assert not form.is_valid()
    assert "Loa Ipuh, Kec. Tenggarong" in str(form["village"])
    assert "Jahab" not in str(form["village"])


def test_it_takes_a_whole_name_typed_without_choosing() -> None:
    form = form_of(village__cari="jahab, kec. tenggarong, kutai kartanegara")
    assert form.is_valid()


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ({}, "Ketik nama desa, lalu pilih dari daftar."),
        ({"village__cari": "Wakanda"}, "Desa “Wakanda” tidak kami temukan. Coba ketik nama kecamatannya."),
        ({"village": "99.99.99.9999"}, "Desa “99.99.99.9999” tidak kami temukan. Coba ketik nama kecamatannya."),
        ({"village": "\x00'; drop"}, "Desa “'; drop” tidak kami temukan. Coba ketik nama kecamatannya."),
    ],
)
def test_it_says_plainly_what_to_do(typed: dict[str, str], message: str) -> None:
    assert form_of(**typed).errors["village"] == [message]


def test_it_refuses_a_stranger_to_the_member_regencies_by_name_and_by_code() -> None:
    stranger = Village.objects.get(name="Muara Ja'an")
    assert not form_of(village=stranger.pk).is_valid()
    assert 'radio" name="village" value=' not in str(form_of(village__cari="Muara Jaan")["village"])


def test_it_refuses_a_retired_village() -> None:
    Village.objects.filter(pk="64.02.06.1001").update(retired_at="2026-01-01T00:00Z")
    assert not form_of(village="64.02.06.1001").is_valid()


def test_it_shows_its_initial_value_chosen() -> None:
    village = Village.objects.get(pk="64.02.06.1001")
    for initial in (village, village.pk):
        html = str(WhereForm(initial={"village": initial})["village"])
        assert 'value="64.02.06.1001" checked' in html
        assert 'value="Jahab, Kec. Tenggarong, Kutai Kartanegara"' in html


def test_it_escapes_what_was_typed() -> None:
    assert "<script>alert" not in str(form_of(village__cari='"><script>alert(1)</script>')["village"])


def test_its_label_belongs_to_the_text_box() -> None:
    form = WhereForm()
    assert 'for="id_village"' in form["village"].label_tag()
    assert 'id="id_village"' in str(form["village"])


def test_two_forms_do_not_share_a_field() -> None:
    first, second = WhereForm(), WhereForm()
    assert first.fields["village"].widget.field is first.fields["village"]
    assert first.fields["village"].widget.field is not second.fields["village"]
