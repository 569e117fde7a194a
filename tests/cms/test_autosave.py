"""Wagtail's own saving in the background, and a press on "Terbitkan" in the middle of it, in real Chromium."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connections
from django.test import Client
from playwright.sync_api import Page, Route, sync_playwright
from pytest_django.live_server_helper import LiveServer

from cms.models import StoryIndexPage, StoryPage
from tests.journeys.browser import launch

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def desk(live_server: LiveServer, editing: Client) -> Iterator[Page]:
    """The editor's browser."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        context = browser.new_context(base_url=live_server.url, locale="id-ID")
        session = {"name": settings.SESSION_COOKIE_NAME, "value": editing.cookies[settings.SESSION_COOKIE_NAME].value}
        context.add_cookies([{**session, "url": live_server.url}])
        yield context.new_page()
        browser.close()
        connections["default"].close()


def test_it_makes_one_page_when_one_publishes_while_it_is_saving(desk: Page) -> None:
    index = StoryIndexPage.objects.live().first()
    assert index
    on_their_way: list[Route] = []

    def hold_saves(route: Route) -> None:
        if route.request.method == "POST" and route.request.resource_type == "fetch":
            on_their_way.append(route)
        else:
            route.continue_()

    desk.route("**/kelola/pages/add/**", hold_saves)
    desk.add_init_script("addEventListener('w-unsaved:watch-edits', () => { window.isWatched = true })")
    desk.goto(f"/kelola/pages/add/cms/storypage/{index.pk}/")
    desk.wait_for_function("window.isWatched")
    with desk.expect_request(lambda request: request.method == "POST" and "/add/" in request.url):
        desk.get_by_role("textbox", name="Judul").first.press_sequentially("Pagi di Muara Kaman")
        desk.get_by_role("textbox", name="Pembuka").first.fill("Sebelum terang, dagangan sudah di perahu.")
    desk.get_by_role("button", name="Tindakan lain").last.click()
    desk.locator("button[name=action-publish]").click()
    on_their_way.pop().continue_()
    desk.wait_for_url(f"**/kelola/pages/{index.pk}/")

    assert not on_their_way
    assert [page.live for page in StoryPage.objects.child_of(index)] == [True]
