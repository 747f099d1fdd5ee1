"""Handouts, worksheets and tools as Word documents."""
