"""A regency is given a site of its own once; what was told of it before moves there."""

from __future__ import annotations

import pytest
from django.contrib.auth.models import Group
from django.core.management import CommandError, call_command
from django.test import Client
from wagtail.models import GroupCollectionPermission, GroupPagePermission, Page, Site, WorkflowPage

from cms.models import HomePage, RegencySite, StoryIndexPage, StoryPage
from cms.regencies.actions import NotAHost, open_regency
from cms.tree.villages import make_village_pages
from market.accounts.models import User
from market.accounts.roles import EDITOR, VILLAGE_CHECKER, appoint, is_editor, needs_second_factor
from market.regions.models import Regency
from tests.cms.regencies.conftest import KUKAR, MAIN, At, Regencies, tell_of, villages


def regency(code: str = "62.02") -> Regency:
    return Regency.objects.get(code=code)


def counted() -> tuple[int, ...]:
    models = (Page, Site, Group, GroupPagePermission, GroupCollectionPermission, RegencySite, WorkflowPage)
    return tuple(model.objects.count() for model in models)


def test_it_may_be_opened_twice_and_keeps_what_was_written(regencies: Regencies) -> None:
    before = counted()
    HomePage.objects.filter(regency="64.02").update(tagline="Kota raja")
    opened = open_regency(regency=regency("64.02"), host="kukar.contoh.id", tagline="Lain")
    assert counted() == before
    assert (opened.site.hostname, opened.site.port) == ("kukar.contoh.id", 80)
    assert set(HomePage.objects.filter(regency="64.02").values_list("tagline", flat=True)) == {"Kota raja"}


def test_what_was_told_before_moves_and_its_old_address_leads_there(
    client: Client, main: At, regencies: Regencies
) -> None:
    story = regencies.kotim
    assert story.full_url == f"http://{MAIN}/cerita/cerita-parenggean/"
    open_regency(regency=regency(), host="kotim.localhost:8000")
    moved = StoryPage.objects.get(pk=story.pk)
    assert moved.full_url == "http://kotim.localhost:8000/cerita/cerita-parenggean/"
    for prefix in ("", "/en"):
        answer = main.get(f"{prefix}/cerita/cerita-parenggean/")
        assert (answer.status_code, answer["Location"]) == (
            301,
            f"http://kotim.localhost:8000{prefix}/cerita/cerita-parenggean/",
        )
        assert At(client, "kotim.localhost:8000").get(f"{prefix}/cerita/cerita-parenggean/").status_code == 200


def test_a_new_story_stands_where_its_regency_stands(regencies: Regencies) -> None:
    kukar, _, _ = villages()
    assert tell_of(kukar, title="Baru").full_url == f"http://{KUKAR}/cerita/baru/"
    assert tell_of(villages()[2], title="Baru").full_url == f"http://{MAIN}/cerita/baru/"


def test_the_page_of_a_village_stands_in_its_tree_and_shows_itself_on_the_main_host(
    main: At, kukar: At, regencies: Regencies
) -> None:
    make_village_pages()
    page = regencies.kukar.village
    found = (
        HomePage.objects.get(regency="64.02", locale__language_code="id").get_descendants().get(slug="64-02-06-2001")
    )
    assert found.specific.village == page
    assert found.specific.full_url == f"http://{MAIN}/desa/64.02.06.2001/"
    assert main.get("/desa/64.02.06.2001/").status_code == 200
    assert f'href="http://{MAIN}/desa/64.02.06.2001/"' in kukar.text("/desa/")
    assert kukar.get("/desa/64-02-06-2001/")["Location"] == f"http://{MAIN}/desa/64.02.06.2001/"


@pytest.mark.parametrize(
    "host",
    ["", "127.0.0.1:8000", "localhost", "testserver", "kutim.localhost", "a b", "http://x.id", "x.id/jalur",
     "x.id:nol", "u@x.id", "-x.id", "x..id", "desa.é"],
)  # fmt: skip
def test_it_refuses_a_name_that_cannot_be_its_own(regencies: Regencies, host: str) -> None:
    before = counted()
    with pytest.raises(NotAHost):
        open_regency(regency=regency(), host=host)
    assert counted() == before


def test_it_is_opened_by_a_command(regencies: Regencies, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("open_regency", "62.02", host="kotim.localhost:8000", colours="rotan")
    assert "http://kotim.localhost:8000/" in capsys.readouterr().out
    assert HomePage.objects.filter(regency="62.02", colours="rotan").count() == 2
    with pytest.raises(CommandError):
        call_command("open_regency", "99.99", host="x.localhost")
    with pytest.raises(CommandError):
        call_command("open_regency", "62.02", host="kukar.localhost")


def test_its_people_move_into_its_groups_and_later_ones_go_there(regencies: Regencies) -> None:
    early, late, portal = (User.objects.create_user(f"+62812000777{number}") for number in range(3))
    appoint(user=early, role=EDITOR, regency=regency())
    appoint(user=early, role=VILLAGE_CHECKER, regency=regency())
    appoint(user=portal, role=EDITOR)
    open_regency(regency=regency(), host="kotim.localhost:8000")
    appoint(user=late, role=EDITOR, regency=regency())
    names = [set(user.groups.values_list("name", flat=True)) for user in (early, late, portal)]
    assert names == [{"Editor 62.02", "Pemeriksa desa 62.02"}, {"Editor 62.02"}, {"Editor"}]
    early = User.objects.get(pk=early.pk)
    assert is_editor(early)
    assert not needs_second_factor(early)


def test_a_checker_of_all_regencies_checks_there_too_and_an_editor_of_all_does_not_publish_there(
    regencies: Regencies,
) -> None:
    before, after, portal, other = (User.objects.create_user(f"+62812000778{number}") for number in range(4))
    appoint(user=before, role=VILLAGE_CHECKER)
    appoint(user=other, role=VILLAGE_CHECKER, regency=regency("64.08"))
    appoint(user=portal, role=EDITOR)
    opened = open_regency(regency=regency(), host="kotim.localhost:8000")
    appoint(user=after, role=VILLAGE_CHECKER)
    story = StoryPage.objects.get(pk=regencies.kotim.pk)
    village, _agency, publishing = (task.specific for task in story.get_workflow().tasks)
    assert set(village.people_for(story)) == {before, after}
    assert [publishing.is_for(story, user) for user in (before, portal)] == [False, False]
    appoint(user=after, role=VILLAGE_CHECKER, regency=opened.regency)
    assert set(after.groups.values_list("name", flat=True)) == {"Pemeriksa desa 62.02"}


def test_whoever_is_posted_elsewhere_leaves_the_groups_of_before(regencies: Regencies) -> None:
    person = User.objects.create_user("+6281200077788")
    appoint(user=person, role=EDITOR, regency=regency("64.02"))
    appoint(user=person, role=EDITOR, regency=regency("64.08"))
    assert set(person.groups.values_list("name", flat=True)) == {"Editor 64.08"}


def test_the_lists_are_those_of_the_market(regencies: Regencies) -> None:
    for code in ("64.02", "64.08"):
        for home in HomePage.objects.filter(regency=code):
            assert set(home.get_children().values_list("slug", flat=True)) == {
                "cerita", "wisata", "acara", "rute", "desa", "pembuat", "opd",
            }  # fmt: skip
    assert StoryIndexPage.objects.count() == 6
