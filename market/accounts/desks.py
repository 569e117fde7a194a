"""A desk of the back office: its item in the menu with a counter, and the way to it on the start page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.components import Component


@dataclass(frozen=True, kw_only=True)
class Desk:
    """Where something waits for people: what it is called, who works there, and how much waits for each."""

    name: str
    url_name: str
    icon: str
    order: int
    is_shown: Callable[[HttpRequest], bool]
    how_many_wait: Callable[[HttpRequest], int]

    def menu_item(self) -> MenuItem:
        """Return the item of Wagtail's menu."""
        return DeskMenuItem(self)

    def panel(self, template_name: str, *, order: int) -> Component:
        """Return the way in for who has no JavaScript, as Wagtail's menu needs it; the template is given `waiting`."""
        return DeskPanel(self, template_name, order)


class DeskMenuItem(MenuItem):
    """Shown to who works at the desk, with the number of what waits for her."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.name, reverse(desk.url_name), icon_name=desk.icon, order=desk.order)
        self.desk = desk

    def is_shown(self, request: HttpRequest) -> bool:
        return self.desk.is_shown(request)

    def render_component(self, request: HttpRequest) -> Any:
        component = super().render_component(request)
        if waiting := self.desk.how_many_wait(request):
            component.label = f"{self.label} ({waiting})"
        return component


class DeskPanel(Component):
    """Says how much waits, and leads there."""

    def __init__(self, desk: Desk, template_name: str, order: int) -> None:
        self.desk, self.template_name, self.order = desk, template_name, order

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"waiting": self.desk.how_many_wait(parent_context["request"])}
