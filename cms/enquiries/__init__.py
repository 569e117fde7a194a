"""Visitors ask about a place, a route or a homestay; the village's contact answers. Part of the stories' room."""
