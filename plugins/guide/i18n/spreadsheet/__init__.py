"""Translations as a spreadsheet: export, and import by a three-way merge."""
