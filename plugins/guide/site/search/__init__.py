"""The search: how words are found, and the index of a language."""
