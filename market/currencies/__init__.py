"""What rupiah are in the money of buyers abroad, roughly, by a table that staff keep. Floor 1b, money.

Never charged by, and never on an Indonesian page.
"""
