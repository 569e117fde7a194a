"""A page on a regency's host is for everybody: nobody has a session there to be let in by."""

from __future__ import annotations

import pytest
from django.test import Client
from wagtail.models import PageViewRestriction

from cms.models import StoryPage
from market.accounts.models import User
from tests.cast import sign_in
from tests.cms.regencies.conftest import Regencies

SHUT = {"restriction_type": PageViewRestriction.LOGIN}


@pytest.fixture
def office(client: Client, regencies: Regencies) -> Client:
    return sign_in(client, User.objects.create_superuser("+6281200033301"))


def shut(office: Client, page: StoryPage, answer: dict[str, str]) -> bool:
    address = f"/kelola/pages/{page.pk}/privacy/"
    assert office.get(address).status_code == 200
    assert office.post(address, answer).status_code == 200
    return PageViewRestriction.objects.filter(page=page).exists()


def test_a_page_is_shut_on_the_main_host_only(office: Client, regencies: Regencies) -> None:
    assert shut(office, regencies.kotim, SHUT)
    assert not shut(office, regencies.kukar, SHUT)


def test_one_that_was_shut_before_it_moved_is_opened_again(office: Client, regencies: Regencies) -> None:
    PageViewRestriction.objects.create(page=regencies.kukar, **SHUT)
    assert "restriction_type" in office.get(f"/kelola/pages/{regencies.kukar.pk}/privacy/").content.decode()
    assert not shut(office, regencies.kukar, {"restriction_type": PageViewRestriction.NONE})
