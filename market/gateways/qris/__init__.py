"""QRIS: a merchant's static code becomes one with amount and bill number. Floor 0c."""
