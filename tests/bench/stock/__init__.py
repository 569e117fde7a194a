"""Stock Oscar: the installed package's own apps and templates, with the same goods as ours, to be measured against."""
