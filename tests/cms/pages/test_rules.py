"""What an editor can write on a page and where she can put it: nothing that makes no sense."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.test import Client
from wagtail.models import Page, get_page_models

from cms.models import DestinationPage, FormPage, HomePage, InfoPage, MakerPage, RoutePage
from cms.pages.destinations import TourismClass
from cms.tree import sections
from market.regions.models import Village
from tests.cms.conftest import page_text

KINDS = {section.model: apps.get_model(section.model.lists) for section in sections.SECTIONS}  # type: ignore[attr-defined]
"""Each list with what it lists."""


def test_an_editor_can_only_build_what_makes_sense() -> None:
    for index, kind in KINDS.items():
        assert kind.allowed_subpage_models() == []
        assert kind.allowed_parent_page_models() == [index]
        assert index.allowed_subpage_models() == [kind]
        assert index.allowed_parent_page_models() == [HomePage]
    for alone in (InfoPage, FormPage):
        assert (alone.allowed_parent_page_models(), alone.allowed_subpage_models()) == ([HomePage], [])
    assert set(HomePage.allowed_subpage_models()) == {*KINDS, InfoPage, FormPage}
    assert HomePage.allowed_parent_page_models() == [Page]
    ours = {model for model in get_page_models() if model._meta.app_label == "cms"}
    assert ours == {HomePage, InfoPage, FormPage, *KINDS, *KINDS.values()}


def test_a_home_page_has_each_list_once(editing: Client, home: HomePage) -> None:
    for index, kind in KINDS.items():
        there = index.objects.child_of(home).get()
        assert (index.max_count_per_parent, index.can_create_at(home), kind.can_create_at(there)) == (1, False, True)
        address = f"/kelola/pages/add/{index._meta.app_label}/{index._meta.model_name}/{home.pk}/"
        assert editing.get(address).status_code == 302, address
        assert index._meta.verbose_name not in editing.get(f"/kelola/pages/{home.pk}/add_subpage/").content.decode()
    index.objects.child_of(home).get().delete()
    assert index.can_create_at(HomePage.objects.get(pk=home.pk))


@pytest.mark.parametrize("which", TourismClass)
def test_a_place_says_its_class_as_the_ministry_names_it(
    client: Client, place: DestinationPage, which: TourismClass
) -> None:
    place.tourism_class = which
    place.full_clean()
    place.save_revision().publish()
    assert f"<dt>Desa wisata</dt><dd>{which.value}</dd>" in page_text(client, place.url)
    assert list(TourismClass) == ["rintisan", "berkembang", "maju", "mandiri"]


def test_a_point_lies_in_indonesia_and_has_both_numbers(place: DestinationPage) -> None:
    assert place.point() == (Decimal("-0.22"), Decimal("116.41"))
    for latitude, longitude in (
        (Decimal("51"), Decimal("116")),
        (Decimal("-0.2"), None),
        (Decimal("-0.2"), Decimal("4")),
    ):
        place.latitude, place.longitude = latitude, longitude
        with pytest.raises(ValidationError):
            place.full_clean()


def test_a_contact_has_a_number_that_can_be_dialled(place: DestinationPage) -> None:
    place.contact_phone = "0812 3456 7890"
    place.full_clean()
    assert place.contact_phone == "+6281234567890"
    place.contact_phone = "12"
    with pytest.raises(ValidationError):
        place.full_clean()


def test_no_page_shows_the_number_of_the_contact(client: Client, place: DestinationPage, route: RoutePage) -> None:
    for page in (place, route):
        assert page.contact_phone not in page_text(client, page.url)


def test_a_maker_has_one_page_and_her_village_by_her_account(maker: MakerPage, village: Village) -> None:
    second = MakerPage(title="Lagi", lead="x", producer=maker.producer, locale=maker.locale, slug="lagi")
    with pytest.raises(ValidationError):
        second.full_clean(exclude=["path", "depth"])
    assert second.village == village
