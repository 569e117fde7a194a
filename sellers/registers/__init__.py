"""What several people say of the same goods becomes one state, whatever came first, and nothing is forgotten."""
