"""Floor 3. The checks of texts, English and translated."""
