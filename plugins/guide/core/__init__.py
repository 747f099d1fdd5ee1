"""What a guide is: frozen data, its languages, markup and queries. No input or output."""
