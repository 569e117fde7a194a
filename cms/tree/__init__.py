"""How the tree of pages is laid out, and how code publishes into it."""
