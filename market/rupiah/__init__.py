"""Rupiah as people write and read them, whole and with dots. Floor 0a, ground: knows nothing of the house."""
