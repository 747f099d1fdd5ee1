"""Floor 5. The editions that a reader takes along: one writer a file, listed in `outputs`."""
