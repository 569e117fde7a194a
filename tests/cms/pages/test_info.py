"""Terms, privacy, returns and help: there from the beginning, in both languages, and the editors' from then on."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from cms.models import InfoPage, Operator
from cms.pages.info import PAGES
from cms.tree.actions import build_site_tree, name_operator
from tests.cms.conftest import page_text

LINK = re.compile(r'href="(/[^"]*)"')


@pytest.mark.parametrize("language", ["id", "en"])
def test_they_stand_in_both_languages_and_their_links_lead_somewhere(client, home, language):
    start = "/" if language == "id" else "/en/"
    links = set()
    for info in PAGES:
        page = page_text(client, f"{start}{info.slug}/")
        assert f"<h1>{info.titles[language]}</h1>" in page
        assert f'<html lang="{language}"' in page
        links.update(LINK.findall(info.body(language)))

    assert [link for link in links if client.get(link).status_code not in (200, 302)] == []
    assert [link for link in links if language == "en" and not link.startswith(("/en/", "/jual/"))] == []


def test_every_page_leads_to_them_without_a_query(client, home):
    assert [f"/{info.slug}/" for info in PAGES if f'href="/{info.slug}/"' not in page_text(client, "/")] == []


def test_an_editors_words_stay_when_the_tree_is_laid_out_again(home):
    page = InfoPage.objects.get(slug="syarat", locale__language_code="id")
    page.body = "<p>Syarat kami sendiri.</p>"
    page.save_revision().publish()
    number = InfoPage.objects.count()

    build_site_tree()

    page.refresh_from_db()
    assert (page.body, InfoPage.objects.count()) == ("<p>Syarat kami sendiri.</p>", number)


def test_an_editor_may_change_them(editing, home):
    page = InfoPage.objects.get(slug="privasi", locale__language_code="id")
    assert editing.get(f"/kelola/pages/{page.pk}/edit/").status_code == 200


def test_who_runs_the_market_is_named_where_people_look_for_help(client, home):
    assert "belum mengisi" in page_text(client, "/tentang/")

    name_operator(name="Diskominfo Kukar", phone="0541 123", hours="Senin", hours_en="Monday")
    name_operator(name="Orang lain")

    assert Operator.objects.get().name == "Diskominfo Kukar"
    assert "0541 123" in page_text(client, "/tentang/")
    assert "Monday" in page_text(client, "/en/bantuan-pembeli/")
    assert "0541 123" not in page_text(client, "/syarat/")


def test_they_cost_few_queries(client, home):
    page_text(client, "/tentang/")
    with CaptureQueriesContext(connection) as queries:
        page_text(client, "/tentang/")
    assert len(queries) <= 10
