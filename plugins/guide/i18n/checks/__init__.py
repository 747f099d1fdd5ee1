"""Checks of texts, both original and translated."""
