"""Things that must leave exactly once, and the sweeper that finds what a nudge lost. Floor 0a, ground."""
