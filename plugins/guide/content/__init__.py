"""Reads content/*.yml into a Guide in its source language, and checks it as a whole."""
