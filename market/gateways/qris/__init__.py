"""QRIS: scanned with any bank's or wallet's app; codes are made from a shop's own sticker. Floor 0c."""
