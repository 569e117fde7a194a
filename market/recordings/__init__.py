"""Recordings of voices: which are taken in, what is taken out of them, and how they are answered. Floor 0a, ground."""
