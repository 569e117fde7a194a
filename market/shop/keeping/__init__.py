"""What a buyer keeps: addresses, favourites, and the wish to hear when goods are back."""
