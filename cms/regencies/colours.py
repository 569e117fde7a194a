"""The colours that a regency may choose: each a small style sheet, held to the same contrast as the market's own."""

from __future__ import annotations

from django.db import models


class Colours(models.TextChoices):
    """`static/css/colours/<value>.css`; empty is the market's own green."""

    RIVER = "", "Hijau sungai (warna Pasar Hulu)"
    LAKE = "danau", "Biru danau"
    CLAY = "tanah", "Merah tanah"
    ORCHID = "anggrek", "Ungu anggrek"
    RATTAN = "rotan", "Cokelat rotan"
