"""/kelola/uang/: where the market's operators see to its money. One module a desk."""
