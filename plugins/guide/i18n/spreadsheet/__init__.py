"""Translations exchanged as a spreadsheet, merged three ways."""
