"""Handouts and worksheets as Word documents."""
