"""Checks of texts, both English and translated."""
