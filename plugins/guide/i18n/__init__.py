"""Turns PO files into a Guide in another language; states, reviews, publication, coverage."""
