"""What the basket asks: where the goods go."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from market.regions.fields import DistrictField


class DistrictForm(forms.Form):
    """One question, so that delivery can be reckoned."""

    district = DistrictField(label=_("Kecamatan tujuan"))
