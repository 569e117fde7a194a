"""Regencies with a site of their own: host name, home and lists, look, people and collection, shut to each other."""
