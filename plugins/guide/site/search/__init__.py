"""The search: text analysis by language, and the index of each language."""
