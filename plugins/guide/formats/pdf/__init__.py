"""The guide, handouts and worksheets as PDF."""
