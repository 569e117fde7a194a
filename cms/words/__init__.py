"""How the office comes to speak Indonesian where its packages do not."""
