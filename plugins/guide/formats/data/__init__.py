"""The guide as open data in JSON and CSV."""
