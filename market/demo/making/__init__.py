"""Fills an empty database with the demo: the same people, shops, goods and stories every time."""
