"""The office takes no list of pages for hers that is not, however it is asked for."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import Page

from cms.models import HomePage
from market.accounts.models import User
from market.accounts.roles import EDITOR, VILLAGE_CHECKER, appoint
from market.regions.models import Regency
from tests.cast import sign_in
from tests.cms.regencies.conftest import Regencies

DELETE = "/kelola/bulk/wagtailcore/page/delete/"


@pytest.fixture(params=[EDITOR, VILLAGE_CHECKER])
def office(request: pytest.FixtureRequest, client: Client, regencies: Regencies) -> Client:
    """Return the browser of somebody of the first regency."""
    user = User.objects.create_user("+6281200066602")
    appoint(user=user, role=request.param, regency=Regency.objects.get(code="64.02"))
    return sign_in(client, User.objects.get(pk=user.pk))


def home(code: str | None) -> HomePage:
    return HomePage.objects.get(regency=code, locale__language_code="id")


def test_all_pages_of_everybody_are_not_hers(office: Client) -> None:
    root = Page.get_first_root_node().pk
    for parent in ("", "&childOf=", f"&childOf={root}", f"&childOf={home('64.08').pk}", f"&childOf={home(None).pk}",
                   f"&childOf={home('64.02').pk}&childOf={root}"):  # fmt: skip
        assert office.get(f"{DELETE}?id=all{parent}").status_code == 404, parent


def test_all_pages_below_one_of_hers_are(office: Client) -> None:
    answer = office.get(f"{DELETE}?id=all&childOf={home('64.02').pk}")
    assert answer.status_code != 404
    assert "Parenggean" not in answer.content.decode()


def test_a_page_to_choose_can_be_searched_for(office: Client) -> None:
    answer = office.get("/kelola/choose-page/search/?q=cerita&page_type=cms.storypage")
    assert answer.status_code == 200


@pytest.mark.parametrize("words", ["all", "%00", "²", "9223372036854775808", "-1"])
@pytest.mark.parametrize(
    "place",
    [
        "choose-page/chosen-multiple/",
        "pilih/produk/chosen-multiple/",
        *(f"api/main/{kind}/find/" for kind in ("pages", "images", "documents")),
    ],
)
def test_what_is_chosen_is_named_by_a_number(office: Client, place: str, words: str) -> None:
    assert office.get(f"/kelola/{place}?id={words}").status_code == 404


@pytest.mark.parametrize("words", ["%00", "²", "9223372036854775808"])
def test_so_it_is_for_whoever_has_no_regency(client: Client, regencies: Regencies, words: str) -> None:
    user = User.objects.create_superuser("+6281200066603")
    assert sign_in(client, user).get(f"{DELETE}?id={words}").status_code == 404


def test_a_number_is_known_however_it_is_written(office: Client, regencies: Regencies) -> None:
    number = f"{regencies.kutim.pk:012}"
    for written in (number, f"%2B{number}", f"%20{number}", f"0_{number}"):
        assert office.get(f"{DELETE}?id={written}").status_code == 404, written
