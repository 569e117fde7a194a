"""What wants an editor's hand again: tired blocks, stale pages, pages without their English."""
