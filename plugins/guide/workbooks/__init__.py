"""Filled workbooks: read, checked, merged and written as JSON and CSV."""
