"""The files that a reader takes along: one table, one package per format."""
