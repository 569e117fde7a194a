"""Follows oscar.apps.catalogue.apps.CatalogueConfig (4.2)."""

from oscar.apps.catalogue import apps


class CatalogueConfig(apps.CatalogueConfig):
    name = "catalogue"
