"""Villagers send stories of their own by phone; each waits for the office as a draft. Part of the stories' room."""
