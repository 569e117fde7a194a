"""Bank transfer with an amount of its own for each open payment. Floor 0c."""
