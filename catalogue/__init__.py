"""Goods: Oscar's catalogue with producer, seller, village, weight and moderation. Floor 1a, goods."""
