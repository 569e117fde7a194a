"""The demo gives one regency a site of its own, with people of its office, on whichever port it is started."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from wagtail.models import Site

from cms.models import HomePage, RegencySite
from cms.tree.actions import build_site_tree, publish_destination
from market.accounts.models import User
from market.demo.data import people
from market.demo.making.regency import open_pilot
from tests.cms.conftest import make_picture
from tests.market.shop.goods import make_village
from tests.remembered import once

pytestmark = pytest.mark.django_db


def test_it_is_there_with_its_look_and_its_people_on_the_port_of_the_start(client: Client, own_folders: Path) -> None:
    once(build_site_tree)
    picture = make_picture("Danau")
    publish_destination(
        title="Danau", lead="Danau luas di tengah Mahakam.", village=make_village(), picture=picture, body=[]
    )
    assert "kukar.localhost" not in client.get("/demo/").content.decode()

    open_pilot(host="kukar.localhost:9100")
    arms = HomePage.objects.get(regency="64.02", locale__language_code="id").arms
    open_pilot(host="kukar.localhost:9200")

    homes = HomePage.objects.filter(regency="64.02")
    assert [(home.arms, home.picture) for home in homes] == [(arms, picture)] * 2
    assert arms.collection == RegencySite.objects.get().collection
    assert RegencySite.objects.get().site.port == 9200
    assert Site.objects.get(is_default_site=True).port == 8000
    groups = {user.phone: user.groups.get().name for user in User.objects.filter(regency="64.02")}
    assert groups == {
        people.AWANG.phone: "Editor 64.02",
        people.NOOR.phone: "Pemeriksa desa 64.02",
        people.IDHAM.phone: "Pemeriksa dinas 64.02",
    }
    board = client.get("/demo/").content.decode()
    assert 'href="http://kukar.localhost:9200/"' in board
    assert board.count("Kutai Kartanegara") >= 2
    answer = client.get("/", headers={"host": "kukar.localhost:9200"}).content.decode()
    assert people.AWANG.name not in answer
    assert "Dari hulu sampai muara Mahakam" in answer
    client.post("/demo/masuk/", {"phone": people.AWANG.phone})
    assert client.get("/kelola/").status_code == 200
