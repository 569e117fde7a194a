"""Pictures drawn by code: each an honest illustration of the goods, no two alike, none taken from anyone."""
