"""Cash on hand-over. Floor 0c."""
