"""What an operation says, read through the forms of the pages: the same questions, limits and sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sellers.sync.kinds import NeedsAttention

if TYPE_CHECKING:
    from django.forms import Form

TO_MEND = "Ada yang perlu diperbaiki: {first}"
STRANGE = "Jawaban ini tidak terbaca. Tulis lagi."


def typed(data: dict[str, Any], *names: str) -> dict[str, str]:
    """Return what was typed for these fields, as a form gets it.

    Raises:
        NeedsAttention: something is neither words nor a number.
    """
    found = {name: data[name] for name in names if data.get(name) is not None}
    strange = [name for name, value in found.items() if not isinstance(value, str | int)]
    if strange:
        raise NeedsAttention(TO_MEND.format(first=STRANGE), dict.fromkeys(strange, STRANGE))
    return {name: _as_typed(value) for name, value in found.items()}


def _as_typed(value: str | int) -> str:
    if isinstance(value, bool):
        return "on" if value else ""
    return str(value)


def answers(form: Form) -> dict[str, Any]:
    """Return what a form makes of it.

    Raises:
        NeedsAttention: with the form's sentences by field.
    """
    if form.is_valid():
        return form.cleaned_data
    said = {name: str(errors[0]) for name, errors in form.errors.items()}
    raise NeedsAttention(TO_MEND.format(first=next(iter(said.values()))), said)


def whole(data: dict[str, Any], name: str, *, words: str) -> int:
    """Return a whole number that the app itself has put in. Raises NeedsAttention when it is none."""
    value = data.get(name)
    if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 2**31:
        raise NeedsAttention(words, {name: words})
    return value
