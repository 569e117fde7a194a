"""The form in which a page is edited takes nothing that stands behind the wall of another regency."""

from __future__ import annotations

from typing import Any

from django.db.models import Q
from wagtail.admin.forms.pages import WagtailAdminPageForm

from cms.regencies.contents import named_in, not_hers, told_of_in
from cms.regencies.walls import wall_of

TO_REGENCY = {
    "agency": "regency",
    "regency": "pk",
    "village": "district__regency",
    "producer": "village__district__regency",
}
"""What an editor chooses from, and how it leads to a regency."""


class WalledPageForm(WagtailAdminPageForm):
    """Offers what is in the editor's own regency, and refuses pictures, recordings, drafts and places of others."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.had = named_in(self.instance) if self.instance.pk else set()
        self.was_about = told_of_in(self.instance)
        if wall := wall_of(self.for_user):
            for name, regency in TO_REGENCY.items():
                self._narrow(name, Q(**{regency: wall.code}))

    def _narrow(self, name: str, own: Q) -> None:
        if name in self.fields:
            chosen = Q(pk=getattr(self.instance, f"{name}_id", None))  # what stands there may stay
            self.fields[name].queryset = self.fields[name].queryset.filter(own | chosen)  # type: ignore[attr-defined]

    def _post_clean(self) -> None:
        """Look at what the page would show once the answers are in it."""
        super()._post_clean()
        wall = wall_of(self.for_user)
        if wall is None:
            return
        for fault in not_hers(wall, self.instance, had=self.had, was_about=self.was_about):
            self.add_error(None, fault)
