"""A field that holds several of some choices, ticked one by one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField


class TickedField(ArrayField):
    """An array of choices, edited as boxes to tick."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        """Return the boxes."""
        return forms.TypedMultipleChoiceField(
            choices=self.base_field.choices,
            coerce=self.base_field.to_python,
            widget=forms.CheckboxSelectMultiple,
            required=not self.blank,
            label=self.verbose_name,
            help_text=self.help_text,
        )
