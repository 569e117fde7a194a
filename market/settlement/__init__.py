"""Order groups, payments and each order's share of them. Floor 1b, money."""
