"""Goods that come as a file: a table or an OpenSID export, and a zip of photos; each row is taken, or told why not."""
