"""One form field for a village or a district: type a few letters, then choose among the matches."""

from __future__ import annotations

from typing import Any, ClassVar, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _

from market.regions.models import District, Village
from market.regions.querysets import LONGEST_QUERY, DistrictQuerySet, VillageQuerySet

MOST_MATCHES = 12


class Typed(NamedTuple):
    """What a browser sends: the words typed, the code chosen, and the words whose matches were shown."""

    query: str = ""
    code: str = ""
    shown: str = ""


class AreaPicker(forms.Widget):
    """A text box with radios under it; static/js/area_picker.js fills them while typing, a submit does without."""

    template_name = "regions/area_picker.html"
    field: AreaField

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Typed:
        typed = (data.get(name + suffix) or "" for suffix in ("-cari", "", "-untuk"))
        return Typed(*(str(text).replace("\x00", "").strip()[:LONGEST_QUERY] for text in typed))

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        return name not in data and f"{name}-cari" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = value if isinstance(value, Typed) else Typed(code=str(getattr(value, "pk", value) or ""))
        found = self.field.found(typed)
        taken = self.field.taken(typed, found)
        matches = [taken] if taken else found
        query = taken.full_name if taken else typed.query
        context["picker"] = {
            "query": query,
            "matches": [(area.code, area.full_name) for area in matches],
            "code": taken.code if taken else "",
            "search_url": reverse(self.field.address),
            "members_only": self.field.members_only,
            "words": self.field.words,
        }
        return context

    def _render(self, template_name: str, context: dict[str, Any], renderer: Any = None) -> SafeString:
        return mark_safe(render_to_string(template_name, context))  # noqa: S308  (from our own template tree)


class AreaField(forms.Field):
    """Cleans to the area, loaded with everything above it; its initial value is a code or an area.

    A query without a choice takes its only match, or the only one of that very name; else it is refused with the
    matches shown. One that has changed since they were shown counts as not chosen. `members_only` keeps to regencies
    that take part in the market, for sellers.
    """

    areas: DistrictQuerySet | VillageQuerySet
    address: str
    words: ClassVar[dict[str, Any]] = {}

    def __init__(self, *, members_only: bool = False, **kwargs: Any) -> None:
        self.members_only = members_only
        super().__init__(**{"widget": AreaPicker, **kwargs})
        self._tie_widget()

    def __deepcopy__(self, memo: dict[int, Any]) -> AreaField:
        copy = super().__deepcopy__(memo)
        copy._tie_widget()
        return copy

    def _tie_widget(self) -> None:
        self.widget.field = self
        self._found: tuple[Typed, list[Any]] | None = None

    def choices(self) -> DistrictQuerySet | VillageQuerySet:
        """The areas that may be chosen."""
        areas = self.areas.all()
        return areas.of_members() if self.members_only else areas

    def matches(self, query: str) -> list[Any]:
        return list(self.choices().search(query, limit=MOST_MATCHES))

    def chosen(self, typed: Typed) -> Any | None:
        """Return the chosen area, unless other words were typed since its radio was shown."""
        if not typed.code:
            return None
        area = self.choices().live().with_places().filter(code=typed.code).first()
        is_new_query = area and typed.query not in ("", typed.shown, area.full_name)
        return None if is_new_query else area

    def found(self, typed: Typed) -> list[Any]:
        """Return the area that was chosen, else those whose names begin as typed; asked once for a form."""
        if self._found is None or self._found[0] != typed:
            area = self.chosen(typed)
            self._found = typed, [area] if area else self.matches(typed.query)
        return self._found[1]

    def taken(self, typed: Typed, found: list[Any]) -> Any | None:
        """Return the one area that is meant: the only one found, or the only one of that very name."""
        if len(found) == 1:
            return found[0]
        query, is_crowded = typed.query.lower(), len(found) == MOST_MATCHES
        same = [
            area
            for area in found
            if query == area.full_name.lower() or (query == area.name.lower() and not is_crowded)
        ]
        return same[0] if len(same) == 1 else None

    def clean(self, value: Any) -> Any | None:
        typed = value if isinstance(value, Typed) else Typed(code=str(getattr(value, "pk", value) or ""))
        if not typed.query and not typed.code:
            if self.required:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        found = self.found(typed)
        if area := self.taken(typed, found):
            return area
        if not found:
            shown = {"query": typed.query or typed.code}
            raise ValidationError(self.error_messages["unknown"], code="unknown", params=shown)
        code = "crowded" if len(found) == MOST_MATCHES else "choose"
        raise ValidationError(self.error_messages[code], code=code)

    def has_changed(self, initial: Any, data: Any) -> bool:
        before = str(getattr(initial, "pk", initial) or "")
        return before != data.code or data.query not in ("", data.shown) if isinstance(data, Typed) else True


class VillageField(AreaField):
    areas = Village.objects.all()
    address = "regions:villages"
    words: ClassVar[dict[str, Any]] = {
        "hint": _("Contoh: Muara Kaman Ulu"),
        "none": _("Tidak ada desa yang cocok. Coba ketik nama kecamatannya."),
        "some": _("Pilih yang mana:"),
        "offline": _("Sinyal sedang hilang. Isian Anda tetap ada; coba lagi sebentar."),
    }
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Ketik nama desa, lalu pilih dari daftar."),
        "unknown": _("Desa “%(query)s” tidak kami temukan. Coba ketik nama kecamatannya."),
        "choose": _("Ada beberapa desa yang cocok."),
        "crowded": _("Banyak desa yang cocok. Pilih dari daftar ini, atau tambahkan nama kecamatannya."),
    }


class DistrictField(AreaField):
    areas = District.objects.all()
    address = "regions:districts"
    words: ClassVar[dict[str, Any]] = {
        "hint": _("Contoh: Tebet Jakarta"),
        "none": _("Tidak ada kecamatan yang cocok. Coba ketik nama kabupaten atau kotanya."),
        "some": _("Pilih yang mana:"),
        "offline": _("Sinyal sedang hilang. Isian Anda tetap ada; coba lagi sebentar."),
    }
    default_error_messages: ClassVar[dict[str, Any]] = {
        "required": _("Ketik nama kecamatan, lalu pilih dari daftar."),
        "unknown": _("Kecamatan “%(query)s” tidak kami temukan. Coba ketik nama kabupaten atau kotanya."),
        "choose": _("Ada beberapa kecamatan yang cocok."),
        "crowded": _("Banyak kecamatan yang cocok. Pilih dari daftar ini, atau tambahkan nama kabupatennya."),
    }
