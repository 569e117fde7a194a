"""Sellers and producers: who makes, who sells, and their phone pages. Floor 3, makers."""
