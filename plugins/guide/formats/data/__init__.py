"""The guide as JSON and CSV, for programs and spreadsheets."""
