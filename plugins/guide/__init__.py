"""A static guidance-site generator: one guide as data, rendered in every language and form."""
