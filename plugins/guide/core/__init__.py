"""What a guide is: frozen data, with its languages, markup and queries. No I/O."""
