"""Two floors: what the server costs alone, and what twenty rows from the database cost through one flat template."""
