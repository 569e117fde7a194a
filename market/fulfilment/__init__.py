"""Delivery tariffs, promised dates, parcels and hand-over. Floor 1b, money."""
