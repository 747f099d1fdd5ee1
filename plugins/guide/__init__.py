"""A static site generator for guidance: one guide as data, rendered in many languages and forms."""
