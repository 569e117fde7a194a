"""Sketches of where places lie, drawn on the server from points alone: no tiles, no boundaries, nobody else asked."""
