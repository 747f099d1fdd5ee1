"""Reading and writing safely: YAML, tables, the cache, atomic replacement, checksums."""
