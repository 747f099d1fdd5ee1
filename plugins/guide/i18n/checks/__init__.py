"""The checks of texts, English and translated."""
