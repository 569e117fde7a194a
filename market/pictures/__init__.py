"""The image model and the one pipeline that every picture passes. Floor 0a, ground."""
